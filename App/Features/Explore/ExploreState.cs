using Core.Explore;
using Data.Queries;

namespace App.Features.Explore;

/// <summary>What the page looks at; all of it lives in the URL. What an address does not name, or names wrongly, has a default.</summary>
/// <param name="Table">With all columns that there are.</param>
/// <param name="Column">The one that is described.</param>
/// <param name="Split">The category that rows are split by; null where the table has none.</param>
/// <param name="X">Across in the scatter; null where the table has no numbers.</param>
/// <param name="Y">Up in the scatter.</param>
/// <param name="Pair">Up to five numbers of the pair plot; empty for a choice by the program.</param>
/// <param name="Method">Of the correlations.</param>
/// <param name="Filter">Which rows.</param>
public sealed record ExploreState(
    ExploreTable Table,
    ExploreColumn Column,
    ExploreColumn? Split,
    ExploreColumn? X,
    ExploreColumn? Y,
    IReadOnlyList<ExploreColumn> Pair,
    CorrelationMethod Method,
    ExploreFilter Filter
)
{
    public const int MostPaired = 5;

    public static ExploreState Parse(
        ExploreTable table,
        string? column,
        string? split,
        string? x,
        string? y,
        string? pair,
        string? method,
        ExploreFilter filter
    )
    {
        var chosen = table.Find(column) ?? table.Default;
        var numbers = table.Numbers.ToList();
        var across = Number(x) ?? (table.Key == ExploreTables.Feedback.Key ? table.Find("words") : table.Preferred(numbers));
        var up =
            Number(y)
            ?? (chosen.Kind == ExploreKind.Number && chosen != across ? chosen : null)
            ?? table.Preferred(numbers.Where(c => c != across))
            ?? across;
        return new ExploreState(
            table,
            chosen,
            Category(split) ?? table.Preferred(table.Categories.OrderBy(c => c.Key != table.DefaultSplit)),
            across,
            up,
            [.. (pair ?? "").Split('~').Select(Number).OfType<ExploreColumn>().Distinct().Take(MostPaired)],
            method == "spearman" ? CorrelationMethod.Spearman : CorrelationMethod.Pearson,
            filter
        );

        ExploreColumn? Number(string? key) => table.Find(key) is { Kind: ExploreKind.Number } found ? found : null;
        ExploreColumn? Category(string? key) => table.Find(key) is { Kind: ExploreKind.Category } found ? found : null;
    }

    /// <summary>The address with one part of the choice exchanged.</summary>
    public static Dictionary<string, object?> With(string name, string? value) =>
        // Another table has other columns.
        name == "table"
            ? new()
            {
                ["table"] = value,
                ["column"] = null,
                ["split"] = null,
                ["x"] = null,
                ["y"] = null,
                ["pair"] = null,
                ["source"] = null,
            }
            : new() { [name] = value };

    /// <summary>The value of "pair" with a column put in or taken out.</summary>
    public static string? Toggle(IReadOnlyList<ExploreColumn> pair, ExploreColumn column) =>
        string.Join('~', (pair.Contains(column) ? pair.Where(c => c != column) : pair.Append(column)).Select(c => c.Key))
            is { Length: > 0 } keys
            ? keys
            : null;
}
