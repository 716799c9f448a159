using Core.Customers;
using Npgsql;
using NpgsqlTypes;

namespace Data.Queries;

/// <summary>Sales of one day or month. Money is currency units.</summary>
public sealed record SalesPeriod(DateOnly Date, decimal Revenue, long Orders, long UniqueCustomers, double UnitsSold);

/// <summary>Sales of all time, or between two dates.</summary>
public sealed record SalesTotals(
    decimal Revenue,
    long Orders,
    long Lines,
    long Customers,
    double UnitsSold,
    DateOnly? FirstDay,
    DateOnly? LastDay
);

/// <summary>Revenue, orders, customers and units by day or month (UTC).</summary>
public sealed class SalesSummary(NpgsqlDataSource database)
{
    /// <param name="from">First day.</param>
    /// <param name="toInclusive">Last day.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<SalesTotals> TotalsAsync(
        DateOnly? from = null,
        DateOnly? toInclusive = null,
        CancellationToken cancellation = default
    )
    {
        await using var command = database.CreateCommand(
            """
            SELECT COALESCE(sum(amount), 0)::numeric, count(*), COALESCE(sum(lines), 0)::bigint, count(DISTINCT customer_id),
                   COALESCE(sum(quantity), 0), min(ordered_at AT TIME ZONE 'UTC')::date, max(ordered_at AT TIME ZONE 'UTC')::date
            FROM orders
            WHERE (@from IS NULL OR ordered_at >= @from::timestamp AT TIME ZONE 'UTC')
              AND (@to IS NULL OR ordered_at < (@to + 1)::timestamp AT TIME ZONE 'UTC')
            """
        );
        AddRange(command, from, toInclusive);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new SalesTotals(
            reader.GetDecimal(0) / Money.Scale,
            reader.GetInt64(1),
            reader.GetInt64(2),
            reader.GetInt64(3),
            reader.GetDouble(4),
            reader.IsDBNull(5) ? null : reader.GetFieldValue<DateOnly>(5),
            reader.IsDBNull(6) ? null : reader.GetFieldValue<DateOnly>(6)
        );
    }

    /// <param name="unit">day or month.</param>
    /// <param name="from">First day.</param>
    /// <param name="toInclusive">Last day.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<List<SalesPeriod>> ByAsync(
        string unit,
        DateOnly? from = null,
        DateOnly? toInclusive = null,
        CancellationToken cancellation = default
    )
    {
        await using var command = database.CreateCommand(
            """
            SELECT date_trunc(@unit, ordered_at AT TIME ZONE 'UTC')::date AS period, sum(amount)::numeric, count(*),
                   count(DISTINCT customer_id), sum(quantity)
            FROM orders
            WHERE (@from IS NULL OR ordered_at >= @from::timestamp AT TIME ZONE 'UTC')
              AND (@to IS NULL OR ordered_at < (@to + 1)::timestamp AT TIME ZONE 'UTC')
            GROUP BY period ORDER BY period
            """
        );
        command.Parameters.AddWithValue("unit", unit);
        AddRange(command, from, toInclusive);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<SalesPeriod> periods = [];
        while (await reader.ReadAsync(cancellation))
        {
            periods.Add(
                new SalesPeriod(
                    reader.GetFieldValue<DateOnly>(0),
                    reader.GetDecimal(1) / Money.Scale,
                    reader.GetInt64(2),
                    reader.GetInt64(3),
                    reader.GetDouble(4)
                )
            );
        }
        return periods;
    }

    private static void AddRange(NpgsqlCommand command, DateOnly? from, DateOnly? to)
    {
        command.Parameters.AddWithValue("from", NpgsqlDbType.Date, (object?)from ?? DBNull.Value);
        command.Parameters.AddWithValue("to", NpgsqlDbType.Date, (object?)to ?? DBNull.Value);
    }
}
