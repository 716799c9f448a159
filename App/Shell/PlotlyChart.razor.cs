using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace App.Shell;

/// <summary>A table with a chart's figures.</summary>
public sealed record ChartTable(IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>A figure for Plotly: traces and layout, as Plotly documents them.</summary>
public sealed record Figure(IReadOnlyList<object> Data, object Layout);

/// <summary>A chart. Drawn again only when its figure changes.</summary>
public sealed partial class PlotlyChart(IJSRuntime js) : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private ElementReference element;
    private IJSObjectReference? module;
    private string drawn = "";

    [Parameter, EditorRequired]
    public Figure Figure { get; set; } = null!;

    /// <summary>What the chart shows, in a sentence, for those who can't see it.</summary>
    [Parameter, EditorRequired]
    public string Summary { get; set; } = "";

    /// <summary>The figures behind it.</summary>
    [Parameter]
    public ChartTable? Table { get; set; }

    /// <summary>Pixels.</summary>
    [Parameter]
    public int Height { get; set; } = 280;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var json = JsonSerializer.Serialize(Figure, Json);
        if (json == drawn)
        {
            return;
        }
        drawn = json;
        module ??= await js.InvokeAsync<IJSObjectReference>("import", "./js/charts.js");
        await module.InvokeVoidAsync("render", element, json);
    }

    public async ValueTask DisposeAsync()
    {
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
