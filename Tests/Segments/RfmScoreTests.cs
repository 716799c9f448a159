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
