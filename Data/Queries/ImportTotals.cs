using System.Text.Json;
using Data.Bulk;
using Npgsql;

namespace Data.Queries;

/// <summary>What one kind of file brought in from one source.</summary>
/// <param name="Kind">customers, orders, …</param>
/// <param name="Source">file, simulated, …</param>
public sealed record ImportTotal(
    string Kind,
    string Source,
    long Imports,
    long Read,
    long Imported,
    long Repaired,
    long Rejected,
    DateTime? Last
);

/// <summary>How many customers have a value in each of the columns that people work with; all in whole customers.</summary>
public sealed record ContactCoverage(long Customers, long Emails, long Countries, long Channels, long Subscriptions, long SignupDates);

/// <summary>What came in so far and what cleaning did to it. Imports that failed, were cancelled or taken out again do not count.</summary>
public sealed class ImportTotals(NpgsqlDataSource database)
{
    /// <summary>Rows by kind and source, the most rows first.</summary>
    public async Task<List<ImportTotal>> ByKindAsync(CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(
            """
            SELECT kind, source, count(*), sum(rows_read)::bigint, sum(rows_imported)::bigint, sum(rows_repaired)::bigint,
                   sum(rows_rejected)::bigint, max(finished_at)
            FROM imports WHERE state = 'succeeded' GROUP BY kind, source ORDER BY 4 DESC, 1, 2
            """
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<ImportTotal> totals = [];
        while (await reader.ReadAsync(cancellation))
        {
            totals.Add(
                new ImportTotal(
                    reader.GetString(0),
                    reader.GetString(1),
                    reader.GetInt64(2),
                    reader.GetInt64(3),
                    reader.GetInt64(4),
                    reader.GetInt64(5),
                    reader.GetInt64(6),
                    reader.IsDBNull(7) ? null : reader.GetDateTime(7)
                )
            );
        }
        return totals;
    }

    /// <summary>What each cleaning rule found, by the rule's key.</summary>
    public async Task<Dictionary<string, RuleCount>> ByRuleAsync(CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand("SELECT issues_by_rule::text FROM imports WHERE state = 'succeeded'");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        Dictionary<string, RuleCount> sums = [];
        while (await reader.ReadAsync(cancellation))
        {
            var counts = JsonSerializer.Deserialize<Dictionary<string, RuleCount>>(reader.GetString(0), JsonSerializerOptions.Web)!;
            foreach (var (rule, count) in counts)
            {
                var sum = sums.GetValueOrDefault(rule) ?? new RuleCount(0, 0, 0);
                sums[rule] = new RuleCount(sum.Rejected + count.Rejected, sum.Repaired + count.Repaired, sum.Noted + count.Noted);
            }
        }
        return sums;
    }

    public async Task<ContactCoverage> CoverageAsync(CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(
            """
            SELECT count(*), count(NULLIF(email, '')), count(NULLIF(country, '')), count(NULLIF(channel, '')),
                   count(NULLIF(subscription_id, '')), count(signup_date)
            FROM customers
            """
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new ContactCoverage(
            reader.GetInt64(0),
            reader.GetInt64(1),
            reader.GetInt64(2),
            reader.GetInt64(3),
            reader.GetInt64(4),
            reader.GetInt64(5)
        );
    }
}
