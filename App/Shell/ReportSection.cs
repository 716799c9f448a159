using System.Text.Json.Serialization;

namespace App.Shell;

/// <summary>
/// A part of the live report. Each feature tells its own part, always from figures read at that moment; page, static file and API
/// render the same view.
/// </summary>
public interface IReportSection
{
    /// <summary>Its stable name in saved reports and in the API.</summary>
    string Key { get; }

    string Title { get; }

    /// <summary>Where it stands in a report that nobody has arranged.</summary>
    int Order { get; }

    /// <summary>What has to be there before it can say anything, as a sentence.</summary>
    string Needs { get; }

    /// <returns>Null when the data can't support it.</returns>
    Task<SectionView?> BuildAsync(CancellationToken cancellation = default);
}

/// <summary>What a section says.</summary>
/// <param name="Sentences">The findings in words, the most important first; *stars* mark names.</param>
/// <param name="Charts">Each with its figures as a table.</param>
/// <param name="Tables">Figures without a chart.</param>
/// <param name="Links">Where the program shows the rows behind.</param>
/// <param name="Advice">What follows from the figures by a stated rule.</param>
public sealed record SectionView(
    IReadOnlyList<string> Sentences,
    IReadOnlyList<SectionChart> Charts,
    IReadOnlyList<SectionTable> Tables,
    IReadOnlyList<SectionLink> Links,
    IReadOnlyList<Advice> Advice
);

/// <param name="Title">Its heading.</param>
/// <param name="Summary">What it shows, in a sentence, for those who can't see it.</param>
/// <param name="Height">Pixels.</param>
public sealed record SectionChart(string Title, string Summary, Figure Figure, ChartTable Table, int Height = 260);

/// <param name="Numbers">Positions of the columns that hold figures.</param>
public sealed record SectionTable(string Title, ChartTable Table, IReadOnlyList<int> Numbers)
{
    private const int FewColumns = 4;

    /// <summary>Whether two of its kind fit beside each other: a name and a few figures.</summary>
    [JsonIgnore]
    public bool IsNarrow => Table.Headers.Count <= FewColumns && Numbers.Count == Table.Headers.Count - 1;
}

/// <param name="Href">An address within the program.</param>
public sealed record SectionLink(string Label, string Href);

/// <summary>Whom advice is for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AdviceArea>))]
public enum AdviceArea
{
    [JsonStringEnumMemberName("marketing")]
    Marketing,

    [JsonStringEnumMemberName("content")]
    Content,

    [JsonStringEnumMemberName("churn")]
    Churn,

    [JsonStringEnumMemberName("data")]
    Data,
}

/// <summary>Something to do.</summary>
/// <param name="Text">What to do, in a sentence.</param>
/// <param name="Figure">The figure that it follows from.</param>
/// <param name="Rule">When it is given.</param>
/// <param name="Link">Where to do it; null when there is no page for it.</param>
public sealed record Advice(AdviceArea Area, string Text, string Figure, string Rule, SectionLink? Link = null);
