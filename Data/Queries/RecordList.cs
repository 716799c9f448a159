using System.Text.Json;
using Core.Cleaning;
using Core.Customers;
using Data.Bulk;
using Npgsql;

namespace Data.Queries;

/// <summary>Lists rows of any kind but orders, by the names that people know their columns by.</summary>
public sealed class RecordList(NpgsqlDataSource database)
{
    /// <summary>One page, in the order of the table's key.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="skip">Rows left out before.</param>
    /// <param name="limit">Rows at most.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>For each row its columns by name, ids as the outside system writes them.</returns>
    public async Task<List<Dictionary<string, object?>>> PageAsync(
        ImportKind kind,
        int skip,
        int limit,
        CancellationToken cancellation = default
    )
    {
        var table = RecordTable.Of(kind);
        var select = table.Columns.Select(c =>
            c switch
            {
                OwnId { KeepsText: true } => "t.external_id",
                Reference reference =>
                    $"(SELECT r.external_id FROM {reference.Table} r WHERE r.{RecordMergeSql.IdOf(reference.Table)} = t.{reference.Target})",
                _ => "t." + c.Target,
            }
        );
        var attributes = table.HasAttributes ? ", t.attributes::text" : "";
        var key = string.Join(", ", table.Key.Select(k => "t." + k));
        await using var command = database.CreateCommand(
            $"SELECT {string.Join(", ", select)}{attributes} FROM {table.Name} t ORDER BY {key} OFFSET {skip} LIMIT {limit}"
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<Dictionary<string, object?>> rows = [];
        while (await reader.ReadAsync(cancellation))
        {
            Dictionary<string, object?> row = [];
            for (var i = 0; i < table.Columns.Count; i++)
            {
                row[Camel(table.Columns[i].Source)] = Value(reader, i, kind.Column(table.Columns[i].Source)!.Type);
            }
            if (table.HasAttributes)
            {
                row["attributes"] = JsonDocument.Parse(reader.GetString(table.Columns.Count)).RootElement;
            }
            rows.Add(row);
        }
        return rows;
    }

    public async Task<long> CountAsync(ImportKind kind, CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand($"SELECT count(*) FROM {RecordTable.Of(kind).Name}");
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>movie_id → movieId.</summary>
    public static string Camel(string column)
    {
        var words = column.Split('_');
        return words[0] + string.Concat(words.Skip(1).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
    }

    private static object? Value(NpgsqlDataReader reader, int column, ColumnType type) =>
        reader.IsDBNull(column) ? null
        : type == ColumnType.Money ? (decimal)reader.GetInt64(column) / Money.Scale
        // Known by a hash of its content, which is a number of 64 bits: more than JSON's readers hold exactly.
        : type == ColumnType.Id ? reader.GetValue(column).ToString()
        : reader.GetValue(column);
}
