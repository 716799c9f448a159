using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Data.Queries;

/// <summary>What there is to look at now: tables with rows, the further columns of their files, segmentations to split by.</summary>
public sealed class ExploreCatalog(NpgsqlDataSource database, IDbContextFactory<AppDb> databases)
{
    // So many rows tell which further columns there are.
    private const int RowsLookedAt = 5_000;

    // Longer numbers are beyond what a floating-point number holds.
    private const int LongestNumber = 300;

    /// <summary>The keys of the tables that have rows.</summary>
    public async Task<HashSet<string>> FilledAsync(CancellationToken cancellation = default)
    {
        var exists = ExploreTables.All.Select(t => $"EXISTS (SELECT 1 FROM {t.Table})");
        await using var command = database.CreateCommand("SELECT " + string.Join(", ", exists));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return [.. ExploreTables.All.Where((_, i) => reader.GetBoolean(i)).Select(t => t.Key)];
    }

    /// <summary>
    /// The table of that name, else the first in which any column has values: where events name products that no file has described,
    /// there are rows of products and nothing to see in them. Complete; customers when nothing is there.
    /// </summary>
    /// <param name="key">What a person asked for.</param>
    /// <param name="filled">The tables that have rows.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<ExploreTable> OpenAsync(string? key, IReadOnlySet<string> filled, CancellationToken cancellation = default)
    {
        if (ExploreTables.Find(key) is { } named)
        {
            return await LookAtAsync(named, cancellation);
        }
        ExploreTable? first = null;
        foreach (var table in ExploreTables.All.Where(t => filled.Contains(t.Key)))
        {
            var complete = await LookAtAsync(table, cancellation);
            if (complete.Columns.Any(complete.HasValues))
            {
                return complete;
            }
            first ??= complete;
        }
        return first ?? await CompleteAsync(ExploreTables.Customers, cancellation);
    }

    /// <summary>The table with the columns that its files brought beyond the usual ones, and the segments of its customers.</summary>
    public async Task<ExploreTable> CompleteAsync(ExploreTable table, CancellationToken cancellation = default)
    {
        List<ExploreColumn> columns = [.. table.Columns];
        if (table.HasAttributes)
        {
            columns.AddRange(await AttributesAsync(table, cancellation));
        }
        if (table.Customer is { } customer)
        {
            columns.AddRange(await SegmentationsAsync(customer, cancellation));
        }
        return table with { Columns = columns };
    }

    // The further columns of files are there because rows have values of them, so only the usual ones are looked at.
    private async Task<ExploreTable> LookAtAsync(ExploreTable table, CancellationToken cancellation)
    {
        var rows = table with { Table = $"(SELECT * FROM {table.Table} LIMIT {RowsLookedAt})" };
        var known = table.Columns.Select(c => $"COALESCE(bool_or({c.Sql} IS NOT NULL), false)");
        await using var command = database.CreateCommand($"SELECT {string.Join(", ", known)} FROM {rows.From(table.Columns)}");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        HashSet<string> without = [.. table.Columns.Where((_, i) => !reader.GetBoolean(i)).Select(c => c.Key)];
        return (await CompleteAsync(table, cancellation)) with { WithoutValues = without };
    }

    private async Task<List<ExploreColumn>> AttributesAsync(ExploreTable table, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"""
            SELECT e.key, bool_and(jsonb_typeof(e.value) = 'number')
            FROM (SELECT attributes FROM {table.Table} LIMIT {RowsLookedAt}) a, jsonb_each(a.attributes) e
            WHERE jsonb_typeof(e.value) IN ('number', 'string', 'boolean')
            GROUP BY e.key ORDER BY e.key
            """
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<ExploreColumn> columns = [];
        while (await reader.ReadAsync(cancellation))
        {
            var name = reader.GetString(0);
            var (key, label) = ("attributes." + name, name.Replace('_', ' '));
            var value = $"x.attributes->>'{name.Replace("'", "''", StringComparison.Ordinal)}'";
            var kind = value.Replace("->>", "->", StringComparison.Ordinal);
            columns.Add(
                reader.GetBoolean(1)
                    ? new ExploreColumn(
                        key,
                        label,
                        ExploreKind.Number,
                        $"(CASE WHEN jsonb_typeof({kind}) = 'number' AND length({value}) < {LongestNumber} THEN ({value})::double precision END)"
                    )
                    : new ExploreColumn(key, label, ExploreKind.Category, $"({value})")
            );
        }
        return columns;
    }

    private async Task<List<ExploreColumn>> SegmentationsAsync(string customer, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var segmentations = await db
            .Segmentations.AsNoTracking()
            .Where(s => db.Segments.Any(g => g.SegmentationId == s.Id))
            .OrderByDescending(s => s.Id)
            .Select(s => new { s.Id, s.Name })
            .ToListAsync(cancellation);
        return
        [
            .. segmentations.Select(s => new ExploreColumn(
                $"segmentation:{s.Id}",
                $"Segment ({s.Name})",
                ExploreKind.Category,
                $"sg{s.Id}.name",
                Joins: $"""
                LEFT JOIN segmentation_assignments sa{s.Id} ON sa{s.Id}.customer_id = {customer} AND sa{s.Id}.segmentation_id = {s.Id}
                LEFT JOIN segments sg{s.Id} ON sg{s.Id}.segmentation_id = {s.Id} AND sg{s.Id}.cluster = sa{s.Id}.cluster
                """
            )),
        ];
    }
}
