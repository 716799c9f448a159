using Core.Cleaning;
using Npgsql;
using NpgsqlTypes;

namespace Data.Bulk;

/// <summary>
/// Holds what an import finds in a temporary file until the rows are in, so that a file with millions of bad rows costs no memory
/// and everything is written in one transaction.
/// </summary>
internal sealed class IssueSpool : IDisposable
{
    private readonly FileStream file = TemporaryFile.Open();
    private readonly BinaryWriter writer;
    private readonly Dictionary<string, RuleCount> counts = [];
    private readonly RowSet rejected = new();
    private readonly RowSet repaired = new();
    private long total;

    public IssueSpool()
    {
        writer = new BinaryWriter(file);
    }

    /// <summary>How many each rule found, by outcome.</summary>
    public IReadOnlyDictionary<string, RuleCount> Counts => counts;

    /// <summary>Rows that were left out.</summary>
    public long RowsRejected => rejected.CountWithout();

    /// <summary>Rows that came in with something repaired.</summary>
    public long RowsRepaired => repaired.CountWithout(rejected);

    public void Add(ImportIssue issue)
    {
        if (issue.Outcome != IssueOutcome.Noted)
        {
            (issue.Outcome == IssueOutcome.Rejected ? rejected : repaired).Add(issue.RowNumber);
        }
        var count = counts.GetValueOrDefault(issue.Rule.Key) ?? new RuleCount(0, 0, 0);
        counts[issue.Rule.Key] = count.Plus(issue.Outcome);
        writer.Write(issue.RowNumber);
        writer.Write(issue.Rule.Key);
        writer.Write((byte)issue.Outcome);
        writer.Write(issue.Column);
        writer.Write(issue.Value);
        writer.Write(issue.Reason);
        total++;
    }

    public async Task CopyToAsync(NpgsqlConnection connection, long importId, CancellationToken cancellation)
    {
        writer.Flush();
        file.Position = 0;
        using var reader = new BinaryReader(file, System.Text.Encoding.UTF8, leaveOpen: true);
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY import_issues (import_id, id, row_number, rule, outcome, \"column\", value, reason) FROM STDIN (FORMAT binary)",
            cancellation
        );
        for (var id = 1L; id <= total; id++)
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(importId, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(id, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(reader.ReadInt64(), NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(reader.ReadString(), NpgsqlDbType.Text, cancellation);
            await copy.WriteAsync(((IssueOutcome)reader.ReadByte()).ToString().ToLowerInvariant(), NpgsqlDbType.Text, cancellation);
            await copy.WriteAsync(reader.ReadString(), NpgsqlDbType.Text, cancellation);
            await copy.WriteAsync(CleanText.WithoutNul(reader.ReadString()), NpgsqlDbType.Text, cancellation);
            await copy.WriteAsync(reader.ReadString(), NpgsqlDbType.Text, cancellation);
        }
        await copy.CompleteAsync(cancellation);
    }

    public void Dispose() => writer.Dispose();
}

/// <summary>What one rule found in one import.</summary>
public sealed record RuleCount(long Rejected, long Repaired, long Noted)
{
    public RuleCount Plus(IssueOutcome outcome) =>
        outcome switch
        {
            IssueOutcome.Rejected => this with { Rejected = Rejected + 1 },
            IssueOutcome.Repaired => this with { Repaired = Repaired + 1 },
            _ => this with { Noted = Noted + 1 },
        };
}
