namespace Data.Queries;

/// <summary>From the segments to the mails: how many people each step leaves out, and how many a mail will go to.</summary>
public sealed record AudienceFunnel
{
    /// <summary>In at least one of the chosen segments.</summary>
    public long InSegments { get; init; }

    /// <summary>Also in an excluded segment.</summary>
    public long Excluded { get; init; }
    public long NoAddress { get; init; }
    public long InvalidAddress { get; init; }

    /// <summary>Another person in the audience has the same address; one mail goes to an address.</summary>
    public long SameAddress { get; init; }

    /// <summary>On the do-not-mail list.</summary>
    public long Suppressed { get; init; }

    /// <summary>Gets nothing on purpose, for comparison.</summary>
    public long HeldOut { get; init; }
    public long WillBeSent { get; init; }

    /// <summary>Of those who get a mail, how many get each variant, by its number.</summary>
    public IReadOnlyList<long> ByVariant { get; init; } = [];
}
