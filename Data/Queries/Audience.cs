using Core.Experiments;

namespace Data.Queries;

/// <summary>Whom a campaign is for.</summary>
/// <param name="PracticeAddresses">People without an address get a made-up one; only without a mail server.</param>
/// <param name="Holdout">Share that gets nothing, in [0, 1).</param>
/// <param name="Salt">Enters the hash that decides who gets what.</param>
/// <param name="Weights">Relative sizes of the variants.</param>
public sealed record Audience(
    IReadOnlyList<long> Include,
    IReadOnlyList<long> Exclude,
    bool PracticeAddresses,
    double Holdout,
    string Salt,
    IReadOnlyList<double> Weights
)
{
    /// <summary>Made-up addresses end in this; example.com is reserved and reaches nobody (RFC 2606).</summary>
    public const string PracticeDomain = "customers.example.com";

    internal Assignment Split => new(Salt, Weights, Holdout);
}

/// <summary>Why a person in the segments is not in the audience.</summary>
internal static class AudienceStop
{
    public const string Excluded = "excluded";
    public const string NoAddress = "no-address";
    public const string InvalidAddress = "invalid-address";
    public const string SameAddress = "same-address";
    public const string Suppressed = "suppressed";

    /// <summary>The reason as the ledger keeps it and people read it.</summary>
    public static string Words(string stop, string? suppression) =>
        stop switch
        {
            Excluded => "In an excluded segment",
            NoAddress => "No e-mail address",
            InvalidAddress => "The e-mail address is not valid",
            SameAddress => "Another person with the same address gets the mail",
            Suppressed => $"On the do-not-mail list ({suppression})",
            _ => throw new ArgumentOutOfRangeException(nameof(stop), stop, "This is not a step of the funnel."),
        };
}

/// <summary>
/// The one statement that decides who is mailed. The preview counts its rows and the launch writes them, so the number on the button
/// is the number in the ledger.
/// </summary>
internal static class AudienceSql
{
    // An id that can stand before the @ as it is does so; any other is made fit, with the customer's own number to stay distinct.
    private const string PracticeAddress = $"""
        (CASE WHEN length(c.external_id) <= 64 AND c.external_id ~ '^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$' THEN c.external_id
              ELSE left(regexp_replace(c.external_id, '[^A-Za-z0-9]+', '-', 'g'), 40) || '-' || to_hex(c.customer_id) END
         || '@{Audience.PracticeDomain}')
        """;

    /// <summary>Rows (customer_id, external_id, address, stop, suppression); stop is null for those in the audience.</summary>
    /// <exception cref="KeyNotFoundException">A segment does not exist.</exception>
    public static async Task<string> RowsAsync(AppDb db, Audience audience, SqlParameterList parameters, CancellationToken cancellation)
    {
        var include = await AnyAsync(db, audience.Include, parameters, cancellation);
        var exclude = await AnyAsync(db, audience.Exclude, parameters, cancellation);
        var email = "nullif(btrim(c.email), '')";
        var address = audience.PracticeAddresses ? $"coalesce({email}, {PracticeAddress})" : email;
        return $"""
            WITH audience AS (
              SELECT c.customer_id, c.external_id, {address} AS address, coalesce({exclude}, false) AS excluded
              FROM customers c WHERE {include}
            ), judged AS MATERIALIZED (
              SELECT a.*, CASE
                WHEN excluded THEN '{AudienceStop.Excluded}'
                WHEN address IS NULL THEN '{AudienceStop.NoAddress}'
                WHEN NOT {AddressSql.IsPlausible("address", parameters)} THEN '{AudienceStop.InvalidAddress}' END AS fault
              FROM audience a
            ), placed AS (
              SELECT j.*, row_number() OVER (PARTITION BY fault IS NULL, lower(address) COLLATE "C" ORDER BY customer_id) AS place FROM judged j
            )
            SELECT p.customer_id, p.external_id, p.address,
              CASE WHEN p.fault IS NOT NULL THEN p.fault
                   WHEN p.place > 1 THEN '{AudienceStop.SameAddress}'
                   WHEN s.address IS NOT NULL THEN '{AudienceStop.Suppressed}' END AS stop,
              s.reason AS suppression
            FROM placed p LEFT JOIN suppressions s ON p.fault IS NULL AND s.address = lower(p.address)
            """;
    }

    private static async Task<string> AnyAsync(
        AppDb db,
        IReadOnlyList<long> segments,
        SqlParameterList parameters,
        CancellationToken cancellation
    )
    {
        var conditions = new List<string>();
        foreach (var segment in segments.Distinct())
        {
            conditions.Add(await SegmentFilter.ConditionAsync(db, segment, parameters, cancellation));
        }
        return conditions.Count == 0 ? "false" : "(" + string.Join(" OR ", conditions) + ")";
    }
}
