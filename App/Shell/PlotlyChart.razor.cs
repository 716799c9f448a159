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

    // Words.
    private const int LongestName = 8;

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

    /// <summary>What its image files are called: the beginning of what it shows, in letters that every system allows.</summary>
    public static string FileName(string summary)
    {
        var words = new string([.. summary.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(
            ' ',
            StringSplitOptions.RemoveEmptyEntries
        );
        var name = string.Join('-', words.Take(LongestName));
        return name.Length == 0 ? "chart" : name;
    }

    private async Task SaveAsync(string format)
    {
        if (module is not null)
        {
            await module.InvokeVoidAsync("save", element, format, FileName(Summary));
        }
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
