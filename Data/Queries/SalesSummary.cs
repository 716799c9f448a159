using System.Collections.Concurrent;
using Core.Customers;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Data.Queries;

/// <summary>Sales of one day (UTC). Money is currency units.</summary>
public sealed record SalesPeriod(DateOnly Date, decimal Revenue, long Orders, long UniqueCustomers, double UnitsSold);

/// <summary>Days that are looked at, first and last included.</summary>
public readonly record struct SalesWindow(DateOnly From, DateOnly To)
{
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>As many days, ending where this begins.</summary>
    public SalesWindow Before => new(From.AddDays(-Days), From.AddDays(-1));

    /// <summary>The last so many days up to a day.</summary>
    public static SalesWindow Last(int days, DateOnly to) => new(to.AddDays(1 - days), to);
}

/// <summary>Sales between two days.</summary>
public sealed record SalesTotals(decimal Revenue, long Orders, long Customers, double UnitsSold)
{
    public decimal AverageOrder => Orders == 0 ? 0 : Revenue / Orders;
}

/// <summary>
/// Revenue, orders, customers and units by day, and totals of whole periods. Days come from <c>daily_sales</c>; how many different
/// customers ordered in a period can't be added up from days, so that is counted from the orders, remembered until the data change,
/// and worked out beforehand for the usual periods.
/// </summary>
public sealed class SalesSummary(NpgsqlDataSource database)
{
    private readonly ConcurrentDictionary<(string Version, SalesWindow Window, long? Segment), Task<SalesTotals>> remembered = new();

    /// <summary>The periods that the home page offers, ending with the last day that has sales.</summary>
    public static IReadOnlyList<int> UsualDays { get; } = [30, 90, 365];

    /// <summary>The first and the last day with sales; null when there are none.</summary>
    public async Task<SalesWindow?> SpanAsync(CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand("SELECT min(date), max(date) FROM daily_sales");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return reader.IsDBNull(0) ? null : new SalesWindow(reader.GetFieldValue<DateOnly>(0), reader.GetFieldValue<DateOnly>(1));
    }

    /// <summary>Each day with sales.</summary>
    /// <param name="window">The days; null for all.</param>
    /// <param name="segmentId">Only what customers of this segment ordered; null for everybody.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public async Task<List<SalesPeriod>> DaysAsync(
        SalesWindow? window = null,
        long? segmentId = null,
        CancellationToken cancellation = default
    )
    {
        SqlParameterList parameters = new();
        var sql = segmentId is { } segment
            ? $"""
                SELECT (o.ordered_at AT TIME ZONE 'UTC')::date AS date, sum(o.amount)::bigint, count(*), count(DISTINCT o.customer_id),
                       sum(o.quantity)
                FROM orders o JOIN customers c USING (customer_id)
                WHERE {Within("o.ordered_at", window, parameters)} AND {await ConditionAsync(segment, parameters, cancellation)}
                GROUP BY 1 ORDER BY 1
                """
            : "SELECT date, revenue, orders::bigint, unique_customers::bigint, units_sold FROM daily_sales WHERE true"
                + (window is { } w ? $" AND date BETWEEN {Day(w.From, parameters)} AND {Day(w.To, parameters)}" : "")
                + " ORDER BY date";
        await using var command = database.CreateCommand(sql);
        parameters.CopyTo(command);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<SalesPeriod> days = [];
        while (await reader.ReadAsync(cancellation))
        {
            days.Add(
                new SalesPeriod(
                    reader.GetFieldValue<DateOnly>(0),
                    (decimal)reader.GetInt64(1) / Money.Scale,
                    reader.GetInt64(2),
                    reader.GetInt64(3),
                    reader.GetDouble(4)
                )
            );
        }
        return days;
    }

    /// <summary>The totals of a period.</summary>
    /// <param name="window">The days.</param>
    /// <param name="segmentId">Only what customers of this segment ordered; null for everybody.</param>
    /// <param name="cancellation">Stops the waiting, not the counting, which others may wait for.</param>
    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public async Task<SalesTotals> TotalsAsync(SalesWindow window, long? segmentId = null, CancellationToken cancellation = default)
    {
        var version = await VersionAsync(cancellation, segmentId is not null);
        var totals = remembered.GetOrAdd((version, window, segmentId), _ => CountAsync(window, segmentId, CancellationToken.None));
        try
        {
            return await totals.WaitAsync(cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            remembered.TryRemove((version, window, segmentId), out _);
            throw;
        }
    }

    /// <summary>
    /// Works the usual periods out in one pass over the orders, and keeps them in the database for every instance and the next start.
    /// To be called when the daily summary has been refreshed.
    /// </summary>
    public async Task PrepareAsync(CancellationToken cancellation = default)
    {
        if (await SpanAsync(cancellation) is not { } span)
        {
            return;
        }
        var windows = UsualWindows(span);
        var version = await VersionAsync(cancellation);
        SqlParameterList parameters = new();
        var flags = windows.Select((w, i) => $"bool_or({Within("ordered_at", w, parameters)}) AS w{i}");
        var counts = windows.Select((_, i) => $"count(*) FILTER (WHERE w{i})");
        await using var command = database.CreateCommand(
            $"SELECT {string.Join(", ", counts)} FROM (SELECT {string.Join(", ", flags)} FROM orders GROUP BY customer_id) c"
        );
        command.CommandTimeout = 0;
        parameters.CopyTo(command);
        var customers = new long[windows.Count];
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            await reader.ReadAsync(cancellation);
            for (var i = 0; i < customers.Length; i++)
            {
                customers[i] = reader.GetInt64(i);
            }
        }
        await using var keep = database.CreateCommand(
            """
            DELETE FROM sales_windows;
            INSERT INTO sales_windows (first_day, last_day, data_version, customers)
            SELECT f, l, @version, c FROM unnest(@first, @last, @customers) AS w(f, l, c) ON CONFLICT DO NOTHING
            """
        );
        keep.Parameters.AddWithValue("version", version);
        keep.Parameters.AddWithValue("first", NpgsqlDbType.Array | NpgsqlDbType.Date, windows.Select(w => w.From).ToArray());
        keep.Parameters.AddWithValue("last", NpgsqlDbType.Array | NpgsqlDbType.Date, windows.Select(w => w.To).ToArray());
        keep.Parameters.AddWithValue("customers", NpgsqlDbType.Array | NpgsqlDbType.Bigint, customers);
        await keep.ExecuteNonQueryAsync(cancellation);
        remembered.Clear();
    }

    /// <summary>The usual periods with those before them, and all of it.</summary>
    public static IReadOnlyList<SalesWindow> UsualWindows(SalesWindow span) =>
        [.. UsualDays.Select(d => SalesWindow.Last(d, span.To)).SelectMany(w => new[] { w, w.Before }).Append(span).Distinct()];

    private async Task<SalesTotals> CountAsync(SalesWindow window, long? segmentId, CancellationToken cancellation)
    {
        SqlParameterList parameters = new();
        if (segmentId is { } segment)
        {
            await using var ofSegment = database.CreateCommand(
                $"""
                SELECT COALESCE(sum(o.amount), 0)::bigint, count(*), count(DISTINCT o.customer_id), COALESCE(sum(o.quantity), 0)
                FROM orders o JOIN customers c USING (customer_id)
                WHERE {Within("o.ordered_at", window, parameters)} AND {await ConditionAsync(segment, parameters, cancellation)}
                """
            );
            parameters.CopyTo(ofSegment);
            return await ReadAsync(ofSegment, cancellation);
        }
        var (from, to) = (Day(window.From, parameters), Day(window.To, parameters));
        // Purchases without an order are in the days but in no order; who made them counts as a customer of the period too.
        await using var command = database.CreateCommand(
            $"""
            SELECT COALESCE(sum(revenue), 0)::bigint, COALESCE(sum(orders), 0)::bigint,
                   COALESCE((SELECT customers FROM sales_windows w WHERE first_day = {from} AND last_day = {to} AND data_version = {parameters.Add(
                await VersionAsync(cancellation)
            )}),
                            (SELECT count(DISTINCT customer_id) FROM orders WHERE {Within("ordered_at", window, parameters)})),
                   COALESCE(sum(units_sold), 0)
            FROM daily_sales WHERE date BETWEEN {from} AND {to}
            """
        );
        parameters.CopyTo(command);
        return await ReadAsync(command, cancellation);
    }

    private static async Task<SalesTotals> ReadAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new SalesTotals((decimal)reader.GetInt64(0) / Money.Scale, reader.GetInt64(1), reader.GetInt64(2), reader.GetDouble(3));
    }

    private async Task<string> ConditionAsync(long segmentId, SqlParameterList parameters, CancellationToken cancellation)
    {
        await using var db = Database.Context(database);
        return await SegmentFilter.ConditionAsync(db, segmentId, parameters, cancellation);
    }

    // Who is in a segment also changes with features, clusters, and people that are written by hand; what everybody ordered does not.
    private async Task<string> VersionAsync(CancellationToken cancellation, bool ofSegment = false)
    {
        string[] keys = ofSegment
            ? ["data-version", "sales-version", "people-version", "features-version", "segmentations-version"]
            : ["data-version", "sales-version"];
        await using var command = database.CreateCommand(
            $"SELECT concat_ws('.', {string.Join(", ", keys.Select(k => $"(SELECT value::text FROM settings WHERE key = '{k}')"))})"
        );
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static string Within(string column, SalesWindow? window, SqlParameterList parameters) =>
        window is { } w
            ? $"{column} >= {Day(w.From, parameters)}::timestamp AT TIME ZONE 'UTC' AND {column} < ({Day(w.To, parameters)} + 1)::timestamp AT TIME ZONE 'UTC'"
            : "true";

    private static string Day(DateOnly day, SqlParameterList parameters) => parameters.Add(day, NpgsqlDbType.Date);
}
