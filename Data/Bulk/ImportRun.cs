using System.Text.Json;
using Core.Cleaning;
using Core.Estimators;
using Data.Queries;
using Data.Sources;
using Npgsql;

namespace Data.Bulk;

/// <summary>
/// Brings one file in, in one transaction: read, clean, COPY into staging, merge, list of issues, counts. Killed at any moment it
/// leaves all of the file or nothing.
/// </summary>
public static class ImportRun
{
    private const int ReportEvery = 5_000;

    // Share of the whole that reading the file takes; the rest is the merge.
    private const double ReadingShare = 0.6;

    /// <exception cref="ImportFileException">The file can't be imported; nothing was written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing was written.</exception>
    public static async Task<ImportResult> RunAsync(
        NpgsqlDataSource database,
        long importId,
        string path,
        ImportPlan plan,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default,
        bool again = false
    )
    {
        using var table = TabularFile.Open(path, plan.Options.HeaderRow);
        return await RunAsync(database, importId, table, plan, progress, cancellation, again);
    }

    /// <summary>
    /// The same for a table that is open. Without an import's id, and for a file that is merged again, nothing but the rows is written.
    /// </summary>
    /// <exception cref="ImportFileException">The table can't be imported; nothing was written.</exception>
    public static async Task<ImportResult> RunAsync(
        NpgsqlDataSource database,
        long? importId,
        ITabularReader table,
        ImportPlan plan,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default,
        bool again = false
    )
    {
        using var issues = new IssueSpool();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var step = ReadingShare;
        var session = new ImportSession(connection, importId, issues, message => progress?.Report(new Progress(step += 0.07, message)));
        await session.RunAsync("SET LOCAL work_mem = '256MB'", cancellation);
        await using var target = ImportTargets.For(plan, new FileColumns(table.Headers, plan.Mapping, table.HasHeader));
        await target.BeginAsync(session, cancellation);
        var read = Stage(target, table, plan, issues, progress, cancellation);
        if (read == 0)
        {
            throw new ImportFileException("The file has a header but no rows.");
        }
        await target.CompleteAsync(cancellation);
        // Two imports that merge the same ids at once would each see the other's rows as missing.
        await session.RunAsync("SELECT pg_advisory_xact_lock(hashtext('import'))", cancellation);
        var merged = await target.MergeAsync(session, cancellation);
        var rejected = issues.RowsRejected;
        var result = new ImportResult(read, read - rejected, issues.RowsRepaired, rejected, merged, issues.Counts);
        if (importId is { } id && !again)
        {
            session.Step("Writing the list of issues");
            await issues.CopyToAsync(connection, id, cancellation);
            await FinishAsync(connection, id, result, cancellation);
        }
        await session.RunAsync(DataVersion.CountData + ";" + DataVersion.AnnounceImport, cancellation);
        await transaction.CommitAsync(cancellation);
        return result;
    }

    /// <returns>The number of rows read.</returns>
    private static long Stage(
        IImportTarget target,
        ITabularReader table,
        ImportPlan plan,
        IssueSpool issues,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        var columns = new FileColumns(table.Headers, plan.Mapping, table.HasHeader);
        var (read, imported) = (0L, 0L);
        List<ImportIssue> found = [];
        while (table.Read())
        {
            read++;
            found.Clear();
            var ok = HasAllColumns(table, columns, found) && target.Write(table.RowNumber, table.Fields, found);
            imported += ok ? 1 : 0;
            found.ForEach(issues.Add);
            if (read % ReportEvery == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(
                    new Progress(
                        table.Position * ReadingShare,
                        $"{FigureText.Count(read)} rows read, {FigureText.Count(read - imported)} left out"
                    )
                );
            }
        }
        return read;
    }

    /// <summary>False, with an issue, when a row has another number of columns than the header.</summary>
    public static bool HasAllColumns(ITabularReader table, FileColumns columns, List<ImportIssue> found)
    {
        if (table.Fields.Count == columns.Headers.Count)
        {
            return true;
        }
        found.Add(
            new ImportIssue(
                table.RowNumber,
                CleaningRule.WrongColumnCount,
                IssueOutcome.Rejected,
                "",
                string.Join(" | ", table.Fields.Take(8)),
                $"The row has {table.Fields.Count} columns, the header has {columns.Headers.Count}."
            )
        );
        return false;
    }

    private static async Task FinishAsync(NpgsqlConnection connection, long importId, ImportResult result, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            UPDATE imports SET state = 'succeeded', finished_at = now(), rows_read = @read, rows_imported = @imported,
                rows_repaired = @repaired, rows_rejected = @rejected, inserted = @inserted, updated = @updated, unchanged = @unchanged,
                issues_by_rule = @issues::jsonb, error = NULL
            WHERE id = @id
            """,
            connection
        );
        command.Parameters.AddWithValue("id", importId);
        command.Parameters.AddWithValue("read", result.RowsRead);
        command.Parameters.AddWithValue("imported", result.RowsImported);
        command.Parameters.AddWithValue("repaired", result.RowsRepaired);
        command.Parameters.AddWithValue("rejected", result.RowsRejected);
        command.Parameters.AddWithValue("inserted", result.Merged.Inserted);
        command.Parameters.AddWithValue("updated", result.Merged.Updated);
        command.Parameters.AddWithValue("unchanged", result.Merged.Unchanged);
        command.Parameters.AddWithValue("issues", JsonSerializer.Serialize(result.IssuesByRule, JsonSerializerOptions.Web));
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
