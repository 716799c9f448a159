using Core.Estimators;

namespace Core.Explore;

/// <summary>Which groups of texts are clearly happier or unhappier than the others.</summary>
internal static class GroupFindings
{
    /// <param name="kind">Of the finding, and the filter that shows its texts.</param>
    /// <param name="noun">A group in words.</param>
    /// <param name="groups">Mean sentiment by group.</param>
    public static IEnumerable<TextFinding> Of(string kind, string noun, IReadOnlyList<GroupMean> groups)
    {
        var judged = GroupContrast.Of(groups, TextFindings.FewestTexts);
        if (judged.Count < 2)
        {
            yield break;
        }
        var clear = judged.Where(g => g.AdjustedPValue < TextFindings.Alpha).ToList();
        var best = clear.Where(g => g.Difference > 0).MaxBy(g => g.Difference);
        var worst = clear.Where(g => g.Difference < 0).MinBy(g => g.Difference);
        if (best is not null)
        {
            yield return Finding(kind, $"{Capital(noun)} with the best sentiment", best);
        }
        if (worst is not null)
        {
            yield return Finding(kind, $"{Capital(noun)} with the worst sentiment", worst);
        }
        if (best is null || worst is null)
        {
            // What was looked for and not found is worth knowing too.
            var what =
                best is null && worst is null ? "clearly better or worse"
                : best is null ? "clearly better"
                : "clearly worse";
            yield return new TextFinding(
                kind,
                $"No {noun} has {what} sentiment than the others ({judged.Count} have at least {TextFindings.FewestTexts} texts).",
                0,
                judged.Sum(g => g.Group.Count),
                TextFindings.NoFilter
            );
        }
    }

    private static TextFinding Finding(string kind, string what, GroupContrast g) =>
        new(
            kind,
            $"{what}: {TextFindings.Named(g.Group.Name)}, {TextFindings.Sentiment(g.Group.Mean)} in {FigureText.Count(g.Group.Count)} texts "
                + $"against {TextFindings.Sentiment(g.OthersMean)} elsewhere; a difference of {TextFindings.Sentiment(g.Difference)} "
                + $"({TextFindings.Sentiment(g.Interval.Lower)} to {TextFindings.Sentiment(g.Interval.Upper)}).",
            g.Difference,
            g.Group.Count,
            new Dictionary<string, string> { [kind] = g.Group.Key }
        );

    private static string Capital(string noun) => char.ToUpperInvariant(noun[0]) + noun[1..];
}
