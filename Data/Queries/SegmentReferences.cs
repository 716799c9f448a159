using Core.Segments;
using Data.Tables;
using Microsoft.EntityFrameworkCore;

namespace Data.Queries;

/// <summary>The segments that a rule names, and those that they name in turn.</summary>
public sealed class SegmentReferences
{
    /// <summary>For rules that name no segment.</summary>
    public static readonly SegmentReferences None = new([]);

    private readonly Dictionary<long, (SegmentRow Row, SegmentCondition? Rule)> segments;

    private SegmentReferences(Dictionary<long, (SegmentRow, SegmentCondition?)> segments) => this.segments = segments;

    /// <param name="db">Where segments are kept.</param>
    /// <param name="condition">The rule.</param>
    /// <param name="ownId">The segment whose rule it is or becomes; null for a new one.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="FormatException">A segment is missing, or the rule leads back to itself.</exception>
    public static async Task<SegmentReferences> LoadAsync(
        AppDb db,
        SegmentCondition condition,
        long? ownId = null,
        CancellationToken cancellation = default
    )
    {
        if (!condition.Segments().Any())
        {
            return None;
        }
        Dictionary<long, (SegmentRow, SegmentCondition?)> found = [];
        await FollowAsync(condition, ownId is { } id ? [id] : []);
        return new SegmentReferences(found);

        async Task FollowAsync(SegmentCondition rule, IReadOnlyList<long> path)
        {
            foreach (var id in rule.Segments().Distinct())
            {
                if (path.Contains(id))
                {
                    throw new FormatException($"Segment {id} would contain itself. Choose another segment.");
                }
                if (!found.ContainsKey(id))
                {
                    var row =
                        await db.Segments.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellation)
                        ?? throw new FormatException($"There is no segment {id}.");
                    found[id] = (row, row.Rule is null ? null : SegmentCondition.Parse(row.Rule));
                }
                if (found[id].Item2 is { } inner)
                {
                    await FollowAsync(inner, [.. path, id]);
                }
            }
        }
    }

    internal (SegmentRow Row, SegmentCondition? Rule) this[long id] =>
        segments.TryGetValue(id, out var found) ? found : throw new FormatException($"There is no segment {id}.");
}
