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
}

/// <param name="Name">Of the column.</param>
/// <param name="Imputed">Rows that got the median.</param>
/// <param name="Dropped">Rows left out that lacked this column; a row that lacks two counts in both.</param>
/// <param name="Median">Of the values that are there.</param>
public sealed record CompletedColumn(string Name, int Imputed, int Dropped, double Median);

/// <param name="Data">m × p without missing values.</param>
/// <param name="KeptRows">The m positions in the original data, ascending.</param>
/// <param name="Columns">What happened to each of the p columns.</param>
public sealed record CompletedMatrix(FeatureMatrix Data, IReadOnlyList<int> KeptRows, IReadOnlyList<CompletedColumn> Columns);

/// <summary>Completes data with missing values (NaN), because engines refuse them.</summary>
public static class MissingValues
{
    /// <param name="data">n × p; NaN means missing.</param>
    /// <param name="policy">Default: the median.</param>
    /// <exception cref="ArgumentException">A value is infinite, a column is missing for everybody, or no row would be left.</exception>
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
        int[] kept = [.. Enumerable.Range(0, data.Rows).Where(row => policy == MissingValuePolicy.Median || !incomplete[row])];
        if (kept.Length == 0)
        {
            throw new ArgumentException($"Each of the {data.Rows} rows lacks a value, so none would be left. Use the median instead.");
        }
        var impute = policy == MissingValuePolicy.Median;
        var columns = data.Names.Select(
            (name, c) => new CompletedColumn(name, impute ? missing[c] : 0, impute ? 0 : missing[c], medians[c])
        );
        var completed =
            !incomplete.Contains(true) ? data
            : impute ? Filled(data, medians, missing)
            : data.TakeRows(kept);
        return new CompletedMatrix(completed, kept, [.. columns]);
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
