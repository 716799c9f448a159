using Core.Customers;
using Core.Estimators;

namespace Core.Segments;

/// <summary>What is done with rows that lack a value.</summary>
public enum MissingValuePolicy
{
    /// <summary>The median of the column takes its place.</summary>
    Median,

    /// <summary>The row is left out.</summary>
    Drop,

    /// <summary>
    /// The median takes its place, and a column of 0 and 1 more says who lacked it: where not having a value means something, as for a
    /// question that only some were asked.
    /// </summary>
    Indicator,
}

/// <param name="Name">Of the column.</param>
/// <param name="Imputed">Rows that got the median (and a 1 in the indicator, where there is one).</param>
/// <param name="Dropped">Rows left out that lacked this column; a row that lacks two counts in both.</param>
/// <param name="Median">Of the values that are there.</param>
public sealed record CompletedColumn(string Name, int Imputed, int Dropped, double Median);

/// <param name="Data">m × p without missing values; with indicators m × (p + columns that lacked a value).</param>
/// <param name="KeptRows">The m positions in the original data, ascending.</param>
/// <param name="Columns">What happened to each of the p columns.</param>
public sealed record CompletedMatrix(FeatureMatrix Data, IReadOnlyList<int> KeptRows, IReadOnlyList<CompletedColumn> Columns);

/// <summary>Completes data with missing values (NaN), because engines refuse them.</summary>
public static class MissingValues
{
    private const string IndicatorSuffix = ":missing";

    /// <summary>The name of the column that says who lacked a value: 1 for those, else 0.</summary>
    public static string IndicatorOf(string column) => column + IndicatorSuffix;

    /// <summary>The column that an indicator tells of; null when the name is not one of an indicator.</summary>
    public static string? ColumnOfIndicator(string name) =>
        name.EndsWith(IndicatorSuffix, StringComparison.Ordinal) ? name[..^IndicatorSuffix.Length] : null;

    /// <param name="data">n × p; NaN means missing.</param>
    /// <param name="policy">Default: the median.</param>
    /// <exception cref="ArgumentException">A value is infinite, a column is missing for everybody, no row would be left, or an indicator's name is taken.</exception>
    public static CompletedMatrix Complete(FeatureMatrix data, MissingValuePolicy policy = MissingValuePolicy.Median)
    {
        ArgumentNullException.ThrowIfNull(data);
        Guard.Rows(data.Rows, 1, nameof(MissingValues));
        var medians = new double[data.Columns];
        var missing = new int[data.Columns];
        var incomplete = new bool[data.Rows];
        for (var c = 0; c < data.Columns; c++)
        {
            var column = data.Column(c);
            for (var row = 0; row < column.Length; row++)
            {
                if (double.IsNaN(column[row]))
                {
                    missing[c]++;
                    incomplete[row] = true;
                }
                else if (double.IsInfinity(column[row]))
                {
                    throw new ArgumentException(
                        $"The data of {nameof(MissingValues)} must not be infinite. Got {column[row]} in row {row} of '{data.Names[c]}' instead."
                    );
                }
            }
            if (missing[c] == data.Rows)
            {
                throw new ArgumentException($"'{data.Names[c]}' is missing for every one of the {data.Rows} rows. Leave it out.");
            }
            medians[c] = Quantile.Of(Quantile.Known(column), 0.5);
        }
        int[] kept = [.. Enumerable.Range(0, data.Rows).Where(row => policy != MissingValuePolicy.Drop || !incomplete[row])];
        if (kept.Length == 0)
        {
            throw new ArgumentException($"Each of the {data.Rows} rows lacks a value, so none would be left. Use the median instead.");
        }
        var impute = policy != MissingValuePolicy.Drop;
        var columns = data.Names.Select(
            (name, c) => new CompletedColumn(name, impute ? missing[c] : 0, impute ? 0 : missing[c], medians[c])
        );
        var completed =
            !incomplete.Contains(true) ? data
            : policy == MissingValuePolicy.Indicator ? WithIndicators(data, Filled(data, medians, missing), missing)
            : impute ? Filled(data, medians, missing)
            : data.TakeRows(kept);
        return new CompletedMatrix(completed, kept, [.. columns]);
    }

    private static FeatureMatrix WithIndicators(FeatureMatrix data, FeatureMatrix filled, int[] missing)
    {
        int[] lacking = [.. Enumerable.Range(0, data.Columns).Where(c => missing[c] > 0)];
        var columns = lacking.Select(c =>
        {
            var indicator = new double[data.Rows];
            for (var row = 0; row < indicator.Length; row++)
            {
                indicator[row] = double.IsNaN(data.Column(c)[row]) ? 1 : 0;
            }
            return indicator;
        });
        return new FeatureMatrix(
            [.. data.Names, .. lacking.Select(c => IndicatorOf(data.Names[c]))],
            [.. Enumerable.Range(0, data.Columns).Select(c => filled.Column(c).ToArray()), .. columns],
            data.RowIds is null ? null : [.. data.RowIds]
        );
    }

    private static FeatureMatrix Filled(FeatureMatrix data, double[] medians, int[] missing)
    {
        var filled = new double[data.Columns][];
        for (var c = 0; c < filled.Length; c++)
        {
            filled[c] = data.Column(c).ToArray();
            for (var row = 0; missing[c] > 0 && row < data.Rows; row++)
            {
                if (double.IsNaN(filled[c][row]))
                {
                    filled[c][row] = medians[c];
                }
            }
        }
        return new FeatureMatrix(data.Names, filled, data.RowIds is null ? null : [.. data.RowIds]);
    }
}
