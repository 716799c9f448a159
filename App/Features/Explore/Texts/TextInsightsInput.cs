using System.Globalization;
using App.Shell;
using Data.Queries;

namespace App.Features.Explore.Texts;

/// <summary>Which texts, and which two groups of them to compare.</summary>
/// <param name="Filter">Which texts.</param>
/// <param name="Compare">sentiment (positive against negative), source:NAME or segment:ID (one against all others).</param>
/// <param name="Top">Words of each list, 1 to 1000.</param>
public sealed record TextInsightsInput(ExploreFilter Filter, string Compare = TextInsightsInput.BySentiment, int Top = 20)
{
    public const string BySentiment = "sentiment";

    private const string SourcePrefix = "source:",
        SegmentPrefix = "segment:";

    private const int MostWords = 1000;

    /// <summary>The source that is compared with all others; null when it is another comparison.</summary>
    public string? Source => Compare.StartsWith(SourcePrefix, StringComparison.Ordinal) ? Compare[SourcePrefix.Length..] : null;

    /// <summary>The segment that is compared with all others; null when it is another comparison.</summary>
    public long? SegmentId =>
        Compare.StartsWith(SegmentPrefix, StringComparison.Ordinal)
        && long.TryParse(Compare.AsSpan(SegmentPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    /// <summary>What is wrong, by field.</summary>
    public Dictionary<string, string[]> Check()
    {
        var errors = new Dictionary<string, string[]>();
        if (Filter.From > Filter.To)
        {
            errors["from"] = [$"from must not be after to. Got {FilterQuery.Text(Filter.From)} and {FilterQuery.Text(Filter.To)} instead."];
        }
        if (Compare != BySentiment && Source is null && SegmentId is null)
        {
            errors["compare"] = [$"compare must be {BySentiment}, {SourcePrefix}NAME or {SegmentPrefix}ID. Got '{Compare}' instead."];
        }
        if (Top is < 1 or > MostWords)
        {
            errors["top"] = [$"top must be between 1 and {MostWords}. Got {Top} instead."];
        }
        return errors;
    }
}
