using System.Runtime.CompilerServices;
using App.Shell;

namespace App.Features.Report;

/// <summary>A section that a person chose, with what they wrote to it.</summary>
public sealed record ChosenSection(string Key, string Comment);

/// <summary>A section that can be chosen.</summary>
/// <param name="Needs">What has to be there before it can say anything.</param>
public sealed record SectionInfo(string Key, string Title, string Needs);

/// <summary>A section as it is now.</summary>
/// <param name="View">Null when the data can't support it.</param>
public sealed record BuiltSection(string Key, string Title, string Comment, string Needs, SectionView? View);

/// <summary>Reads every figure of a report anew.</summary>
public sealed class BuildReport
{
    /// <summary>The section that gathers the advice of all others, chosen or not.</summary>
    public const string RecommendationsKey = "recommendations";

    private static readonly SectionInfo Recommendations = new(
        RecommendationsKey,
        "What to do",
        "Appears once a figure calls for something; no rule does today."
    );

    private readonly List<IReportSection> sections;

    public BuildReport(IEnumerable<IReportSection> sections)
    {
        this.sections = [.. sections.OrderBy(s => s.Order)];
        Catalog = [.. this.sections.Select(s => new SectionInfo(s.Key, s.Title, s.Needs)), Recommendations];
    }

    /// <summary>All sections, in the usual order.</summary>
    public IReadOnlyList<SectionInfo> Catalog { get; }

    /// <summary>Every section without a comment: what is shown before anybody has arranged a report.</summary>
    public IReadOnlyList<ChosenSection> Usual => [.. Catalog.Select(s => new ChosenSection(s.Key, ""))];

    /// <summary>The sections in the order given, each as soon as it is there. Keys that no section has any more are passed over.</summary>
    public async IAsyncEnumerable<BuiltSection> RunAsync(
        IReadOnlyList<ChosenSection> chosen,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        Dictionary<string, SectionView?> views = [];
        foreach (var choice in chosen)
        {
            if (Catalog.FirstOrDefault(s => s.Key == choice.Key) is { } info)
            {
                var view =
                    choice.Key == RecommendationsKey
                        ? await AdviseAsync(views, cancellation)
                        : await ViewAsync(choice.Key, views, cancellation);
                yield return new BuiltSection(info.Key, info.Title, choice.Comment, info.Needs, view);
            }
        }
    }

    private async Task<SectionView?> AdviseAsync(Dictionary<string, SectionView?> views, CancellationToken cancellation)
    {
        List<Advice> advice = [];
        foreach (var section in sections)
        {
            advice.AddRange((await ViewAsync(section.Key, views, cancellation))?.Advice ?? []);
        }
        return advice.Count == 0 ? null : new SectionView([], [], [], [], [.. advice.OrderBy(a => a.Area)]);
    }

    private async Task<SectionView?> ViewAsync(string key, Dictionary<string, SectionView?> views, CancellationToken cancellation)
    {
        if (!views.TryGetValue(key, out var view))
        {
            views[key] = view = await sections.Single(s => s.Key == key).BuildAsync(cancellation);
        }
        return view;
    }
}
