using App.Shell;
using Core.Text;
using Data.Queries;

namespace App.Features.Report.Sections;

/// <summary>What people write: sentiment by source and month, and the words that praise and complaints have.</summary>
public sealed class FeedbackSection(FeedbackSummary feedback) : IReportSection
{
    /// <summary>Texts of each kind whose words are counted; more would only cost time.</summary>
    private const int MostTexts = 20_000;
    private const int MostWords = 12;

    /// <summary>Occurrences; rarer words are chance.</summary>
    private const int FewestOccurrences = 3;

    /// <summary>Of a source, before it is judged.</summary>
    private const int FewestTexts = 20;

    /// <summary>Share of a source's texts.</summary>
    private const double ManyNegative = 0.3;

    public string Key => "feedback";

    public string Title => "What people write";

    public int Order => 60;

    public string Needs => "Appears once feedback or other texts have been brought in.";

    public async Task<SectionView?> BuildAsync(CancellationToken cancellation = default)
    {
        var sources = await feedback.BySourceAsync(cancellation);
        if (sources.Count == 0)
        {
            return null;
        }
        var all = sources.Sum(s => s.Texts);
        List<string> sentences =
        [
            $"{Format.Count(all, "text", "texts")}: {Format.Percent((double)sources.Sum(s => s.Positive) / all)} positive, {Format.Percent((double)sources.Sum(s => s.Negative) / all)} negative (sentiment by VADER, limits ±0.05).",
        ];
        var judged = sources.Where(s => s.Texts >= FewestTexts).OrderByDescending(s => s.Mean).ToList();
        if (judged.Count > 1)
        {
            sentences.Add(
                $"The friendliest source is *{judged[0].Source}* ({Sentiment(judged[0].Mean)} on average), the least friendly *{judged[^1].Source}* ({Sentiment(judged[^1].Mean)})."
            );
        }
        List<SectionChart> charts = [BySource(sources)];
        var months = await feedback.ByMonthAsync(cancellation);
        if (months.Count > 1)
        {
            charts.Add(ByMonth(months));
        }
        var (praise, complaints) = await WordsAsync(cancellation);
        List<SectionTable> tables = [];
        if (praise.Count > 0)
        {
            tables.Add(Words("Words of positive texts", praise));
        }
        if (complaints.Count > 0)
        {
            tables.Add(Words("Words of negative texts", complaints));
        }
        return new SectionView(sentences, charts, tables, [], Advise(judged, complaints));
    }

    private sealed record Word(string Text, double PerThousand, double Other);

    // The words that tell the two kinds apart, surest first.
    private async Task<(List<Word> Praise, List<Word> Complaints)> WordsAsync(CancellationToken cancellation)
    {
        var praise = await feedback.TextsAsync(positive: true, MostTexts, cancellation);
        var complaints = await feedback.TextsAsync(positive: false, MostTexts, cancellation);
        var terms = await Task.Run(
            () =>
                Keyness.Compare(
                    TermCounts.Of(praise, cancellation: cancellation),
                    TermCounts.Of(complaints, cancellation: cancellation),
                    FewestOccurrences
                ),
            cancellation
        );
        return (
            [.. terms.Where(t => t.Group == KeynessGroup.A).Take(MostWords).Select(t => new Word(t.Word, t.PerThousandA, t.PerThousandB))],
            [.. terms.Where(t => t.Group == KeynessGroup.B).Take(MostWords).Select(t => new Word(t.Word, t.PerThousandB, t.PerThousandA))]
        );
    }

    private static SectionTable Words(string title, IReadOnlyList<Word> words) =>
        new(
            title,
            new ChartTable(
                ["Word", "Of 1\u202F000 words", "In the other texts"],
                [.. words.Select(w => (IReadOnlyList<string>)[w.Text, Format.Number(w.PerThousand), Format.Number(w.Other)])]
            ),
            [1, 2]
        );

    private static SectionChart BySource(IReadOnlyList<SourceSentiment> sources)
    {
        List<string> names = [.. sources.Select(s => s.Source)];
        return new SectionChart(
            "Sentiment by source",
            "Share of positive and of negative texts of each source.",
            SectionFigures.Shares(
                names,
                ("Positive", [.. sources.Select(s => (double)s.Positive / s.Texts)]),
                ("Negative", [.. sources.Select(s => (double)s.Negative / s.Texts)])
            ),
            new ChartTable(
                ["Source", "Texts", "Positive", "Negative", "Mean sentiment"],
                [
                    .. sources.Select(s =>
                        (IReadOnlyList<string>)
                            [
                                s.Source,
                                Format.Count(s.Texts),
                                Format.Percent((double)s.Positive / s.Texts),
                                Format.Percent((double)s.Negative / s.Texts),
                                Sentiment(s.Mean),
                            ]
                    ),
                ]
            ),
            SectionFigures.Height(sources.Count)
        );
    }

    private static SectionChart ByMonth(IReadOnlyList<MonthSentiment> months) =>
        new(
            "Sentiment by month",
            $"Mean sentiment by month from {SectionFigures.Month(months[0].Month)} to {SectionFigures.Month(months[^1].Month)}, from −1 (negative) to 1 (positive).",
            new Figure(
                [
                    new
                    {
                        type = "scatter",
                        mode = "lines+markers",
                        x = months.Select(m => SectionFigures.Day(m.Month)),
                        y = months.Select(m => Math.Round(m.Mean, 4)),
                        line = new { color = Palette.Colour(2), width = 2 },
                        hovertemplate = "%{x|%B %Y}<br>%{y:.2f} on average<extra></extra>",
                    },
                ],
                new { xaxis = new { type = "date", showgrid = false }, yaxis = new { title = new { text = "Mean sentiment" } } }
            ),
            new ChartTable(
                ["Month", "Texts", "Mean sentiment"],
                [.. months.Select(m => (IReadOnlyList<string>)[SectionFigures.Month(m.Month), Format.Count(m.Texts), Sentiment(m.Mean)])]
            )
        );

    private static List<Advice> Advise(IReadOnlyList<SourceSentiment> judged, IReadOnlyList<Word> complaints)
    {
        List<Advice> advice = [];
        var worst = judged.Where(s => s.Negative >= ManyNegative * s.Texts).MaxBy(s => (double)s.Negative / s.Texts);
        if (worst is null)
        {
            return advice;
        }
        var words = string.Join(", ", complaints.Take(5).Select(w => $"“{w.Text}”"));
        advice.Add(
            new Advice(
                AdviceArea.Content,
                $"Answer what is said in *{worst.Source}*"
                    + (words.Length > 0 ? $", and write about it openly: complaints speak of {words}." : ", and write about it openly."),
                $"{Format.Percent((double)worst.Negative / worst.Texts)} of {Format.Count(worst.Texts, "text", "texts")} there are negative.",
                $"Given for the source with the largest share of negative texts, when that is at least {Format.Percent(ManyNegative)} of {FewestTexts} or more."
            )
        );
        return advice;
    }

    private static string Sentiment(double mean) =>
        mean.ToString("+0.00;\u22120.00;0.00", System.Globalization.CultureInfo.InvariantCulture);
}
