using App.Shell;
using Data.Queries;
using Microsoft.AspNetCore.Components;

namespace App.Features.Explore.Texts;

/// <summary>What texts say, in words and figures, each with the way to the texts behind it.</summary>
public sealed partial class InsightsPage(
    ReadTextInsights insights,
    SegmentNames segmentNames,
    FeatureStore features,
    NavigationManager navigation
) : IDisposable
{
    private static readonly ExploreColumn Sentiment = ExploreTables.Feedback.Find("sentiment")!;

    private TextInsightsInput input = new(ExploreFilter.None);
    private TextInsights? found;
    private TimeSeries? series;
    private List<(string Value, string Label)> choices = [];
    private string? problem;
    private int loads;

    [SupplyParameterFromQuery(Name = "compare")]
    private string? Comparison { get; set; }

    private IEnumerable<(string Name, IReadOnlyList<GroupSentiment> Groups)> Groups =>
        [("source", found!.BySource), ("segment", found.BySegment), ("product", found.ByProduct)];

    protected override void OnInitialized() => features.Changed += OnChanged;

    protected override async Task OnParametersSetAsync()
    {
        var load = ++loads;
        var filter = AddressFilter;
        var wanted = new TextInsightsInput(filter, FilterQuery.Clean(Comparison ?? TextInsightsInput.BySentiment));
        input = wanted = wanted.Check().ContainsKey("compare") ? new TextInsightsInput(filter) : wanted;
        var wrong = FilterQuery.Problem(filter);
        TextInsights? read = null;
        try
        {
            read = wrong is null ? await insights.RunAsync(wanted) : null;
        }
        catch (KeyNotFoundException exception)
        {
            wrong = exception.Message + " Choose another.";
        }
        var names = await segmentNames.AllAsync();
        // Whoever chooses twice sees the second choice, whichever is read first.
        if (load != loads)
        {
            return;
        }
        (found, problem) = (read, wrong);
        series = TimeSeries.Of(read?.Days ?? []);
        var sources = read?.BySource ?? [];
        choices =
        [
            (TextInsightsInput.BySentiment, "Positive against negative texts"),
            .. sources.Where(_ => sources.Count > 1).Select(s => ($"source:{s.Name}", $"{s.Name} against other sources")),
            .. names.Select(s => ($"segment:{s.Id}", $"{s.Name} against everyone else")),
        ];
    }

    private void Compare(string? value) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameter("compare", value == TextInsightsInput.BySentiment ? null : value));

    private void OnChanged() =>
        InvokeAsync(async () =>
        {
            await OnParametersSetAsync();
            StateHasChanged();
        });

    public void Dispose() => features.Changed -= OnChanged;
}
