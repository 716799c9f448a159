using Core.Explore;
using Data.Queries;

namespace App.Features.Explore;

/// <summary>A column described.</summary>
/// <param name="Figures">Over all rows.</param>
/// <param name="Summary">Counts, mean, deviation, least and most over all rows, quartiles and skewness over the sample; null for a category.</param>
/// <param name="Sample">The numeric columns row by row.</param>
/// <param name="Days">Rows a day; empty when the table has no time.</param>
/// <param name="Values">The values of a category, or of the split.</param>
public sealed record ColumnDescription(
    ExactFigures Figures,
    ColumnSummary? Summary,
    TukeyFences? Fences,
    ExploreSample Sample,
    IReadOnlyList<DayTotal> Days,
    ValueCounts? Values,
    ValueCounts? SplitValues
);

/// <summary>Describes a column and reads what it can be compared with.</summary>
public sealed class DescribeColumn(ExploreQuery query)
{
    // Of more columns nobody would read a picture, and reading them takes time.
    private const int MostColumns = 40;

    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public async Task<ColumnDescription> RunAsync(ExploreState state, CancellationToken cancellation = default)
    {
        var figures = await query.FiguresAsync(state.Table, state.Column, state.Filter, cancellation);
        ExploreColumn[] numbers =
        [
            .. new[] { state.Column, state.X, state.Y }
                .OfType<ExploreColumn>()
                .Where(c => c.Kind == ExploreKind.Number)
                .Concat(state.Pair)
                .Concat(state.Table.Numbers.Take(MostColumns))
                .Distinct(),
        ];
        var sample = query.SampleAsync(state.Table, numbers, state.Split, state.Filter, figures.Rows, cancellation);
        var days = query.DaysAsync(state.Table, state.Column, state.Filter, cancellation);
        var values = state.Column.Kind == ExploreKind.Category ? await CountsAsync(state.Column) : null;
        var split = state.Split is { } by ? await CountsAsync(by) : null;
        var read = await sample;
        var known = state.Column.Kind == ExploreKind.Number ? read.Columns[state.Column.Key] : null;
        return new ColumnDescription(
            figures,
            known is null ? null : Summarise(figures, known, read.IsWhole),
            known is null ? null : TukeyFences.Of(known),
            read,
            await days,
            values,
            split
        );

        Task<ValueCounts> CountsAsync(ExploreColumn column) =>
            query.CountsAsync(state.Table, column, state.Filter, cancellation: cancellation);
    }

    private static ColumnSummary Summarise(ExactFigures exact, double[] values, bool isWhole)
    {
        var summary = ColumnSummary.Of(values);
        return isWhole
            ? summary
            : summary with
            {
                Count = exact.Known,
                Missing = exact.Rows - exact.Known,
                Mean = exact.Mean,
                StandardDeviation = exact.StandardDeviation,
                Min = exact.Min,
                Max = exact.Max,
            };
    }
}
