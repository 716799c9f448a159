using System.Text.Json;
using Data;
using Data.Tables;
using Microsoft.EntityFrameworkCore;

namespace App.Features.Report;

/// <param name="Key">One of the catalog's.</param>
/// <param name="Comment">Plain text above the section; may be left out.</param>
public sealed record SectionChoice(string? Key, string? Comment = null);

/// <summary>What is written of a report by form or API.</summary>
/// <param name="Title">1 to 200 characters.</param>
/// <param name="Sections">In the order of the page; left out or null: all in the usual order.</param>
/// <param name="Schedule">A cron expression in UTC for publishing it by itself; null or empty: by hand only.</param>
public sealed record ReportInput(string? Title, IReadOnlyList<SectionChoice>? Sections = null, string? Schedule = null);

/// <summary>A saved report. Its figures are not saved: they are read when it is opened.</summary>
/// <param name="NextPublishAt">By its schedule; null without one.</param>
/// <param name="HtmlHref">The published file, or one made on the spot while there is none.</param>
public sealed record SavedReport(
    long Id,
    string Title,
    IReadOnlyList<ChosenSection> Sections,
    string? Schedule,
    DateTime? NextPublishAt,
    DateTime? PublishedAt,
    string HtmlHref,
    DateTime CreatedAt
);

/// <summary>Saves reports and finds them again.</summary>
public sealed class ReportStore(IDbContextFactory<AppDb> databases, BuildReport build, TimeProvider time)
{
    public const int LongestTitle = 200;
    public const int LongestComment = 10_000;

    /// <summary>Messages by field; empty when the input can be saved.</summary>
    public Dictionary<string, string[]> Check(ReportInput input)
    {
        Dictionary<string, string[]> errors = [];
        if (string.IsNullOrWhiteSpace(input.Title))
        {
            errors["title"] = ["Please give the report a title."];
        }
        else if (input.Title.Trim().Length > LongestTitle)
        {
            errors["title"] = [$"title may have {LongestTitle} characters at most. Got {input.Title.Trim().Length} instead."];
        }
        if (input.Sections is { Count: 0 })
        {
            errors["sections"] = ["Please choose at least one section."];
        }
        HashSet<string> seen = [];
        foreach (var (section, i) in (input.Sections ?? []).Select((s, i) => (s, i)))
        {
            if (build.Catalog.All(s => s.Key != section?.Key))
            {
                errors[$"sections[{i}].key"] =
                [
                    $"key must be one of {string.Join(", ", build.Catalog.Select(s => s.Key))}. Got '{section?.Key}' instead.",
                ];
            }
            else if (!seen.Add(section.Key!))
            {
                errors[$"sections[{i}].key"] = [$"'{section.Key}' is there twice; each section may be chosen once."];
            }
            if (section?.Comment is { Length: > LongestComment } comment)
            {
                errors[$"sections[{i}].comment"] = [$"comment may have {LongestComment} characters at most. Got {comment.Length} instead."];
            }
        }
        if (ReportSchedule.Check(input.Schedule, time.GetUtcNow()) is { } problem)
        {
            errors["schedule"] = [problem];
        }
        return errors;
    }

    /// <summary>Saves a checked report; the id of a new one, or null when there is none with that id.</summary>
    public async Task<long?> SaveAsync(long? id, ReportInput input, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var row = id is { } known ? await db.Reports.SingleOrDefaultAsync(r => r.Id == known, cancellation) : null;
        if (id is not null && row is null)
        {
            return null;
        }
        row ??= db.Reports.Add(new ReportRow { Title = "", CreatedAt = time.GetUtcNow().UtcDateTime }).Entity;
        row.Title = input.Title!.Trim();
        row.Sections = JsonSerializer.Serialize(
            input.Sections?.Select(s => new ChosenSection(s.Key!, s.Comment?.Trim() ?? "")) ?? build.Usual,
            JsonSerializerOptions.Web
        );
        row.Schedule = string.IsNullOrWhiteSpace(input.Schedule) ? null : input.Schedule.Trim();
        await db.SaveChangesAsync(cancellation);
        return row.Id;
    }

    /// <summary>The oldest first.</summary>
    public async Task<List<SavedReport>> ListAsync(int skip = 0, int limit = 1000, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return [.. (await db.Reports.AsNoTracking().OrderBy(r => r.Id).Skip(skip).Take(limit).ToListAsync(cancellation)).Select(View)];
    }

    public async Task<long> CountAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Reports.LongCountAsync(cancellation);
    }

    public async Task<SavedReport?> FindAsync(long id, CancellationToken cancellation = default) =>
        await RowAsync(id, cancellation) is { } row ? View(row) : null;

    /// <summary>The file that was published last; null when there is none on this machine.</summary>
    public async Task<string?> FileAsync(long id, CancellationToken cancellation = default) =>
        (await RowAsync(id, cancellation))?.PublishedPath is { } path && File.Exists(path) ? path : null;

    /// <summary>Deletes a report and its file; false when there is none.</summary>
    public async Task<bool> DeleteAsync(long id, CancellationToken cancellation = default)
    {
        var path = (await RowAsync(id, cancellation))?.PublishedPath;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await db.Reports.Where(r => r.Id == id).ExecuteDeleteAsync(cancellation) == 0)
        {
            return false;
        }
        if (path is not null)
        {
            File.Delete(path);
        }
        return true;
    }

    /// <summary>Writes down that a report was published; false when it has been deleted meanwhile.</summary>
    public async Task<bool> MarkPublishedAsync(long id, string path, DateTime at, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db
                .Reports.Where(r => r.Id == id)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.PublishedPath, path).SetProperty(x => x.PublishedAt, at), cancellation) > 0;
    }

    private async Task<ReportRow?> RowAsync(long id, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Reports.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellation);
    }

    private SavedReport View(ReportRow row) =>
        new(
            row.Id,
            row.Title,
            JsonSerializer.Deserialize<List<ChosenSection>>(row.Sections, JsonSerializerOptions.Web)!,
            row.Schedule,
            ReportSchedule.Next(row.Schedule, time.GetUtcNow()),
            row.PublishedAt,
            $"/api/reports/{row.Id}/html",
            row.CreatedAt
        );
}
