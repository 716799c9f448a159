namespace Core.Segments.Rules;

/// <summary>
/// A shallow classification tree for one cluster against the rest, split where Gini's impurity falls most (Breiman, Friedman, Olshen and
/// Stone, "Classification and Regression Trees", 1984, section 4.3). Every node on the way is a rule; the best one is kept.
/// </summary>
internal sealed class RuleTree
{
    // A further condition has to earn so much, or the rule is better without it.
    private const double WorthOfACondition = 0.005;

    private readonly BinnedColumns columns;
    private readonly bool[] inside;
    private readonly int size;
    private readonly int depth;
    private IReadOnlyList<RuleCondition> best = [];
    private double bestWorth;

    private RuleTree(BinnedColumns columns, bool[] inside, int depth)
    {
        (this.columns, this.inside, this.depth) = (columns, inside, depth);
        size = inside.Count(i => i);
        bestWorth = F1(size, inside.Length);
    }

    /// <returns>The conditions of at most <paramref name="depth"/> splits, one per feature; none when no split helps.</returns>
    public static IReadOnlyList<RuleCondition> BestRule(BinnedColumns columns, bool[] inside, int depth)
    {
        var tree = new RuleTree(columns, inside, depth);
        tree.Grow([.. Enumerable.Range(0, inside.Length)], [], 0);
        return tree.best;
    }

    /// <summary>Harmonic mean of coverage and precision.</summary>
    private double F1(int hits, int rows) => 2.0 * hits / (rows + size);

    private void Grow(int[] rows, RuleCondition[] conditions, int level)
    {
        var hits = rows.Count(row => inside[row]);
        var worth = F1(hits, rows.Length) - WorthOfACondition * conditions.Length;
        if (conditions.Length > 0 && worth > bestWorth)
        {
            (bestWorth, best) = (worth, conditions);
        }
        // Even if every row that is left were a hit, the rule could become no better than this.
        if (level == depth || hits == rows.Length || F1(hits, hits) <= bestWorth || BestSplit(rows, hits) is not { } split)
        {
            return;
        }
        var limit = Limit(rows, split.Column, split.Bin);
        var feature = columns.Data.Names[split.Column];
        Grow([.. rows.Where(r => Value(split.Column, r) < limit)], With(conditions, new(feature, null, limit)), level + 1);
        Grow([.. rows.Where(r => Value(split.Column, r) >= limit)], With(conditions, new(feature, limit, null)), level + 1);
    }

    private double Value(int column, int row) => columns.Data.Column(column)[row];

    /// <summary>The best limit between any two neighbouring values of the bins on both sides of a split, as round as the gap allows.</summary>
    private double Limit(int[] rows, int column, int bin)
    {
        int[] known = [.. rows.Where(r => columns.Bin(column, r) != BinnedColumns.Missing)];
        int[] below = [.. known.Where(r => columns.Bin(column, r) < bin)];
        // The next bin that holds a row of this node.
        var next = known.Where(r => columns.Bin(column, r) > bin).Min(r => columns.Bin(column, r));
        int[] near = [.. known.Where(r => columns.Bin(column, r) == bin || columns.Bin(column, r) == next).OrderBy(r => Value(column, r))];
        var (left, leftHits, hits) = (below.Length, below.Count(r => inside[r]), known.Count(r => inside[r]));
        var (bestImpurity, limit) = (double.PositiveInfinity, 0.0);
        for (var i = 0; i + 1 < near.Length; i++)
        {
            left++;
            leftHits += inside[near[i]] ? 1 : 0;
            var (low, high) = (Value(column, near[i]), Value(column, near[i + 1]));
            var impurity = Impurity(left, leftHits) + Impurity(known.Length - left, hits - leftHits);
            if (low < high && impurity < bestImpurity)
            {
                (bestImpurity, limit) = (impurity, RoundNumber.Between(low, high));
            }
        }
        return limit;
    }

    private (int Column, int Bin)? BestSplit(int[] rows, int hits)
    {
        (int, int)? best = null;
        var bestGain = 1e-12;
        var (all, mine) = (new int[BinnedColumns.MostBins + 1], new int[BinnedColumns.MostBins + 1]);
        for (var column = 0; column < columns.Data.Columns; column++)
        {
            Array.Clear(all);
            Array.Clear(mine);
            var (known, knownHits) = (0, 0);
            foreach (var row in rows)
            {
                var bin = columns.Bin(column, row);
                if (bin != BinnedColumns.Missing)
                {
                    all[bin]++;
                    known++;
                    var hit = inside[row] ? 1 : 0;
                    mine[bin] += hit;
                    knownHits += hit;
                }
            }
            var (left, leftHits) = (0, 0);
            for (var bin = 0; bin + 1 < columns.Count(column); bin++)
            {
                left += all[bin];
                leftHits += mine[bin];
                if (left == 0 || left == known || all[bin] == 0)
                {
                    continue;
                }
                // Rows without a value are on neither side, and as impure as before.
                var gain = Impurity(known, knownHits) - Impurity(left, leftHits) - Impurity(known - left, knownHits - leftHits);
                if (gain > bestGain * (1 + 1e-9))
                {
                    (bestGain, best) = (gain, (column, bin));
                }
            }
        }
        return hits > 0 ? best : null;
    }

    /// <summary>Rows times Gini's impurity.</summary>
    private static double Impurity(int rows, int hits) => rows == 0 ? 0 : 2.0 * hits * (rows - hits) / rows;

    /// <summary>Two limits of one feature become one condition.</summary>
    private static RuleCondition[] With(RuleCondition[] conditions, RuleCondition next)
    {
        var before = conditions.FirstOrDefault(c => c.Feature == next.Feature);
        return before is null
            ? [.. conditions, next]
            :
            [
                .. conditions.Where(c => c != before),
                new RuleCondition(next.Feature, next.AtLeast ?? before.AtLeast, next.Below ?? before.Below),
            ];
    }
}
