namespace Core.Segments.Engagement;

/// <summary>How the values of one feature become points.</summary>
/// <param name="Column">The column of the data.</param>
/// <param name="Label">For people; messages name it.</param>
/// <param name="IsActivity">
/// Whether a value above 0 shows that the customer did something. A missing value of an activity counts as 0, because nothing was
/// recorded; a missing value of anything else scores the fewest points of the table.
/// </param>
/// <param name="Steps">Exact values first, then limits upwards.</param>
/// <param name="Otherwise">Points of values above the last limit, 0 … 100.</param>
public sealed record EngagementFeature(string Column, string Label, bool IsActivity, IReadOnlyList<ScoreStep> Steps, int Otherwise)
{
    private const int MostPoints = 100;

    /// <summary>The points of a value; NaN means missing.</summary>
    public int Points(double value)
    {
        if (double.IsNaN(value))
        {
            if (!IsActivity)
            {
                return Steps.Select(s => s.Points).Append(Otherwise).Min();
            }
            value = 0;
        }
        foreach (var step in Steps)
        {
            if (step.Meets(value))
            {
                return step.Points;
            }
        }
        return Otherwise;
    }

    /// <exception cref="ArgumentException">The message names the feature and the step.</exception>
    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Column) || string.IsNullOrWhiteSpace(Label))
        {
            throw new ArgumentException(
                $"Each feature of {nameof(EngagementScore)} must have a column and a label. Got '{Column}' and '{Label}' instead."
            );
        }
        foreach (var points in Steps.Select(s => s.Points).Append(Otherwise))
        {
            if (points is < 0 or > MostPoints)
            {
                throw Refused($"points must be between 0 and {MostPoints}", $"{points}");
            }
        }
        ScoreStep? before = null;
        foreach (var step in Steps)
        {
            if (!Enum.IsDefined(step.Border) || !double.IsFinite(step.Limit))
            {
                throw Refused("each step must have a finite limit", $"{step}");
            }
            if (before is not null && !Follows(before, step))
            {
                throw Refused("steps must ascend, exact values first", $"{step} after {before}");
            }
            before = step;
        }
    }

    private static bool Follows(ScoreStep before, ScoreStep step)
    {
        if (step.Border == ScoreBorder.Exactly || before.Border == ScoreBorder.Exactly)
        {
            return before.Border == ScoreBorder.Exactly && (step.Border != ScoreBorder.Exactly || step.Limit > before.Limit);
        }
        return step.Limit > before.Limit
            || (step.Limit == before.Limit && before.Border == ScoreBorder.Below && step.Border == ScoreBorder.UpTo);
    }

    private ArgumentException Refused(string rule, string got) =>
        new($"The {Label} of {nameof(EngagementScore)}: {rule}. Got {got} instead.");
}
