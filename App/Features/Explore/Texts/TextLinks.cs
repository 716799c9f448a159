using App.Shell;
using Core.Explore;
using Data.Queries;

namespace App.Features.Explore.Texts;

/// <summary>Addresses of the list of texts behind a figure, within the filter of the page.</summary>
/// <param name="filter">The page's.</param>
/// <param name="segmentation">The column that texts are split into segments by; null when there is none.</param>
internal sealed class TextLinks(ExploreFilter filter, string? segmentation)
{
    /// <summary>The page of texts.</summary>
    public const string Path = "/explore/texts";

    // Of products there may be thousands.
    private const int MostGroups = 50;

    public string Of(string name, string value) => Of(new Dictionary<string, string> { [name] = value });

    public string Of(IReadOnlyDictionary<string, string> rows)
    {
        var query = filter.ToQuery();
        foreach (var (name, value) in rows)
        {
            // "segment" is the filter by id; a segment of a segmentation goes by its name.
            if (name == "segment")
            {
                query["cluster"] = $"{segmentation}:{value}";
            }
            else
            {
                query[name] = value;
            }
        }
        return FilterQuery.Address(Path, query);
    }

    public IReadOnlyList<GroupSentiment> Groups(string name, IReadOnlyList<GroupMean> groups) =>
        [
            .. groups
                .Take(MostGroups)
                .Select(g =>
                {
                    double? reach = g.Count > 1 ? 1.96 * g.StandardDeviation / Math.Sqrt(g.Count) : null;
                    return new GroupSentiment(g.Name, g.Count, g.Mean, g.Mean - reach, g.Mean + reach, Of(name, g.Key));
                }),
        ];
}
