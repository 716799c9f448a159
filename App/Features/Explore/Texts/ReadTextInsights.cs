using System.Collections.Concurrent;
using App.Shell;
using Core.Explore;
using Core.Text;
using Data.Queries;

namespace App.Features.Explore.Texts;

/// <summary>
/// Reads what texts say. Counts and means are of all texts that fit the filter; words are counted in at most
/// <see cref="MostTexts"/> of them, chosen by chance. Results are kept until the data change.
/// </summary>
public sealed class ReadTextInsights(ExploreCatalog catalog, ExploreQuery query, FeedbackTexts texts, TextAnalyzer analyzer)
{
    /// <summary>Texts whose words are counted.</summary>
    public const int MostTexts = 25_000;

    // Rarer words can't be told from chance.
    private const int FewestOccurrences = 5;
    private const int MostKept = 64;

    private readonly ConcurrentDictionary<(string Version, TextInsightsInput Input), TextInsights> kept = new();

    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public async Task<TextInsights> RunAsync(TextInsightsInput input, CancellationToken cancellation = default)
    {
        var version = await texts.VersionAsync(cancellation);
        if (kept.TryGetValue((version, input), out var known))
        {
            return known;
        }
        var found = await ReadAsync(input, cancellation);
        if (kept.Count >= MostKept)
        {
            kept.Clear();
        }
        kept[(version, input)] = found;
        return found;
    }

    private async Task<TextInsights> ReadAsync(TextInsightsInput input, CancellationToken cancellation)
    {
        var table = await catalog.CompleteAsync(ExploreTables.Feedback, cancellation);
        var sentiment = table.Find("sentiment")!;
        var segments = table.Categories.FirstOrDefault(c => c.Key.StartsWith("segmentation:", StringComparison.Ordinal));
        // Words are counted while the database counts the rest.
        var read = texts.ReadAsync(input.Filter, MostTexts, input.SegmentId, cancellation);
        var words = Task.Run(async () => TextWords.Of(await read, input, analyzer, FewestOccurrences, cancellation), cancellation);
        var figures = await query.FiguresAsync(table, sentiment, input.Filter, cancellation);
        var moods = await texts.MoodsAsync(input.Filter, cancellation);
        var days = await query.DaysAsync(table, sentiment, input.Filter, cancellation);
        var sources = await MeansAsync(table.Find("source"));
        var products = await MeansAsync(table.Find("product"));
        var groups = await MeansAsync(segments);
        var counted = await words;
        var findings = TextFindings.Of(
            new TextFigures(
                moods.Texts,
                moods.Positive,
                moods.Negative,
                figures.Mean ?? 0,
                figures.StandardDeviation ?? 0,
                days,
                sources,
                products,
                groups,
                counted.TextsRead,
                counted.Topics,
                counted.Positive,
                counted.Negative,
                counted.ByMood
            )
        );
        var links = new TextLinks(input.Filter, segments?.Key);
        return new TextInsights(
            moods.Texts,
            counted.TextsRead,
            TextFindings.FewestTexts,
            [.. findings.Select(f => new InsightView(f.Kind, f.Sentence, f.Value, f.Count, links.Of(f.Rows)))],
            Mood(figures, moods),
            [
                .. counted
                    .Keywords.Take(input.Top)
                    .Select((k, i) => new WordView(k.Word, k.Count, k.Documents, counted.Weights[i], links.Of("word", k.Word))),
            ],
            Keyness(input, counted, links),
            [
                .. Seasonality
                    .Of(days, Season.Month)
                    .Parts.Select(p => new MonthSentiment(p.Start!.Value, p.Count, double.IsNaN(p.Mean) ? null : p.Mean)),
            ],
            links.Groups("source", sources),
            links.Groups("segment", groups),
            links.Groups("product", products)
        )
        {
            Days = days,
        };

        Task<List<GroupMean>> MeansAsync(ExploreColumn? by) =>
            by is null
                ? Task.FromResult<List<GroupMean>>([])
                : query.MeansAsync(table, sentiment, by, input.Filter, cancellation: cancellation);
    }

    private static MoodView Mood(ExactFigures figures, TextMoods moods)
    {
        var reach = 1.96 * figures.StandardDeviation / Math.Sqrt(Math.Max(1, figures.Known));
        return new MoodView(
            figures.Mean,
            figures.Mean - reach,
            figures.Mean + reach,
            moods.Positive,
            moods.Texts - moods.Positive - moods.Negative,
            moods.Negative
        );
    }

    private static KeynessComparison Keyness(TextInsightsInput input, TextWords counted, TextLinks links)
    {
        var (a, b) = input switch
        {
            { Source: { } source } => (source, "others"),
            { SegmentId: not null } => ("segment", "everyone else"),
            _ => ("positive", "negative"),
        };
        return new KeynessComparison(
            input.Compare,
            a,
            b,
            counted.TextsA,
            counted.TextsB,
            [
                .. counted
                    .Compared.Take(input.Top)
                    .Select(t => new KeyWordView(
                        t.Word,
                        t.Group == KeynessGroup.A ? "a" : "b",
                        t.CountA,
                        t.CountB,
                        t.LogLikelihood,
                        t.AdjustedPValue,
                        t.LogRatio,
                        links.Of(GroupRows(input, t))
                    )),
            ]
        );
    }

    // "All others" has no filter of its own; there the word alone leads to the texts.
    private static Dictionary<string, string> GroupRows(TextInsightsInput input, KeyTerm term)
    {
        var rows = new Dictionary<string, string> { ["word"] = term.Word };
        if (input.Compare == TextInsightsInput.BySentiment)
        {
            rows["sentiment"] = term.Group == KeynessGroup.A ? "positive" : "negative";
        }
        else if (term.Group == KeynessGroup.A && input.Source is { } source)
        {
            rows["source"] = source;
        }
        return rows;
    }
}
