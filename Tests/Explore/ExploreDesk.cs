using Data;
using Data.Queries;
using Data.Tables;
using Microsoft.EntityFrameworkCore;
using Tests.Data;
using Tests.Imports;

namespace Tests.Explore;

/// <summary>A few customers, orders and texts in a database, and the queries over them.</summary>
internal sealed class ExploreDesk(TestDatabase database)
{
    private const string Customers = """
        customer_id,name,country,signup_date,age,odd key's
        ann,Ann,France,2011-01-31,38,1
        bob,Bob,Spain,2011-02-28,9,2
        cid,Cid,France,,,

        """;

    private const string Orders = """
        order_id,customer_id,ordered_at,product_id,quantity,unit_price
        1,ann,2011-04-01 23:59,p,1,10
        2,ann,2011-05-31,q,2,10
        3,bob,2011-05-31,p,1,60

        """;

    private const string Feedback = """
        feedback_id,date,source,customer_id,product_id,label,text,Age
        1,2011-04-01,web,ann,p,good,"I love this great dress, it's wonderful!",30
        2,2011-04-02,web,bob,p,bad,"The dress's zip is horrible, awful and bad.",40
        3,2011-05-05,mail,,q,,The dress-code says: dresses and DRESS,
        4,,,,,,Nothing at all: don't,50

        """;

    public ImportDesk Desk { get; } = new(database);

    public IDbContextFactory<AppDb> Databases { get; } = new Factory(database);

    public ExploreQuery Query => new(database.Source, Databases);

    public ExploreCatalog Catalog => new(database.Source, Databases);

    public FeedbackTexts Texts => new(database.Source, Databases);

    public async Task FillAsync()
    {
        await Desk.ClearAsync();
        await Desk.RunAsync(Customers, kind: "customers");
        await Desk.RunAsync(Orders);
        await Desk.RunAsync(Feedback, kind: "feedback");
        await FeatureTable.RefreshAsync(database.Source, new DateOnly(2011, 6, 1));
    }

    public async Task<ExploreTable> TableAsync(string key) => await Catalog.CompleteAsync(ExploreTables.Find(key)!);

    /// <summary>A segment of France, and a segmentation with one segment that holds Bob.</summary>
    public async Task<(long Rule, long Segmentation)> SegmentsAsync()
    {
        await using var db = database.Context();
        var rule = new SegmentRow
        {
            Name = "French",
            Kind = "rule",
            Rule = """{"field": "country", "op": "=", "value": "France"}""",
        };
        var segmentation = new SegmentationRow
        {
            Name = "Groups",
            Method = "k-means",
            Options = "{}",
        };
        db.AddRange(rule, segmentation);
        await db.SaveChangesAsync();
        db.Add(
            new SegmentRow
            {
                Name = "Spenders",
                Kind = "cluster",
                SegmentationId = segmentation.Id,
                Cluster = 0,
            }
        );
        var bob = await db.Customers.SingleAsync(c => c.ExternalId == "bob");
        db.Add(
            new SegmentationAssignmentRow
            {
                CustomerId = bob.CustomerId,
                SegmentationId = segmentation.Id,
                Cluster = 0,
            }
        );
        await db.SaveChangesAsync();
        return (rule.Id, segmentation.Id);
    }

    private sealed class Factory(TestDatabase database) : IDbContextFactory<AppDb>
    {
        public AppDb CreateDbContext() => database.Context();
    }
}
