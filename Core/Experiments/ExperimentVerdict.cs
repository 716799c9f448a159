using Core.Estimators;

namespace Core.Experiments;

/// <summary>One variant and what came of it.</summary>
/// <param name="Name">For the sentences; distinct.</param>
/// <param name="Delivered">Messages delivered (n), at least 0.</param>
/// <param name="Clicked">People who clicked, 0 … n.</param>
/// <param name="Weight">Its planned share against the others. Default 1.</param>
public sealed record ExperimentArm(string Name, long Delivered, long Clicked, double Weight = 1);

/// <param name="Alpha">Accepted chance of a false alarm, 0.000001 … 0.5. Default 0.05; intervals have confidence 1 − alpha.</param>
/// <param name="Control">Position of the arm that the others are compared with. Default 0.</param>
public sealed record ExperimentVerdictOptions(double Alpha = 0.05, int Control = 0);

/// <param name="Name">Of the arm.</param>
/// <param name="Delivered">n.</param>
/// <param name="Clicked">0 … n.</param>
/// <param name="Rate">Null when nothing was delivered.</param>
/// <param name="Interval">Wilson's.</param>
public sealed record ArmResult(string Name, long Delivered, long Clicked, double? Rate, Interval Interval);

/// <summary>A treatment against the control.</summary>
/// <param name="Treatment">Name of the arm.</param>
/// <param name="Control">Name of the arm it is compared with.</param>
/// <param name="Effect">Difference, intervals, pooled z.</param>
/// <param name="ChiSquare">Of the 2 × 2 table, without Yates.</param>
/// <param name="Fisher">Given when an expected count is below 5; then it decides.</param>
/// <param name="PValue">The one that decides.</param>
/// <param name="AdjustedPValue">Corrected by Holm over the treatments.</param>
public sealed record ArmComparison(
    string Treatment,
    string Control,
    ProportionDifference Effect,
    ChiSquareResult ChiSquare,
    FisherResult? Fisher,
    double PValue,
    double AdjustedPValue
);

/// <summary>What may be concluded.</summary>
public enum VerdictKind
{
    /// <summary>Fewer than two arms, or one that has reached nobody.</summary>
    NothingToCompare,

    /// <summary>No success in any arm.</summary>
    NoSuccess,

    /// <summary>The groups have the wrong sizes: no conclusion.</summary>
    SampleRatioMismatch,

    /// <summary>A difference this large could be chance.</summary>
    NoWinner,

    /// <summary>One arm is better.</summary>
    Winner,
}

/// <param name="Kind">What may be concluded.</param>
/// <param name="Winner">Name of the better arm; null without one.</param>
/// <param name="Sentence">The verdict in plain words.</param>
/// <param name="Arms">One per arm, in their order.</param>
/// <param name="SampleRatioPValue">Of the sizes against the weights.</param>
/// <param name="ChiSquare">Of all arms together.</param>
/// <param name="Comparisons">Each treatment against the control; none while an arm has reached nobody.</param>
public sealed record ExperimentResult(
    VerdictKind Kind,
    string? Winner,
    string Sentence,
    IReadOnlyList<ArmResult> Arms,
    double SampleRatioPValue,
    ChiSquareResult ChiSquare,
    IReadOnlyList<ArmComparison> Comparisons
);

/// <summary>Reads an A/B (or A/B/C…) test on a rate, and says in plain words what it shows.</summary>
public static class ExperimentVerdict
{
    // Cochran, Biometrics 10(4), 1954: below this the chi-square distribution is too rough.
    private const double LeastExpected = 5;

    /// <param name="arms">At least one; names distinct.</param>
    /// <param name="options">Alpha, and which arm is the control.</param>
    /// <exception cref="ArgumentException">No arm, the same name twice, or more clicks than deliveries.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static ExperimentResult Of(IReadOnlyList<ExperimentArm> arms, ExperimentVerdictOptions options)
    {
        const string caller = nameof(ExperimentVerdict);
        Guard.Rows(arms.Count, 1, caller);
        Guard.Range(options.Alpha, 1e-6, 0.5, caller);
        Guard.Range(options.Control, 0, arms.Count - 1, caller);
        if (arms.DistinctBy(a => a.Name).Count() != arms.Count)
        {
            throw new ArgumentException($"The names of the arms of {caller} must be distinct.");
        }
        foreach (var arm in arms)
        {
            ProportionOf(arm).Require(caller);
        }
        var confidence = 1 - options.Alpha;
        ArmResult[] results =
        [
            .. arms.Select(a => new ArmResult(
                a.Name,
                a.Delivered,
                a.Clicked,
                a.Delivered > 0 ? ProportionOf(a).Rate : null,
                ProportionOf(a).Wilson(confidence)
            )),
        ];
        var sampleRatio = SampleRatioCheck.PValue([.. arms.Select(a => a.Delivered)], [.. arms.Select(a => a.Weight)]);
        var chiSquare = ChiSquareTest.Independence([.. arms.Select(Counts)]);
        var comparisons = arms.All(a => a.Delivered > 0) ? Comparisons(arms, options) : [];
        var (kind, winner, sentence) = VerdictWords.Of(arms, results, options, sampleRatio, comparisons);
        return new ExperimentResult(kind, winner, sentence, results, sampleRatio, chiSquare, comparisons);
    }

    private static ArmComparison[] Comparisons(IReadOnlyList<ExperimentArm> arms, ExperimentVerdictOptions options)
    {
        var control = arms[options.Control];
        ArmComparison[] comparisons =
        [
            .. arms.Where(a => a != control)
                .Select(treatment =>
                {
                    var effect = ProportionDifference.Compare(ProportionOf(treatment), ProportionOf(control), 1 - options.Alpha);
                    var chiSquare = ChiSquareTest.Independence([Counts(treatment), Counts(control)]);
                    var rough = chiSquare.DegreesOfFreedom > 0 && chiSquare.SmallestExpected < LeastExpected;
                    var fisher = rough ? Fisher(treatment, control) : null;
                    var p = fisher?.PValue ?? chiSquare.PValue;
                    return new ArmComparison(treatment.Name, control.Name, effect, chiSquare, fisher, p, p);
                }),
        ];
        var adjusted = MultipleTesting.Holm([.. comparisons.Select(c => c.PValue)]);
        return [.. comparisons.Select((c, i) => c with { AdjustedPValue = adjusted[i] })];
    }

    private static FisherResult Fisher(ExperimentArm a, ExperimentArm b) =>
        FisherExactTest.Test(a.Clicked, a.Delivered - a.Clicked, b.Clicked, b.Delivered - b.Clicked);

    private static double[] Counts(ExperimentArm arm) => [arm.Clicked, arm.Delivered - arm.Clicked];

    private static Proportion ProportionOf(ExperimentArm arm) => new(arm.Clicked, arm.Delivered);
}
