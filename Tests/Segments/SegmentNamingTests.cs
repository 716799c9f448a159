using Core.Customers;
using Core.Estimators;
using Core.Segments;
using Xunit;

namespace Tests.Segments;

public sealed class SegmentNamingTests
{
    /// <summary>Groups of 50 whose values lie around the given centers.</summary>
    private static (FeatureMatrix Data, int[] Labels) Groups(string[] features, params double[][] centers)
    {
        const int size = 50;
        var random = new SeededRandom(2);
        var columns = features.Select(_ => new double[size * centers.Length]).ToArray();
        for (var i = 0; i < size * centers.Length; i++)
        {
            for (var c = 0; c < features.Length; c++)
            {
                columns[c][i] = centers[i / size][c] * (1 + 0.05 * random.NextNormal());
            }
        }
        return (new FeatureMatrix(features, columns), [.. Enumerable.Range(0, size * centers.Length).Select(i => i / size)]);
    }

    private static string[] Names((FeatureMatrix Data, int[] Labels) groups) =>
        [.. SegmentNaming.Name(groups.Data, groups.Labels).Select(s => s.Name)];

    [Fact]
    public void Rfm_clusters_get_the_words_of_marketers()
    {
        var groups = Groups(["recency_days", "frequency", "monetary"], [10, 30, 5000], [60, 8, 600], [300, 1, 40]);

        Assert.Equal(["Big, recent, frequent", "Average", "Small, lapsed, infrequent"], Names(groups));
    }

    [Fact]
    public void The_sentence_gives_figures_against_everyone()
    {
        var groups = Groups(["monetary"], [5000], [600], [40]);
        var big = SegmentNaming.Name(groups.Data, groups.Labels)[0];

        Assert.Matches("^50 customers \\(33\u00A0%\\); medians: revenue [45]\u00A0\\d{3} \\(everyone: [56]\\d\\d\\)\\.$", big.Description);
        Assert.Equal((0, 50), (big.Label, big.Size));
    }

    [Fact]
    public void Unknown_features_are_high_or_low()
    {
        Assert.Equal(["High loyalty points", "Low loyalty points"], Names(Groups(["loyalty_points"], [900], [10])));
    }

    [Fact]
    public void Of_features_that_say_the_same_the_best_known_speaks() =>
        Assert.Equal(["Big", "Average", "Small"], Names(Groups(["items", "monetary"], [900, 5000], [50, 600], [2, 40])));

    [Fact]
    public void Two_adjectives_are_joined_by_and() =>
        Assert.Equal(["Small and lapsed", "Big and recent"], Names(Groups(["monetary", "recency_days"], [10, 300], [900, 5])));

    [Fact]
    public void Names_that_would_be_alike_get_the_adjective_that_tells_them_apart()
    {
        // 0 and 1 are both big; they differ in weekend_share, which by itself says too little to be spoken of.
        var groups = Groups(["monetary", "weekend_share"], [1000, 0.505], [1000, 0.515], [1, 0.51], [1, 0.51], [1, 0.51]);
        var names = Names(groups);

        Assert.Equal(["Big and weekday", "Big and weekend"], names[..2]);
    }

    [Fact]
    public void Clusters_that_nothing_tells_apart_are_numbered()
    {
        var data = new FeatureMatrix(
            ["monetary"],
            [
                [1, 1, 1, 1, 1, 1],
            ]
        );

        Assert.Equal(["Average", "Average 2", "Average 3"], SegmentNaming.Name(data, [0, 0, 1, 1, 2, 2]).Select(s => s.Name));
    }

    [Fact]
    public void Names_never_repeat_and_noise_has_none()
    {
        var random = new SeededRandom(8);
        string[] features = ["recency_days", "frequency", "monetary", "items"];
        double[][] columns = [.. features.Select(_ => Enumerable.Range(0, 600).Select(_ => random.NextExponential()).ToArray())];
        int[] labels = [.. Enumerable.Range(0, 600).Select(i => i % 13 - 1)];

        var names = SegmentNaming.Name(new FeatureMatrix(features, columns), labels);

        Assert.Equal(Enumerable.Range(0, 12), names.Select(n => n.Label));
        Assert.Equal(12, names.Select(n => n.Name).Distinct().Count());
    }

    [Fact]
    public void Names_never_repeat_whatever_the_features_are_called()
    {
        // "Average 2" is what a second average cluster would be called; features may be called anything.
        string[] words = ["monetary", "items", "frequency", "average", "average 2", "x", "X", "attributes.plan=2", "monetary:missing"];
        for (ulong seed = 0; seed < 60; seed++)
        {
            var random = new SeededRandom(seed);
            string[] features = [.. words.Where(_ => random.NextDouble() < 0.4).DefaultIfEmpty("monetary")];
            // Few different values: many clusters look the same.
            double[][] columns = [.. features.Select(_ => Enumerable.Range(0, 200).Select(_ => (double)random.NextInt(3)).ToArray())];
            int[] labels = [.. Enumerable.Range(0, 200).Select(_ => random.NextInt(16) - 1)];
            var names = SegmentNaming.Name(new FeatureMatrix(features, columns), labels).Select(n => n.Name).ToList();

            Assert.Equal(labels.Where(l => l >= 0).Distinct().Count(), names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        }
    }
}
