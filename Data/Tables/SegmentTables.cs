namespace Data.Tables;

/// <summary>A saved run of a clustering or scoring: options, seed, as-of date and result, so that it can be repeated.</summary>
public sealed class SegmentationRow
{
    public long Id { get; set; }
    public required string Name { get; set; }

    /// <summary>k-means, rfm, … as in the API.</summary>
    public required string Method { get; set; }
    public required string Options { get; set; }
    public long Seed { get; set; }
    public DateOnly AsOf { get; set; }

    /// <summary>Kept up to date by the program when the data change; there is one of each method.</summary>
    public bool Automatic { get; set; }

    /// <summary>The segmentation that pages open with; at most one.</summary>
    public bool Pinned { get; set; }
    public string Result { get; set; } = "{}";
    public DateTime CreatedAt { get; set; }
}

/// <summary>Which cluster a customer fell into in one run; −1 is noise.</summary>
public sealed class SegmentationAssignmentRow
{
    public long CustomerId { get; set; }
    public long SegmentationId { get; set; }
    public int Cluster { get; set; }
}

/// <summary>A group of customers: a rule, a fixed list, or a cluster of a saved segmentation.</summary>
public sealed class SegmentRow
{
    public long Id { get; set; }
    public required string Name { get; set; }
    public string Description { get; set; } = "";

    /// <summary>rule, list or cluster.</summary>
    public required string Kind { get; set; }

    /// <summary>Position in the qualitative palette, the same on every page.</summary>
    public int Colour { get; set; }
    public string? Rule { get; set; }
    public long? SegmentationId { get; set; }
    public int? Cluster { get; set; }

    /// <summary>Customers at the last count.</summary>
    public long Size { get; set; }
    public DateTime CreatedAt { get; set; }
}

/// <summary>A person in a fixed-list segment.</summary>
public sealed class SegmentMemberRow
{
    public long CustomerId { get; set; }
    public long SegmentId { get; set; }
}

/// <summary>How large a segment was on a day (UTC), as last counted.</summary>
public sealed class SegmentDayRow
{
    public long SegmentId { get; set; }
    public DateOnly Day { get; set; }
    public long Size { get; set; }
    public long Revenue { get; set; }
}
