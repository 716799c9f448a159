using Core.Customers;
using Core.Estimators;

namespace Core.Segments;

/// <summary>A scaling fitted to data; can be saved as JSON and used on other rows.</summary>
/// <param name="Method">The method of every column.</param>
/// <param name="Names">p column names.</param>
/// <param name="Columns">p column scalings.</param>
public sealed record FittedScaling(ScalingMethod Method, IReadOnlyList<string> Names, IReadOnlyList<ColumnScaling> Columns)
{
    /// <param name="rows">m × p with the columns of the fit, in that order.</param>
    /// <returns>m × p, scaled; the matrix itself when there is nothing to scale.</returns>
    /// <exception cref="ArgumentException">The columns differ or a value is not finite.</exception>
    public FeatureMatrix Transform(FeatureMatrix rows)
    {
        FiniteData.RequireSameColumns(Names, rows, nameof(Scaling));
        if (Method == ScalingMethod.None)
        {
            return rows;
        }
        FiniteData.Require(rows, 0, nameof(Scaling));
        var scaled = new double[rows.Columns][];
        Parallel.For(
            0,
            scaled.Length,
            c =>
            {
                var source = rows.Column(c);
                var (target, scaling) = (new double[source.Length], Columns[c]);
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = scaling.Apply(source[i]);
                }
                scaled[c] = target;
            }
        );
        return new FeatureMatrix(rows.Names, scaled, rows.RowIds is null ? null : [.. rows.RowIds]);
    }

    /// <summary>A scaled row (a cluster's center, say) back in the features' own units. Length p.</summary>
    /// <exception cref="ArgumentException">The length is not p.</exception>
    public double[] InverseTransform(double[] row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Length != Columns.Count)
        {
            throw new ArgumentException($"The row of {nameof(Scaling)} must be {Columns.Count} values. Got {row.Length} instead.");
        }
        return [.. row.Select((value, c) => Columns[c].Invert(value))];
    }
}
