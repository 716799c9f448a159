using System.Text.Json;
using System.Text.Json.Nodes;
using Core.Campaigns;
using Core.Customers;
using Data;
using Data.Bulk;
using Data.Queries;
using Data.Tables;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Features.Customers;

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

/// <summary>Adds, changes and erases people.</summary>
public sealed class CustomerDirectory(IDbContextFactory<AppDb> databases, ErasePerson erase, DailySales daily, TimeProvider time)
{
    private const int LongestText = 500;

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
        (string, string?)[] texts =
        [
            ("name", input.Name),
            ("email", input.Email),
            ("location", input.Location),
            ("country", input.Country),
            ("channel", input.Channel),
            ("region", input.Region),
            ("subscriptionId", input.SubscriptionId),
        ];
        foreach (var (field, text) in texts)
        {
            if (text is { Length: > LongestText })
            {
                errors[field] = [$"{field} may have {LongestText} characters at most. Got {text.Length} instead."];
            }
        }
        if (input.ExternalId is { Length: > ExternalId.Longest })
        {
            errors["externalId"] = [$"The id may have {ExternalId.Longest} characters at most."];
        }
        return errors;
    }

    /// <summary>What is held of a person by form or API, without attributes; null when there is no such person.</summary>
    public async Task<CustomerInput?> FindAsync(string externalId, CancellationToken cancellation = default)
    {
        var id = ExternalId.Hash(externalId);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.CustomerId == id, cancellation) is { } row
            ? new CustomerInput(row.ExternalId, row.Name, row.Email, row.Location, row.Country, row.Channel, row.Region, row.SubscriptionId)
            : null;
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
        await SaveAsync(db, row, cancellation);
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
        await SaveAsync(db, row, cancellation);
        return true;
    }

    // What is computed of this person follows at once, and whoever looks at customers hears of it; nobody else is computed anew.
    private async Task SaveAsync(AppDb db, CustomerRow row, CancellationToken cancellation)
    {
        var former = db.Entry(row) is { State: not EntityState.Added } known ? known.Property(r => r.Attributes).OriginalValue : "{}";
        var follows =
            !JsonNode.DeepEquals(JsonNode.Parse(former), JsonNode.Parse(row.Attributes))
            // Country and the like are features too.
            || new[] { nameof(row.Country), nameof(row.Channel), nameof(row.Region), nameof(row.Location), nameof(row.SubscriptionId) }.Any(
                c => db.Entry(row) is { State: not EntityState.Added } changed && changed.Property(c).IsModified
            );
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.SaveChangesAsync(cancellation);
        if (follows)
        {
            var connection = (NpgsqlConnection)db.Database.GetDbConnection();
            await PersonFeatures.FollowAsync(connection, row.CustomerId, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), cancellation);
        }
        await db.Database.ExecuteSqlRawAsync(DataVersion.CountPeople, cancellation);
        await db.Database.ExecuteSqlRawAsync(DataVersion.AnnouncePeople, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Erases a person everywhere; what was erased, by table, or null when there is no such person.</summary>
    public async Task<Dictionary<string, int>?> EraseAsync(string externalId, CancellationToken cancellation = default)
    {
        var erased = await erase.RunAsync(ExternalId.Hash(externalId), cancellation);
        await daily.RefreshAsync(time.GetUtcNow().UtcDateTime, cancellation: cancellation);
        return erased;
    }

    private static void Apply(CustomerRow row, CustomerInput input)
    {
        row.Name = Value(input.Name);
        row.Email = Value(input.Email);
        row.Location = Value(input.Location);
        // Left out, they stay; an empty text takes them away.
        row.Country = input.Country is null ? row.Country : Value(input.Country);
        row.Channel = input.Channel is null ? row.Channel : Value(input.Channel);
        row.Region = input.Region is null ? row.Region : Value(input.Region);
        row.SubscriptionId = Value(input.SubscriptionId);
        if (input.Attributes is not null)
        {
            row.Attributes = JsonSerializer.Serialize(input.Attributes);
        }
    }

    private static string? Value(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
