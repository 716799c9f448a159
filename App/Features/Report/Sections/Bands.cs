using App.Shell;

namespace App.Features.Report.Sections;

/// <summary>How many values lie from one limit to below the next.</summary>
/// <param name="Label">As a person reads it.</param>
public sealed record Band(string Label, long Count)
{
    /// <summary>Sorts values into bands; the last one is open to above. Values that are unknown or below the first limit are in none.</summary>
    /// <param name="values">In any order; NaN where unknown.</param>
    /// <param name="limits">Lower limits, ascending.</param>
    /// <param name="label">Of a band, from its limit and the next one, which is null for the last.</param>
    public static List<Band> Of(ReadOnlySpan<double> values, IReadOnlyList<double> limits, Func<double, double?, string> label)
    {
        var counts = new long[limits.Count];
        foreach (var value in values)
        {
            var band = -1;
            while (band + 1 < limits.Count && value >= limits[band + 1])
            {
                band++;
            }
            if (band >= 0)
            {
                counts[band]++;
            }
        }
        return [.. limits.Select((from, i) => new Band(label(from, i + 1 < limits.Count ? limits[i + 1] : null), counts[i]))];
    }

    /// <summary>1, 2, 5, 10, 20, 50 … from below the smallest positive value to the largest, with 0 in front where a value is not positive.</summary>
    public static IReadOnlyList<double> OneTwoFive(double smallest, double largest)
    {
        List<double> limits = [0];
        for (var ten = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(smallest, 1)))); ten <= largest; ten *= 10)
        {
            limits.AddRange(new[] { ten, 2 * ten, 5 * ten }.Where(l => l <= largest));
        }
        return limits;
    }

    public static ChartTable Table(IReadOnlyList<Band> bands, string header)
    {
        var all = bands.Sum(b => b.Count);
        return new ChartTable(
            [header, "Customers", "Share"],
            [
                .. bands.Select(b =>
                    (IReadOnlyList<string>)[b.Label, Format.Count(b.Count), Format.Percent(all == 0 ? 0 : (double)b.Count / all)]
                ),
            ]
        );
    }

    public static SectionChart Chart(IReadOnlyList<Band> bands, string title, string header, int colour) =>
        new(
            title,
            $"{title}: {string.Join(", ", bands.Select(b => $"{b.Label} {Format.Count(b.Count)}"))}.",
            SectionFigures.Bars(
                bands.Select(b => b.Label),
                bands.Select(b => (double)b.Count),
                "Customers",
                "%{x}: %{y:,.0f} customers",
                colour
            ),
            Table(bands, header)
        );
}
