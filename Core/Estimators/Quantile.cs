namespace Core.Estimators;

/// <summary>Sample quantiles of type 7, the default of R and NumPy (Hyndman and Fan, The American Statistician 50(4), 1996, definition 7).</summary>
public static class Quantile
{
    /// <param name="sorted">n ≥ 1 values, ascending, no NaN.</param>
    /// <param name="probability">In [0, 1].</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static double OfSorted(ReadOnlySpan<double> sorted, double probability)
    {
        Guard.Rows(sorted.Length, 1, nameof(Quantile));
        Guard.Range(probability, 0, 1, nameof(Quantile));
        var position = (sorted.Length - 1) * probability;
        var below = (int)position;
        if (below >= sorted.Length - 1)
        {
            return sorted[^1];
        }
        return Between(sorted[below], sorted[below + 1], position - below);
    }

    /// <summary>
    /// The same quantile without sorting, in O(n): only the values next to it find their places (Hoare, "Algorithm 65: find",
    /// Communications of the ACM 4(7), 1961).
    /// </summary>
    /// <param name="values">n ≥ 1 values, no NaN; they are put into another order.</param>
    /// <param name="probability">In [0, 1].</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static double Of(Span<double> values, double probability)
    {
        Guard.Rows(values.Length, 1, nameof(Quantile));
        Guard.Range(probability, 0, 1, nameof(Quantile));
        var position = (values.Length - 1) * probability;
        var below = (int)position;
        Select(values, below);
        if (below >= values.Length - 1)
        {
            return values[below];
        }
        var high = values[below + 1];
        foreach (var value in values[(below + 2)..])
        {
            high = Math.Min(high, value);
        }
        return Between(values[below], high, position - below);
    }

    /// <summary>The values without NaN, in their order, as a new array.</summary>
    public static double[] Known(ReadOnlySpan<double> values)
    {
        var known = new double[values.Length];
        var count = 0;
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                known[count++] = value;
            }
        }
        Array.Resize(ref known, count);
        return known;
    }

    /// <summary>The values without NaN, ascending, as a new array.</summary>
    public static double[] Sorted(ReadOnlySpan<double> values)
    {
        var sorted = Known(values);
        Array.Sort(sorted);
        return sorted;
    }

    // From the nearer end, so that the quantile of equal values is that value exactly.
    private static double Between(double low, double high, double fraction) =>
        fraction < 0.5 ? low + (high - low) * fraction : high - (high - low) * (1 - fraction);

    // Afterwards values[n] is where sorting would put it, smaller ones before it and larger ones behind.
    private static void Select(Span<double> values, int n)
    {
        int left = 0,
            right = values.Length - 1;
        while (left < right)
        {
            var pivot = MiddleOf(values[left], values[(left + right) >>> 1], values[right]);
            int i = left,
                j = right;
            while (i <= j)
            {
                while (values[i] < pivot)
                {
                    i++;
                }
                while (values[j] > pivot)
                {
                    j--;
                }
                if (i <= j)
                {
                    (values[i], values[j]) = (values[j], values[i]);
                    i++;
                    j--;
                }
            }
            if (n <= j)
            {
                right = j;
            }
            else if (n >= i)
            {
                left = i;
            }
            else
            {
                return;
            }
        }
    }

    private static double MiddleOf(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
