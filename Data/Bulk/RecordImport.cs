using System.Runtime.InteropServices;
using Core.Cleaning;
using Core.Customers;
using Npgsql;
using NpgsqlTypes;

namespace Data.Bulk;

/// <summary>
/// Rows of any kind but orders into their table. An empty field never wipes what is known; a row with the same id as an earlier one
/// overrides it.
/// </summary>
internal sealed class RecordImport : IImportTarget
{
    private readonly RecordTable table;
    private readonly RecordRules rules;
    private readonly CleaningOptions options;
    private readonly IRowFigures? figures;
    private readonly RecordMergeSql sql;
    private readonly RowDuplicates duplicates;
    private readonly object?[] values;
    private readonly int[] positions;
    private NpgsqlBinaryImporter? copy;

    public RecordImport(
        RecordTable table,
        RecordRules rules,
        RowDuplicates duplicates,
        CleaningOptions options,
        IRowFigures? figures = null
    )
    {
        this.table = table;
        this.rules = rules;
        this.duplicates = duplicates;
        this.options = options;
        this.figures = figures;
        sql = new RecordMergeSql(table, figures?.Columns ?? []);
        values = new object?[table.Kind.Columns.Count];
        positions = [.. table.Columns.Select(c => table.Kind.IndexOf(c.Source))];
    }

    public async Task BeginAsync(ImportSession session, CancellationToken cancellation)
    {
        await session.RunAsync(sql.CreateStaging, cancellation);
        copy = await session.Connection.BeginBinaryImportAsync(sql.CopyCommand, cancellation);
        copy.Timeout = TimeSpan.FromHours(6);
    }

    public bool Write(long rowNumber, IReadOnlyList<string> fields, List<ImportIssue> issues)
    {
        if (!duplicates.Check(rowNumber, fields, issues) || !rules.TryRead(rowNumber, fields, issues, values))
        {
            return false;
        }
        Stage(copy!, rowNumber, fields);
        return true;
    }

    private void Stage(NpgsqlBinaryImporter copy, long rowNumber, IReadOnlyList<string> fields)
    {
        copy.StartRow();
        copy.Write(rowNumber, NpgsqlDbType.Bigint);
        for (var i = 0; i < table.Columns.Count; i++)
        {
            Write(copy, table.Columns[i], values[positions[i]]);
        }
        if (table.HasAttributes)
        {
            copy.Write(rules.Attributes(fields), NpgsqlDbType.Jsonb);
        }
        if (figures is not null)
        {
            var computed = figures.Of(values);
            for (var i = 0; i < computed.Count; i++)
            {
                copy.Write(computed[i], figures.Columns[i].Type);
            }
        }
    }

    private void Write(NpgsqlBinaryImporter copy, TargetColumn column, object? value)
    {
        if (column is Plain plain)
        {
            if (value is null)
            {
                copy.WriteNull();
            }
            else
            {
                copy.Write(plain.Convert(value), plain.Type);
            }
        }
        else if (value is string id)
        {
            copy.Write(ExternalId.Hash(id), NpgsqlDbType.Bigint);
            copy.Write(CleanText.WithoutNul(id), NpgsqlDbType.Text);
        }
        else
        {
            if (column is OwnId)
            {
                copy.Write(ContentHash(), NpgsqlDbType.Bigint);
            }
            else if (column.Target == "customer_id")
            {
                copy.Write(0L, NpgsqlDbType.Bigint);
            }
            else
            {
                copy.WriteNull();
            }
            copy.WriteNull();
        }
    }

    private long ContentHash()
    {
        var hash = 0UL;
        foreach (var value in values)
        {
            var text = value is null ? "" : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;
            // Each value's hash seeds the next one's, so that moving text from one column to its neighbour gives another hash.
            hash = XxHash64.Hash(MemoryMarshal.AsBytes(text.AsSpan()), hash + 1);
        }
        return unchecked((long)hash);
    }

    public async Task CompleteAsync(CancellationToken cancellation)
    {
        await copy!.CompleteAsync(cancellation);
        await copy.DisposeAsync();
    }

    public async Task<MergeCount> MergeAsync(ImportSession session, CancellationToken cancellation)
    {
        var label = table.Kind.Label.ToLowerInvariant();
        session.Step($"Cleaning {label}");
        await session.RunAsync($"ANALYZE {RecordMergeSql.Staging}", cancellation);
        await StagedCleaning.RunAsync(session, RecordMergeSql.Staging, Cleanable(), options, cancellation);
        if (table.Id is { } id)
        {
            await session.RunAsync(sql.NumberRepeatedContent, cancellation);
            if (id.KeepsText)
            {
                await IdCollision.CheckAsync(
                    session,
                    RecordMergeSql.Staging,
                    id.Target,
                    id.Target + "_text",
                    table.Name,
                    id.Target,
                    cancellation
                );
            }
            await session.NoteAsync(
                sql.RepeatedIds,
                (row, value) =>
                    new ImportIssue(
                        row,
                        CleaningRule.RepeatedId,
                        IssueOutcome.Noted,
                        id.Source,
                        value,
                        "A row further down has the same id and counts."
                    ),
                cancellation
            );
        }
        session.Step($"Writing {label}");
        foreach (var reference in table.Columns.OfType<Reference>())
        {
            await IdCollision.CheckAsync(
                session,
                RecordMergeSql.Staging,
                reference.Target,
                reference.Target + "_text",
                reference.Table,
                RecordMergeSql.IdOf(reference.Table),
                cancellation
            );
            await session.RunAsync(RecordMergeSql.AddReferenced(reference), cancellation);
        }
        if (table.Kind == ImportKind.Feedback)
        {
            await session.RunAsync(FeedbackOwners.FindInStaging, cancellation);
            await session.RunAsync(FeedbackOwners.TakeFromFormerOwners, cancellation);
        }
        var (inserted, updated) = await session.QueryAsync(sql.Merge, r => (r.GetInt64(0), r.GetInt64(1)), cancellation);
        var total = await session.QueryAsync(sql.CountDistinct, r => r.GetInt64(0), cancellation);
        if (table.Kind == ImportKind.Customers)
        {
            await session.RunAsync(FeedbackOwners.GiveToNewCustomers(RecordTable.Of(ImportKind.Feedback)), cancellation);
        }
        return new MergeCount(inserted, updated, total - inserted - updated);
    }

    public async ValueTask DisposeAsync()
    {
        if (copy is not null)
        {
            await copy.DisposeAsync();
        }
    }

    private IEnumerable<StagedColumn> Cleanable()
    {
        foreach (var plain in table.Columns.OfType<Plain>())
        {
            var type = table.Kind.Column(plain.Source)!.Type;
            if (type is ColumnType.Category or ColumnType.Number or ColumnType.Money)
            {
                yield return StagedColumn.Of(plain.Source, type, plain.Target, plain.SqlType);
            }
        }
        foreach (var (header, type) in table.HasAttributes ? rules.AttributeTypes : [])
        {
            yield return StagedColumn.Attribute(header, type == ColumnType.Number ? ColumnType.Number : ColumnType.Category);
        }
    }
}
