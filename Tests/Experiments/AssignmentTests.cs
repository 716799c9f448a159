using Core.Experiments;
using Xunit;

namespace Tests.Experiments;

public sealed class AssignmentTests
{
    private const int Customers = 20_000;

    // One false alarm in a hundred thousand runs of another salt; with these salts the answer is fixed.
    private const double Unlikely = 1e-5;

    private static IEnumerable<string> Ids => Enumerable.Range(0, Customers).Select(i => $"C-{i}");

    /// <summary>Python's hashlib.sha256, first eight bytes big-endian, shifted right by 11, over 2^53.</summary>
    [Theory]
    [InlineData("campaign-7", "C-001", 0.7406883120674583)]
    [InlineData("", "Ω", 0.6117321087306326)]
    public void Position_as_hashlib(string salt, string id, double expected) => Assert.Equal(expected, Assignment.Position(salt, id));

    [Fact]
    public void Positions_are_uniform()
    {
        var bins = new double[100];
        foreach (var id in Ids)
        {
            bins[(int)(100 * Assignment.Position("spring", id))]++;
        }

        Assert.InRange(ChiSquareTest.GoodnessOfFit(bins, [.. bins.Select(_ => 1.0)]).PValue, Unlikely, 1);
    }

    [Fact]
    public void Shares_are_those_asked_for_and_the_holdout_comes_first()
    {
        var assignment = new Assignment("spring", [1, 0, 3], holdout: 0.2);
        var counts = Ids.Select(assignment.Variant).GroupBy(v => v).ToDictionary(g => g.Key, g => (double)g.Count());

        Assert.False(counts.ContainsKey(1));
        var p = ChiSquareTest.GoodnessOfFit([counts[Assignment.HeldOut], counts[0], counts[2]], [0.2, 0.2, 0.6]).PValue;
        Assert.InRange(p, Unlikely, 1);
    }

    [Fact]
    public void Another_salt_deals_independently()
    {
        var (a, b) = (new Assignment("spring", [1, 1]), new Assignment("summer", [1, 1]));
        double[][] table =
        [
            [0, 0],
            [0, 0],
        ];
        foreach (var id in Ids)
        {
            table[a.Variant(id)][b.Variant(id)]++;
        }

        Assert.InRange(ChiSquareTest.Independence(table).PValue, Unlikely, 1);
    }

    [Fact]
    public void The_same_customer_always_gets_the_same_and_everybody_can_be_held_out()
    {
        Assert.Equal(Ids.Select(new Assignment("x", [1, 2]).Variant), Ids.Select(new Assignment("x", [1, 2]).Variant));
        Assert.All(Ids.Take(1000), id => Assert.Equal(Assignment.HeldOut, new Assignment("x", [1], holdout: 1).Variant(id)));
    }

    [Fact]
    public void Impossible_weights_and_holdouts_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Assignment("x", [0, 0]));
        Assert.Throws<ArgumentException>(() => new Assignment("x", [1, -1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Assignment("x", [1], holdout: 1.1));
    }
}
