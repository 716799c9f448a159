using Core.Cleaning;
using Core.Customers;
using Npgsql;
using NpgsqlTypes;

namespace Data.Bulk;

/// <summary>People. An empty field never wipes what is known; a row with the same id as an earlier one overrides it.</summary>
internal sealed class CustomerImport(CustomerRecordRules rules) : IImportTarget
{
    public string CreateStaging =>
        """
            CREATE TEMP TABLE staged_customers (
                row_number bigint NOT NULL, customer_id bigint NOT NULL, customer_text text NOT NULL, name text, email text, location text,
                country text, channel text, region text, signup_date date, subscription_id text, attributes jsonb NOT NULL
            ) ON COMMIT DROP
            """;

    public string CopyCommand =>
        "COPY staged_customers (row_number, customer_id, customer_text, name, email, location, country, channel, region, signup_date, "
        + "subscription_id, attributes) FROM STDIN (FORMAT binary)";

    public bool Write(NpgsqlBinaryImporter copy, long rowNumber, IReadOnlyList<string> fields, List<ImportIssue> issues)
    {
        if (rules.Read(rowNumber, fields, issues) is not { } customer)
        {
            return false;
        }
        copy.StartRow();
        copy.Write(rowNumber, NpgsqlDbType.Bigint);
        copy.Write(ExternalId.Hash(customer.CustomerId), NpgsqlDbType.Bigint);
        copy.WriteText(customer.CustomerId);
        copy.WriteText(customer.Name);
        copy.WriteText(customer.Email);
        copy.WriteText(customer.Location);
        copy.WriteText(customer.Country);
        copy.WriteText(customer.Channel);
        copy.WriteText(customer.Region);
        if (customer.SignupDate is { } date)
        {
            copy.Write(date, NpgsqlDbType.Date);
        }
        else
        {
            copy.WriteNull();
        }
        copy.WriteText(customer.SubscriptionId);
        copy.Write(customer.Attributes, NpgsqlDbType.Jsonb);
        return true;
    }

    public async Task<MergeCount> MergeAsync(ImportSession session, CancellationToken cancellation)
    {
        session.Step("Writing customers");
        await session.RunAsync("ANALYZE staged_customers", cancellation);
        await IdCollision.CheckAsync(session, "staged_customers", "customer_id", "customer_text", "customers", cancellation);
        var (inserted, updated) = await session.QueryAsync(Merge, r => (r.GetInt64(0), r.GetInt64(1)), cancellation);
        var total = await session.QueryAsync("SELECT count(DISTINCT customer_id) FROM staged_customers", r => r.GetInt64(0), cancellation);
        return new MergeCount(inserted, updated, total - inserted - updated);
    }

    private const string Merge = """
        WITH merged AS (
            INSERT INTO customers AS c (customer_id, external_id, name, email, location, country, channel, region, signup_date,
                                        subscription_id, attributes, import_id, created_at)
            SELECT DISTINCT ON (customer_id) customer_id, customer_text, name, email, location, country, channel, region, signup_date,
                   subscription_id, attributes, @import, now()
            FROM staged_customers ORDER BY customer_id, row_number DESC
            ON CONFLICT (customer_id) DO UPDATE
            SET name = COALESCE(excluded.name, c.name), email = COALESCE(excluded.email, c.email),
                location = COALESCE(excluded.location, c.location), country = COALESCE(excluded.country, c.country),
                channel = COALESCE(excluded.channel, c.channel), region = COALESCE(excluded.region, c.region),
                signup_date = COALESCE(excluded.signup_date, c.signup_date),
                subscription_id = COALESCE(excluded.subscription_id, c.subscription_id),
                attributes = c.attributes || excluded.attributes, import_id = excluded.import_id
            WHERE (COALESCE(excluded.name, c.name), COALESCE(excluded.email, c.email), COALESCE(excluded.location, c.location),
                   COALESCE(excluded.country, c.country), COALESCE(excluded.channel, c.channel), COALESCE(excluded.region, c.region),
                   COALESCE(excluded.signup_date, c.signup_date), COALESCE(excluded.subscription_id, c.subscription_id),
                   c.attributes || excluded.attributes)
                IS DISTINCT FROM (c.name, c.email, c.location, c.country, c.channel, c.region, c.signup_date, c.subscription_id, c.attributes)
            RETURNING (xmax = 0) AS fresh
        )
        SELECT count(*) FILTER (WHERE fresh), count(*) FILTER (WHERE NOT fresh) FROM merged
        """;
}
