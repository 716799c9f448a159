using System.Collections.Concurrent;
using Data;
using Data.Queries;
using Microsoft.Extensions.Logging;
using Npgsql;
using Tests.Data;
using Tests.Report;
using Xunit;

namespace Tests.Customers;

/// <summary>What the server does for a page of the customers: it reads one range of an index and sorts no more than it found.</summary>
public sealed class GridPlanTests(TenThousandPeople people, DatabaseServer server) : IClassFixture<TenThousandPeople>
{
    public static TheoryData<string, bool> Orders => [.. CustomerOrder.All.SelectMany(o => new[] { (o.Key, true), (o.Key, false) })];

    private static readonly Dictionary<string, string> Index = new()
    {
        ["revenue"] = "IX_customer_features_monetary_customer_id",
        ["orders"] = "IX_customer_features_frequency_customer_id",
        ["recency"] = "IX_customer_features_recency_days_customer_id",
        ["name"] = "ix_customers_name_list",
        ["email"] = "ix_customers_email_list",
        ["country"] = "ix_customers_country_list",
        ["channel"] = "ix_customers_channel_list",
        ["id"] = "IX_customers_external_id",
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task A_page_is_a_range_of_an_index(string key, bool descending)
    {
        var order = CustomerOrder.Find(key)!;
        CustomerRows first = null!;
        Check(await PlansAsync(async list => first = await list.PageAsync(new CustomerFilter(), order, descending, null, false, 50)));
        Check(await PlansAsync(list => list.PageAsync(new CustomerFilter(), order, descending, first.After, false, 50)));

        void Check(string plan)
        {
            Assert.Contains(Index[key], plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
            // Ids are unique: to sort the ties of an id is to sort nothing.
            Assert.DoesNotMatch(@"(?<!Incremental )Sort  ", plan);
        }
    }

    // Ten thousand rows are read as quickly without an index; the test is whether it serves the question.
    private const string NoScan = " -c enable_seqscan=off";

    [Fact]
    public async Task A_search_and_its_count_read_the_trigrams()
    {
        CustomerFilter filter = new("C9876");
        foreach (var order in CustomerOrder.All)
        {
            Check(await PlansAsync(list => list.PageAsync(filter, order, order.Descending, null, false, 50), NoScan));
        }
        Check(await PlansAsync(list => list.CountAsync(filter), NoScan));

        static void Check(string plan)
        {
            Assert.Contains("ix_customers_search", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan on customers", plan, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Texts_longer_than_an_index_holds_are_listed_and_found()
    {
        await using var add = people.Database.Source.CreateCommand(
            """
            INSERT INTO customers (customer_id, external_id, name, email, country, channel, attributes, created_at)
            SELECT 7, 'long', t, 'long@example.com', t, t, '{}', now() FROM (SELECT string_agg(md5(i::text), '') AS t FROM generate_series(1, 1000) i) x
            """
        );
        await add.ExecuteNonQueryAsync();
        try
        {
            CustomerList list = new(new Contexts(people.Database), people.Database.Source);
            foreach (var order in CustomerOrder.All)
            {
                var found = await list.PageAsync(new CustomerFilter("a87ff679a2f3e71d9181a67b7542122c"), order, false, null, false, 5);
                Assert.Equal("long", Assert.Single(found.Items).ExternalId);
            }
            var country = (await list.PageAsync(new CustomerFilter("long"), CustomerOrder.All[0], true, null, false, 5)).Items[0].Country!;
            Assert.Equal((1, false), await list.CountAsync(new CustomerFilter(Country: country)));
            Assert.Equal((0, false), await list.CountAsync(new CustomerFilter(Country: country[..^1])));
        }
        finally
        {
            await using var remove = people.Database.Source.CreateCommand("DELETE FROM customers WHERE customer_id = 7");
            await remove.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task Where_the_extension_is_refused_the_search_finds_the_same_without_its_index()
    {
        await using TestDatabase database = new(server);
        await database.InitializeAsync();
        await using (
            var empty = database.Source.CreateCommand(
                """
                DROP SCHEMA public CASCADE;
                DROP EXTENSION IF EXISTS pg_trgm;
                DROP ROLE IF EXISTS plain;
                CREATE ROLE plain LOGIN;
                CREATE SCHEMA public AUTHORIZATION plain
                """
            )
        )
        {
            await empty.ExecuteNonQueryAsync();
        }
        await using (
            var plain = NpgsqlDataSource.Create(
                new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = "plain", Pooling = false }
            )
        )
        {
            await Database.MigrateAsync(plain);
            await using var add = plain.CreateCommand(
                "INSERT INTO customers (customer_id, external_id, name, attributes, created_at) VALUES (1, 'a', 'Ann Lee', '{}', now())"
            );
            await add.ExecuteNonQueryAsync();
        }
        await using var index = database.Source.CreateCommand("SELECT to_regclass('ix_customers_search') IS NULL");
        Assert.True(await index.ExecuteScalarAsync() is true);
        CustomerList list = new(new Contexts(database), database.Source);
        var found = await list.PageAsync(new CustomerFilter("nn l"), CustomerOrder.All[0], true, null, false, 5);
        Assert.Equal("a", Assert.Single(found.Items).ExternalId);
    }

    // The plans of all statements that the work runs, as the server tells them.
    private async Task<string> PlansAsync(Func<CustomerList, Task> work, string settings = "")
    {
        // As the server does by itself in time: figures for the planner, and trigrams that wait put into their index.
        foreach (var table in new[] { "customers", "customer_features" })
        {
            await using var analyze = people.Database.Source.CreateCommand("VACUUM ANALYZE " + table);
            await analyze.ExecuteNonQueryAsync();
        }
        ConcurrentQueue<string> told = new();
        NpgsqlDataSourceBuilder builder = new(people.Database.ConnectionString + ";Pooling=false");
        builder.ConnectionStringBuilder.Options =
            "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c client_min_messages=log" + settings;
        // Messages of the server reach the log whichever connection gets them.
        using Listener listener = new(told);
        builder.UseLoggerFactory(listener);
        await using var source = builder.Build();
        await work(new CustomerList(new Contexts(people.Database), source));
        var plans = told.Where(t =>
                t.Contains("plan:", StringComparison.Ordinal) && t.Contains("FROM customers c", StringComparison.Ordinal)
            )
            .ToList();
        Assert.NotEmpty(plans);
        // The text of the statement tells nothing of the plan.
        return string.Join('\n', plans.Select(p => p[p.IndexOf("(cost=", StringComparison.Ordinal)..].Insert(0, LineBefore(p))));
    }

    private static string LineBefore(string plan)
    {
        var at = plan.IndexOf("(cost=", StringComparison.Ordinal);
        return plan[(plan.LastIndexOf('\n', at) + 1)..at];
    }

    private sealed class Listener(ConcurrentQueue<string> told) : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => told.Enqueue(formatter(state, exception));

        public void Dispose() { }
    }
}
