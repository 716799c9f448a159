using Core.Customers;
using Core.Estimators;
using MathNet.Numerics.Distributions;

namespace Core.Segments;

/// <param name="Label">Of the cluster.</param>
/// <param name="Name">As "Big, recent, frequent"; no two clusters have the same.</param>
/// <param name="Description">One sentence with figures.</param>
/// <param name="Size">Rows.</param>
/// <param name="Share">Of all rows, noise included, in [0, 1].</param>
public sealed record NamedSegment(int Label, string Name, string Description, int Size, double Share);

/// <summary>
/// Names clusters in words. A feature speaks when the cluster's median lies far from the middle of all customers: its rank among
/// everyone, as a standard normal score, is beyond ±⅓ (among the outer 37 % on either side). Ranks, because money leans so far to the right that a mean tells little.
/// </summary>
public static class SegmentNaming
{
    private const double Speaks = 1.0 / 3;
    private const double Distinguishes = 0.1;
    private const int MostAdjectives = 3;

    /// <param name="data">n × p in the features' own units; NaN means missing.</param>
    /// <param name="labels">n labels; −1 is noise and gets no name.</param>
    /// <returns>One name per label that has rows, ascending.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static IReadOnlyList<NamedSegment> Name(FeatureMatrix data, IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(data);
        var clusters = new LabelledRows(labels, data.Rows);
        var (medians, all, scores) = Medians(data, clusters);
        var chosen = scores.Select(s => Spoken(data.Names, s)).ToList();
        Distinguish(data.Names, scores, chosen);
        var names = Numbered([.. chosen.Select(c => Words(c, data.Names))]);
        return
        [
            .. names.Select(
                (name, k) =>
                {
                    var share = (double)clusters.Size(k) / data.Rows;
                    var description = Description(data.Names, medians[k], all, scores[k], clusters.Size(k), share);
                    return new NamedSegment(clusters.Labels[k], name, description, clusters.Size(k), share);
                }
            ),
        ];
    }

    private static (double[][] Medians, double[] All, double[][] Scores) Medians(FeatureMatrix data, LabelledRows clusters)
    {
        double[][] Table() => [.. Enumerable.Range(0, clusters.Count).Select(_ => new double[data.Columns])];
        var (medians, all, scores) = (Table(), new double[data.Columns], Table());
        Parallel.For(
            0,
            data.Columns,
            c =>
            {
                var known = Quantile.Known(data.Column(c));
                all[c] = known.Length > 0 ? Quantile.Of(known, 0.5) : double.NaN;
                for (var k = 0; k < clusters.Count; k++)
                {
                    var mine = new double[clusters.Size(k)];
                    for (var i = 0; i < mine.Length; i++)
                    {
                        mine[i] = data.Column(c)[clusters.Rows(k)[i]];
                    }
                    mine = Quantile.Known(mine);
                    medians[k][c] = mine.Length > 0 ? Quantile.Of(mine, 0.5) : double.NaN;
                    scores[k][c] = mine.Length > 0 ? RankScore(known, medians[k][c]) : 0;
                }
            }
        );
        return (medians, all, scores);
    }

    /// <summary>Φ⁻¹ of the share of values below (equal ones count half).</summary>
    private static double RankScore(double[] values, double value)
    {
        var (below, equal) = (0, 0);
        foreach (var other in values)
        {
            below += other < value ? 1 : 0;
            equal += other == value ? 1 : 0;
        }
        var rank = (below + equal / 2.0) / values.Length;
        return Normal.InvCDF(0, 1, Math.Clamp(rank, 0.5 / values.Length, 1 - 0.5 / values.Length));
    }

    /// <summary>
    /// The concepts that speak most, each by one feature: column and whether high. Among features of one concept the best known speaks
    /// ("big" before "high-volume"), though another may lie a little farther out.
    /// </summary>
    private static List<(int Column, bool High)> Spoken(IReadOnlyList<string> features, double[] scores) =>
        [
            .. Enumerable
                .Range(0, scores.Length)
                .Where(c => Math.Abs(scores[c]) >= Speaks)
                .GroupBy(c => FeatureVocabulary.Of(features[c]).Concept)
                .OrderByDescending(g => g.Max(c => Math.Abs(scores[c])))
                .Take(MostAdjectives)
                .Select(g => g.MinBy(c => FeatureVocabulary.Order(features[c])))
                .Select(c => (c, scores[c] > 0)),
        ];

    /// <summary>Gives clusters of the same name the adjective in which they differ most from the others of that name.</summary>
    private static void Distinguish(IReadOnlyList<string> features, double[][] scores, List<List<(int Column, bool High)>> chosen)
    {
        var alike = Enumerable.Range(0, chosen.Count).GroupBy(k => Words(chosen[k], features)).Where(g => g.Count() > 1).ToList();
        foreach (var group in alike)
        {
            foreach (var k in group)
            {
                var others = group.Where(o => o != k).ToList();
                double Apart(int c) => scores[k][c] - others.Average(o => scores[o][c]);
                var kept = chosen[k].Take(MostAdjectives - 1).ToList();
                var free = Enumerable.Range(0, features.Count).Where(c => kept.All(t => t.Column != c)).ToList();
                if (free.Count > 0 && free.MaxBy(c => Math.Abs(Apart(c))) is var best && Math.Abs(Apart(best)) >= Distinguishes)
                {
                    chosen[k] = [.. kept, (best, Apart(best) > 0)];
                }
            }
        }
    }

    private static string Words(List<(int Column, bool High)> chosen, IReadOnlyList<string> features)
    {
        string[] adjectives =
        [
            .. chosen
                .OrderBy(c => FeatureVocabulary.Order(features[c.Column]))
                .Select(c => FeatureVocabulary.Of(features[c.Column]) is var words && c.High ? words.High : words.Low)
                .Distinct(),
        ];
        var joined = adjectives.Length switch
        {
            0 => "average",
            2 => string.Join(" and ", adjectives),
            _ => string.Join(", ", adjectives),
        };
        return char.ToUpperInvariant(joined[0]) + joined[1..];
    }

    private static string[] Numbered(string[] names)
    {
        // "High x" and "High X" would be alike to a person.
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var k = 0; k < names.Length; k++)
        {
            var name = names[k];
            for (var number = 2; !taken.Add(name); number++)
            {
                name = $"{names[k]} {number}";
            }
            names[k] = name;
        }
        return names;
    }

    private static string Description(
        IReadOnlyList<string> features,
        double[] medians,
        double[] all,
        double[] scores,
        int size,
        double share
    )
    {
        var figures = Enumerable
            .Range(0, scores.Length)
            .Where(c => !double.IsNaN(medians[c]))
            .OrderByDescending(c => Math.Abs(scores[c]))
            .Take(MostAdjectives)
            .OrderBy(c => FeatureVocabulary.Order(features[c]))
            .Select(c =>
                $"{FeatureVocabulary.Of(features[c]).Label} {FigureText.Number(medians[c])} (everyone: {FigureText.Number(all[c])})"
            );
        return $"{FigureText.Count(size)} customers ({FigureText.Percent(share)}); medians: {string.Join(", ", figures)}.";
    }
}
