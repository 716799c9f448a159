using Core.Segments;
using Microsoft.EntityFrameworkCore;

namespace Data.Queries;

/// <summary>
/// Who is in a segment, as one SQL condition over a customers row with alias <c>c</c>. The same condition serves list, count, export
/// and sending, so they can't disagree.
/// </summary>
public static class SegmentFilter
{
    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public static async Task<string> ConditionAsync(
        AppDb db,
        long segmentId,
        SqlParameterList parameters,
        CancellationToken cancellation = default
    )
    {
        var segment =
            await db.Segments.AsNoTracking().SingleOrDefaultAsync(s => s.Id == segmentId, cancellation)
            ?? throw new KeyNotFoundException($"There is no segment {segmentId}.");
        return segment.Kind switch
        {
            "list" =>
                $"EXISTS (SELECT 1 FROM segment_members m WHERE m.customer_id = c.customer_id AND m.segment_id = {parameters.Add(segmentId)})",
            "cluster" => "EXISTS (SELECT 1 FROM segmentation_assignments a WHERE a.customer_id = c.customer_id "
                + $"AND a.segmentation_id = {parameters.Add(segment.SegmentationId!.Value)} AND a.cluster = {parameters.Add(segment.Cluster!.Value)})",
            "rule" => await RuleAsync(),
            _ => throw new InvalidOperationException($"Segment {segmentId} is of the unknown kind '{segment.Kind}'."),
        };

        async Task<string> RuleAsync()
        {
            var rule = SegmentCondition.Parse(segment.Rule!);
            return SegmentRuleSql.Compile(rule, parameters, await SegmentReferences.LoadAsync(db, rule, segmentId, cancellation));
        }
    }
}
