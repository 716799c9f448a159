using App.Shell;
using Core.Customers;
using Core.Segments;
using Data.Queries;
using Microsoft.AspNetCore.Components;

namespace App.Features.Explorer;

/// <summary>The customers inside an outline.</summary>
public sealed record Selection(IReadOnlyList<int> Rows, SegmentProfile Profile, NamedSegment? Name, TimeSpan Took);

public sealed partial class ExplorerPage(
    BuildPoints build,
    FeatureStore features,
    SegmentList segmentList,
    NavigationManager navigation,
    TimeProvider time
) : IDisposable
{
    private ExplorerState state = ExplorerState.Default;
    private FeatureMatrix? data;
    private PointSet? points;
    private Selection? selection;
    private PointChart? chart;
    private int count;
    private bool loaded;
    private List<(string Value, string Label, string? Group)> axes = [];
    private List<(string Value, string Label, string? Group)> colours = [];
    private List<(string Value, string Label, string? Group)> sizes = [];

    [SupplyParameterFromQuery(Name = "x")]
    private string? X { get; set; }

    [SupplyParameterFromQuery(Name = "y")]
    private string? Y { get; set; }

    [SupplyParameterFromQuery(Name = "colour")]
    private string? Colour { get; set; }

    [SupplyParameterFromQuery(Name = "size")]
    private string? Size { get; set; }

    [SupplyParameterFromQuery(Name = "log")]
    private string? Log { get; set; }

    private ChartTable LoadingTable =>
        new(
            ["Feature", "Component 1", "Component 2"],
            [.. points!.Loadings.Select(l => (IReadOnlyList<string>)[l.Label, Format.Number(l.First), Format.Number(l.Second)])]
        );

    protected override void OnInitialized() => features.Changed += OnChanged;

    protected override async Task OnParametersSetAsync()
    {
        var segments = await segmentList.AllAsync();
        data = await features.GetAsync();
        count = data.Rows;
        var known = CustomerFeatures.KnownIn(data);
        ListChoices(segments, known);
        var newest =
            segments.FirstOrDefault(s => s.SegmentationId is not null && s.Method != "rfm")
            ?? segments.FirstOrDefault(s => s.SegmentationId is not null);
        var usual = newest is null ? ExplorerState.None : $"segmentation:{newest.SegmentationId}";
        var wanted = ExplorerState.Parse(X, Y, Colour, Size, Log, usual).Within(known);
        if (colours.TrueForAll(c => c.Value != wanted.Colour))
        {
            wanted = wanted with { Colour = usual };
        }
        points = count == 0 ? null : await build.RunAsync(wanted);
        if (wanted != state)
        {
            selection = null;
        }
        state = wanted;
        loaded = true;
    }

    private void ListChoices(List<SegmentSummary> segments, IReadOnlyList<CustomerFeature> known)
    {
        var all = known.Select(f => (f.Key, f.Label, (string?)"Features")).ToList();
        axes = [.. all, ("pc1", "Component 1", "Principal components"), ("pc2", "Component 2", "Principal components")];
        sizes = [(ExplorerState.None, "All alike", null), .. all];
        colours =
        [
            (ExplorerState.None, "One colour", null),
            .. segments
                .Where(s => s.SegmentationId is not null)
                .DistinctBy(s => s.SegmentationId)
                .Select(s => ($"segmentation:{s.SegmentationId}", s.SegmentationName!, (string?)"Segmentations")),
            .. segments.Where(s => s.SegmentationId is null).Select(s => ($"segment:{s.Id}", s.Name, (string?)"Your segments")),
            .. all,
        ];
    }

    private string LabelOf(string value) => axes.Concat(colours).FirstOrDefault(o => o.Value == value).Label ?? value;

    private void Go(ExplorerState wanted) => navigation.NavigateTo(navigation.GetUriWithQueryParameters(wanted.ToQuery()));

    private void Open(string externalId) => navigation.NavigateTo("customers/" + Uri.EscapeDataString(externalId));

    private async Task SelectAsync((double[] X, double[] Y) outline)
    {
        var began = time.GetTimestamp();
        var set = await build.RunAsync(state);
        var rows = set.Inside(outline.X, outline.Y, state.LogX, state.LogY);
        if (rows.Count == 0)
        {
            selection = null;
            return;
        }
        var profile = SegmentProfile.Of(data!, rows);
        var labels = new int[data!.Rows];
        foreach (var row in rows)
        {
            labels[row] = 1;
        }
        var name = rows.Count < data.Rows ? SegmentNaming.Name(data, labels).FirstOrDefault(n => n.Label == 1) : null;
        selection = new Selection(rows, profile, name, time.GetElapsedTime(began));
    }

    private void Deselect() => selection = null;

    private async Task LetGoAsync()
    {
        selection = null;
        if (chart is not null)
        {
            await chart.ClearAsync();
        }
    }

    private async Task SavedAsync(long segmentId)
    {
        await LetGoAsync();
        Go(state with { Colour = $"segment:{segmentId}" });
    }

    private void OnChanged() =>
        InvokeAsync(async () =>
        {
            await OnParametersSetAsync();
            StateHasChanged();
        });

    public void Dispose() => features.Changed -= OnChanged;
}
