using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using App.Shell;
using Data.Bulk;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace App.Features.Report;

/// <summary>The figures of a static file, in the order in which its charts name them.</summary>
public sealed class StaticFigures
{
    public List<Figure> All { get; } = [];

    /// <returns>Its number.</returns>
    public int Add(Figure figure)
    {
        All.Add(figure);
        return All.Count - 1;
    }
}

/// <summary>
/// Writes a report as one HTML file that needs nothing else: styles, plotly.js, the figures and the few lines that draw them are inside.
/// The markup is the page's own components, rendered once, so that the two can't differ and every text is encoded. A content security
/// policy lets only these scripts run and nothing be fetched, whatever a comment or an imported text may hold.
/// </summary>
public sealed partial class StaticReport(
    IServiceScopeFactory scopes,
    IWebHostEnvironment environment,
    RemoveSimulated simulated,
    ILoggerFactory loggers
)
{
    // The default encoder writes <, > and & as escapes, so that no text can end the script element that it stands in.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.Default,
    };

    public async Task<string> WriteAsync(
        string title,
        IReadOnlyList<BuiltSection> sections,
        DateTime at,
        CancellationToken cancellation = default
    )
    {
        StaticFigures figures = new();
        var body = await RenderAsync(sections, figures);
        var library = Harmless(await AssetAsync("lib/plotly/plotly.min.js", cancellation));
        var drawing = Harmless(
            await AssetAsync("js/themed.js", cancellation) + "\n" + ImportLine().Replace(await AssetAsync("js/report.js", cancellation), "")
        );
        var styles = Styles(await AssetAsync("app.css", cancellation)) + await AssetAsync("report.css", cancellation);
        var name = HtmlEncoder.Default.Encode(title);
        var note = await simulated.AnyAsync(cancellation) ? """<p class="warning">These are the figures of a simulated shop.</p>""" : "";
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; script-src {Hash(
                library
            )} {Hash(drawing)}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>{name}</title>
            <style>{styles}</style>
            </head>
            <body class="report-file">
            <main class="page report">
            <header class="page-header"><div><h1>{name}</h1><p class="finding">As of {Format.DateTime(
                at
            )}.</p></div><button type="button" class="button-secondary no-print" id="print">Print or save as PDF</button></header>
            {note}
            {body}
            </main>
            <script type="application/json" id="figures">{JsonSerializer.Serialize(figures.All, Json)}</script>
            <script>{library}</script>
            <script type="module">{drawing}</script>
            </body>
            </html>

            """;
    }

    private async Task<string> RenderAsync(IReadOnlyList<BuiltSection> sections, StaticFigures figures)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(
                new Dictionary<string, object?> { [nameof(ReportBody.Sections)] = sections, [nameof(ReportBody.Figures)] = figures }
            );
            return (await renderer.RenderComponentAsync<ReportBody>(parameters)).ToHtmlString();
        });
    }

    /// <summary>The program's styles without what they would fetch; the dark colours follow the reader's system.</summary>
    public static string Styles(string css)
    {
        var dark = DarkColours().Match(css);
        if (!dark.Success)
        {
            throw new InvalidOperationException("app.css has no block of dark colours that a published report could follow.");
        }
        var followed = css.Replace(
            dark.Value,
            $"@media screen and (prefers-color-scheme: dark) {{ :root {{{dark.Groups[1].Value}}} }}",
            StringComparison.Ordinal
        );
        return FontFace().Replace(followed, "");
    }

    /// <summary>
    /// A script that can't end its element: within its texts &lt;\/script means the same, and nothing else there holds it. Browsers read
    /// every end of a line as \n, and the hash is made of what they read.
    /// </summary>
    public static string Harmless(string script) =>
        EndOfScript()
            .Replace(script.Replace("\r\n", "\n", StringComparison.Ordinal), "<\\/script")
            .Replace("<!--", "<\\!--", StringComparison.Ordinal);

    private static string Hash(string script) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";

    private async Task<string> AssetAsync(string path, CancellationToken cancellation)
    {
        var file = environment.WebRootFileProvider.GetFileInfo(path);
        if (!file.Exists)
        {
            throw new FileNotFoundException($"The program's file {path} is missing; a report can't be published without it.", path);
        }
        using var reader = new StreamReader(file.CreateReadStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellation);
    }

    [GeneratedRegex(@":root\[data-theme=""dark""\]\s*\{([^}]*)\}")]
    private static partial Regex DarkColours();

    [GeneratedRegex(@"@font-face\s*\{[^}]*\}")]
    private static partial Regex FontFace();

    [GeneratedRegex("</script", RegexOptions.IgnoreCase)]
    private static partial Regex EndOfScript();

    // The two modules become one script, so there is nothing left to import.
    [GeneratedRegex(@"^import .*$", RegexOptions.Multiline)]
    private static partial Regex ImportLine();
}
