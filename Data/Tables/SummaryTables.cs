namespace Data.Tables;

/// <summary>The sales of one day (UTC), kept so that a page never adds millions of rows up.</summary>
public sealed class DailySaleRow
{
    public DateOnly Date { get; set; }

    /// <summary>1/10 000 currency units.</summary>
    public long Revenue { get; set; }
    public int Orders { get; set; }
    public int UniqueCustomers { get; set; }
    public double UnitsSold { get; set; }
    public DateTime RefreshedAt { get; set; }
}

/// <summary>How many different customers ordered in a period; worked out beforehand for the periods that pages offer.</summary>
public sealed class SalesWindowRow
{
    public DateOnly FirstDay { get; set; }
    public DateOnly LastDay { get; set; }

    /// <summary>The version of the data that it was counted from; another one makes it worthless.</summary>
    public required string DataVersion { get; set; }
    public long Customers { get; set; }
}

/// <summary>A day whose orders changed since its summary was made.</summary>
public sealed class ChangedDayRow
{
    public DateOnly Date { get; set; }
}

/// <summary>A live report: the sections that a person chose, with their comments.</summary>
public sealed class ReportRow
{
    public long Id { get; set; }
    public required string Title { get; set; }

    /// <summary>A JSON array of sections: key and comment, in the order of the page.</summary>
    public string Sections { get; set; } = "[]";

    /// <summary>A cron expression (Quartz) for publishing it by itself; null when it is published by hand.</summary>
    public string? Schedule { get; set; }
    public DateTime? PublishedAt { get; set; }

    /// <summary>The file that was published last.</summary>
    public string? PublishedPath { get; set; }
    public DateTime CreatedAt { get; set; }
}
