using Core.Customers;
using Core.Estimators;
using Core.Segments;
using Core.Segments.Rules;
using Xunit;

namespace Tests.Segments.Rules;

public sealed class ClusterRulesTests
{
    private static IReadOnlyList<ClusterRule> Find(FeatureMatrix data, int[] labels) =>
        ClusterRules.Find(data, labels, new ClusterRulesOptions(), 1);

    [Fact]
    public void A_cluster_cut_by_two_limits_is_told_by_them()
    {
        var random = new SeededRandom(1);
        double[] orders = [.. Enumerable.Range(0, 2000).Select(_ => (double)random.NextInt(12))];
        double[] days = [.. orders.Select(_ => Math.Round(365 * random.NextDouble()))];
        int[] labels = [.. orders.Zip(days, (o, d) => o >= 6 && d < 40 ? 1 : 0)];
        var rule = Find(new FeatureMatrix(["frequency", "recency_days"], [orders, days]), labels)[1];

        Assert.Equal("days since the last order < 40 and orders ≥ 6: covers 100\u00A0%, precise to 100\u00A0%", rule.Text);
        Assert.Equal((1, 1.0, 1.0), (rule.Label, rule.Coverage, rule.Precision));
    }

    [Fact]
    public void Two_limits_of_one_feature_are_one_condition()
    {
        double[] revenue = [.. Enumerable.Range(0, 3000).Select(i => i * 0.37)];
        int[] labels =
        [
            .. revenue.Select(v =>
                v < 200 ? 0
                : v < 500 ? 1
                : 2
            ),
        ];
        var rules = Find(new FeatureMatrix(["monetary"], [revenue]), labels);

        Assert.Equal("revenue from 200 to below 500: covers 100\u00A0%, precise to 100\u00A0%", rules[1].Text);
        Assert.Equal("revenue < 200: covers 100\u00A0%, precise to 100\u00A0%", rules[0].Text);
        Assert.Equal("revenue ≥ 500: covers 100\u00A0%, precise to 100\u00A0%", rules[2].Text);
    }

    [Fact]
    public void Coverage_and_precision_are_those_of_all_rows_by_hand()
    {
        var random = new SeededRandom(3);
        double[][] columns =
        [
            .. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 30_000).Select(_ => random.NextNormal()).ToArray()),
        ];
        int[] labels =
        [
            .. Enumerable
                .Range(0, 30_000)
                .Select(i =>
                    columns[0][i] + 0.4 * random.NextNormal() > 0.5 ? 1
                    : columns[1][i] > 0 ? 0
                    : -1
                ),
        ];
        var rules = Find(new FeatureMatrix(["a", "b", "c"], columns), labels);

        foreach (var rule in rules)
        {
            bool Meets(int row) => rule.Conditions.All(c => c.Meets(columns["abc".IndexOf(c.Feature[0])][row]));
            var hits = Enumerable.Range(0, 30_000).Count(i => Meets(i) && labels[i] == rule.Label);
            Assert.Equal((double)hits / labels.Count(l => l == rule.Label), rule.Coverage, 1e-12);
            Assert.Equal((double)hits / Enumerable.Range(0, 30_000).Count(Meets), rule.Precision, 1e-12);
            Assert.InRange(rule.Conditions.Count, 1, 3);
        }
        Assert.Equal([0, 1], rules.Select(r => r.Label));
        // Nothing tells by c, so no rule may speak of it.
        Assert.DoesNotContain(rules.SelectMany(r => r.Conditions), c => c.Feature == "c");
    }

    [Fact]
    public void Categories_and_shares_are_spoken_of_as_people_do()
    {
        double[] france = [.. Enumerable.Range(0, 100).Select(i => i % 2.0)];
        double[] weekend = [.. Enumerable.Range(0, 100).Select(i => i < 50 ? 0.1 : 0.5)];
        int[] labels = [.. Enumerable.Range(0, 100).Select(i => i % 2)];

        Assert.StartsWith("country is not France: covers", Find(new FeatureMatrix(["country=France"], [france]), labels)[0].Text);
        Assert.StartsWith("country is France: covers", Find(new FeatureMatrix(["country=France"], [france]), labels)[1].Text);
        Assert.StartsWith(
            "share of weekend orders ≥ 50\u00A0%: covers",
            Find(new FeatureMatrix(["weekend_share"], [weekend]), [.. weekend.Select(w => w > 0.3 ? 1 : 0)])[1].Text
        );
    }

    [Fact]
    public void A_missing_value_meets_no_condition()
    {
        double[] orders = [.. Enumerable.Range(0, 100).Select(i => i % 4 == 0 ? double.NaN : i)];
        int[] labels = [.. Enumerable.Range(0, 100).Select(i => i < 50 ? 0 : 1)];
        var rule = Find(new FeatureMatrix(["frequency"], [orders]), labels)[1];

        Assert.Equal("orders ≥ 50", rule.Conditions[0].ToString());
        Assert.Equal(38 / 50.0, rule.Coverage, 1e-12);
        Assert.Equal(1, rule.Precision);
        Assert.False(rule.Conditions[0].Meets(double.NaN));
    }

    [Fact]
    public void Nothing_that_tells_apart_is_said_plainly()
    {
        var rules = Find(
            new FeatureMatrix(
                ["frequency"],
                [
                    [1, 1, 1, 1],
                ]
            ),
            [0, 1, 0, 1]
        );

        Assert.All(rules, r => Assert.Equal("no short rule tells it from the others", r.Text));
        Assert.Equal((1.0, 0.5), (rules[0].Coverage, rules[0].Precision));
        Assert.Equal(
            "no short rule tells it from the others",
            Find(
                new FeatureMatrix(
                    ["frequency"],
                    [
                        [1, 2, 3],
                    ]
                ),
                [0, 0, 0]
            )[0].Text
        );
    }

    [Fact]
    public void Rules_find_the_clusters_of_k_means()
    {
        var data = KMeansTests.Blobs(500, 2, 4);
        var rules = Find(data, [.. KMeans.Fit(data, new KMeansOptions(4), 1).Labels]);

        Assert.All(rules, r => Assert.Equal((1.0, 1.0), (r.Coverage, r.Precision)));
    }

    [Theory]
    [InlineData(5, 6, 6)]
    [InlineData(38.7, 41.2, 40)]
    [InlineData(0, 1, 1)]
    [InlineData(-0.4, 0.3, 0)]
    [InlineData(0.031, 0.049, 0.04)]
    [InlineData(1234.2, 1234.9, 1234.5)]
    [InlineData(-13, -9, -10)]
    [InlineData(98, 130, 100)]
    [InlineData(0.30000000000000004, 0.4, 0.4)]
    public void The_roundest_number_of_a_gap(double low, double high, double expected) =>
        Assert.Equal(expected, RoundNumber.Between(low, high));

    [Fact]
    public void Options_and_data_are_checked()
    {
        var data = KMeansTests.Blobs(50, 2, 2);
        void Refused(string message, Action act) => Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(act).Message);

        Refused(
            "The Depth of ClusterRules must be between 1 and 5. Got 0 instead.",
            () => ClusterRules.Find(data, new int[50], new ClusterRulesOptions(0), 1)
        );
        Refused(
            "The MaxRows of ClusterRules must be at least 10. Got 1 instead.",
            () => ClusterRules.Find(data, new int[50], new ClusterRulesOptions(3, 1), 1)
        );
        Refused("There must be one label per row (50).", () => Find(data, [0]));
        Refused(
            "The data of ClusterRules must not be infinite. Got",
            () =>
                Find(
                    new FeatureMatrix(
                        ["x"],
                        [
                            [1, double.PositiveInfinity],
                        ]
                    ),
                    [0, 1]
                )
        );
    }
}
