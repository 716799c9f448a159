using Core.Segments;
using Data.Tables;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Data.Queries;

/// <summary>Adds, renames and deletes segments.</summary>
public sealed class SegmentStore(IDbContextFactory<AppDb> databases, NpgsqlDataSource database, TimeProvider time)
{
    public const int LongestName = 120;

    /// <summary>What is wrong with a name; null when nothing is.</summary>
    public static string? CheckName(string? name) =>
        string.IsNullOrWhiteSpace(name) ? "Please give the segment a name."
        : name.Any(char.IsControl) ? "The name must not hold control characters."
        : name.Trim().Length > LongestName ? $"The name may have {LongestName} characters at most. It has {name.Trim().Length}."
        : null;

    /// <summary>Saves a fixed list of customers.</summary>
    /// <returns>The id of the segment.</returns>
    public async Task<long> AddListAsync(
        string name,
        string description,
        IReadOnlyCollection<long> customerIds,
        CancellationToken cancellation = default
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var segment = await NewAsync(db, name, description, "list", cancellation);
        segment.Size = customerIds.Count;
        await db.SaveChangesAsync(cancellation);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using (
            var copy = await connection.BeginBinaryImportAsync(
                "COPY segment_members (customer_id, segment_id) FROM STDIN (FORMAT binary)",
                cancellation
            )
        )
        {
            foreach (var id in customerIds)
            {
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(id, NpgsqlDbType.Bigint, cancellation);
                await copy.WriteAsync(segment.Id, NpgsqlDbType.Bigint, cancellation);
            }
            await copy.CompleteAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
        return segment.Id;
    }

    /// <summary>Saves a rule.</summary>
    /// <exception cref="FormatException">The rule can't be read, names an unknown operator, or a value does not fit.</exception>
    public async Task<long> AddRuleAsync(string name, string description, string rule, CancellationToken cancellation = default)
    {
        var size = await CountRuleAsync(rule, null, cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var segment = await NewAsync(db, name, description, "rule", cancellation);
        (segment.Rule, segment.Size) = (rule, size);
        await db.SaveChangesAsync(cancellation);
        return segment.Id;
    }

    /// <summary>How many customers a rule fits now.</summary>
    /// <param name="rule">As JSON.</param>
    /// <param name="ownId">The segment whose rule it is to become; null for a new one.</param>
    /// <param name="cancellation">Stops the count in the database, too.</param>
    /// <exception cref="FormatException">The rule can't be read.</exception>
    public async Task<long> CountRuleAsync(string rule, long? ownId = null, CancellationToken cancellation = default)
    {
        var condition = SegmentCondition.Parse(rule);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var references = await SegmentReferences.LoadAsync(db, condition, ownId, cancellation);
        SqlParameterList parameters = new();
        await using var command = database.CreateCommand(SegmentRuleSql.Count(condition, parameters, references));
        parameters.CopyTo(command);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Renames a segment; false when there is none.</summary>
    public async Task<bool> RenameAsync(long id, string name, string description, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db
                .Segments.Where(s => s.Id == id)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(x => x.Name, name.Trim()).SetProperty(x => x.Description, description.Trim()),
                    cancellation
                ) > 0;
    }

    /// <summary>What became of a change.</summary>
    public enum Change
    {
        Done,
        Missing,
        NotARule,
    }

    /// <summary>Renames a segment and, where one is given, exchanges its rule.</summary>
    /// <exception cref="FormatException">The rule can't be read.</exception>
    public async Task<Change> RenameAsync(long id, string name, string description, string? rule, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await db.Segments.SingleOrDefaultAsync(s => s.Id == id, cancellation) is not { } segment)
        {
            return Change.Missing;
        }
        if (rule is not null && segment.Kind != "rule")
        {
            return Change.NotARule;
        }
        (segment.Name, segment.Description) = (name.Trim(), description.Trim());
        if (rule is not null)
        {
            (segment.Rule, segment.Size) = (rule, await CountRuleAsync(rule, id, cancellation));
        }
        await db.SaveChangesAsync(cancellation);
        return Change.Done;
    }

    /// <summary>The names of the segments whose rules name one of these.</summary>
    public async Task<List<string>> NamedByAsync(IReadOnlyCollection<long> segmentIds, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var rules = await db
            .Segments.AsNoTracking()
            .Where(s => s.Rule != null)
            .Select(s => new
            {
                s.Id,
                s.Name,
                s.Rule,
            })
            .ToListAsync(cancellation);
        return
        [
            .. rules
                .Where(s => !segmentIds.Contains(s.Id) && SegmentCondition.Parse(s.Rule!).Segments().Any(segmentIds.Contains))
                .Select(s => s.Name),
        ];
    }

    /// <summary>
    /// Deletes a saved segment; those of a segmentation go with it only, and one that a rule names stays. False when nothing was deleted.
    /// </summary>
    public async Task<bool> DeleteAsync(long id, CancellationToken cancellation = default)
    {
        if ((await NamedByAsync([id], cancellation)).Count > 0)
        {
            return false;
        }
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.SegmentMembers.Where(m => m.SegmentId == id).ExecuteDeleteAsync(cancellation);
        return await db.Segments.Where(s => s.Id == id && s.SegmentationId == null).ExecuteDeleteAsync(cancellation) > 0;
    }

    private async Task<SegmentRow> NewAsync(AppDb db, string name, string description, string kind, CancellationToken cancellation)
    {
        var segment = new SegmentRow
        {
            Name = name.Trim(),
            Description = description.Trim(),
            Kind = kind,
            // The next place in the palette, so that neighbours differ.
            Colour = await db.Segments.CountAsync(s => s.SegmentationId == null, cancellation),
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        db.Segments.Add(segment);
        return segment;
    }
}
