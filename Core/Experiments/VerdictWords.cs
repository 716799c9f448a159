using Core.Estimators;

namespace Core.Experiments;

/// <summary>The verdict on an experiment as a marketer would want to hear it: what leads, by how much, and whether chance explains it.</summary>
internal static class VerdictWords
{
    public static (VerdictKind Kind, string? Winner, string Sentence) Of(
        IReadOnlyList<ExperimentArm> arms,
        IReadOnlyList<ArmResult> results,
        ExperimentVerdictOptions options,
        double sampleRatioP,
        IReadOnlyList<ArmComparison> comparisons
    )
    {
        if (arms.All(a => a.Delivered == 0))
        {
            return (VerdictKind.NothingToCompare, null, "Nothing has been delivered yet.");
        }
        if (arms.Count == 1)
        {
            var (rate, interval) = (FigureText.Percent(results[0].Rate ?? 0), results[0].Interval);
            var range = $"{FigureText.Percent(interval.Lower)} to {FigureText.Percent(interval.Upper)}";
            return (
                VerdictKind.NothingToCompare,
                null,
                $"There is one variant only, so nothing to compare it with: {rate} clicked ({range})."
            );
        }
        if (SampleRatioCheck.IsMismatch(sampleRatioP))
        {
            return (VerdictKind.SampleRatioMismatch, null, Mismatch(arms));
        }
        if (comparisons.Count == 0)
        {
            string[] waiting = [.. arms.Where(a => a.Delivered == 0).Select(a => a.Name)];
            var have = waiting.Length == 1 ? "has" : "have";
            var sentence = $"{string.Join(" and ", waiting)} {have} not reached anybody yet, so there is nothing to compare.";
            return (VerdictKind.NothingToCompare, null, sentence);
        }
        if (arms.All(a => a.Clicked == 0))
        {
            return (VerdictKind.NoSuccess, null, "Nobody has clicked yet.");
        }
        return Leader(arms, results, options, comparisons);
    }

    private static (VerdictKind, string?, string) Leader(
        IReadOnlyList<ExperimentArm> arms,
        IReadOnlyList<ArmResult> results,
        ExperimentVerdictOptions options,
        IReadOnlyList<ArmComparison> comparisons
    )
    {
        // The best treatment against the control, whichever of the two is ahead.
        var best = comparisons.MaxBy(c => c.Effect.Difference)!;
        var effect = best.Effect;
        if (effect.Difference == 0)
        {
            var rate = FigureText.Percent(results[options.Control].Rate ?? 0);
            return (VerdictKind.NoWinner, null, $"{best.Treatment} and {best.Control} are level at {rate}. No winner yet.");
        }
        var (leader, other) = effect.Difference > 0 ? (best.Treatment, best.Control) : (best.Control, best.Treatment);
        var interval = effect.Difference > 0 ? effect.Newcombe : new Interval(-effect.Newcombe.Upper, -effect.Newcombe.Lower);
        var ahead = arms.Count == 2 ? $"{leader} is ahead" : $"{leader} is ahead of {other}";
        var by = $"{ahead} by {FigureText.Points(Math.Abs(effect.Difference))} points";
        var chance = FigureText.Percent(best.AdjustedPValue);
        var corrected = comparisons.Count > 1 ? $" (corrected for {comparisons.Count} comparisons)" : "";
        return best.AdjustedPValue < options.Alpha
            ? (
                VerdictKind.Winner,
                leader,
                $"{by} ({FigureText.Points(interval.Lower)} to {FigureText.Points(interval.Upper)}). "
                    + $"Were both equally good, a gap this large would turn up {chance} of the time{corrected}."
            )
            : (
                VerdictKind.NoWinner,
                null,
                $"{by}; were both equally good, a gap this large would still turn up {chance} of the time{corrected}. No winner yet."
            );
    }

    private static string Mismatch(IReadOnlyList<ExperimentArm> arms)
    {
        var (total, weights) = (arms.Sum(a => a.Delivered), arms.Sum(a => a.Weight));
        var sizes = arms.Select(a =>
            $"{a.Name}: {FigureText.Count(a.Delivered)} instead of {FigureText.Count((long)Math.Round(total * a.Weight / weights))}"
        );
        return $"The groups are not the size they should be ({string.Join(", ", sizes)}); don't trust this result before you know why.";
    }
}
