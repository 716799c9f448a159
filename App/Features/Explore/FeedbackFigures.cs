using App.Shell;
using Core.Explore;
using Data.Queries;

namespace App.Features.Explore;

/// <summary>A chart with its name; without a figure the note says why.</summary>
public sealed record NamedChart(string Title, Figure? Figure, ChartTable? Table, string Summary, string Note);

/// <summary>The eight classical charts of texts, by name.</summary>
public static class FeedbackFigures
{
    private const string Texts = "texts";

    public static IReadOnlyList<NamedChart> All(
        FeedbackDescription found,
        ExploreTable table,
        ExploreColumn split,
        ExploreColumn? segments,
        IReadOnlyDictionary<string, string> segmentColours
    )
    {
        var (sentiment, words, source) = (table.Find("sentiment")!, table.Find("words")!, table.Find("source")!);
        var series = TimeSeries.Of([.. found.Days]);
        var groups = ColumnGroups.Of(found.Sample.Columns[sentiment.Key], found.Sample.Groups, found.SplitValues, "All texts");
        return
        [
            Distribution("Sentiment distribution", sentiment, found.Sample, "−1 is as negative, 1 as positive as a text can be."),
            Distribution("Word-count distribution", words, found.Sample, "Words of a text."),
            found.Sources.Values.Count == 0
                ? Nothing("Source counts", "No text says where it comes from.")
                : new(
                    "Source counts",
                    ColumnFigures.Values(found.Sources, Texts),
                    ColumnFigures.ValueTable(source, found.Sources),
                    "Source counts of feedback.",
                    "Texts from each source."
                ),
            found.Days.Count == 0
                ? Nothing("Feedback by month", "No text has a date.")
                : new(
                    "Feedback by month",
                    TimeFigures.Counts(series, Texts),
                    TimeFigures.CountTable(series, Texts),
                    "Feedback by month.",
                    found.Moods.Texts > found.Days.Sum(d => d.Count)
                            ? $"{Format.Count(found.Moods.Texts - found.Days.Sum(d => d.Count))} without a date are not here."
                        : series.ByDay ? "By day, since the range is short."
                        : ""
                ),
            found.Days.Count < 2
                ? Nothing("Trend line", "Too few texts have a date.")
                : new(
                    "Trend line",
                    TimeFigures.Trend(series, "Mean sentiment"),
                    TimeFigures.TrendTable(series, sentiment),
                    "Trend line of sentiment with moving average.",
                    TimeFigures.TrendSentence(series, sentiment)
                ),
            new(
                "Word count × sentiment",
                RelationFigures.Scatter(found.Sample, words, sentiment),
                null,
                "Word count against sentiment of feedback.",
                RelationFigures.Sentence(found.Sample, words, sentiment)
            ),
            new(
                "Sentiment box plot",
                ColumnFigures.Boxes(sentiment, groups),
                ColumnFigures.BoxTable(sentiment, groups),
                $"Sentiment box plot by {split.Label}.",
                groups.Count > 1 ? $"By {split.Label}." : $"All together: {split.Label} does not split these texts."
            ),
            segments is null || found.Segments is null || found.Segments.Values.Count == 0
                ? Nothing(
                    "Segment distribution",
                    "None of these texts is of a customer in a segment: texts find their customer by id or e-mail address."
                )
                : new(
                    "Segment distribution",
                    ColumnFigures.Values(found.Segments, Texts, name => segmentColours.GetValueOrDefault(name, Palette.Noise)),
                    ColumnFigures.ValueTable(segments, found.Segments),
                    "Segment distribution of feedback.",
                    $"{segments.Label} of those who wrote."
                ),
        ];
    }

    private static NamedChart Distribution(string title, ExploreColumn column, ExploreSample sample, string note) =>
        sample.Columns[column.Key] is var values && Array.Exists(values, double.IsFinite)
            ? new(
                title,
                ColumnFigures.Histogram(column, values),
                ColumnFigures.HistogramTable(column, values),
                $"{title} of feedback.",
                note
            )
            : Nothing(title, "Nothing is known.");

    private static NamedChart Nothing(string title, string why) => new(title, null, null, "", why);
}
