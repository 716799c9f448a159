using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Tests.Data;

public sealed class MigrationTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task The_model_has_no_change_without_a_migration()
    {
        await using var db = database.Context();
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task Large_tables_lead_their_key_with_the_customer()
    {
        await using var db = database.Context();
        foreach (
            var table in new[] { "customers", "orders", "order_lines", "customer_features", "segmentation_assignments", "segment_members" }
        )
        {
            var entity = db.Model.GetEntityTypes().Single(e => e.GetTableName() == table);
            Assert.Equal("customer_id", entity.FindPrimaryKey()!.Properties[0].GetColumnName());
        }
    }
}
