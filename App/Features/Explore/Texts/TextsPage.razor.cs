using System.Globalization;
using App.Shell;
using Data.Queries;
using Microsoft.AspNetCore.Components;

namespace App.Features.Explore.Texts;

/// <summary>The texts behind a figure, or any others; which ones lives in the URL.</summary>
public sealed partial class TextsPage(FeedbackTexts texts, NavigationManager navigation)
{
    private const int PageSize = 25;

    // Nobody turns so many pages, and each would cost the database all before it.
    private const int MostSkipped = 10_000;

    private TextFilter filter = new(ExploreFilter.None);
    private Page<FoundText>? page;
    private string? problem;
    private int loads;

    [SupplyParameterFromQuery(Name = "product")]
    private string? Product { get; set; }

    [SupplyParameterFromQuery(Name = "label")]
    private string? Label { get; set; }

    [SupplyParameterFromQuery(Name = "sentiment")]
    private string? Sentiment { get; set; }

    [SupplyParameterFromQuery(Name = "word")]
    private string? Word { get; set; }

    [SupplyParameterFromQuery(Name = "cluster")]
    private string? Cluster { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "skip")]
    private int? Skip { get; set; }

    private bool IsFiltered => filter with { Sort = "newest" } != new TextFilter(ExploreFilter.None);

    private string Finding =>
        page is null ? "The texts themselves."
        : page.Total == 0 ? "No text to show."
        : $"{Format.Count(page.Total, "text", "texts")}{(IsFiltered ? " fit." : ".")}";

    /// <summary>Conditions that no control of the page shows.</summary>
    private List<(string Name, string Label)> Chips =>
        [
            .. new[]
            {
                ("product", "Product", filter.Product),
                ("label", "Label", filter.Label),
                ("cluster", "Segment", filter.Cluster?.Name),
            }
                .Where(c => c.Item3 is not null)
                .Select(c => (c.Item1, $"{c.Item2}: {c.Item3}")),
        ];

    protected override async Task OnParametersSetAsync()
    {
        var load = ++loads;
        var rows = AddressFilter;
        var wanted = new TextFilter(
            rows,
            Known(Product),
            Known(Label),
            TextFilter.Sentiments.FirstOrDefault(s => s == Sentiment),
            Known(Word),
            ClusterOf(Cluster),
            TextFilter.Sorts.FirstOrDefault(s => s == Sort) ?? "newest"
        );
        filter = wanted;
        var wrong = FilterQuery.Problem(rows);
        Page<FoundText>? read = null;
        var skip = Math.Clamp(Skip ?? 0, 0, MostSkipped);
        try
        {
            if (wrong is null)
            {
                var (items, total) = await texts.PageAsync(wanted, skip, PageSize);
                read = new Page<FoundText>(items, total, skip, PageSize);
            }
        }
        catch (KeyNotFoundException exception)
        {
            wrong = exception.Message + " Choose another.";
        }
        // Whoever chooses twice sees the second choice, whichever is read first.
        if (load == loads)
        {
            (page, problem) = (read, wrong);
        }
    }

    private static string? Known(string? text) => string.IsNullOrWhiteSpace(text) ? null : FilterQuery.Clean(text).Trim();

    /// <summary>Reads "segmentation:{id}:{name}".</summary>
    private static (long, string)? ClusterOf(string? text) =>
        text?.Split(':', 3) is ["segmentation", var id, var name]
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (number, FilterQuery.Clean(name))
            : null;

    private void Go(string name, object? value) =>
        navigation.NavigateTo(
            navigation.GetUriWithQueryParameters(
                new Dictionary<string, object?>
                {
                    ["skip"] = name == "skip" && value is > 0 ? value : null,
                    [name] = value is "" or 0 ? null : value,
                }
            )
        );

    private static string Mood(double sentiment) =>
        sentiment >= FeedbackTexts.Limit ? "▲ positive"
        : sentiment <= -FeedbackTexts.Limit ? "▼ negative"
        : "neutral";

    private static string TagOf(double sentiment) =>
        sentiment >= FeedbackTexts.Limit ? "tag-ok"
        : sentiment <= -FeedbackTexts.Limit ? "tag-warn"
        : "";

    private static IEnumerable<string> About(FoundText text) =>
        new[]
        {
            text.WrittenAt is { } at ? Format.Date(at) : null,
            text.Source,
            text.Product is null ? null : $"product {text.Product}",
            text.Label,
            text.Rating is { } rating ? $"rating {rating.ToString("0.##", CultureInfo.InvariantCulture)}" : null,
            Format.Count(text.Words, "word", "words"),
        }.OfType<string>();
}
