using System.Text.Json;
using App.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace App.Features.Explorer;

/// <summary>The scatter. Points come to the browser as binary; back comes only the outline of a selection.</summary>
public sealed partial class PointChart(IJSRuntime js, NavigationManager navigation) : IAsyncDisposable
{
    private ElementReference element;
    private IJSObjectReference? module;
    private DotNetObjectReference<PointChart>? self;
    private string drawn = "";
    private string? problem;
    private string tool = "lasso";

    private static readonly (string Key, string Label, string Icon)[] Tools =
    [
        ("lasso", "Lasso", "gesture_select"),
        ("box", "Box", "highlight_alt"),
        ("pan", "Move", "pan_tool"),
    ];

    [Parameter, EditorRequired]
    public ExplorerState State { get; set; } = ExplorerState.Default;

    [Parameter]
    public string XLabel { get; set; } = "";

    [Parameter]
    public string YLabel { get; set; } = "";

    [Parameter]
    public string ColourLabel { get; set; } = "";

    [Parameter]
    public IReadOnlyList<PointGroup> Groups { get; set; } = [];

    [Parameter]
    public EventCallback<(double[] X, double[] Y)> Selected { get; set; }

    [Parameter]
    public EventCallback Deselected { get; set; }

    [Parameter]
    public EventCallback<string> PointClicked { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var query = State.ToQuery().Where(q => q.Value is not null && q.Key != "log");
        var url = "explorer/points?" + string.Join('&', query.Select(q => $"{q.Key}={Uri.EscapeDataString((string)q.Value!)}"));
        var options = JsonSerializer.Serialize(
            new
            {
                XLabel,
                YLabel,
                ColourLabel,
                State.LogX,
                State.LogY,
                Groups,
                Scale = "Viridis",
            },
            JsonSerializerOptions.Web
        );
        if (drawn == url + options)
        {
            return;
        }
        drawn = url + options;
        try
        {
            module ??= await js.InvokeAsync<IJSObjectReference>("import", "./js/charts.js");
            self ??= DotNetObjectReference.Create(this);
            await module.InvokeVoidAsync("renderPoints", element, navigation.ToAbsoluteUri(url).ToString(), options, self);
            problem = null;
        }
        catch (JSException exception)
        {
            problem = exception.Message.Split('\n')[0];
            StateHasChanged();
        }
    }

    private async Task ChooseToolAsync(string chosen)
    {
        tool = chosen;
        if (module is not null)
        {
            await module.InvokeVoidAsync("setTool", element, chosen);
        }
    }

    private async Task ResetAsync()
    {
        if (module is not null)
        {
            await module.InvokeVoidAsync("resetZoom", element);
        }
    }

    private async Task SaveAsync(string format)
    {
        if (module is not null)
        {
            await module.InvokeVoidAsync("save", element, format, PlotlyChart.FileName($"Customers by {XLabel} and {YLabel}"));
        }
    }

    /// <summary>Takes the selection away in the chart.</summary>
    public async Task ClearAsync()
    {
        if (module is not null)
        {
            await module.InvokeVoidAsync("clearSelection", element);
        }
    }

    [JSInvokable]
    public Task OnSelected(double[] x, double[] y) => InvokeAsync(() => Selected.InvokeAsync((x, y)));

    [JSInvokable]
    public Task OnDeselected() => InvokeAsync(() => Deselected.InvokeAsync());

    [JSInvokable]
    public Task OnPointClicked(string externalId) => InvokeAsync(() => PointClicked.InvokeAsync(externalId));

    public async ValueTask DisposeAsync()
    {
        self?.Dispose();
        if (module is null)
        {
            return;
        }
        try
        {
            await module.InvokeVoidAsync("dispose", element);
            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and its charts with it.
        }
    }
}
