using Core.Text;
using Xunit;

namespace Tests.Text;

public sealed class KeynessTests
{
    /// <summary>Worked by hand from the formula of Rayson and Garside: 2 (10 ln(10/15) + 20 ln(20/15)).</summary>
    [Fact]
    public void Log_likelihood_of_two_counts()
    {
        Assert.Equal(2 * (10 * Math.Log(2.0 / 3) + 20 * Math.Log(4.0 / 3)), Keyness.LogLikelihood(10, 20, 1000, 1000), 12);
        Assert.Equal(2 * 30 * Math.Log(2), Keyness.LogLikelihood(30, 0, 1000, 1000), 12);
        Assert.Equal(0, Keyness.LogLikelihood(10, 20, 1000, 2000), 12);
    }

    [Fact]
    public void Says_which_words_are_whose_and_how_much()
    {
        string[] a = [.. Enumerable.Repeat("late delivery again", 30), .. Enumerable.Repeat("nice table", 5)];
        string[] b = [.. Enumerable.Repeat("nice table", 40), .. Enumerable.Repeat("late reply", 3)];
        var terms = Keyness.Compare(TermCounts.Of(a), TermCounts.Of(b));

        // "again" is no word for keywords; 70 words in a, 86 in b.
        Assert.Equal(["delivery", "late", "nice", "table", "reply"], terms.Select(t => t.Term));
        var (delivery, late, nice) = (terms[0], terms[1], terms[2]);
        Assert.Equal((30L, 0L, KeynessGroup.A), (delivery.CountA, delivery.CountB, delivery.Group));
        Assert.Equal(Math.Log2(30 / 70.0 / (0.5 / 86)), delivery.LogRatio, 12);
        Assert.Equal((30L, 3L, KeynessGroup.A), (late.CountA, late.CountB, late.Group));
        Assert.Equal((5L, 40L, KeynessGroup.B), (nice.CountA, nice.CountB, nice.Group));
        Assert.Equal(1000 * 5 / 70.0, nice.PerThousandA, 12);
        Assert.True(nice.LogRatio < 0);
        Assert.All(terms, t => Assert.True(t.AdjustedPValue >= t.PValue));
        Assert.True(delivery.AdjustedPValue < 1e-6);
    }

    /// <summary>χ² tables with one degree of freedom: 3.841 is 0.05, 6.635 is 0.01.</summary>
    [Fact]
    public void P_values_are_those_of_chi_square()
    {
        var terms = Keyness.Compare(
            TermCounts.Of(["apple apple apple apple apple apple pear"]),
            TermCounts.Of(["apple pear pear pear pear"])
        );
        Assert.All(terms, t => Assert.Equal(1 - MathNet.Numerics.Distributions.ChiSquared.CDF(1, t.LogLikelihood), t.PValue, 10));
    }

    [Fact]
    public void Equal_groups_have_no_difference()
    {
        var counts = TermCounts.Of(["red table", "blue chair chair"]);
        Assert.All(Keyness.Compare(counts, counts), t => Assert.Equal((0.0, 1.0, 0.0), (t.LogLikelihood, t.AdjustedPValue, t.LogRatio)));
    }

    [Fact]
    public void Rare_words_can_be_left_out_and_empty_groups_have_none()
    {
        var counts = TermCounts.Of(["red red table"]);
        Assert.Equal(["red"], Keyness.Compare(counts, TermCounts.Of(["red chair"]), fewest: 2).Select(t => t.Term));
        Assert.Empty(Keyness.Compare(counts, TermCounts.Of(["", "the"])));
    }
}
