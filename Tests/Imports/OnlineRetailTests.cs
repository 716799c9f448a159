using Core.Cleaning;
using Data.Bulk;
using Data.Queries;
using Data.Tables;
using Npgsql;
using Tests.Data;
using Xunit;

namespace Tests.Imports;

/// <summary>The whole UCI Online Retail set (Chen, Sain, Guo 2012; CC BY 4.0) through the import.</summary>
public sealed class OnlineRetailTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Cleaned_by_the_usual_rules_it_gives_the_known_figures_and_a_second_import_changes_nothing()
    {
        var path = SharedFiles.Path("data/online-retail/online-retail-dataset.csv.gz");
        var plan = ImportPlan.For(path, null, null, new CleaningOptions());
        Assert.Equal(ImportKind.Orders, plan.Kind);
        Assert.Equal((DateOrder.MonthDayYear, true), (plan.DateOrder, plan.DatesProven));

        var first = await ImportRun.RunAsync(database.Source, await NewImportAsync(), path, plan);
        Assert.Equal(541_909, first.RowsRead);
        Assert.Equal(397_884, first.RowsImported);
        Assert.Equal(new MergeCount(397_884, 0, 0), first.Merged);
        Assert.Equal(135_080, first.IssuesByRule["missing-customer"].Rejected);
        Assert.Equal(9_288, first.IssuesByRule["cancelled"].Rejected);
        Assert.Equal(5_268, first.IssuesByRule["exact-duplicate"].Noted);
        Assert.Equal((397_884L, 4_338L, 18_532L, 8_911_407.904m), await FiguresAsync());

        var second = await ImportRun.RunAsync(database.Source, await NewImportAsync(), path, plan);
        Assert.Equal(new MergeCount(0, 0, 397_884), second.Merged);
        Assert.Equal((397_884L, 4_338L, 18_532L, 8_911_407.904m), await FiguresAsync());

        var asOf = await FeatureTable.DefaultAsOfAsync(database.Source);
        Assert.Equal(new DateOnly(2011, 12, 10), asOf);
        Assert.Equal(4_338, await FeatureTable.RefreshAsync(database.Source, asOf!.Value));
        var features = await FeatureTable.LoadAsync(database.Source);
        Assert.Equal(18_532, features.Column("frequency").ToArray().Sum());
        Assert.Equal(8_911_407.904, features.Column("monetary").ToArray().Sum(), 3);
        Assert.Equal(1, features.Column("recency_days").ToArray().Min());
    }

    private async Task<long> NewImportAsync()
    {
        await using var db = database.Context();
        var import = new ImportRow
        {
            Kind = "orders",
            Source = "file",
            FileName = "online-retail.csv.gz",
            StoredPath = "",
            Sha256 = "",
            State = "running",
        };
        db.Imports.Add(import);
        await db.SaveChangesAsync();
        return import.Id;
    }

    private async Task<(long Lines, long Customers, long Orders, decimal Revenue)> FiguresAsync()
    {
        await using var command = database.Source.CreateCommand(
            """
            SELECT (SELECT count(*) FROM order_lines), (SELECT count(*) FROM customers), (SELECT count(*) FROM orders),
                   (SELECT sum(amount) FROM order_lines) / 10000.0
            """
        );
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), decimal.Round(reader.GetDecimal(3), 4));
    }
}
