using Core.Explore;
using Data.Queries;
using Tests.Data;
using Xunit;

namespace Tests.Explore;

public sealed class ExploreQueryTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly ExploreDesk desk = new(database);

    public async ValueTask InitializeAsync() => await desk.FillAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_column_of_every_table_can_be_asked_for_in_every_way()
    {
        await desk.SegmentsAsync();
        foreach (var known in ExploreTables.All)
        {
            var table = await desk.TableAsync(known.Key);
            Assert.NotNull(table.Find(table.DefaultColumn));
            Assert.Equal(ExploreKind.Category, table.Find(table.DefaultSplit)!.Kind);
            var filter = new ExploreFilter(new DateOnly(2011, 1, 1), new DateOnly(2030, 1, 1), Source: "web");
            foreach (var column in table.Columns)
            {
                var figures = await desk.Query.FiguresAsync(table, column, filter);
                Assert.True(figures.Known <= figures.Rows);
                await desk.Query.DaysAsync(table, column, filter);
                if (column.Kind == ExploreKind.Category)
                {
                    var counts = await desk.Query.CountsAsync(table, column, filter);
                    Assert.Equal(figures.Rows, counts.Missing + counts.Others + counts.Values.Sum(v => v.Count));
                    await desk.Query.MeansAsync(table, table.Numbers.FirstOrDefault() ?? Number, column, filter);
                }
            }
            var sample = await desk.Query.SampleAsync(table, [.. table.Numbers], table.Find(table.DefaultSplit), ExploreFilter.None, 10);
            Assert.True(sample.IsWhole);
        }
    }

    private static ExploreColumn Number { get; } = new("one", "One", ExploreKind.Number, "1::double precision");

    [Fact]
    public async Task Figures_of_orders_with_money_in_currency_units()
    {
        var table = await desk.TableAsync("orders");

        var figures = await desk.Query.FiguresAsync(table, table.Find("amount")!, ExploreFilter.None);
        Assert.Equal((3L, 3L, 30.0, 10.0, 60.0), (figures.Rows, figures.Known, figures.Mean, figures.Min, figures.Max));
        Assert.Equal(Math.Sqrt(700), figures.StandardDeviation!.Value, 1e-9);
        var days = await desk.Query.DaysAsync(table, table.Find("amount")!, ExploreFilter.None);
        Assert.Equal(
            [new DayTotal(new DateOnly(2011, 4, 1), 1, 1, 10), new DayTotal(new DateOnly(2011, 5, 31), 2, 2, 80)],
            days.OrderBy(d => d.Date)
        );
        var sample = await desk.Query.SampleAsync(table, [table.Find("amount")!], table.Find("country"), ExploreFilter.None, 3);
        Assert.Equal([("France", 10.0), ("France", 20), ("Spain", 60)], sample.Groups!.Zip(sample.Columns["amount"]).Order()!);
    }

    [Fact]
    public async Task Dates_are_inclusive_on_both_ends()
    {
        var table = await desk.TableAsync("orders");
        async Task<long> Rows(DateOnly? from, DateOnly? to) =>
            (await desk.Query.FiguresAsync(table, table.Find("amount")!, new ExploreFilter(from, to))).Rows;

        Assert.Equal(1, await Rows(null, new DateOnly(2011, 4, 1)));
        Assert.Equal(0, await Rows(null, new DateOnly(2011, 3, 31)));
        Assert.Equal(2, await Rows(new DateOnly(2011, 5, 31), new DateOnly(2011, 5, 31)));
        var customers = await desk.TableAsync("customers");
        var early = new ExploreFilter(new DateOnly(2011, 1, 31), new DateOnly(2011, 2, 27));
        Assert.Equal(1, (await desk.Query.FiguresAsync(customers, customers.Find("country")!, early)).Rows);
    }

    [Fact]
    public async Task A_segment_and_a_source_leave_only_their_rows()
    {
        var (rule, segmentation) = await desk.SegmentsAsync();
        var table = await desk.TableAsync("feedback");
        var words = table.Find("words")!;

        Assert.Equal(1, (await desk.Query.FiguresAsync(table, words, new ExploreFilter(SegmentId: rule))).Rows);
        Assert.Equal(2, (await desk.Query.FiguresAsync(table, words, new ExploreFilter(Source: "web"))).Rows);
        var by = table.Find($"segmentation:{segmentation}")!;
        var counts = await desk.Query.CountsAsync(table, by, ExploreFilter.None);
        Assert.Equal([("Spenders", 1L)], counts.Values);
        Assert.Equal((1L, 0L, 3L), (counts.Distinct, counts.Others, counts.Missing));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => desk.Query.FiguresAsync(table, words, new ExploreFilter(SegmentId: 999_999)));
    }

    [Fact]
    public async Task Values_beyond_the_most_frequent_are_put_together()
    {
        var table = await desk.TableAsync("feedback");

        var counts = await desk.Query.CountsAsync(table, table.Find("source")!, ExploreFilter.None, 1);
        Assert.Equal([("web", 2L)], counts.Values);
        Assert.Equal((2L, 1L, 1L), (counts.Distinct, counts.Others, counts.Missing));
        var means = await desk.Query.MeansAsync(table, table.Find("sentiment")!, table.Find("product")!, ExploreFilter.None);
        Assert.Equal([("p", 2L), ("q", 1L)], means.Select(m => (m.Key, m.Count)));
    }

    [Fact]
    public async Task A_rating_of_a_film_is_a_category_and_where_it_is_a_score_a_number_too()
    {
        await using (
            var add = database.Source.CreateCommand(
                """
                INSERT INTO movies (movie_id, external_id, rating, attributes)
                VALUES (1, 'm1', '7.5', '{}'), (2, 'm2', '8', '{}'), (3, 'm3', 'PG-13', '{}'), (4, 'm4', NULL, '{}'), (5, 'm5', '1.2.3', '{}')
                """
            )
        )
        {
            await add.ExecuteNonQueryAsync();
        }
        var table = await desk.TableAsync("movies");
        var counts = await desk.Query.CountsAsync(table, table.Find("rating")!, ExploreFilter.None, 10);
        Assert.Equal((4L, 1L), (counts.Distinct, counts.Missing));
        var scores = await desk.Query.FiguresAsync(table, table.Find("rating_score")!, ExploreFilter.None);
        Assert.Equal((5L, 2L, 7.75), (scores.Rows, scores.Known, scores.Mean));
    }

    [Fact]
    public async Task Further_columns_of_a_file_are_columns_whatever_they_are_called()
    {
        var table = await desk.TableAsync("customers");
        var odd = table.Find("attributes.odd key's")!;

        Assert.Equal(ExploreKind.Number, odd.Kind);
        Assert.Equal(
            (3L, 2L, 1.5),
            await desk.Query.FiguresAsync(table, odd, ExploreFilter.None) is var f ? (f.Rows, f.Known, f.Mean) : default
        );
        await using (
            var huge = database.Source.CreateCommand(
                "UPDATE customers SET attributes = '{\"age\": 1e999, \"odd key''s\": 1e-999}' WHERE external_id = 'bob'"
            )
        )
        {
            await huge.ExecuteNonQueryAsync();
        }
        Assert.Equal(1, (await desk.Query.FiguresAsync(table, table.Find("attributes.age")!, ExploreFilter.None)).Known);
    }

    [Fact]
    public async Task A_large_table_is_read_as_a_sample_that_stays_the_same()
    {
        await using (
            var many = database.Source.CreateCommand(
                """
                INSERT INTO orders (customer_id, order_id, external_id, ordered_at, amount, quantity, lines)
                SELECT i, i, i::text, '2012-01-01'::timestamptz + i * interval '1 minute', i * 10000, 1, 1 FROM generate_series(1, 200000) i
                """
            )
        )
        {
            await many.ExecuteNonQueryAsync();
        }
        var table = await desk.TableAsync("orders");
        var amount = table.Find("amount")!;
        var filter = new ExploreFilter(new DateOnly(2012, 1, 1));
        var figures = await desk.Query.FiguresAsync(table, amount, filter);
        Assert.Equal((200_000L, 100_000.5), (figures.Rows, figures.Mean));

        var sample = await desk.Query.SampleAsync(table, [amount], null, filter, figures.Rows);
        Assert.False(sample.IsWhole);
        // A binomial count: 50 000 ± 5 standard deviations of 194; and the mean of that many ± 5 standard errors.
        Assert.InRange(sample.Rows, 49_000, 51_000);
        Assert.InRange(sample.Columns["amount"].Average(), 98_700, 101_300);
        var again = await desk.Query.SampleAsync(table, [amount], null, filter, figures.Rows);
        Assert.Equal(sample.Columns["amount"].Order(), again.Columns["amount"].Order());
        Assert.Equal(200_000, (await desk.Query.DaysAsync(table, amount, filter)).Sum(d => d.Count));
    }

    [Fact]
    public async Task Tables_with_rows_are_told_apart()
    {
        var filled = await desk.Catalog.FilledAsync();
        Assert.Superset(new HashSet<string> { "customers", "orders", "order-lines", "products", "feedback" }, filled);
        Assert.DoesNotContain("devices", filled);
    }
}
