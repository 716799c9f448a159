using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Data.Sources;

/// <summary>A text from outside, as a row of a feedback file.</summary>
/// <param name="Id">The same for the same text, so that fetching twice brings nothing twice.</param>
/// <param name="At">When it was written or published, else fetched.</param>
/// <param name="Source">The site, subreddit or set that it comes from.</param>
/// <param name="SourceType">internal_feedback, public_sentiment, web or reddit.</param>
/// <param name="Text">White space is collapsed when it is written.</param>
/// <param name="Url">Where it can be read, or null.</param>
/// <param name="Label">positive, negative or neutral, if somebody has said so.</param>
public sealed record FeedbackRow(
    string Id,
    DateTimeOffset At,
    string Source,
    string SourceType,
    string Text,
    string? Url = null,
    string? Label = null
);

/// <summary>Writes texts from outside as a file of kind feedback, the way a person would bring them.</summary>
public static class FeedbackFile
{
    private const string Header = "feedback_id,date,source,customer_email,text,source_type,url,label";

    /// <summary>Begins a file, or goes on with one that was begun.</summary>
    public static async Task AppendAsync(string path, IEnumerable<FeedbackRow> rows, CancellationToken cancellation)
    {
        var begun = File.Exists(path) && new FileInfo(path).Length > 0;
        await using var writer = new StreamWriter(path, append: true, new UTF8Encoding(false));
        if (!begun)
        {
            await writer.WriteAsync($"{Header}\n".AsMemory(), cancellation);
        }
        foreach (var row in rows)
        {
            await writer.WriteAsync($"{Line(row)}\n".AsMemory(), cancellation);
        }
    }

    /// <summary>An id made from what makes a text the same text.</summary>
    public static string IdOf(string prefix, params ReadOnlySpan<string> parts) =>
        $"{prefix}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 12))}";

    private static string Line(FeedbackRow row) =>
        string.Join(
            ',',
            Field(row.Id),
            row.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            Field(row.Source),
            "",
            Field(string.Join(' ', row.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))),
            row.SourceType,
            Field(row.Url ?? ""),
            row.Label
        );

    // Raw rows stay as they were written elsewhere; texts are made safe for spreadsheets when they are exported.
    private static string Field(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
