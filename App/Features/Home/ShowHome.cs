using App.Shell;
using Core.Segments;
using Data.Queries;

namespace App.Features.Home;

/// <summary>All that the home page shows of one period.</summary>
/// <param name="Span">All days with sales.</param>
/// <param name="Window">The days shown.</param>
/// <param name="Totals">Of the days shown.</param>
/// <param name="Before">Of as many days before; null when everything is shown.</param>
/// <param name="Days">Each day with sales.</param>
/// <param name="AtRisk">Customers in the RFM segments "At risk" and "Can't lose them"; null when there is no RFM segmentation.</param>
/// <param name="Scored">Customers in all RFM segments.</param>
/// <param name="Segments">All segments, as <see cref="SegmentList"/> has them.</param>
public sealed record HomeView(
    SalesWindow Span,
    SalesWindow Window,
    SalesTotals Totals,
    SalesTotals? Before,
    IReadOnlyList<SalesPeriod> Days,
    long? AtRisk,
    long Scored,
    IReadOnlyList<SegmentSummary> Segments
);

/// <summary>Puts the figures of the home page together.</summary>
public sealed class ShowHome(SalesSummary sales, SegmentList segments)
{
    private static readonly string[] RiskNames = [.. RfmSegment.All.Where(s => s.Key is "at-risk" or "cant-lose-them").Select(s => s.Name)];

    /// <returns>Null when nothing was sold yet.</returns>
    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public async Task<HomeView?> RunAsync(HomeState state, CancellationToken cancellation = default)
    {
        if (await sales.SpanAsync(cancellation) is not { } span)
        {
            return null;
        }
        var window = state.Within(span);
        var totals = await sales.TotalsAsync(window, state.Segment, cancellation);
        // The days before the first sale would make every change look like growth.
        var before =
            state.Compares && window.Before.From >= span.From ? await sales.TotalsAsync(window.Before, state.Segment, cancellation) : null;
        var days = await sales.DaysAsync(window, state.Segment, cancellation);
        var all = await segments.AllAsync(cancellation);
        var rfm = all.Where(s => s.Method == "rfm").ToList();
        var newest = rfm.Count == 0 ? null : rfm.Max(s => s.SegmentationId);
        var scored = rfm.Where(s => s.SegmentationId == newest).ToList();
        return new HomeView(
            span,
            window,
            totals,
            before,
            days,
            scored.Count == 0 ? null : scored.Where(s => RiskNames.Contains(s.Name)).Sum(s => s.Size),
            scored.Sum(s => s.Size),
            all
        );
    }
}
