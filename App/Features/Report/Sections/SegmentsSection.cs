using App.Shell;
using Core.Segments;
using Data.Queries;

namespace App.Features.Report.Sections;

/// <summary>Segments: sizes, revenue and what they are like, of RFM and of the newest clustering.</summary>
public sealed class SegmentsSection(SegmentList segments) : IReportSection
{
    /// <summary>Revenue share of the best segment, as a multiple of its share of customers.</summary>
    private const double StandsOut = 2;

    /// <summary>Share of the revenue so far that stands with customers who have stopped.</summary>
    private const double MuchAtRisk = 0.05;

    private static readonly string[] Stopped = ["at-risk", "cant-lose-them"];

    public string Key => "segments";

    public string Title => "Segments";

    public int Order => 40;

    public string Needs => "Appears once customers have been put into segments.";

    public async Task<SectionView?> BuildAsync(CancellationToken cancellation = default)
    {
        var runs = (await segments.AllAsync(cancellation))
            .Where(s => s.SegmentationId is not null && s.Size > 0)
            .GroupBy(s => s.SegmentationId)
            .OrderByDescending(g => g.Key)
            .ToList();
        var rfm = runs.Find(g => g.First().Method == "rfm")?.ToList();
        var clustering = runs.Find(g => g.First().Method is not ("rfm" or "engagement"))?.ToList();
        if (rfm is null && clustering is null)
        {
            return null;
        }
        List<string> sentences = [];
        List<SectionChart> charts = [];
        List<SectionTable> tables = [];
        List<Advice> advice = [];
        foreach (var (group, name) in new[] { (rfm, "RFM segments"), (clustering, clustering?[0].SegmentationName ?? "") })
        {
            if (group is not null)
            {
                var ordered = group.OrderByDescending(s => s.Revenue).ThenByDescending(s => s.Size).ToList();
                sentences.Add(Finding(ordered, name));
                charts.Add(Chart(ordered, name));
                tables.Add(Words(ordered, name));
            }
        }
        if (rfm is not null)
        {
            advice = Advise(rfm);
        }
        return new SectionView(
            sentences,
            charts,
            tables,
            [new SectionLink("All segments", "segments"), new SectionLink("See them in the explorer", "segments/explorer")],
            advice
        );
    }

    private static string Finding(IReadOnlyList<SegmentSummary> group, string name)
    {
        var best = group[0];
        var (customers, revenue) = (group.Sum(s => s.Size), group.Sum(s => s.Revenue));
        return $"{name}: {Format.Count(group.Count, "segment", "segments")} of {Format.Count(customers, "customer", "customers")}"
            + (
                revenue > 0
                    ? $"; *{best.Name}* is {Format.Percent((double)best.Size / customers)} of them and {Format.Percent((double)(best.Revenue / revenue))} of the revenue."
                    : "."
            );
    }

    private static SectionChart Chart(IReadOnlyList<SegmentSummary> group, string name)
    {
        var (customers, revenue) = ((double)group.Sum(s => s.Size), (double)group.Sum(s => s.Revenue));
        List<(string Name, IReadOnlyList<double> Shares)> respects = [("Customers", [.. group.Select(s => Share(s.Size, customers))])];
        List<string> headers = ["Segment", "Customers", "Share"];
        // Where nobody has ordered there is no revenue to tell.
        if (revenue > 0)
        {
            respects.Add(("Revenue", [.. group.Select(s => Share((double)s.Revenue, revenue))]));
            headers.AddRange(["Revenue", "Share of revenue", "Revenue each"]);
        }
        return new SectionChart(
            name,
            $"{name}: share of customers{(revenue > 0 ? " and share of revenue" : "")} of each.",
            SectionFigures.Shares([.. group.Select(s => s.Name)], respects),
            new ChartTable(headers, [.. group.Select(s => (IReadOnlyList<string>)[.. Row(s, customers, revenue).Take(headers.Count)])]),
            SectionFigures.Height(group.Count)
        );
    }

    private static IEnumerable<string> Row(SegmentSummary segment, double customers, double revenue) =>
        [
            segment.Name,
            Format.Count(segment.Size),
            Format.Percent(Share(segment.Size, customers)),
            Format.Money(segment.Revenue),
            Format.Percent(Share((double)segment.Revenue, revenue)),
            Format.Money(segment.Revenue / segment.Size),
        ];

    private static SectionTable Words(IReadOnlyList<SegmentSummary> group, string name) =>
        new(
            $"{name} in words",
            new ChartTable(["Segment", "What they are like"], [.. group.Select(s => (IReadOnlyList<string>)[s.Name, s.Description])]),
            []
        );

    private static List<Advice> Advise(IReadOnlyList<SegmentSummary> rfm)
    {
        List<Advice> advice = [];
        var (customers, revenue) = ((double)rfm.Sum(s => s.Size), (double)rfm.Sum(s => s.Revenue));
        if (revenue <= 0)
        {
            return advice;
        }
        var best = rfm.MaxBy(s => s.Revenue)!;
        if (
            Share((double)best.Revenue, revenue) >= StandsOut * Share(best.Size, customers)
            && Known(best) is { } known
            && !Stopped.Contains(known.Key)
        )
        {
            advice.Add(
                new Advice(
                    AdviceArea.Marketing,
                    $"Put *{best.Name}* first. {known.Suggestion}",
                    $"{Format.Percent(Share(best.Size, customers))} of the customers bring {Format.Percent(Share((double)best.Revenue, revenue))} of the revenue.",
                    $"Given when the RFM segment with the most revenue brings at least {StandsOut:0} times its share of customers.",
                    Write(best)
                )
            );
        }
        foreach (var segment in rfm.Where(s => Known(s) is { } k && Stopped.Contains(k.Key) && (double)s.Revenue >= MuchAtRisk * revenue))
        {
            advice.Add(
                new Advice(
                    AdviceArea.Churn,
                    $"Win *{segment.Name}* back. {Known(segment)!.Suggestion}",
                    $"{Format.Count(segment.Size, "customer", "customers")} who brought {Format.Money(segment.Revenue)} so far, {Format.Percent(Share((double)segment.Revenue, revenue))} of all revenue.",
                    $"Given when a segment that has stopped buying brought at least {Format.Percent(MuchAtRisk)} of the revenue.",
                    Write(segment)
                )
            );
        }
        return advice;
    }

    private static RfmSegment? Known(SegmentSummary segment) => RfmSegment.All.FirstOrDefault(s => s.Name == segment.Name);

    private static SectionLink Write(SegmentSummary segment) => new($"Write to {segment.Name}", $"campaigns/new?segment={segment.Id}");

    private static double Share(double part, double whole) => whole > 0 ? part / whole : 0;
}
