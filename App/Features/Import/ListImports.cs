using System.Text.Json;
using App.Shell;
using Core.Cleaning;
using Data;
using Data.Bulk;
using Data.Tables;
using Microsoft.EntityFrameworkCore;

namespace App.Features.Import;

/// <summary>An import as pages and API show it.</summary>
public sealed record ImportView(
    long Id,
    string Kind,
    string Source,
    string FileName,
    string State,
    DateTime CreatedAt,
    DateTime? FinishedAt,
    long RowsRead,
    long RowsImported,
    long RowsRepaired,
    long RowsRejected,
    long Inserted,
    long Updated,
    long Unchanged,
    IReadOnlyDictionary<string, RuleCount> IssuesByRule,
    string IssuesHref,
    string? Error
)
{
    public static ImportView Of(ImportRow row) =>
        new(
            row.Id,
            row.Kind,
            row.Source,
            row.FileName,
            row.State,
            row.CreatedAt,
            row.FinishedAt,
            row.RowsRead,
            row.RowsImported,
            row.RowsRepaired,
            row.RowsRejected,
            row.Inserted,
            row.Updated,
            row.Unchanged,
            JsonSerializer.Deserialize<Dictionary<string, RuleCount>>(row.IssuesByRule, JsonSerializerOptions.Web) ?? [],
            $"/api/imports/{row.Id}/issues.csv",
            row.Error
        );
}

/// <summary>Looks imports and their issues up.</summary>
public sealed class ListImports(IDbContextFactory<AppDb> databases)
{
    /// <summary>What a person is asked before an import is undone: what goes, what comes back, and what is lost.</summary>
    public async Task<string> UndoQuestionAsync(ImportView import, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        // Nothing tells what of a row was written by hand and what by the file, so all of it goes.
        var people = await db.Customers.LongCountAsync(c => c.ImportId == import.Id, cancellation);
        return $"Take out what {import.FileName} brought? What it had changed is read again from the files before it. "
            + (
                people == 0
                    ? ""
                    : $"{Format.Count(people, "customer", "customers")} came in with it: what you wrote into them by hand is lost. "
            )
            + "The file is kept, so that it can be imported again.";
    }

    public async Task<List<ImportView>> NewestAsync(int skip, int limit, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var rows = await db.Imports.AsNoTracking().OrderByDescending(i => i.Id).Skip(skip).Take(limit).ToListAsync(cancellation);
        return [.. rows.Select(ImportView.Of)];
    }

    public async Task<long> CountAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Imports.LongCountAsync(cancellation);
    }

    public async Task<ImportView?> FindAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellation) is { } row ? ImportView.Of(row) : null;
    }

    /// <summary>The file of an import that came in, and how it was read; null when there is none.</summary>
    public async Task<(string Path, string Name, string Kind, Dictionary<string, string> Mapping, CleaningOptions Options)?> FileOfAsync(
        long id,
        CancellationToken cancellation = default
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id && i.State == "succeeded", cancellation) is { } row
            ? (
                row.StoredPath,
                row.FileName,
                row.Kind,
                JsonSerializer.Deserialize<Dictionary<string, string>>(row.Mapping) ?? [],
                JsonSerializer.Deserialize<CleaningOptions>(row.Options, JsonSerializerOptions.Web) ?? new CleaningOptions()
            )
            : null;
    }

    public async Task<List<ImportIssueRow>> IssuesAsync(
        long id,
        string? rule,
        long skip,
        int limit,
        CancellationToken cancellation = default
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db
            .ImportIssues.AsNoTracking()
            .Where(i => i.ImportId == id && i.Id > skip && (rule == null || i.Rule == rule))
            .OrderBy(i => i.Id)
            .Take(limit)
            .ToListAsync(cancellation);
    }

    /// <summary>Writes the list as CSV, row by row; texts that a spreadsheet would run as formulas are made harmless.</summary>
    public async Task WriteIssuesAsync(long id, Stream stream, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(stream, leaveOpen: true);
        await writer.WriteLineAsync("row,outcome,rule,column,value,reason".AsMemory(), cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var rows = db.ImportIssues.AsNoTracking().Where(i => i.ImportId == id).OrderBy(i => i.Id).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            string[] fields =
            [
                row.RowNumber.ToString(System.Globalization.CultureInfo.InvariantCulture),
                row.Outcome,
                CleaningRule.LabelOf(row.Rule),
                row.Column,
                row.Value,
                row.Reason,
            ];
            await writer.WriteLineAsync(string.Join(',', fields.Select(CsvText.Field)).AsMemory(), cancellation);
        }
    }
}
