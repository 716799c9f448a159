using Core.Customers;
using Core.Segments;
using Data;
using Data.Queries;
using Data.Tables;
using Microsoft.EntityFrameworkCore;
using Tests.Data;
using Tests.Imports;
using Xunit;

namespace Tests.Segments;

/// <summary>Rules over everything that customers do, and over other segments, on a real database.</summary>
public sealed class SegmentBehaviourTests(TestDatabase database) : IClassFixture<TestDatabase>, IDbContextFactory<AppDb>, IAsyncLifetime
{
    private const string Customers = """
        customer_id,name,email,country
        ann,Ann,ann@example.com,France
        bob,Bob,bob@example.com,Spain
        cid,Cid,cid@example.com,Spain
        dan,Dan,,

        """;

    private const string Orders = """
        order_id,customer_id,ordered_at,product_id,quantity,unit_price
        1,ann,2011-05-31,p,1,10
        2,bob,2011-05-30,p,1,20
        3,bob,2011-04-01,q,1,5

        """;

    private const string Interactions = """
        customer_id,event_type,occurred_at,product_id
        ann,view,2011-05-30T10:00:00,p
        ann,view,2011-05-30T10:01:00,q
        ann,add to cart,2011-05-30T10:02:00,q
        bob,view,2011-01-30T10:00:00,p
        cid,wish,2011-05-30T10:00:00,p

        """;

    private const string Sessions = """
        customer_id,session_date,minutes,watched_fully,like_status
        ann,2011-05-01,10,true,liked
        bob,2011-05-02,20,false,disliked
        bob,2011-05-03,20,true,

        """;

    private const string Feedback = """
        feedback_id,customer_id,written_at,text,product_id
        1,cid,2011-05-20,Lovely,p
        2,,2011-05-20,Nobody knows me,p

        """;

    private readonly ImportDesk desk = new(database);
    private readonly Dictionary<string, long> segments = [];

    public AppDb CreateDbContext() => database.Context();

    private SegmentStore Store => new(this, database.Source, TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        await desk.ClearAsync();
        await using var db = database.Context();
        await db.Segments.ExecuteDeleteAsync();
        await db.SegmentMembers.ExecuteDeleteAsync();
        await db.Deliveries.ExecuteDeleteAsync();
        await desk.RunAsync(Customers, kind: "customers");
        await desk.RunAsync(Orders);
        await desk.RunAsync(Interactions, kind: "interactions");
        await desk.RunAsync(Sessions, kind: "engagements");
        await desk.RunAsync(Feedback, kind: "feedback");
        await FeatureTable.RefreshAsync(database.Source, new DateOnly(2011, 6, 1));
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        db.Deliveries.AddRange(
            Mail("ann", 1, now.AddDays(-3), opened: now.AddDays(-2), clicked: now.AddDays(-1)),
            Mail("ann", 2, now.AddDays(-100), opened: now.AddDays(-100)),
            Mail("bob", 1, now.AddDays(-3)),
            Mail("cid", 1, null, state: "failed")
        );
        await db.SaveChangesAsync();
        segments["bob and cid"] = await Store.AddListAsync("List", "", [ExternalId.Hash("bob"), ExternalId.Hash("cid")]);
        segments["Spain"] = await Store.AddRuleAsync("Spain", "", """{"field": "country", "op": "=", "value": "Spain"}""");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static DeliveryRow Mail(
        string customer,
        long campaign,
        DateTime? sent,
        DateTime? opened = null,
        DateTime? clicked = null,
        string state = "sent"
    ) =>
        new()
        {
            CampaignId = campaign,
            CustomerId = ExternalId.Hash(customer),
            Address = $"{customer}@example.com",
            State = state,
            MessageId = $"{customer}-{campaign}",
            SentAt = sent,
            FirstOpenedAt = opened,
            FirstClickedAt = clicked,
        };

    private async Task<string> FindAsync(string rule)
    {
        foreach (var (name, id) in segments)
        {
            rule = rule.Replace($"«{name}»", $"{id}", StringComparison.Ordinal);
        }
        var condition = SegmentCondition.Parse(rule);
        // What is written is what was read.
        Assert.Equal(condition.ToJson(), SegmentCondition.Parse(condition.ToJson()).ToJson());
        await using var db = database.Context();
        SqlParameterList parameters = new();
        var where = SegmentRuleSql.Compile(condition, parameters, await SegmentReferences.LoadAsync(db, condition));
        await using var command = database.Source.CreateCommand($"SELECT c.external_id FROM customers c WHERE {where} ORDER BY 1");
        parameters.CopyTo(command);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> found = [];
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetString(0));
        }
        // The count is made another way and must agree with the list.
        Assert.Equal(found.Count, await Store.CountRuleAsync(rule));
        return string.Join(' ', found);
    }

    [Theory]
    [InlineData("""{"did": "interaction"}""", "ann bob cid")]
    [InlineData("""{"did": "interaction", "event": "view"}""", "ann bob")]
    [InlineData("""{"did": "interaction", "event": "view", "withinDays": 60}""", "ann")]
    [InlineData("""{"did": "interaction", "event": "view", "productId": "p", "times": {"op": ">=", "value": 1}}""", "ann bob")]
    [InlineData("""{"did": "interaction", "event": "Add to cart"}""", "ann")]
    [InlineData("""{"did": "interaction", "event": "wish"}""", "cid")]
    [InlineData("""{"did": "interaction", "event": "view", "times": {"op": ">", "value": 1}}""", "ann")]
    [InlineData("""{"did": "interaction", "times": {"op": "=", "value": 0}}""", "dan")]
    [InlineData("""{"did": "session", "times": {"op": ">=", "value": 2}}""", "bob")]
    [InlineData("""{"did": "session", "event": "finished"}""", "ann bob")]
    [InlineData("""{"did": "session", "event": "liked"}""", "ann")]
    [InlineData("""{"did": "session", "event": "disliked"}""", "bob")]
    [InlineData("""{"did": "feedback"}""", "cid")]
    [InlineData("""{"did": "feedback", "productId": "q"}""", "")]
    [InlineData("""{"did": "feedback", "times": {"op": "=", "value": 0}}""", "ann bob dan")]
    [InlineData("""{"did": "mail"}""", "ann bob")]
    [InlineData("""{"did": "mail", "campaignId": 2}""", "ann")]
    [InlineData("""{"did": "mail", "event": "opened"}""", "ann")]
    [InlineData("""{"did": "mail", "event": "opened", "times": {"op": ">=", "value": 2}}""", "ann")]
    [InlineData("""{"did": "mail", "event": "opened", "times": {"op": ">=", "value": 2}, "withinDays": 90}""", "")]
    [InlineData("""{"did": "mail", "event": "clicked", "campaignId": 1}""", "ann")]
    [InlineData("""{"did": "mail", "event": "opened", "times": {"op": "=", "value": 0}}""", "bob cid dan")]
    public async Task Finds_by_what_was_done(string rule, string expected) => Assert.Equal(expected, await FindAsync(rule));

    [Theory]
    [InlineData("""{"segment": «bob and cid»}""", "bob cid")]
    [InlineData("""{"not": {"segment": «bob and cid»}}""", "ann dan")]
    [InlineData("""{"segment": «Spain»}""", "bob cid")]
    [InlineData("""{"all": [{"segment": «Spain»}, {"segment": «bob and cid»}, {"did": "order"}]}""", "bob")]
    [InlineData("""{"any": [{"segment": «Spain»}, {"did": "order", "productId": "p"}]}""", "ann bob cid")]
    [InlineData("""{"all": [{"field": "monetary", "op": ">", "value": 1}, {"not": {"did": "order", "productId": "q"}}]}""", "ann")]
    [InlineData("""{"any": [{"field": "monetary", "op": "isNull"}, {"field": "monetary", "op": ">", "value": 15}]}""", "bob cid dan")]
    [InlineData("""{"all": [{"any": [{"did": "feedback"}]}, {"not": {"not": {"segment": «Spain»}}}]}""", "cid")]
    [InlineData("""{"all": [{"did": "order"}, {"did": "order", "times": {"op": "<", "value": 2}}]}""", "ann")]
    public async Task Finds_by_segments_and_all_together(string rule, string expected) => Assert.Equal(expected, await FindAsync(rule));

    [Fact]
    public async Task A_segment_can_not_contain_itself_nor_one_that_is_missing()
    {
        var outer = await Store.AddRuleAsync("Outer", "", $$"""{"segment": {{segments["Spain"]}}}""");

        var circle = await Assert.ThrowsAsync<FormatException>(() =>
            Store.RenameAsync(segments["Spain"], "Spain", "", $$"""{"segment": {{outer}}}""")
        );
        Assert.Equal($"Segment {segments["Spain"]} would contain itself. Choose another segment.", circle.Message);
        var missing = await Assert.ThrowsAsync<FormatException>(() => Store.CountRuleAsync("""{"segment": 999999}"""));
        Assert.Equal("There is no segment 999999.", missing.Message);
    }

    [Fact]
    public async Task A_segment_that_another_names_stays_until_that_is_gone()
    {
        var outer = await Store.AddRuleAsync("Outer", "", $$"""{"segment": {{segments["Spain"]}}}""");

        Assert.Equal(["Outer"], await Store.NamedByAsync([segments["Spain"]]));
        Assert.False(await Store.DeleteAsync(segments["Spain"]));
        Assert.True(await Store.DeleteAsync(outer));
        Assert.True(await Store.DeleteAsync(segments["Spain"]));
    }

    [Fact]
    public async Task Growth_has_one_row_a_day_with_the_last_count()
    {
        SegmentList list = new(database.Source);
        SegmentHistory history = new(database.Source, list, TimeProvider.System);
        await history.RecordAsync();
        await desk.RunAsync("customer_id,country\neve,Spain\n", kind: "customers");
        await history.RecordAsync();

        var day = Assert.Single(await history.OfAsync(segments["Spain"]));
        Assert.Equal((3, 25m), (day.Size, day.Revenue));
    }
}
