namespace Data.Bulk;

/// <summary>What an import did.</summary>
public sealed record ImportResult(
    long RowsRead,
    long RowsImported,
    long RowsRepaired,
    long RowsRejected,
    MergeCount Merged,
    IReadOnlyDictionary<string, RuleCount> IssuesByRule
);

/// <summary>What the merge changed in the database.</summary>
public readonly record struct MergeCount(long Inserted, long Updated, long Unchanged);
