using Data.Queries;
using Tests.Data;
using Xunit;

namespace Tests.Report;

public sealed class CohortRetentionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Customers_are_followed_from_the_month_of_their_first_order_through_the_months_that_are_over()
    {
        CohortRetention retention = new(database.Source);
        Assert.Empty(await retention.RunAsync());

        // Customer 1 in January, March and April; 2 in January twice; 3 in February and March; 4 first in April, which is running.
        await OrderAsync((1, "2026-01-31 23:59Z"), (1, "2026-03-01 00:00Z"), (1, "2026-04-02 10:00Z"));
        await OrderAsync((2, "2026-01-01 00:00Z"), (2, "2026-01-15 00:00Z"), (3, "2026-02-10 00:00Z"), (3, "2026-03-10 00:00Z"));
        await OrderAsync((4, "2026-04-03 00:00Z"));
        // A version that did not change is taken as data that did not.
        Assert.Empty(await retention.RunAsync());
        await ChangeAsync();
        var cohorts = await retention.RunAsync();
        Assert.Equal(
            [("2026-01-01", 2, "2,0,1"), ("2026-02-01", 1, "1,1")],
            cohorts.Select(c => ($"{c.Month:yyyy-MM-dd}", (int)c.Customers, string.Join(',', c.Active)))
        );
        Assert.Equal((0.5, (double?)null), (cohorts[0].Share(2), cohorts[0].Share(3)));

        // The last day of April makes it whole.
        await OrderAsync((2, "2026-04-30 12:00Z"));
        await ChangeAsync();
        Assert.Equal(["2,0,1,2", "1,1,0", "1"], (await retention.RunAsync()).Select(c => string.Join(',', c.Active)));
    }

    private async Task OrderAsync(params (long Customer, string At)[] orders)
    {
        foreach (var (customer, at) in orders)
        {
            await using var command = database.Source.CreateCommand(
                $"""
                INSERT INTO orders (customer_id, order_id, external_id, ordered_at, amount, quantity, lines)
                SELECT @customer, count(*) + 1, 'o' || count(*), '{at}', 10000, 1, 1 FROM orders
                """
            );
            command.Parameters.AddWithValue("customer", customer);
            await command.ExecuteNonQueryAsync();
        }
    }

    private async Task ChangeAsync()
    {
        await using var command = database.Source.CreateCommand(DataVersion.CountData);
        await command.ExecuteNonQueryAsync();
    }
}
