namespace Data.Tables;

/// <summary>One file (or simulated shop) that came in, with what became of it.</summary>
public sealed class ImportRow
{
    public long Id { get; set; }

    /// <summary>customers, orders, …</summary>
    public required string Kind { get; set; }

    /// <summary>file, simulated or online-retail.</summary>
    public required string Source { get; set; }
    public required string FileName { get; set; }
    public required string StoredPath { get; set; }
    public required string Sha256 { get; set; }

    /// <summary>queued, running, succeeded, failed, cancelled or removed.</summary>
    public required string State { get; set; }
    public string Mapping { get; set; } = "{}";
    public string Options { get; set; } = "{}";
    public DateTime CreatedAt { get; set; }
    public DateTime? FinishedAt { get; set; }
    public long RowsRead { get; set; }
    public long RowsImported { get; set; }
    public long RowsRepaired { get; set; }
    public long RowsRejected { get; set; }
    public long Inserted { get; set; }
    public long Updated { get; set; }
    public long Unchanged { get; set; }
    public string IssuesByRule { get; set; } = "{}";
    public string? Error { get; set; }
}

/// <summary>One thing found in one row of a file.</summary>
public sealed class ImportIssueRow
{
    public long ImportId { get; set; }
    public long Id { get; set; }

    /// <summary>The row in the file, the header being row 1.</summary>
    public long RowNumber { get; set; }
    public required string Rule { get; set; }

    /// <summary>rejected, repaired or noted.</summary>
    public required string Outcome { get; set; }
    public required string Column { get; set; }
    public required string Value { get; set; }
    public required string Reason { get; set; }
}

/// <summary>A piece of long work. Claimed with FOR UPDATE SKIP LOCKED and a lease; a killed worker's job is taken up again.</summary>
public sealed class JobRow
{
    public long Id { get; set; }
    public required string Kind { get; set; }
    public string Options { get; set; } = "{}";

    /// <summary>What a person reads in the list of jobs.</summary>
    public required string Title { get; set; }

    /// <summary>queued, running, succeeded, failed or cancelled.</summary>
    public required string State { get; set; }
    public double Progress { get; set; }
    public string Message { get; set; } = "";
    public string? Error { get; set; }
    public string? ResultHref { get; set; }
    public bool CancelRequested { get; set; }
    public int Attempts { get; set; }
    public string? Worker { get; set; }
    public DateTime? LeaseUntil { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime? StartedAt { get; set; }
    public DateTime? FinishedAt { get; set; }
}

/// <summary>A value that the whole installation shares: thresholds, keys, versions.</summary>
public sealed class SettingRow
{
    public required string Key { get; set; }
    public required string Value { get; set; }
}
