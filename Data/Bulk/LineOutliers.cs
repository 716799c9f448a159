using System.Globalization;
using Core.Cleaning;
using Core.Customers;
using Core.Estimators;

namespace Data.Bulk;

/// <summary>
/// Quantities, prices and amounts of order lines far from the others. The values of the columns that a person named are kept until the
/// file is read, since only then the quartiles are known.
/// </summary>
internal sealed class LineOutliers
{
    private readonly Fence[] fences;

    private sealed class Fence(string column, string header, OutlierAction action)
    {
        public string Column => column;
        public string Header => header;
        public OutlierAction Action => action;
        public List<double> Values { get; } = [];
        public double Low { get; set; }
        public double High { get; set; }
    }

    private readonly double times;

    public LineOutliers(FileColumns columns, CleaningOptions options)
    {
        times = options.OutlierFence;
        fences =
        [
            .. options
                .Outliers.Where(o => o.Value != OutlierAction.Keep && o.Key is "quantity" or "unit_price" or "amount")
                .Select(o => new Fence(o.Key, columns.HeaderOf(o.Key), o.Value)),
        ];
    }

    /// <summary>Looks at a line on its way in.</summary>
    public void Learn(in StagedLine line)
    {
        foreach (var fence in fences)
        {
            fence.Values.Add(Value(fence, line));
        }
    }

    /// <summary>Ends the learning.</summary>
    public void Complete()
    {
        foreach (var fence in fences.Where(f => f.Values.Count > 0))
        {
            var sorted = Quantile.Known(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(fence.Values));
            var (q1, q3) = (Quantile.Of(sorted, 0.25), Quantile.Of(sorted, 0.75));
            (fence.Low, fence.High) = (q1 - times * (q3 - q1), q3 + times * (q3 - q1));
            fence.Values.Clear();
            fence.Values.TrimExcess();
        }
    }

    /// <summary>Sets far values to the fence, where that is asked for; false when the line is to be left out.</summary>
    public bool Check(ref StagedLine line, IssueSpool? issues)
    {
        // A cancellation is as far from the others as what it cancels is on the other side.
        if (line.Is(StagedLine.Cancellation))
        {
            return true;
        }
        foreach (var fence in fences)
        {
            var value = Value(fence, line);
            if (value >= fence.Low && value <= fence.High)
            {
                continue;
            }
            var drop = fence.Action == OutlierAction.Drop;
            var words = FormattableString.Invariant($"{fence.Low:0.##} to {fence.High:0.##}");
            issues?.Add(
                new ImportIssue(
                    line.RowNumber,
                    CleaningRule.Outlier,
                    drop ? IssueOutcome.Rejected : IssueOutcome.Repaired,
                    fence.Header,
                    value.ToString("0.####", CultureInfo.InvariantCulture),
                    drop ? $"Outside of {words}." : $"Set to the nearer end of {words}."
                )
            );
            if (drop)
            {
                return false;
            }
            Set(ref line, fence.Column, Math.Clamp(value, fence.Low, fence.High));
        }
        return true;
    }

    private static double Value(Fence fence, in StagedLine line) =>
        fence.Column switch
        {
            "quantity" => line.Quantity,
            "unit_price" => (double)line.UnitPrice / Money.Scale,
            _ => (double)line.Amount / Money.Scale,
        };

    private static void Set(ref StagedLine line, string column, double value)
    {
        switch (column)
        {
            case "quantity":
                line.Quantity = value;
                line.Amount = (long)Math.Round(value * line.UnitPrice);
                break;
            case "unit_price":
                line.UnitPrice = (long)Math.Round(value * Money.Scale);
                line.Amount = (long)Math.Round(line.Quantity * line.UnitPrice);
                break;
            default:
                line.Amount = (long)Math.Round(value * Money.Scale);
                break;
        }
    }
}
