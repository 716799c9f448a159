using Core.Customers;
using Core.Estimators;
using Core.Experiments;

namespace Core.Segments;

/// <param name="Name">For the sentences.</param>
/// <param name="Rows">Positions of its customers.</param>
public sealed record ComparisonGroup(string Name, IReadOnlyList<int> Rows);

/// <param name="Feature">Name of the column.</param>
/// <param name="A">Name of the first group of the comparison.</param>
/// <param name="B">Name of the other group.</param>
/// <param name="SummaryA">Of the first group.</param>
/// <param name="SummaryB">Of the other group.</param>
/// <param name="Test">Difference of means, interval, p-value and effect sizes, a against b.</param>
/// <param name="AdjustedPValue">Corrected by Holm over all comparisons of the answer; null where there is no p-value.</param>
/// <param name="Sentence">The finding in words.</param>
public sealed record FeatureComparison(
    string Feature,
    string A,
    string B,
    FeatureSummary SummaryA,
    FeatureSummary SummaryB,
    MeanComparison Test,
    double? AdjustedPValue,
    string Sentence
);

/// <param name="Comparisons">Largest effect first: by |Cliff's delta|, then by |Hedges' g|.</param>
/// <param name="SharedRows">Customers in more than one group. Welch's test takes groups as independent, so there should be none.</param>
public sealed record SegmentComparisonResult(IReadOnlyList<FeatureComparison> Comparisons, int SharedRows);

/// <summary>The first group against each of the others, feature by feature.</summary>
public static class SegmentComparison
{
    private const double Alpha = 0.05;

    /// <param name="data">n × p in the features' own units; NaN means missing.</param>
    /// <param name="groups">Two or more.</param>
    /// <param name="confidence">Of the intervals. Default 0.95.</param>
    /// <exception cref="ArgumentException">Fewer than two groups.</exception>
    public static SegmentComparisonResult Compare(FeatureMatrix data, IReadOnlyList<ComparisonGroup> groups, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (groups.Count < 2)
        {
            throw new ArgumentException($"The groups of {nameof(SegmentComparison)} must be at least 2. Got {groups.Count} instead.");
        }
        var rows = groups.Select(g => data.TakeRows(g.Rows)).ToArray();
        var tests = new List<(int Column, int Other, MeanComparison Test)>();
        for (var other = 1; other < groups.Count; other++)
        {
            for (var c = 0; c < data.Columns; c++)
            {
                tests.Add((c, other, MeanComparison.Of(rows[0].Column(c), rows[other].Column(c), confidence)));
            }
        }
        var adjusted = Adjusted([.. tests.Select(t => t.Test.PValue)]);
        var comparisons = tests
            .Select(
                (t, i) =>
                {
                    var feature = data.Names[t.Column];
                    var a = FeatureSummary.Of(feature, rows[0].Column(t.Column));
                    var b = FeatureSummary.Of(feature, rows[t.Other].Column(t.Column));
                    var (nameA, nameB) = (groups[0].Name, groups[t.Other].Name);
                    var sentence = Sentence(feature, nameA, nameB, a.Mean, b.Mean, adjusted[i]);
                    return new FeatureComparison(feature, nameA, nameB, a, b, t.Test, adjusted[i], sentence);
                }
            )
            .OrderByDescending(c => Math.Abs(c.Test.CliffsDelta ?? 0))
            .ThenByDescending(c => Math.Abs(c.Test.HedgesG ?? 0));
        var shared = groups.SelectMany(g => g.Rows.Distinct()).GroupBy(r => r).Count(g => g.Count() > 1);
        return new SegmentComparisonResult([.. comparisons], shared);
    }

    /// <summary>Holm over the p-values that are there.</summary>
    private static double?[] Adjusted(double?[] pValues)
    {
        var corrected = new Queue<double>(MultipleTesting.Holm([.. pValues.OfType<double>()]));
        return [.. pValues.Select(p => p is null ? null : (double?)corrected.Dequeue())];
    }

    private static string Sentence(string feature, string a, string b, double? meanA, double? meanB, double? adjustedP)
    {
        var words = FeatureVocabulary.Of(feature);
        if (meanA is not { } x || meanB is not { } y)
        {
            return $"There is no {words.Label} to compare *{a}* and *{b}* by.";
        }
        Func<double, string> write = CustomerFeatures.Find(feature)?.Unit == FeatureUnit.Share ? FigureText.Percent : FigureText.Number;
        var figures = $"({write(x)} against {write(y)})";
        if (!(adjustedP < Alpha))
        {
            return $"*{a}* and *{b}* customers do not clearly differ in {words.Label} {figures}.";
        }
        var (howMuch, than) = HowMuch(x, y, words);
        return $"*{a}* customers {words.Phrase.Replace("{0}", howMuch, StringComparison.Ordinal)} {than} *{b}* customers {figures}.";
    }

    private static (string HowMuch, string Than) HowMuch(double x, double y, FeatureWords words)
    {
        if (x < 0 || y <= 0)
        {
            return (x > y ? words.More : words.Less, "than");
        }
        var ratio = x / y;
        return ratio >= 2 ? ($"{FigureText.Number(Math.Round(ratio, 1))} times {words.As}", "as")
            : ratio >= 1 ? ($"{FigureText.Percent(ratio - 1)} {words.More}", "than")
            : ($"{FigureText.Percent(1 - ratio)} {words.Less}", "than");
    }
}
