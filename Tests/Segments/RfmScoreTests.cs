using System.Globalization;
using Core.Segments;
using Xunit;

namespace Tests.Segments;

public sealed class RfmScoreTests
{
    private sealed record Customer(string Name, int RecencyDays, int Orders, double Amount);

    [Fact]
    public void README_of_rsquaredacademy_rfm()
    {
        var customers = Customers();
        var thresholds = Thresholds(customers);
        foreach (var expected in Oracles.Engine("scores.readme").GetProperty("expected").EnumerateObject())
        {
            var customer = customers.Single(c => c.Name == expected.Name);

            Assert.Equal(expected.Value.GetProperty("recency_days").GetInt32(), customer.RecencyDays);
            Assert.Equal(expected.Value.GetProperty("n").GetInt32(), customer.Orders);
            Assert.Equal(expected.Value.GetProperty("amount").GetDouble(), customer.Amount);
            Assert.Equal(expected.Value.GetProperty("rfm_score").GetInt32(), Score(thresholds, customer).Code);
        }
    }

    [Fact]
    public void All_995_customers_of_rsquaredacademy_rfm()
    {
        var oracle = Oracles.Engine("scores.full");
        var customers = Customers();
        var thresholds = Thresholds(customers);
        RfmScore[] scores = [.. customers.Select(c => Score(thresholds, c))];

        Assert.Equal(oracle.Expected("customers").GetInt32(), customers.Count);
        Assert.Equal(oracle.Expected("thresholds").GetProperty("r").Doubles(), thresholds.RecencyDays);
        Assert.Equal(oracle.Expected("thresholds").GetProperty("n").Doubles(), thresholds.Frequency);
        Assert.Equal(oracle.Expected("thresholds").GetProperty("m").Doubles(), thresholds.Monetary);
        AssertCounts("R_counts", scores.Select(s => s.Recency));
        AssertCounts("F_counts", scores.Select(s => s.Frequency));
        AssertCounts("M_counts", scores.Select(s => s.Monetary));
        AssertCounts("score_counts", scores.Select(s => s.Code));

        void AssertCounts(string name, IEnumerable<int> found) =>
            Assert.Equal(
                oracle.Expected(name).EnumerateObject().ToDictionary(p => int.Parse(p.Name), p => p.Value.GetInt32()),
                found.GroupBy(s => s).ToDictionary(g => g.Key, g => g.Count())
            );
    }

    [Fact]
    public void Each_of_the_125_scores_belongs_to_exactly_one_segment()
    {
        var scores =
            from r in Enumerable.Range(1, 5)
            from f in Enumerable.Range(1, 5)
            from m in Enumerable.Range(1, 5)
            select new RfmScore(r, f, m);

        Assert.All(scores, score => Assert.Single(RfmSegment.All, s => s.Contains(score)));
        Assert.Equal(11, RfmSegment.All.Select(s => s.Key).Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => new RfmScore(0, 3, 3).Segment);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RfmScore(3, 0, 6).Segment);
    }

    [Theory]
    [InlineData(5, 5, 5, "Champions")]
    [InlineData(5, 1, 1, "New customers")]
    [InlineData(3, 4, 4, "Loyal customers")]
    [InlineData(1, 5, 5, "Can't lose them")]
    [InlineData(1, 1, 1, "Lost")]
    public void Corners_are_called_what_marketers_call_them(int r, int f, int m, string name) =>
        Assert.Equal(name, new RfmScore(r, f, m).Segment.Name);

    [Fact]
    public void Edited_thresholds_must_ascend()
    {
        double[] good = [1, 2, 2, 4];

        Assert.Equal(4, new RfmThresholds(good, good, good).Validated().Score(10, 2, 2).Frequency);
        var refused = Assert.Throws<ArgumentException>(() => new RfmThresholds(good, [4, 3, 2, 1], good).Validated());
        Assert.Equal("The Frequency of RfmThresholds must be 4 ascending numbers. Got 4, 3, 2, 1 instead.", refused.Message);
        Assert.Throws<ArgumentException>(() => new RfmThresholds(good, good, [1, 2, 3]).Validated());
    }

    [Fact]
    public void Fixed_bins_are_of_equal_width_and_their_lower_border_belongs_to_them()
    {
        var bins = RfmThresholds.FixedBins([0, 100, double.NaN], [1, 11], [0, 50, 3]);

        Assert.Equal([20.0, 40, 60, 80], bins.RecencyDays);
        Assert.Equal([3.0, 5, 7, 9], bins.Frequency);
        Assert.Equal(new RfmScore(5, 1, 1), bins.Score(19.9, 2.9, 9.9));
        Assert.Equal(new RfmScore(4, 2, 2), bins.Score(20, 3, 10));
        Assert.Equal(new RfmScore(1, 5, 5), bins.Score(100, 11, 50));
        Assert.Throws<ArgumentException>(() => RfmThresholds.FixedBins([double.NaN], [1], [1]));
    }

    [Fact]
    public void Totals_are_distributed_over_3_to_15()
    {
        var totals = RfmScore.Totals([new(1, 1, 1), new(5, 5, 5), new(5, 4, 5), new(4, 5, 5)]);

        Assert.Equal(Enumerable.Range(3, 13).Select(t => (double)t), totals.Bins.Select(b => b.From));
        Assert.Equal((1, 2, 1), (totals.Bins[0].Count, totals.Bins[11].Count, totals.Bins[12].Count));
        Assert.Equal((11.5, 14.0), (totals.Mean!.Value, totals.Median!.Value));
        Assert.Null(RfmScore.Totals([]).Mean);
    }

    [Fact]
    public void Weights_shift_the_total_between_1_and_5()
    {
        var weights = new RfmWeights(2, 1, 1);
        var totals = weights.Distribution([new(1, 1, 1), new(5, 5, 5), new(5, 1, 1), new(1, 5, 5)]);

        Assert.Equal(
            [1.0, 5, 3, 3],
            new[] { weights.Total(new(1, 1, 1)), weights.Total(new(5, 5, 5)), weights.Total(new(5, 1, 1)), weights.Total(new(1, 5, 5)) }
        );
        Assert.Equal(16, totals.Bins.Count);
        Assert.Equal([(1.0, 1), (3.0, 2), (4.75, 1)], totals.Bins.Where(b => b.Count > 0).Select(b => (b.From, b.Count)));
        Assert.Equal(5, new RfmWeights(0, 0.1, 0.7).Total(new(1, 5, 5)), 1e-12);
        Assert.StartsWith(
            "The Recency of RfmWeights must be",
            Assert.ThrowsAny<ArgumentException>(() => new RfmWeights(-1).Validated()).Message
        );
        Assert.StartsWith(
            "The RfmWeights must add up",
            Assert.Throws<ArgumentException>(() => new RfmWeights(0, 0, 0).Validated()).Message
        );
        Assert.ThrowsAny<ArgumentException>(() => new RfmWeights(double.NaN).Validated());
    }

    private static RfmScore Score(RfmThresholds thresholds, Customer c) => thresholds.Score(c.RecencyDays, c.Orders, c.Amount);

    private static RfmThresholds Thresholds(IReadOnlyList<Customer> customers) =>
        RfmThresholds.Fit(
            [.. customers.Select(c => (double)c.RecencyDays)],
            [.. customers.Select(c => (double)c.Orders)],
            [.. customers.Select(c => c.Amount)]
        );

    private static List<Customer> Customers()
    {
        var analysis = new DateOnly(2006, 12, 31);
        return
        [
            .. File.ReadLines(SharedFiles.Path("oracles/data/rfm_orders.csv"))
                .Skip(1)
                .Select(line => line.Split(','))
                .GroupBy(f => f[0].Trim('"'))
                .Select(g => new Customer(
                    g.Key,
                    g.Min(f => analysis.DayNumber - DateOnly.ParseExact(f[1], "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber),
                    g.Count(),
                    g.Sum(f => double.Parse(f[2], CultureInfo.InvariantCulture))
                )),
        ];
    }
}
