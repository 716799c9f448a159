using NpgsqlTypes;

namespace Data.Queries;

/// <summary>Which rows are looked at.</summary>
/// <param name="From">First day (UTC).</param>
/// <param name="To">Last day.</param>
/// <param name="SegmentId">Only of customers in this segment.</param>
/// <param name="Source">Only feedback of this source.</param>
public sealed record ExploreFilter(DateOnly? From = null, DateOnly? To = null, long? SegmentId = null, string? Source = null)
{
    public static ExploreFilter None { get; } = new();

    /// <summary>The condition over a table's row with alias <c>x</c>; what the table does not know, it can't be filtered by.</summary>
    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    internal async Task<string> ConditionAsync(ExploreTable table, AppDb db, SqlParameterList parameters, CancellationToken cancellation)
    {
        List<string> conditions = [];
        if (table.Time is { } time)
        {
            if (From is { } from)
            {
                conditions.Add($"{time.Sql} >= {time.StartOf(parameters.Add(from, NpgsqlDbType.Date))}");
            }
            if (To is { } to)
            {
                conditions.Add($"{time.Sql} < {time.StartOf($"({parameters.Add(to, NpgsqlDbType.Date)} + 1)")}");
            }
        }
        if (SegmentId is { } segment && table.Customer is { } customer)
        {
            var inside = await SegmentFilter.ConditionAsync(db, segment, parameters, cancellation);
            conditions.Add($"{customer} IN (SELECT c.customer_id FROM customers c WHERE {inside})");
        }
        if (Source is { } source && table.Source is { } column)
        {
            conditions.Add($"{column} = {parameters.Add(source)}");
        }
        return conditions.Count == 0 ? "true" : string.Join(" AND ", conditions);
    }
}
