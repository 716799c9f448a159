using Data.Queries;
using Tests.Data;
using Tests.Imports;
using Xunit;

namespace Tests.Home;

/// <summary>The daily summary and the totals of periods, against sums over the orders themselves.</summary>
public sealed class DailySalesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateTime Now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Only_changed_days_are_added_up_and_the_sums_are_those_of_the_orders()
    {
        ImportDesk desk = new(database);
        DailySales daily = new(database.Source);
        SalesSummary sales = new(database.Source);
        var rows = Enumerable.Range(0, 400).Select(i => $"o{i},c{i % 37},2025-0{1 + i % 6}-{1 + i % 28:00} 10:00,{1 + i % 9}.50");
        await desk.RunAsync("order_id,customer_id,ordered_at,amount\n" + string.Join('\n', rows) + "\n");
        Assert.True(await daily.IsStaleAsync());
        var days = await daily.RefreshAsync(Now);
        Assert.Equal(await desk.OneAsync<long>("SELECT count(DISTINCT (ordered_at AT TIME ZONE 'UTC')::date) FROM orders"), days);
        await AgreesAsync();

        // A late order, a corrected one, and one that moves to another day: three days and no more.
        await desk.RunAsync(
            "order_id,customer_id,ordered_at,amount\nlate,c1,2025-02-02,5\no0,c0,2025-01-01 10:00,99\no1,c1,2025-06-30,2.50\n"
        );
        var touched = await daily.RefreshAsync(Now.AddDays(1));
        Assert.Equal(3, touched);
        Assert.Equal(touched, await desk.OneAsync<long>("SELECT count(*) FROM daily_sales WHERE refreshed_at = '2026-01-02Z'"));
        await AgreesAsync();
        Assert.Equal(0, await daily.RefreshAsync(Now.AddDays(2)));

        var span = (await sales.SpanAsync())!.Value;
        await sales.PrepareAsync();
        foreach (var window in SalesSummary.UsualWindows(span))
        {
            var totals = await sales.TotalsAsync(window);
            var sql =
                $"FROM orders WHERE (ordered_at AT TIME ZONE 'UTC')::date BETWEEN '{window.From:yyyy-MM-dd}' AND '{window.To:yyyy-MM-dd}'";
            Assert.Equal(await desk.OneAsync<long>("SELECT count(DISTINCT customer_id) " + sql), totals.Customers);
            Assert.Equal(await desk.OneAsync<long>("SELECT count(*) " + sql), totals.Orders);
        }

        async Task AgreesAsync() =>
            Assert.Equal(
                0,
                await desk.OneAsync<long>(
                    """
                    SELECT count(*) FROM (
                        SELECT (ordered_at AT TIME ZONE 'UTC')::date AS date, sum(amount)::bigint AS revenue, count(*)::int AS orders,
                               count(DISTINCT customer_id)::int AS customers, sum(quantity) AS units
                        FROM orders GROUP BY 1) o
                    FULL JOIN daily_sales d USING (date)
                    WHERE (o.revenue, o.orders, o.customers, o.units) IS DISTINCT FROM (d.revenue, d.orders, d.unique_customers, d.units_sold)
                    """
                )
            );
    }

    [Fact]
    public async Task Every_feature_of_behaviour_is_as_of_its_date()
    {
        ImportDesk desk = new(database);
        await desk.RunAsync(
            "customer_id,movie_id,session_date,session_duration,watched_fully,like_status\nw,m1,2025-01-01,30,yes,liked\nw,m2,2025-02-01,50,no,disliked\n",
            null,
            "engagements"
        );
        await desk.RunAsync("customer_id,tac,start_date,end_date\nw,35,2024-01-01,2024-06-30\nw,36,2024-07-01,\n", null, "device-uses");
        await desk.RunAsync("customer_id,text,date\nw,I love it,2025-01-15\n", null, "feedback");
        await desk.RunAsync(
            "customer_id,Age,Tier,Born\nw,40,Gold,2000-01-01\nx,20,Silver,1990-01-01\ny,30,Bronze,1980-01-01\n",
            null,
            "customers"
        );
        await FeatureTable.RefreshAsync(database.Source, new DateOnly(2025, 3, 1));
        Assert.Equal((2, 80, 28, 0.5, 1, 1), await SessionsAsync(new DateOnly(2025, 3, 1)));
        // Before the second session nothing of it is known.
        Assert.Equal((1, 30, 14, 1, 1, 0), await SessionsAsync(new DateOnly(2025, 1, 15)));
        var data = await FeatureTable.LoadAsync(database.Source);
        var row = data.RowIds!.ToList().IndexOf(Core.Customers.ExternalId.Hash("w"));
        Assert.Equal(2, data.Column("devices_used")[row]);
        Assert.Equal(243, data.Column("days_on_device")[row]);
        Assert.Equal(40, data.Column("attributes.Age")[row]);
        Assert.Equal(1, data.Column("attributes.Tier=Gold")[row]);
        Assert.Equal(0, data.Column("attributes.Tier=Silver")[row]);
        Assert.Equal(9191, data.Column("attributes.Born:days")[row]);
        Assert.True(data.Column("feedback_sentiment")[row] > 0.5);

        async Task<(double, double, double, double, double, double)> SessionsAsync(DateOnly asOf)
        {
            var at = await FeatureTable.LoadAsOfAsync(database.Source, asOf);
            var i = at.RowIds!.ToList().IndexOf(Core.Customers.ExternalId.Hash("w"));
            return (
                at.Column("sessions")[i],
                at.Column("session_minutes")[i],
                at.Column("days_since_session")[i],
                at.Column("watched_fully_share")[i],
                at.Column("likes")[i],
                at.Column("dislikes")[i]
            );
        }
    }
}
