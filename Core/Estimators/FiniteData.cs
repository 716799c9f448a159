using Core.Customers;

namespace Core.Estimators;

/// <summary>The check that every engine makes of its data.</summary>
internal static class FiniteData
{
    /// <summary>Rejects a matrix with too few rows, no column, or a value that is not finite.</summary>
    /// <exception cref="ArgumentException">The message names the engine, and for a value the row and the column.</exception>
    public static void Require(FeatureMatrix data, int atLeastRows, string caller, CancellationToken cancellation = default)
    {
        RequireShape(data, atLeastRows, caller);
        var options = new ParallelOptions { CancellationToken = cancellation };
        var bad = -1;
        Parallel.For(
            0,
            data.Columns,
            options,
            column =>
            {
                if (!Simd.AllFinite(data.Column(column)))
                {
                    Volatile.Write(ref bad, column);
                }
            }
        );
        if (bad >= 0)
        {
            // One after the other, so that the first bad column is named whatever the cores did.
            for (var column = 0; column < data.Columns; column++)
            {
                Guard.Finite(data.Column(column), data.Names[column], caller);
            }
        }
    }

    /// <summary>Rejects a matrix with too few rows or no column.</summary>
    /// <exception cref="ArgumentException">The message names the engine.</exception>
    public static void RequireShape(FeatureMatrix data, int atLeastRows, string caller)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Columns == 0)
        {
            throw new ArgumentException($"The data of {caller} must be at least 1 column. Got 0 instead.");
        }
        Guard.Rows(data.Rows, atLeastRows, caller);
    }

    /// <summary>Rejects rows whose columns are not those of the fit.</summary>
    /// <exception cref="ArgumentException">Names or order differ.</exception>
    public static void RequireSameColumns(IReadOnlyList<string> fitted, FeatureMatrix rows, string caller)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (!fitted.SequenceEqual(rows.Names, StringComparer.Ordinal))
        {
            throw new ArgumentException(
                $"The columns of {caller} must be those of the fit ({string.Join(", ", fitted)}). Got {string.Join(", ", rows.Names)} instead."
            );
        }
    }
}
