using Core.Customers;
using Core.Estimators;

namespace Core.Segments.Rules;

/// <param name="Depth">Limits in a rule, 1 … 5; two of one feature make one condition. Default 3.</param>
/// <param name="MaxRows">Above this many rows rules are found on a random sample of this size; coverage and precision are of all rows. At least 10. Default 20 000.</param>
public sealed record ClusterRulesOptions(int Depth = 3, int MaxRows = 20_000);

/// <summary>
/// Explains clusters: for each the rule of few conditions that has the best F1, the harmonic mean of coverage and precision, found by a
/// shallow tree of the cluster against everyone else, noise included. Limits are rounded as far as that costs nothing.
/// </summary>
public static class ClusterRules
{
    private const int MostDigits = 3;

    /// <param name="data">n × p in the features' own units, so that people can read the limits; NaN means missing.</param>
    /// <param name="labels">n labels; −1 is noise and gets no rule.</param>
    /// <param name="options">How long rules may be.</param>
    /// <param name="seed">Chooses the sample.</param>
    /// <param name="cancellation">Honoured between clusters.</param>
    /// <returns>One rule per label that has rows, ascending.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there is no column, or a value is infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static IReadOnlyList<ClusterRule> Find(
        FeatureMatrix data,
        IReadOnlyList<int> labels,
        ClusterRulesOptions options,
        ulong seed,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        Guard.Range(options.Depth, 1, 5, nameof(ClusterRules));
        Guard.Range(options.MaxRows, 10, int.MaxValue, nameof(ClusterRules));
        FiniteData.RequireShape(data, 1, nameof(ClusterRules));
        for (var c = 0; c < data.Columns; c++)
        {
            var row = data.Column(c).IndexOfAny(double.PositiveInfinity, double.NegativeInfinity);
            if (row >= 0)
            {
                throw new ArgumentException(
                    $"The data of {nameof(ClusterRules)} must not be infinite. Got {data.Column(c)[row]} in row {row} of '{data.Names[c]}' instead."
                );
            }
        }
        var clusters = new LabelledRows(labels, data.Rows).Labels;
        int[]? rows = data.Rows > options.MaxRows ? new SeededRandom(seed).Sample(data.Rows, options.MaxRows) : null;
        var sample = rows is null ? data : data.TakeRows(rows);
        int[] own = [.. rows?.Select(row => labels[row]) ?? labels];
        var columns = new BinnedColumns(sample);
        var rules = new ClusterRule[clusters.Length];
        Parallel.For(
            0,
            clusters.Length,
            new ParallelOptions { CancellationToken = cancellation },
            c =>
            {
                bool[] inside = [.. own.Select(label => label == clusters[c])];
                var conditions = RuleTree.BestRule(columns, inside, options.Depth);
                var rounded = Rounded(sample, inside, conditions).OrderBy(r => FeatureVocabulary.Order(r.Feature));
                rules[c] = Measure(data, labels, clusters[c], [.. rounded]);
            }
        );
        return rules;
    }

    private static ClusterRule Measure(FeatureMatrix data, IReadOnlyList<int> labels, int label, RuleCondition[] conditions)
    {
        var (hits, met) = Count(data, row => labels[row] == label, conditions);
        return new ClusterRule(label, conditions, (double)hits / labels.Count(l => l == label), met == 0 ? 0 : (double)hits / met);
    }

    /// <summary>Each limit with the fewest digits that leave F1 where it was or better.</summary>
    private static RuleCondition[] Rounded(FeatureMatrix data, bool[] inside, IReadOnlyList<RuleCondition> conditions)
    {
        RuleCondition[] rule = [.. conditions];
        var size = inside.Count(i => i);
        double F1() => Count(data, row => inside[row], rule) is var (hits, met) ? 2.0 * hits / (met + size) : 0;
        var worth = F1();
        for (var c = 0; c < rule.Length; c++)
        {
            Round(c, r => r.AtLeast, (r, limit) => r with { AtLeast = limit });
            Round(c, r => r.Below, (r, limit) => r with { Below = limit });
        }
        return rule;

        void Round(int at, Func<RuleCondition, double?> limitOf, Func<RuleCondition, double, RuleCondition> with)
        {
            var before = rule[at];
            for (var digits = 1; digits <= MostDigits && limitOf(before) is { } limit; digits++)
            {
                var rounded = with(before, RoundNumber.To(limit, digits));
                rule[at] = rounded;
                // A rounded lower limit may meet the upper one: then nobody is left.
                if (!(rounded.AtLeast >= rounded.Below) && F1() >= worth)
                {
                    return;
                }
                rule[at] = before;
            }
        }
    }

    private static (int Hits, int Met) Count(FeatureMatrix data, Func<int, bool> inside, RuleCondition[] conditions)
    {
        int[] at = [.. conditions.Select(c => data.Find(c.Feature))];
        var (hits, met) = (0, 0);
        for (var row = 0; row < data.Rows; row++)
        {
            var all = true;
            for (var c = 0; c < conditions.Length && all; c++)
            {
                all = conditions[c].Meets(data.Column(at[c])[row]);
            }
            met += all ? 1 : 0;
            hits += all && inside(row) ? 1 : 0;
        }
        return (hits, met);
    }
}
