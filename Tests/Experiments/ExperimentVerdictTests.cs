using Core.Experiments;
using Xunit;

namespace Tests.Experiments;

public sealed class ExperimentVerdictTests
{
    private static ExperimentResult Verdict(params (long Delivered, long Clicked)[] arms) =>
        ExperimentVerdict.Of(
            [.. arms.Select((a, i) => new ExperimentArm(((char)('A' + i)).ToString(), a.Delivered, a.Clicked))],
            new ExperimentVerdictOptions()
        );

    private static string Plain(string sentence) => sentence.Replace('\u00A0', ' ');

    [Fact]
    public void A_winner_with_the_numbers_of_scipy_and_statsmodels()
    {
        var result = Verdict((5000, 120), (5000, 160));
        var p = Oracles.Experiment("X1_chi2_contingency").Expected("p_no_yates").GetDouble();

        Assert.Equal((VerdictKind.Winner, "B"), (result.Kind, result.Winner));
        Assert.Equal(p, Assert.Single(result.Comparisons).AdjustedPValue, 1e-12);
        Assert.Equal(
            "B is ahead by 0.8 points (0.15 to 1.5). Were both equally good, a gap this large would turn up 1.5 % of the time.",
            Plain(result.Sentence)
        );
        Assert.Equal(0.024, result.Arms[0].Rate!.Value, 1e-12);
    }

    [Fact]
    public void No_winner_yet_at_p_0_1287_by_scipy_1_10_1() =>
        Assert.Equal(
            "B is ahead by 1.1 points; were both equally good, a gap this large would still turn up 13 % of the time. No winner yet.",
            Plain(Verdict((2000, 100), (2000, 122)).Sentence)
        );

    [Fact]
    public void The_control_may_win()
    {
        var result = Verdict((5000, 160), (5000, 120));

        Assert.Equal("A", result.Winner);
        Assert.StartsWith("A is ahead by 0.8 points (0.15 to 1.5).", result.Sentence);
    }

    [Fact]
    public void Nobody_has_clicked_and_nothing_was_delivered()
    {
        Assert.Equal((VerdictKind.NoSuccess, "Nobody has clicked yet."), Short(Verdict((100, 0), (100, 0))));
        Assert.Equal((VerdictKind.NothingToCompare, "Nothing has been delivered yet."), Short(Verdict((0, 0), (0, 0))));
        Assert.Equal("B has not reached anybody yet, so there is nothing to compare.", Verdict((9, 1), (0, 0)).Sentence);
        Assert.StartsWith("There is one variant only", Verdict((100, 3)).Sentence);

        static (VerdictKind, string) Short(ExperimentResult r) => (r.Kind, r.Sentence);
    }

    [Fact]
    public void Groups_of_the_wrong_size_are_said_first()
    {
        var result = Verdict((2314, 10), (2064, 300));

        Assert.Equal((VerdictKind.SampleRatioMismatch, null), (result.Kind, result.Winner));
        Assert.Equal(
            "The groups are not the size they should be (A: 2 314 instead of 2 189, B: 2 064 instead of 2 189); "
                + "don't trust this result before you know why.",
            Plain(result.Sentence)
        );
    }

    [Fact]
    public void Few_clicks_are_left_to_Fisher()
    {
        var comparison = Assert.Single(Verdict((20, 0), (20, 6)).Comparisons);

        Assert.Equal(FisherExactTest.Test(6, 14, 0, 20).PValue, comparison.PValue);
        Assert.Null(Verdict((5000, 120), (5000, 160)).Comparisons[0].Fisher);
    }

    [Fact]
    public void More_variants_are_corrected_by_Holm()
    {
        var result = Verdict((5000, 120), (5000, 160), (5000, 130));

        Assert.Equal(2 * result.Comparisons[0].PValue, result.Comparisons[0].AdjustedPValue, 1e-15);
        Assert.Equal(
            "B is ahead of A by 0.8 points (0.15 to 1.5). "
                + "Were both equally good, a gap this large would turn up 3.1 % of the time (corrected for 2 comparisons).",
            Plain(result.Sentence)
        );
        Assert.Equal(2, result.ChiSquare.DegreesOfFreedom);
    }

    [Fact]
    public void Level_arms_are_level() =>
        Assert.Equal("B and A are level at 5 %. No winner yet.", Plain(Verdict((100, 5), (100, 5)).Sentence));

    [Fact]
    public void Impossible_arms_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Verdict((10, 11), (10, 1)));
        ExperimentArm[] same = [new("A", 1, 0), new("A", 1, 0)];
        Assert.Throws<ArgumentException>(() => ExperimentVerdict.Of(same, new ExperimentVerdictOptions()));
    }
}
