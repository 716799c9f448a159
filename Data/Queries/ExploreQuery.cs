using Core.Explore;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Data.Queries;

/// <summary>Exact figures of a column, over all rows of the filter. Those of numbers are null for a category and without values.</summary>
public sealed record ExactFigures(long Rows, long Known, double? Mean, double? StandardDeviation, double? Min, double? Max);

/// <summary>How often each value of a category is there.</summary>
/// <param name="Values">The most frequent first, as many as asked for.</param>
/// <param name="Distinct">Different values.</param>
/// <param name="Others">Rows with a value that is not listed.</param>
/// <param name="Missing">Rows without a value.</param>
public sealed record ValueCounts(IReadOnlyList<(string Value, long Count)> Values, long Distinct, long Others, long Missing);

/// <summary>Columns of all rows, or of a random sample.</summary>
/// <param name="Columns">One array for each numeric column, by its key; NaN where missing.</param>
/// <param name="Groups">The category's value of each row, null where missing; null when none was asked for.</param>
/// <param name="Total">Rows that the sample stands for; as many as it has when it is all of them.</param>
public sealed record ExploreSample(IReadOnlyDictionary<string, double[]> Columns, string?[]? Groups, int Rows, long Total)
{
    public bool IsWhole => Rows == Total;
}

/// <summary>
/// Reads a table for exploring it: counts and sums by the database over all rows, values themselves up to a bound. Beyond the bound a
/// random sample is read, always the same one while the data stay the same.
/// </summary>
public sealed class ExploreQuery(NpgsqlDataSource database, IDbContextFactory<AppDb> databases)
{
    /// <summary>Rows that are read one by one, at most about so many.</summary>
    public const int SampleRows = 50_000;

    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public async Task<ExactFigures> FiguresAsync(
        ExploreTable table,
        ExploreColumn column,
        ExploreFilter filter,
        CancellationToken cancellation = default
    )
    {
        var figures =
            column.Kind == ExploreKind.Number
                ? $"avg({column.Sql}), stddev_samp({column.Sql}), min({column.Sql}), max({column.Sql})"
                : "NULL::double precision, NULL::double precision, NULL::double precision, NULL::double precision";
        await using var command = await CommandAsync(
            table,
            filter,
            (from, where, _) => $"SELECT count(*), count({column.Sql}), {figures} FROM {from} WHERE {where}",
            [column],
            cancellation
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new ExactFigures(reader.GetInt64(0), reader.GetInt64(1), Number(2), Number(3), Number(4), Number(5));

        double? Number(int i) => reader.IsDBNull(i) ? null : reader.GetDouble(i);
    }

    /// <summary>How many a day (UTC), and what a column adds up to; rows without a time are left out. Empty when the table has no time.</summary>
    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public async Task<List<DayTotal>> DaysAsync(
        ExploreTable table,
        ExploreColumn? column,
        ExploreFilter filter,
        CancellationToken cancellation = default
    )
    {
        List<DayTotal> days = [];
        if (table.Time is not { } time)
        {
            return days;
        }
        var value = column is { Kind: ExploreKind.Number } ? column.Sql : "NULL::double precision";
        await using var command = await CommandAsync(
            table,
            filter,
            (from, where, _) =>
                $"""
                    SELECT {time.Day} AS day, count(*), count({value}), COALESCE(sum({value}), 0)
                    FROM {from} WHERE {where} AND {time.Sql} IS NOT NULL GROUP BY day
                    """,
            [column],
            cancellation
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            days.Add(new DayTotal(reader.GetFieldValue<DateOnly>(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetDouble(3)));
        }
        return days;
    }

    /// <summary>How often each value of a category is there.</summary>
    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public async Task<ValueCounts> CountsAsync(
        ExploreTable table,
        ExploreColumn column,
        ExploreFilter filter,
        int top = 12,
        CancellationToken cancellation = default
    )
    {
        await using var command = await CommandAsync(
            table,
            filter,
            (from, where, parameters) =>
                $"""
                    SELECT v, n, count(v) OVER (), COALESCE(sum(n) FILTER (WHERE v IS NOT NULL) OVER (), 0)::bigint
                    FROM (SELECT {column.Sql} AS v, count(*) AS n FROM {from} WHERE {where} GROUP BY 1) g
                    ORDER BY v IS NOT NULL, n DESC, v LIMIT {parameters.Add(top + 1)}
                    """,
            [column],
            cancellation
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<(string Value, long Count)> values = [];
        long missing = 0,
            distinct = 0,
            known = 0;
        while (await reader.ReadAsync(cancellation))
        {
            (distinct, known) = (reader.GetInt64(2), reader.GetInt64(3));
            if (reader.IsDBNull(0))
            {
                missing = reader.GetInt64(1);
            }
            else if (values.Count < top)
            {
                values.Add((reader.GetString(0), reader.GetInt64(1)));
            }
        }
        return new ValueCounts(values, distinct, known - values.Sum(v => v.Count), missing);
    }

    /// <summary>A number's mean in each group of a category, the largest groups first; rows without a group are left out.</summary>
    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public async Task<List<GroupMean>> MeansAsync(
        ExploreTable table,
        ExploreColumn column,
        ExploreColumn group,
        ExploreFilter filter,
        int top = 1000,
        CancellationToken cancellation = default
    )
    {
        await using var command = await CommandAsync(
            table,
            filter,
            (from, where, parameters) =>
                $"""
                    SELECT {group.Sql} AS v, count({column.Sql}) AS n, avg({column.Sql}), COALESCE(stddev_samp({column.Sql}), 0)
                    FROM {from} WHERE {where} AND {group.Sql} IS NOT NULL AND {column.Sql} IS NOT NULL
                    GROUP BY 1 ORDER BY n DESC, v LIMIT {parameters.Add(top)}
                    """,
            [column, group],
            cancellation
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<GroupMean> groups = [];
        while (await reader.ReadAsync(cancellation))
        {
            groups.Add(
                new GroupMean(reader.GetString(0), reader.GetString(0), reader.GetInt64(1), reader.GetDouble(2), reader.GetDouble(3))
            );
        }
        return groups;
    }

    /// <summary>Reads columns row by row: all rows, or about <see cref="SampleRows"/> of them by chance.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Numeric ones.</param>
    /// <param name="group">A category to know of each row; may be null.</param>
    /// <param name="filter">Which rows.</param>
    /// <param name="total">How many rows fit the filter, as <see cref="FiguresAsync"/> tells.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public async Task<ExploreSample> SampleAsync(
        ExploreTable table,
        IReadOnlyList<ExploreColumn> columns,
        ExploreColumn? group,
        ExploreFilter filter,
        long total,
        CancellationToken cancellation = default
    )
    {
        var percent = total <= SampleRows ? 100 : 100.0 * SampleRows / total;
        var sample = percent < 100 ? FormattableString.Invariant($"TABLESAMPLE BERNOULLI ({percent:R}) REPEATABLE (1)") : "";
        await using var command = await CommandAsync(
            table,
            filter,
            (from, where, _) =>
                $"SELECT {string.Join(", ", columns.Select(c => c.Sql).Append(group?.Sql ?? "NULL::text"))} FROM {from} WHERE {where}",
            [.. columns, group],
            cancellation,
            sample
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var values = columns.Select(_ => new List<double>()).ToArray();
        List<string?> groups = [];
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i].Add(reader.IsDBNull(i) ? double.NaN : reader.GetDouble(i));
            }
            var name = reader.IsDBNull(values.Length) ? null : reader.GetString(values.Length);
            // The same few names for many rows are held once.
            groups.Add(name is null || names.TryAdd(name, name) ? name : names[name]);
        }
        return new ExploreSample(
            columns.Select((c, i) => (c.Key, Values: values[i].ToArray())).ToDictionary(c => c.Key, c => c.Values),
            group is null ? null : [.. groups],
            groups.Count,
            percent < 100 ? total : groups.Count
        );
    }

    private async Task<NpgsqlCommand> CommandAsync(
        ExploreTable table,
        ExploreFilter filter,
        Func<string, string, SqlParameterList, string> sql,
        IReadOnlyList<ExploreColumn?> columns,
        CancellationToken cancellation,
        string sample = ""
    )
    {
        SqlParameterList parameters = new();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var where = await filter.ConditionAsync(table, db, parameters, cancellation);
        var command = database.CreateCommand(sql(table.From(columns, sample), where, parameters));
        parameters.CopyTo(command);
        return command;
    }
}
