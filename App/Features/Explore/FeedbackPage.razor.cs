using App.Shell;
using Data;
using Data.Queries;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace App.Features.Explore;

/// <summary>The eight classical charts of texts.</summary>
public sealed partial class FeedbackPage(
    ExploreCatalog catalog,
    DescribeFeedback describe,
    FeatureStore features,
    IDbContextFactory<AppDb> databases,
    NavigationManager navigation
) : IDisposable
{
    private const string SegmentationPrefix = "segmentation:";

    private ExploreFilter filter = ExploreFilter.None;
    private ExploreTable? table;
    private ExploreColumn? split;
    private ExploreColumn? segments;
    private List<ExploreColumn> segmentations = [];
    private Dictionary<string, string> colours = [];
    private FeedbackDescription? found;
    private string? problem;

    [SupplyParameterFromQuery(Name = "split")]
    private string? Split { get; set; }

    [SupplyParameterFromQuery(Name = "segments")]
    private string? Segments { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "segment")]
    private long? Segment { get; set; }

    [SupplyParameterFromQuery(Name = "source")]
    private string? Source { get; set; }

    private string Finding =>
        found is null || found.Moods.Texts == 0
            ? "How people feel in what they write, how much they write, when and where."
            : $"{Format.Count(found.Moods.Texts, "text", "texts")}: {Format.Percent((double)found.Moods.Positive / found.Moods.Texts)} positive, "
                + $"{Format.Percent((double)found.Moods.Negative / found.Moods.Texts)} negative.";

    protected override void OnInitialized() => features.Changed += OnChanged;

    protected override async Task OnParametersSetAsync()
    {
        filter = FilterQuery.Parse(From, To, Segment, Source);
        problem = FilterQuery.Problem(filter);
        table = await catalog.CompleteAsync(ExploreTables.Feedback);
        segmentations = [.. table.Categories.Where(c => c.Key.StartsWith(SegmentationPrefix, StringComparison.Ordinal))];
        segments = segmentations.Find(c => c.Key == Segments) ?? segmentations.FirstOrDefault();
        split = table.Find(Split) is { Kind: ExploreKind.Category } chosen ? chosen : table.Find(table.DefaultSplit)!;
        colours = segments is null ? [] : await ColoursAsync(segments);
        try
        {
            found = problem is null ? await describe.RunAsync(table, split, segments, filter) : null;
        }
        catch (KeyNotFoundException exception)
        {
            problem = exception.Message + " Choose another.";
        }
    }

    // The same colour for the same segment as everywhere.
    private async Task<Dictionary<string, string>> ColoursAsync(ExploreColumn column)
    {
        var id = long.Parse(column.Key[SegmentationPrefix.Length..], System.Globalization.CultureInfo.InvariantCulture);
        await using var db = await databases.CreateDbContextAsync();
        var found = await db.Segments.AsNoTracking().Where(s => s.SegmentationId == id).Select(s => new { s.Name, s.Colour }).ToListAsync();
        return found.DistinctBy(s => s.Name).ToDictionary(s => s.Name, s => Palette.Colour(s.Colour));
    }

    private void Go(string name, string? value) => navigation.NavigateTo(navigation.GetUriWithQueryParameter(name, value));

    private void OnChanged() =>
        InvokeAsync(async () =>
        {
            await OnParametersSetAsync();
            StateHasChanged();
        });

    public void Dispose() => features.Changed -= OnChanged;
}
