using Core.Customers;

namespace Core.Segments.Engagement;

/// <summary>
/// Engagement scoring: points for each feature by a table, added up, and a class by the sum. Who shows no activity at all is in the
/// first class whatever the rest scores: a dear subscription and no dislikes are no engagement.
/// </summary>
/// <param name="Features">Tables of points; at least one of an activity.</param>
/// <param name="Classes">Lowest sums first; only the last has no limit.</param>
public sealed record EngagementScore(IReadOnlyList<EngagementFeature> Features, IReadOnlyList<EngagementClass> Classes)
{
    /// <summary>The defaults; each number can be edited.</summary>
    public static EngagementScore Default { get; } =
        new(
            [
                new("sessions", "frequency", true, [Below(2, 1), UpTo(4, 3), UpTo(7, 5), UpTo(10, 8)], 10),
                new("session_minutes", "minutes", true, [Below(200, 1), UpTo(600, 3), UpTo(900, 5), UpTo(1500, 8)], 10),
                new("subscription_price", "price", false, [new(ScoreBorder.Exactly, 5, 1), UpTo(7, 3), UpTo(9, 7)], 10),
                new("likes", "likes", true, [UpTo(0, 1), UpTo(1, 3), UpTo(3, 5), UpTo(5, 8)], 10),
                new("dislikes", "dislikes", true, [UpTo(0, 10), UpTo(2, 7), UpTo(4, 5)], 2),
            ],
            [new("Lost Cause", 15), new("Vulnerable Customers", 25), new("Free Riders", 30), new("Star Customers", null)]
        );

    /// <summary>Checks rules that a person edited.</summary>
    /// <exception cref="ArgumentException">The message names the feature or class, what is allowed, and what was got.</exception>
    public EngagementScore Validated()
    {
        if (!Features.Any(f => f.IsActivity))
        {
            throw new ArgumentException($"One feature of {nameof(EngagementScore)} at least must be an activity. Got none instead.");
        }
        var repeated = Features.GroupBy(f => f.Column, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (repeated is not null)
        {
            throw new ArgumentException($"The features of {nameof(EngagementScore)} must be distinct. Got '{repeated.Key}' twice instead.");
        }
        foreach (var feature in Features)
        {
            feature.Validate();
        }
        ValidateClasses();
        return this;
    }

    /// <summary>The points of a customer.</summary>
    /// <param name="values">One value per feature, in their order; NaN means missing.</param>
    /// <exception cref="ArgumentException">There is not one value per feature.</exception>
    public EngagementResult Score(ReadOnlySpan<double> values)
    {
        if (values.Length != Features.Count)
        {
            throw new ArgumentException(
                $"The values of {nameof(EngagementScore)} must be {Features.Count}, one per feature. Got {values.Length} instead."
            );
        }
        var (total, active) = (0, false);
        for (var f = 0; f < values.Length; f++)
        {
            total += Features[f].Points(values[f]);
            active |= Features[f].IsActivity && values[f] > 0;
        }
        return new EngagementResult(total, active ? ClassOf(total) : 0, active);
    }

    /// <summary>All customers at once, and how their totals are distributed.</summary>
    /// <param name="data">n rows with a column for each feature; NaN means missing.</param>
    /// <exception cref="ArgumentException">There is no such column, or the rules are not valid.</exception>
    public ScoredEngagement Score(FeatureMatrix data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Validated();
        var columns = data.Select([.. Features.Select(f => f.Column)]);
        var results = new EngagementResult[data.Rows];
        Span<double> values = stackalloc double[columns.Columns];
        for (var row = 0; row < results.Length; row++)
        {
            for (var c = 0; c < values.Length; c++)
            {
                values[c] = columns.Column(c)[row];
            }
            results[row] = Score(values);
        }
        var least = Features.Sum(f => f.Steps.Select(s => s.Points).Append(f.Otherwise).Min());
        var most = Features.Sum(f => f.Steps.Select(s => s.Points).Append(f.Otherwise).Max());
        var totals = ScoreDistribution.Of([.. results.Select(r => (double)r.Total)], least, most, 1);
        return new ScoredEngagement(results, [.. Classes.Select((_, c) => results.Count(r => r.Class == c))], totals);
    }

    private int ClassOf(int total)
    {
        for (var c = 0; c < Classes.Count; c++)
        {
            if (Classes[c].MostPoints is not { } most || total <= most)
            {
                return c;
            }
        }
        return Classes.Count - 1;
    }

    private void ValidateClasses()
    {
        const string classes = $"The classes of {nameof(EngagementScore)}";
        if (Classes.Count < 2)
        {
            throw new ArgumentException($"{classes} must be at least 2. Got {Classes.Count} instead.");
        }
        if (
            Classes.Any(c => string.IsNullOrWhiteSpace(c.Name))
            || Classes.Select(c => c.Name.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).Count() < Classes.Count
        )
        {
            throw new ArgumentException(
                $"{classes} must have different names. Got {string.Join(", ", Classes.Select(c => $"'{c.Name}'"))} instead."
            );
        }
        for (var c = 0; c < Classes.Count - 1; c++)
        {
            if (Classes[c].MostPoints is not { } most)
            {
                throw new ArgumentException($"{classes} must have a limit each but the last. Got none for '{Classes[c].Name}' instead.");
            }
            if (c > 0 && most <= Classes[c - 1].MostPoints)
            {
                throw new ArgumentException(
                    $"{classes} must have ascending limits. Got {most} for '{Classes[c].Name}' after {Classes[c - 1].MostPoints} instead."
                );
            }
        }
        if (Classes[^1].MostPoints is { } last)
        {
            throw new ArgumentException(
                $"{classes} must leave no gap: the last has no limit. Got {last} for '{Classes[^1].Name}' instead, so who scores more would be in none."
            );
        }
    }

    private static ScoreStep Below(double limit, int points) => new(ScoreBorder.Below, limit, points);

    private static ScoreStep UpTo(double limit, int points) => new(ScoreBorder.UpTo, limit, points);
}
