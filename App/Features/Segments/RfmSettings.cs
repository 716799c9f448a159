using System.Text.Json;
using Core.Customers;
using Core.Segments;
using Data;
using Data.Tables;
using Microsoft.EntityFrameworkCore;

namespace App.Features.Segments;

/// <summary>The thresholds of RFM scores that a person edited; without any, quintiles of the customers are used.</summary>
public sealed class RfmSettings(IDbContextFactory<AppDb> databases)
{
    private const string Key = "rfm-thresholds";

    /// <summary>Null when quintiles are used.</summary>
    public async Task<RfmThresholds?> GetAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var row = await db.Settings.AsNoTracking().SingleOrDefaultAsync(s => s.Key == Key, cancellation);
        return row is null ? null : JsonSerializer.Deserialize<RfmThresholds>(row.Value, JsonSerializerOptions.Web);
    }

    /// <summary>Keeps edited thresholds, or goes back to quintiles with null.</summary>
    /// <exception cref="ArgumentException">They are not four ascending values each.</exception>
    public async Task SetAsync(RfmThresholds? thresholds, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Settings.Where(s => s.Key == Key).ExecuteDeleteAsync(cancellation);
        if (thresholds is not null)
        {
            var value = JsonSerializer.Serialize(thresholds.Validated(), JsonSerializerOptions.Web);
            db.Settings.Add(new SettingRow { Key = Key, Value = value });
            await db.SaveChangesAsync(cancellation);
        }
    }

    public static RfmThresholds Quintiles(FeatureMatrix data) =>
        RfmThresholds.Fit(data.Column("recency_days"), data.Column("frequency"), data.Column("monetary"));
}
