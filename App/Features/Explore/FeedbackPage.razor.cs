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
    private int loads;

    [SupplyParameterFromQuery(Name = "split")]
    private string? Split { get; set; }

    [SupplyParameterFromQuery(Name = "segments")]
    private string? Segments { get; set; }

    private string Finding =>
        found is null || found.Moods.Texts == 0
            ? "How people feel in what they write, how much they write, when and where."
            : $"{Format.Count(found.Moods.Texts, "text", "texts")}: {Format.Percent((double)found.Moods.Positive / found.Moods.Texts)} positive, "
                + $"{Format.Percent((double)found.Moods.Negative / found.Moods.Texts)} negative.";

    protected override void OnInitialized() => features.Changed += OnChanged;

    protected override async Task OnParametersSetAsync()
    {
        var load = ++loads;
        filter = AddressFilter;
        var wanted = filter;
        var complete = await catalog.CompleteAsync(ExploreTables.Feedback);
        var all = complete.Categories.Where(c => c.Key.StartsWith(SegmentationPrefix, StringComparison.Ordinal)).ToList();
        var chosen = all.Find(c => c.Key == Segments) ?? all.FirstOrDefault();
        var by = complete.Find(Split) is { Kind: ExploreKind.Category } category ? category : complete.Find(complete.DefaultSplit)!;
        var names = chosen is null ? [] : await ColoursAsync(chosen);
        var wrong = FilterQuery.Problem(wanted);
        FeedbackDescription? read = null;
        try
        {
            read = wrong is null ? await describe.RunAsync(complete, by, chosen, wanted) : null;
        }
        catch (KeyNotFoundException exception)
        {
            wrong = exception.Message + " Choose another.";
        }
        // Whoever chooses twice sees the second choice, whichever is read first.
        if (load == loads)
        {
            (table, split, segments, segmentations, colours, found, problem) = (complete, by, chosen, all, names, read, wrong);
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
