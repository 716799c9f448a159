using System.Security.Cryptography;
using Core.Campaigns;
using Npgsql;

namespace Data.Queries;

/// <summary>The key that signs tracked addresses: made once for the whole installation, the same on every machine.</summary>
public static class TrackingKey
{
    private const string Setting = "tracking-key";

    public static async Task<byte[]> GetAsync(NpgsqlDataSource database, CancellationToken cancellation = default)
    {
        // Two machines that start together both offer a key; the one that comes second takes the first one's.
        await using var offer = database.CreateCommand(
            "INSERT INTO settings (key, value) VALUES (@key, to_jsonb(@value)) ON CONFLICT (key) DO NOTHING"
        );
        offer.Parameters.AddWithValue("key", Setting);
        offer.Parameters.AddWithValue("value", Convert.ToBase64String(RandomNumberGenerator.GetBytes(TrackingToken.KeyBytes)));
        await offer.ExecuteNonQueryAsync(cancellation);
        await using var read = database.CreateCommand("SELECT value #>> '{}' FROM settings WHERE key = @key");
        read.Parameters.AddWithValue("key", Setting);
        return Convert.FromBase64String((string)(await read.ExecuteScalarAsync(cancellation))!);
    }
}
