using App.Shell;
using Data.Queries;

namespace App.Features.Campaigns;

/// <summary>What the launched campaigns came to, for the live report.</summary>
public sealed class CampaignsSection(CampaignStore campaigns, CampaignResults results) : IReportSection
{
    /// <summary>The newest; older ones are on their own page.</summary>
    private const int Most = 20;

    public string Key => "campaigns";

    public string Title => "Campaigns";

    public int Order => 70;

    public string Needs => "Appears once a campaign has been launched.";

    public async Task<SectionView?> BuildAsync(CancellationToken cancellation = default)
    {
        var (lines, _) = await campaigns.ListAsync(0, 1000, cancellation);
        List<(CampaignLine Line, ResultsView Results)> launched = [];
        foreach (var line in lines.Where(l => l.State != CampaignState.Draft && l.LaunchedAt is not null).Take(Most))
        {
            if ((await results.RunAsync(line.Id, cancellation)).Value is { } view)
            {
                launched.Add((line, view));
            }
        }
        if (launched.Count == 0)
        {
            return null;
        }
        var (sent, clicked) = (launched.Sum(c => c.Line.Sent), launched.Sum(c => c.Line.Clicked));
        return new SectionView(
            [
                $"{Format.Count(launched.Count, "campaign", "campaigns")} sent {Format.Count(sent, "mail", "mails")}"
                    + (sent > 0 ? $"; {Format.Percent((double)clicked / sent)} of them were clicked." : "."),
                .. launched.Select(c => $"*{c.Line.Name}*: {c.Results.Verdict}"),
            ],
            [],
            [Table(launched)],
            [new SectionLink("All campaigns", "campaigns")],
            [.. launched.Where(c => c.Results.Winner is not null).Select(c => Advise(c.Line, c.Results))]
        );
    }

    private static SectionTable Table(IEnumerable<(CampaignLine Line, ResultsView Results)> launched) =>
        new(
            "Results by version",
            new ChartTable(
                ["Campaign", "Version", "Sent", "Opened", "Clicked", "Click rate", "95 % interval", "Unsubscribed"],
                [
                    .. launched.SelectMany(c =>
                        c.Results.Arms.Select(a =>
                            (IReadOnlyList<string>)
                                [
                                    c.Line.Name,
                                    a.Name,
                                    Format.Count(a.Sent),
                                    Format.Count(a.Opened),
                                    Format.Count(a.Clicked),
                                    a.Rate is { } rate ? Format.Percent(rate) : "–",
                                    a.Rate is null ? "–" : $"{Format.Percent(a.Interval[0])} to {Format.Percent(a.Interval[1])}",
                                    Format.Count(a.Unsubscribed),
                                ]
                        )
                    ),
                ]
            ),
            [2, 3, 4, 5, 6, 7]
        );

    private static Advice Advise(CampaignLine line, ResultsView view) =>
        new(
            AdviceArea.Content,
            $"Write the next mails like version {view.Winner} of *{line.Name}*.",
            view.Verdict,
            "Given when a campaign's comparison found a winner.",
            new SectionLink(line.Name, $"campaigns/{line.Id}")
        );
}
