using System.Globalization;
using Core.Customers;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Data.Queries;

/// <summary>A customer in a list. Money is currency units.</summary>
public sealed record CustomerListItem(
    string ExternalId,
    string? Name,
    string? Email,
    string? Country,
    string? Channel,
    int? Orders,
    decimal? Revenue,
    int? RecencyDays
);

/// <summary>Rows of an ordered list with the places to go on from; null where the list ends.</summary>
public sealed record CustomerRows(IReadOnlyList<CustomerListItem> Items, ListPlace? Before, ListPlace? After);

/// <summary>
/// Lists people. Pages turn by keyset: a page begins behind the last row of the one before it, so the millionth row costs what the first
/// does, and a row that comes or goes meanwhile shifts nothing. Those without a value are a list of their own behind the others, so that
/// each part is one range of an index on (column, customer_id), read forwards or backwards.
/// </summary>
public sealed class CustomerList(IDbContextFactory<AppDb> databases, NpgsqlDataSource database)
{
    /// <summary>Counting stops here: a person does not read on from "more than 10 000".</summary>
    public const int CountedAtMost = 10_000;

    private sealed record Row(CustomerListItem Item, ListPlace Place);

    /// <param name="filter">Who.</param>
    /// <param name="order">By which column.</param>
    /// <param name="descending">Largest first.</param>
    /// <param name="place">Null for the first page.</param>
    /// <param name="backwards">The rows just before the place; else those just after it.</param>
    /// <param name="limit">Rows at most.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>In the order of the list, also when read backwards.</returns>
    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public async Task<CustomerRows> PageAsync(
        CustomerFilter filter,
        CustomerOrder order,
        bool descending,
        ListPlace? place,
        bool backwards,
        int limit,
        CancellationToken cancellation = default
    )
    {
        // One more than is shown tells whether there is more.
        var wanted = limit + 1;
        backwards &= place is not null;
        var falling = descending != backwards;
        List<Row> rows = [];
        // Forwards the values come first and the rest behind; backwards the other way round.
        foreach (var withValue in backwards ? [false, true] : new[] { true, false })
        {
            var isReached = place is null || (place.Value is null) == !withValue || withValue == backwards;
            if (rows.Count < wanted && isReached)
            {
                var from = place is not null && (place.Value is null) == !withValue ? place : null;
                rows.AddRange(await PartAsync(filter, order, withValue, falling, from, wanted - rows.Count, cancellation));
            }
        }
        var more = rows.Count > limit;
        if (more)
        {
            rows.RemoveAt(limit);
        }
        if (backwards)
        {
            rows.Reverse();
        }
        return new CustomerRows(
            [.. rows.Select(r => r.Item)],
            rows.Count > 0 && (backwards ? more : place is not null) ? rows[0].Place : null,
            rows.Count > 0 && (backwards || more) ? rows[^1].Place : null
        );
    }

    /// <summary>How many people the filter leaves, and whether there are more than that.</summary>
    public async Task<(long Count, bool IsMore)> CountAsync(CustomerFilter filter, CancellationToken cancellation = default)
    {
        SqlParameterList parameters = new();
        var where = await CustomerSearch.ConditionAsync(filter, databases, parameters, cancellation);
        await using var command = database.CreateCommand(
            filter.IsActive
                ? $"SELECT count(*) FROM (SELECT 1 FROM customers c WHERE {where} LIMIT {CountedAtMost + 1}) x"
                : "SELECT count(*) FROM customers c"
        );
        parameters.CopyTo(command);
        var count = (long)(await command.ExecuteScalarAsync(cancellation))!;
        return filter.IsActive && count > CountedAtMost ? (CountedAtMost, true) : (count, false);
    }

    /// <summary>A page by number of rows passed over, with the total, for those who need no more than the first pages.</summary>
    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public async Task<(List<CustomerListItem> Items, long Total)> PageAsync(
        CustomerFilter filter,
        CustomerOrder order,
        bool descending,
        int skip,
        int limit,
        CancellationToken cancellation = default
    )
    {
        SqlParameterList parameters = new();
        var where = await CustomerSearch.ConditionAsync(filter, databases, parameters, cancellation);
        await using var count = database.CreateCommand($"SELECT count(*) FROM customers c WHERE {where}");
        parameters.CopyTo(count);
        var total = (long)(await count.ExecuteScalarAsync(cancellation))!;
        var way = descending ? "DESC" : "ASC";
        var rows = await ReadAsync(
            $"""
            SELECT {Columns(order)} FROM customers c LEFT JOIN customer_features f ON f.customer_id = c.customer_id
            WHERE {where} ORDER BY {order.Sql} {way} NULLS LAST, c.customer_id {way}
            OFFSET {parameters.Add(skip)} LIMIT {parameters.Add(limit)}
            """,
            parameters,
            cancellation
        );
        return ([.. rows.Select(r => r.Item)], total);
    }

    // Those with a value of the column, or those without, in one direction from a place on.
    private async Task<List<Row>> PartAsync(
        CustomerFilter filter,
        CustomerOrder order,
        bool withValue,
        bool falling,
        ListPlace? from,
        int limit,
        CancellationToken cancellation
    )
    {
        SqlParameterList parameters = new();
        List<string> conditions = [await CustomerSearch.ConditionAsync(filter, databases, parameters, cancellation)];
        var (sign, way) = falling ? ("<", "DESC") : (">", "ASC");
        // The id of the table whose index gives the order.
        var id = order.OfFeatures && withValue ? "f.customer_id" : "c.customer_id";
        conditions.Add($"{order.Sql} IS {(withValue ? "NOT " : "")}NULL");
        if (from is not null)
        {
            var customer = parameters.Add(from.CustomerId);
            conditions.Add(
                withValue ? $"({order.Sql}, {id}) {sign} ({Value(order, from.Value!, parameters)}, {customer})" : $"{id} {sign} {customer}"
            );
        }
        var join = order.OfFeatures && withValue ? "JOIN" : "LEFT JOIN";
        return await ReadAsync(
            $"""
            SELECT {Columns(order)} FROM customers c {join} customer_features f ON f.customer_id = c.customer_id
            WHERE {string.Join(" AND ", conditions)}
            ORDER BY {(withValue ? $"{order.Sql} {way}, " : "")}{id} {way} LIMIT {parameters.Add(limit)}
            """,
            parameters,
            cancellation
        );
    }

    private static string Value(CustomerOrder order, string value, SqlParameterList parameters) =>
        order.IsNumber
            ? parameters.Add(long.Parse(value, CultureInfo.InvariantCulture), NpgsqlDbType.Bigint)
            : parameters.Add(value, NpgsqlDbType.Text);

    private static string Columns(CustomerOrder order) =>
        $"c.external_id, c.name, c.email, c.country, c.channel, f.frequency, f.monetary, f.recency_days, c.customer_id, {order.Sql}::text";

    private async Task<List<Row>> ReadAsync(string sql, SqlParameterList parameters, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(sql);
        parameters.CopyTo(command);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<Row> rows = [];
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(
                new Row(
                    new CustomerListItem(
                        reader.GetString(0),
                        Text(1),
                        Text(2),
                        Text(3),
                        Text(4),
                        reader.IsDBNull(5) ? null : reader.GetInt32(5),
                        reader.IsDBNull(6) ? null : (decimal)reader.GetInt64(6) / Money.Scale,
                        reader.IsDBNull(7) ? null : reader.GetInt32(7)
                    ),
                    new ListPlace(Text(9), reader.GetInt64(8))
                )
            );
        }
        return rows;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }
}
