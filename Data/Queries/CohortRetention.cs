using Npgsql;

namespace Data.Queries;

/// <summary>Customers by the month of their first order (UTC), and how many of them ordered again in the months after.</summary>
/// <param name="Month">The first day of the month.</param>
/// <param name="Customers">People whose first order lies in it.</param>
/// <param name="Active">
/// Of them, who ordered 0, 1, 2 … months later; the first is all of them. Only months that are over: a month that is still running would
/// look like a loss.
/// </param>
public sealed record Cohort(DateOnly Month, long Customers, IReadOnlyList<long> Active)
{
    /// <summary>The share that ordered so many months later, in [0, 1]; null where that month is not over.</summary>
    public double? Share(int monthsLater) => monthsLater < Active.Count ? (double)Active[monthsLater] / Customers : null;
}

/// <summary>Retention by month of first order, read from all orders and remembered until the data change.</summary>
public sealed class CohortRetention(NpgsqlDataSource database)
{
    private const string Sql = """
        WITH active AS (
            SELECT customer_id, date_trunc('month', ordered_at AT TIME ZONE 'UTC')::date AS month FROM orders GROUP BY 1, 2
        ),
        first AS (SELECT customer_id, min(month) AS cohort FROM active GROUP BY customer_id)
        SELECT cohort, month, count(*) FROM active JOIN first USING (customer_id) GROUP BY cohort, month ORDER BY cohort, month
        """;

    private (string Version, List<Cohort> Cohorts)? remembered;

    /// <returns>The oldest cohort first; empty when nothing was ordered or no month is over.</returns>
    public async Task<IReadOnlyList<Cohort>> RunAsync(CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var version = await TextAsync(
            connection,
            """
            SELECT concat_ws('.', (SELECT value::text FROM settings WHERE key = 'data-version'),
                                  (SELECT value::text FROM settings WHERE key = 'sales-version'))
            """,
            cancellation
        );
        if (remembered is { } known && known.Version == version)
        {
            return known.Cohorts;
        }
        await using var last = new NpgsqlCommand("SELECT (max(ordered_at) AT TIME ZONE 'UTC')::date FROM orders", connection);
        var cohorts = await last.ExecuteScalarAsync(cancellation) is DateOnly lastDay
            ? await ReadAsync(connection, lastDay, cancellation)
            : [];
        remembered = (version, cohorts);
        return cohorts;
    }

    private static async Task<List<Cohort>> ReadAsync(NpgsqlConnection connection, DateOnly lastDay, CancellationToken cancellation)
    {
        // The month of the last order is over only when its last day has come.
        var lastWhole = Month(lastDay.AddDays(1)).AddMonths(-1);
        Dictionary<DateOnly, long[]> active = [];
        await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var (cohort, month) = (reader.GetFieldValue<DateOnly>(0), reader.GetFieldValue<DateOnly>(1));
            if (cohort > lastWhole || month > lastWhole)
            {
                continue;
            }
            if (!active.TryGetValue(cohort, out var counts))
            {
                active[cohort] = counts = new long[Between(cohort, lastWhole) + 1];
            }
            counts[Between(cohort, month)] = reader.GetInt64(2);
        }
        return [.. active.OrderBy(a => a.Key).Select(a => new Cohort(a.Key, a.Value[0], a.Value))];
    }

    private static DateOnly Month(DateOnly day) => new(day.Year, day.Month, 1);

    private static int Between(DateOnly from, DateOnly to) => (to.Year - from.Year) * 12 + to.Month - from.Month;

    private static async Task<string> TextAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
