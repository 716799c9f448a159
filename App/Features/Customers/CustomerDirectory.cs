using System.Text.Json;
using App.Shell;
using Core.Campaigns;
using Core.Customers;
using Data;
using Data.Queries;
using Data.Tables;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Features.Customers;

/// <summary>A customer in a list. Money is currency units.</summary>
public sealed record CustomerListItem(
    string ExternalId,
    string? Name,
    string? Email,
    string? Country,
    int? Orders,
    decimal? Revenue,
    int? RecencyDays
);

/// <summary>What is written of a customer by form or API.</summary>
public sealed record CustomerInput(
    string? ExternalId,
    string? Name,
    string? Email,
    string? Location,
    string? Country = null,
    string? Channel = null,
    string? Region = null,
    string? SubscriptionId = null,
    Dictionary<string, JsonElement>? Attributes = null
);

/// <summary>Finds, adds, changes and erases people.</summary>
public sealed class CustomerDirectory(IDbContextFactory<AppDb> databases, NpgsqlDataSource database, DailySales daily, TimeProvider time)
{
    /// <summary>Sort keys that a person may choose, with their SQL; nothing else reaches the statement.</summary>
    private static readonly Dictionary<string, string> Sorts = new(StringComparer.Ordinal)
    {
        ["revenue"] = "f.monetary DESC NULLS LAST, c.customer_id",
        ["orders"] = "f.frequency DESC NULLS LAST, c.customer_id",
        ["recency"] = "f.recency_days NULLS LAST, c.customer_id",
        ["name"] = "c.name NULLS LAST, c.customer_id",
        ["id"] = "c.external_id",
    };

    public static IReadOnlyCollection<string> SortKeys => Sorts.Keys;

    /// <param name="skip">Rows to pass over.</param>
    /// <param name="limit">Rows at most.</param>
    /// <param name="query">Part of an id, name or address; null for all.</param>
    /// <param name="segmentId">Only people of this segment.</param>
    /// <param name="sort">One of <see cref="SortKeys"/>.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Page<CustomerListItem>> ListAsync(
        int skip,
        int limit,
        string? query,
        long? segmentId,
        string sort = "revenue",
        CancellationToken cancellation = default
    )
    {
        SqlParameterList parameters = new();
        List<string> conditions = ["true"];
        if (segmentId is { } id)
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            conditions.Add(await SegmentFilter.ConditionAsync(db, id, parameters, cancellation));
        }
        if (!string.IsNullOrWhiteSpace(query))
        {
            var text = parameters.Add(
                "%"
                    + query
                        .Trim()
                        .Replace("\\", "\\\\", StringComparison.Ordinal)
                        .Replace("%", "\\%", StringComparison.Ordinal)
                        .Replace("_", "\\_", StringComparison.Ordinal)
                    + "%"
            );
            conditions.Add($"(c.external_id ILIKE {text} OR c.name ILIKE {text} OR c.email ILIKE {text})");
        }
        var where = string.Join(" AND ", conditions);
        var order = Sorts.GetValueOrDefault(sort, Sorts["revenue"]);
        await using var count = database.CreateCommand($"SELECT count(*) FROM customers c WHERE {where}");
        parameters.CopyTo(count);
        var total = (long)(await count.ExecuteScalarAsync(cancellation))!;
        var from = $"OFFSET {parameters.Add(skip)} LIMIT {parameters.Add(limit)}";
        await using var command = database.CreateCommand(
            $"""
            SELECT c.external_id, c.name, c.email, c.country, f.frequency, f.monetary::numeric, f.recency_days
            FROM customers c LEFT JOIN customer_features f USING (customer_id)
            WHERE {where} ORDER BY {order} {from}
            """
        );
        parameters.CopyTo(command);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<CustomerListItem> items = [];
        while (await reader.ReadAsync(cancellation))
        {
            items.Add(
                new CustomerListItem(
                    reader.GetString(0),
                    Text(reader, 1),
                    Text(reader, 2),
                    Text(reader, 3),
                    reader.IsDBNull(4) ? null : reader.GetInt32(4),
                    reader.IsDBNull(5) ? null : reader.GetDecimal(5) / Money.Scale,
                    reader.IsDBNull(6) ? null : reader.GetInt32(6)
                )
            );
        }
        return new Page<CustomerListItem>(items, total, skip, limit);
    }

    /// <summary>Messages by field; empty when the input can be saved.</summary>
    public static Dictionary<string, string[]> Check(CustomerInput input)
    {
        Dictionary<string, string[]> errors = [];
        if (string.IsNullOrWhiteSpace(input.Name))
        {
            errors["name"] = ["Please give a name."];
        }
        if (string.IsNullOrWhiteSpace(input.Email))
        {
            errors["email"] = ["Please give an e-mail address."];
        }
        else if (!EmailAddress.IsPlausible(input.Email.Trim()))
        {
            errors["email"] = [$"'{input.Email}' is not an e-mail address such as name@example.com."];
        }
        if (input.ExternalId is { Length: > ExternalId.Longest })
        {
            errors["externalId"] = [$"The id may have {ExternalId.Longest} characters at most."];
        }
        return errors;
    }

    /// <summary>Adds a person; null when the id is taken.</summary>
    public async Task<string?> AddAsync(CustomerInput input, CancellationToken cancellation = default)
    {
        var externalId = string.IsNullOrWhiteSpace(input.ExternalId) ? Guid.NewGuid().ToString("N")[..12] : input.ExternalId.Trim();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var id = ExternalId.Hash(externalId);
        if (await db.Customers.AnyAsync(c => c.CustomerId == id, cancellation))
        {
            return null;
        }
        var row = new CustomerRow
        {
            CustomerId = id,
            ExternalId = externalId,
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        Apply(row, input);
        db.Customers.Add(row);
        await db.SaveChangesAsync(cancellation);
        return externalId;
    }

    /// <summary>Changes a person; false when there is no such person.</summary>
    public async Task<bool> ChangeAsync(string externalId, CustomerInput input, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var id = ExternalId.Hash(externalId);
        if (await db.Customers.SingleOrDefaultAsync(c => c.CustomerId == id, cancellation) is not { } row)
        {
            return false;
        }
        Apply(row, input);
        await db.SaveChangesAsync(cancellation);
        return true;
    }

    /// <summary>Erases a person everywhere; what was erased, by table, or null when there is no such person.</summary>
    public async Task<Dictionary<string, int>?> EraseAsync(string externalId, CancellationToken cancellation = default)
    {
        var id = ExternalId.Hash(externalId);
        string[] tables =
        [
            "order_lines",
            "orders",
            "engagements",
            "interactions",
            "device_uses",
            "feedback",
            "customer_features",
            "segmentation_assignments",
            "segment_members",
            "clicks",
            "deliveries",
            "customers",
        ];
        Dictionary<string, int> erased = [];
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var mark = new NpgsqlCommand(MarkDays, connection))
        {
            mark.Parameters.AddWithValue("id", id);
            await mark.ExecuteNonQueryAsync(cancellation);
        }
        foreach (var table in tables)
        {
            await using var command = new NpgsqlCommand($"DELETE FROM {table} WHERE customer_id = @id", connection);
            command.Parameters.AddWithValue("id", id);
            erased[table] = await command.ExecuteNonQueryAsync(cancellation);
        }
        await using (var bump = new NpgsqlCommand(FeatureTable.BumpVersion, connection))
        {
            await bump.ExecuteNonQueryAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
        await daily.RefreshAsync(time.GetUtcNow().UtcDateTime, cancellation: cancellation);
        return erased["customers"] == 0 ? null : erased;
    }

    // What the person bought leaves the sums of its days.
    private const string MarkDays = """
        INSERT INTO changed_days (date)
        SELECT (ordered_at AT TIME ZONE 'UTC')::date FROM orders WHERE customer_id = @id
        UNION SELECT (occurred_at AT TIME ZONE 'UTC')::date FROM interactions WHERE customer_id = @id AND event_type = 'purchase'
        ON CONFLICT (date) DO NOTHING
        """;

    private static void Apply(CustomerRow row, CustomerInput input)
    {
        row.Name = input.Name?.Trim();
        row.Email = input.Email?.Trim();
        row.Location = input.Location;
        row.Country = input.Country ?? row.Country;
        row.Channel = input.Channel ?? row.Channel;
        row.Region = input.Region ?? row.Region;
        row.SubscriptionId = input.SubscriptionId;
        if (input.Attributes is not null)
        {
            row.Attributes = JsonSerializer.Serialize(input.Attributes);
        }
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
