using Core.Customers;
using Npgsql;
using NpgsqlTypes;

namespace Data.Queries;

/// <summary>The features of all customers as of a date: one set-based statement from what they did, and their attributes.</summary>
public static class FeatureTable
{
    /// <summary>
    /// The usual as-of date: the day after the last order, else after the last session, interaction, text or device (UTC). Null when
    /// nothing that happened is known.
    /// </summary>
    public static async Task<DateOnly?> DefaultAsOfAsync(NpgsqlDataSource database, CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(
            """
            SELECT COALESCE(
                (SELECT (max(ordered_at) AT TIME ZONE 'UTC')::date + 1 FROM orders),
                (SELECT greatest((SELECT (max(session_at) AT TIME ZONE 'UTC')::date + 1 FROM engagements),
                                 (SELECT (max(occurred_at) AT TIME ZONE 'UTC')::date + 1 FROM interactions),
                                 (SELECT (max(written_at) AT TIME ZONE 'UTC')::date + 1 FROM feedback WHERE customer_id <> 0),
                                 (SELECT max(start_date) + 1 FROM device_uses))))
            """
        );
        return await command.ExecuteScalarAsync(cancellation) is DateOnly date ? date : null;
    }

    /// <summary>Computes every customer's features anew; the former ones stay visible until the new ones are complete.</summary>
    /// <returns>The number of customers with features.</returns>
    public static async Task<int> RefreshAsync(NpgsqlDataSource database, DateOnly asOf, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync(connection, "SET LOCAL work_mem = '256MB'; DELETE FROM customer_features", null, cancellation);
        var rows = await FillAsync(connection, "customer_features", asOf, cancellation);
        await AttributeCatalog.RefreshAsync(connection, cancellation);
        await ExecuteAsync(connection, DataVersion.CountFeatures, null, cancellation);
        await ExecuteAsync(connection, RememberState, null, cancellation);
        await transaction.CommitAsync(cancellation);
        await ExecuteAsync(connection, "ANALYZE customer_features", null, cancellation);
        return rows;
    }

    /// <summary>Whether any customer has attributes or a country and the like, which are features without anything having happened.</summary>
    public static async Task<bool> HasAttributesAsync(NpgsqlDataSource database, CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand($"SELECT EXISTS ({FeatureSql.HasAttributes}) OR EXISTS ({FeatureSql.HasColumns})");
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    /// <summary>Takes all features out; for when there is nothing to compute them from.</summary>
    public static async Task ClearAsync(NpgsqlDataSource database, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await ExecuteAsync(
            connection,
            "DELETE FROM customer_features; DELETE FROM customer_attributes;" + DataVersion.CountFeatures + ";" + RememberState,
            null,
            cancellation
        );
    }

    /// <summary>A text that changes whenever the features do.</summary>
    public static async Task<string> VersionAsync(NpgsqlDataSource database, CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(
            "SELECT COALESCE((SELECT value::text FROM settings WHERE key = 'features-version'), '0')"
        );
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Whether data came in since the features were computed.</summary>
    public static async Task<bool> IsStaleAsync(NpgsqlDataSource database, CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(
            $"SELECT {DataState} IS DISTINCT FROM (SELECT value #>> '{{}}' FROM settings WHERE key = 'features-of')"
        );
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    // Imports count the version up; single events don't, but the newest is seen by the index on their time.
    private const string DataState =
        "concat_ws('.', (SELECT value::text FROM settings WHERE key = 'data-version'), (SELECT max(occurred_at) FROM interactions))";

    private const string RememberState = $"""
        INSERT INTO settings (key, value) SELECT 'features-of', to_jsonb({DataState})
        ON CONFLICT (key) DO UPDATE SET value = excluded.value
        """;

    /// <summary>The date that the features are as of; null when there are none.</summary>
    public static async Task<DateOnly?> AsOfAsync(NpgsqlDataSource database, CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand("SELECT max(as_of) FROM customer_features");
        return await command.ExecuteScalarAsync(cancellation) is DateOnly date ? date : null;
    }

    /// <summary>
    /// The features of all customers, by column; money in currency units, unknown values NaN. Rows by customer id. Those from orders
    /// are always there, others when at least one customer has them.
    /// </summary>
    public static async Task<FeatureMatrix> LoadAsync(NpgsqlDataSource database, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await LoadAsync(connection, "customer_features", cancellation);
    }

    /// <summary>The features as of another date, computed and not kept; rows by customer id.</summary>
    public static async Task<FeatureMatrix> LoadAsOfAsync(
        NpgsqlDataSource database,
        DateOnly asOf,
        CancellationToken cancellation = default
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync(
            connection,
            "SET LOCAL work_mem = '256MB'; CREATE TEMP TABLE features_as_of (LIKE customer_features) ON COMMIT DROP",
            null,
            cancellation
        );
        await FillAsync(connection, "features_as_of", asOf, cancellation);
        return await LoadAsync(connection, "features_as_of", cancellation);
    }

    private static async Task<int> FillAsync(NpgsqlConnection connection, string target, DateOnly asOf, CancellationToken cancellation)
    {
        var exists = new bool[FeatureSql.PartCount];
        await using (var which = new NpgsqlCommand(FeatureSql.WhichPartsExist, connection))
        {
            await using var reader = await which.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            for (var i = 0; i < exists.Length; i++)
            {
                exists[i] = reader.GetBoolean(i);
            }
        }
        return FeatureSql.Fill(target, exists) is { } fill ? await ExecuteAsync(connection, fill, asOf, cancellation) : 0;
    }

    private static async Task<FeatureMatrix> LoadAsync(NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        var attributes = await AttributeCatalog.FeaturesAsync(connection, cancellation);
        CustomerFeature[] stored = [.. CustomerFeatures.All, .. CustomerFeatures.Behaviour];
        var sources = AttributeCatalog.Sources(attributes, "f.as_of");
        var select = stored
            .Select(f => f.Unit == FeatureUnit.Money ? $"f.{f.Key}::double precision / {Money.Scale}" : $"f.{f.Key}::double precision")
            .Concat(sources.Select(s => s.Sql));
        var join = attributes.Count > 0 ? "JOIN customers c USING (customer_id)" : "";
        await using var copy = await connection.BeginBinaryExportAsync(
            $"COPY (SELECT f.customer_id, {string.Join(", ", select)} FROM {table} f {join} ORDER BY f.customer_id) TO STDOUT (FORMAT binary)",
            cancellation
        );
        List<long> ids = [];
        string[] keys = [.. stored.Select(f => f.Key), .. sources.SelectMany(s => s.Features).Select(a => a.Key)];
        var columns = Array.ConvertAll(keys, _ => new List<double>());
        var known = new bool[columns.Length];
        while (await copy.StartRowAsync(cancellation) > 0)
        {
            ids.Add(copy.Read<long>(NpgsqlDbType.Bigint));
            for (var i = 0; i < stored.Length; i++)
            {
                Add(i, Number());
            }
            var column = stored.Length;
            foreach (var source in sources)
            {
                var number = Number();
                for (var i = 0; i < source.Features.Count; i++)
                {
                    Add(column++, source.Value(i, number));
                }
            }
        }
        int[] kept = [.. Enumerable.Range(0, keys.Length).Where(i => i < CustomerFeatures.All.Count || known[i])];
        return new FeatureMatrix([.. kept.Select(i => keys[i])], [.. kept.Select(i => columns[i].ToArray())], [.. ids]);

        double Number()
        {
            if (!copy.IsNull)
            {
                return copy.Read<double>(NpgsqlDbType.Double);
            }
            copy.Skip();
            return double.NaN;
        }

        void Add(int column, double value)
        {
            columns[column].Add(value);
            known[column] |= !double.IsNaN(value);
        }
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, DateOnly? asOf, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        if (asOf is { } date)
        {
            command.Parameters.AddWithValue("asof", NpgsqlDbType.Date, date);
        }
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
