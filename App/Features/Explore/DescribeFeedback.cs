using Core.Explore;
using Data.Queries;

namespace App.Features.Explore;

/// <summary>What the eight charts of feedback show.</summary>
/// <param name="Moods">All texts by mood.</param>
/// <param name="Sample">Sentiment and words, text by text, with what the box plot is split by.</param>
/// <param name="Days">Texts a day, with their sentiment.</param>
/// <param name="Sources">Texts by source.</param>
/// <param name="SplitValues">Texts by what the box plot is split by.</param>
/// <param name="Segments">Texts by segment of their writers; null without a segmentation.</param>
public sealed record FeedbackDescription(
    TextMoods Moods,
    ExploreSample Sample,
    IReadOnlyList<DayTotal> Days,
    ValueCounts Sources,
    ValueCounts SplitValues,
    ValueCounts? Segments
);

/// <summary>Reads what the charts of feedback show.</summary>
public sealed class DescribeFeedback(ExploreQuery query, FeedbackTexts texts)
{
    /// <param name="table">Feedback, with all its columns.</param>
    /// <param name="split">What the box plot is split by.</param>
    /// <param name="segments">A segmentation's column; null when there is none.</param>
    /// <param name="filter">Which texts.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public async Task<FeedbackDescription> RunAsync(
        ExploreTable table,
        ExploreColumn split,
        ExploreColumn? segments,
        ExploreFilter filter,
        CancellationToken cancellation = default
    )
    {
        var (sentiment, words, source) = (table.Find("sentiment")!, table.Find("words")!, table.Find("source")!);
        var moods = await texts.MoodsAsync(filter, cancellation);
        var sample = query.SampleAsync(table, [sentiment, words], split, filter, moods.Texts, cancellation);
        var days = query.DaysAsync(table, sentiment, filter, cancellation);
        return new FeedbackDescription(
            moods,
            await sample,
            await days,
            await query.CountsAsync(table, source, filter, cancellation: cancellation),
            await query.CountsAsync(table, split, filter, cancellation: cancellation),
            segments is null ? null : await query.CountsAsync(table, segments, filter, cancellation: cancellation)
        );
    }
}
