using App.Features.Import;
using Data.Bulk;
using Data.Queries;
using Tests.Data;
using Tests.Report;
using Xunit;

namespace Tests.Imports;

/// <summary>What takes rows out reaches every table, and each day whose sales lose a row is added up again.</summary>
public sealed class UndoImportTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly ImportDesk desk = new(database);

    public async ValueTask InitializeAsync()
    {
        await desk.ClearAsync();
        await using (var clear = database.Source.CreateCommand("DELETE FROM movies; DELETE FROM devices"))
        {
            await clear.ExecuteNonQueryAsync();
        }
        await desk.RunAsync("customer_id,name,email\nann,Ann,ann@example.com\n", kind: "customers");
        await desk.RunAsync(
            "order_id,customer_id,ordered_at,product_id,description,quantity,unit_price\n1,ann,2011-04-19,p,Pen,2,2.50\n2,bob,2011-04-20,q,Pad,1,4\n",
            kind: "orders"
        );
        await desk.RunAsync(
            "interaction_id,customer_id,product_id,event_type,timestamp\n1,ann,r,view,2011-05-01\n2,ann,r,purchase,2011-05-02\n",
            kind: "interactions"
        );
        await desk.RunAsync("customer_id,movie_id,session_date,session_duration\nann,m1,2011-05-01,30\n", kind: "engagements");
        await desk.RunAsync("customer_id,tac,start_date,end_date\nann,35,2011-01-01,\n", kind: "device-uses");
        await desk.RunAsync("customer_id,text,date\nann,I love it,2011-05-03\n", kind: "feedback");
        await FeatureTable.RefreshAsync(database.Source, new DateOnly(2011, 6, 1));
        await new DailySales(database.Source).RefreshAsync(DateTime.UnixEpoch);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<List<string>> MarkedAsync() => desk.ListAsync("SELECT to_char(date, 'YYYY-MM-DD') FROM changed_days ORDER BY 1");

    [Theory]
    [InlineData("orders", "ann|1|1", "movies 1,devices 1,products 1", "2011-04-19,2011-04-20")]
    [InlineData("interactions", "ann|1|1,bob|0|1", "movies 1,devices 1,products 2", "2011-05-02")]
    [InlineData("engagements", "ann|1|2,bob|0|1", "movies 0,devices 1,products 3", "")]
    [InlineData("device-uses", "ann|1|2,bob|0|1", "movies 1,devices 0,products 3", "")]
    [InlineData("feedback", "ann|0|2,bob|0|1", "movies 1,devices 1,products 3", "")]
    public async Task An_import_takes_along_what_only_it_brought(string kind, string people, string catalog, string days)
    {
        var import = await desk.OneAsync<long>($"SELECT max(id) FROM imports WHERE kind = '{kind}'");

        await new UndoImport(database.Source).RunAsync(import);

        Assert.Equal(
            people.Split(','),
            await desk.ListAsync(
                """
                SELECT external_id, (SELECT count(*) FROM feedback f WHERE f.customer_id = c.customer_id),
                       (SELECT count(*) FROM orders o WHERE o.customer_id = c.customer_id) + (SELECT count(*) FROM interactions i
                        WHERE i.customer_id = c.customer_id AND event_type = 'purchase')
                FROM customers c ORDER BY 1
                """
            )
        );
        Assert.Equal(
            catalog.Split(','),
            await desk.ListAsync(
                "SELECT 'movies ' || count(*) FROM movies UNION ALL SELECT 'devices ' || count(*) FROM devices UNION ALL SELECT 'products ' || count(*) FROM products"
            )
        );
        Assert.Equal(days.Split(',', StringSplitOptions.RemoveEmptyEntries), await MarkedAsync());
        Assert.Equal(
            0,
            await desk.OneAsync<long>(
                $"SELECT count(*) FROM order_lines l LEFT JOIN orders o USING (customer_id, order_id) WHERE o.order_id IS NULL"
            )
        );
        Assert.Equal("removed", await desk.OneAsync<string>($"SELECT state FROM imports WHERE id = {import}"));
    }

    [Fact]
    public async Task Whoever_undoes_is_told_that_what_was_written_by_hand_is_lost()
    {
        ListImports list = new(new Contexts(database));

        var people = await AskAsync("customers");
        Assert.Contains(" 1 customer came in with it: what you wrote into them by hand is lost. ", people, StringComparison.Ordinal);
        Assert.DoesNotContain("by hand", await AskAsync("engagements"), StringComparison.Ordinal);

        await desk.ListAsync("UPDATE customers SET location = 'Lyon' WHERE external_id = 'bob' RETURNING 1");
        await new UndoImport(database.Source).RunAsync(await IdAsync("orders"));
        Assert.Equal(["ann"], await desk.ListAsync("SELECT external_id FROM customers"));

        Task<long> IdAsync(string kind) => desk.OneAsync<long>($"SELECT max(id) FROM imports WHERE kind = '{kind}'");
        async Task<string> AskAsync(string kind) => await list.UndoQuestionAsync((await list.FindAsync(await IdAsync(kind)))!);
    }

    [Fact]
    public async Task A_person_is_erased_from_every_table_that_names_one()
    {
        var erased = (await new ErasePerson(database.Source).RunAsync(Core.Customers.ExternalId.Hash("ann")))!;

        Assert.Equal(
            await desk.ListAsync(
                """
                SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
                WHERE c.table_schema = 'public' AND c.column_name = 'customer_id' AND t.table_type = 'BASE TABLE' ORDER BY 1
                """
            ),
            erased.Keys.Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            (1, 1, 2, 1, 1, 1, 1),
            (
                erased["orders"],
                erased["order_lines"],
                erased["interactions"],
                erased["engagements"],
                erased["device_uses"],
                erased["feedback"],
                erased["customer_features"]
            )
        );
        Assert.Equal(["2011-04-19", "2011-05-02"], await MarkedAsync());
        Assert.Null(await new ErasePerson(database.Source).RunAsync(Core.Customers.ExternalId.Hash("ann")));
    }
}
