using Core.Simulation;
using Xunit;

namespace Tests.Simulation;

public sealed class HandmadeShopTests
{
    private static readonly HandmadeShopOptions Options = new(new DateOnly(2024, 1, 1), new DateOnly(2026, 1, 1), 8_000);
    private static readonly HandmadeShop Shop = HandmadeShop.Generate(Options, 11);
    private static readonly Lazy<List<HandmadeCustomer>> AllCustomers = new(() => [.. Shop.Customers]);
    private static readonly Lazy<List<SimulatedOrderLine>> AllLines = new(() => [.. Shop.OrderLines]);
    private static readonly Lazy<List<SimulatedFeedback>> AllFeedback = new(() => [.. Shop.Feedback]);

    private static List<HandmadeCustomer> Customers => AllCustomers.Value;

    [Fact]
    public void Orders_lie_within_the_window_and_before_the_churn_date()
    {
        var customers = Customers.ToDictionary(c => c.Person.Id);

        Assert.All(
            AllLines.Value,
            line =>
            {
                var (day, customer) = (DateOnly.FromDateTime(line.OrderedAt.UtcDateTime), customers[line.CustomerId]);
                Assert.True(day >= Options.Start && day < Options.EndExclusive && day >= customer.Person.SignupDate);
                Assert.True(customer.ChurnDate is null || day < customer.ChurnDate);
                Assert.True(line.Quantity >= 1 && line.UnitPrice > 0);
            }
        );
        Assert.All(AllLines.Value.GroupBy(l => l.OrderId), o => Assert.Single(o.Select(l => (l.CustomerId, l.OrderedAt)).Distinct()));
    }

    [Fact]
    public void Repeat_orders_come_at_the_true_rate()
    {
        var orders = AllLines.Value.DistinctBy(l => l.OrderId).CountBy(l => l.CustomerId).ToDictionary();
        var regular = Customers.Where(c => c.Habit == HandmadeHabit.Regular && c.Person.SignupDate >= Options.Start).ToList();
        var expected = regular.Sum(c =>
            1 + c.OrdersPerWeek / 7 * DaysBetween(c.Person.SignupDate.AddDays(1), c.ChurnDate ?? Options.EndExclusive).Sum(Season)
        );

        Assert.Equal(expected, regular.Sum(c => orders.GetValueOrDefault(c.Person.Id)), 6 * Math.Sqrt(expected));
        Assert.All(
            Customers.Where(c => c.Habit == HandmadeHabit.OneTime && c.Person.SignupDate >= Options.Start),
            c => Assert.Equal(1, orders[c.Person.Id])
        );
        Assert.Equal(0.5, Customers.Share(c => c.Habit == HandmadeHabit.OneTime), 6 * 0.5 / Math.Sqrt(Customers.Count));

        static double Season(DateOnly day) => new[] { 0.6, 0.8, 0.8, 0.9, 1.1, 0.8, 0.6, 0.7, 0.9, 1.1, 1.7, 2.4 }[day.Month - 1];
    }

    [Fact]
    public void Feedback_is_as_content_as_its_writer_and_rated_by_its_tone()
    {
        var content = Customers.ToDictionary(c => c.Person.Id, c => c.Contentment);
        var feedback = AllFeedback.Value;
        var positive = feedback.Sum(f => content[f.Customer.Id]);
        var orders = AllLines.Value.DistinctBy(l => l.OrderId).Count();

        Assert.Equal(positive, feedback.Count(f => f.Tone == FeedbackTone.Positive), 6 * 0.5 * Math.Sqrt(feedback.Count));
        Assert.Equal(
            (feedback.Count - positive) / 2,
            feedback.Count(f => f.Tone == FeedbackTone.Negative),
            6 * 0.5 * Math.Sqrt(feedback.Count)
        );
        Assert.All(
            feedback,
            f =>
                Assert.Equal(
                    f.Tone,
                    f.Rating switch
                    {
                        >= 4 => FeedbackTone.Positive,
                        3 => FeedbackTone.Neutral,
                        _ => FeedbackTone.Negative,
                    }
                )
        );
        // Three in ten orders, but for those whose writer had no time before the end.
        Assert.InRange(feedback.Count / (double)orders, 0.28, 0.31);
        Assert.Equal(FeedbackWriter.Topics.Order(), feedback.Select(f => f.Topic).Distinct().Order());
        Assert.Equal(["email", "instagram", "survey", "website"], feedback.Select(f => f.Source).Distinct().Order());
    }

    [Fact]
    public void A_text_of_one_tone_is_never_one_of_another()
    {
        var byText = AllFeedback.Value.GroupBy(f => f.Text).ToList();

        Assert.All(byText, t => Assert.Single(t.Select(f => (f.Tone, f.Topic)).Distinct()));
        Assert.True(byText.Count > 1_000);
        Assert.DoesNotContain(AllFeedback.Value, f => f.Text.Contains('{', StringComparison.Ordinal));
    }

    [Fact]
    public void Every_purchase_was_looked_at_and_most_looks_lead_nowhere()
    {
        var kinds = Shop.Interactions.CountBy(i => i.Kind).ToDictionary();

        Assert.Equal(AllLines.Value.Count, kinds["purchase"]);
        Assert.True(kinds["view"] > kinds["add_to_cart"] && kinds["add_to_cart"] > kinds["purchase"]);
        Assert.Equal(3, kinds.Count);
    }

    [Fact]
    public void Files_have_the_columns_that_the_import_reads()
    {
        var files = HandmadeShop.Generate(Options with { Customers = 30, Noise = SimulationNoise.None }, 1).Files;

        Assert.Equal(["customers", "products", "orders", "interactions", "feedback"], files.Select(f => f.Kind));
        Assert.StartsWith("customer_id,name,email,location,country,channel,region,signup_date,age\nHAN-000001,", files.Text("customers"));
        Assert.StartsWith("product_id,name,category,price,material\nHM-01,Speckled mug,Ceramics,24.00,clay\n", files.Text("products"));
        Assert.StartsWith(
            "order_id,customer_id,ordered_at,product_id,description,quantity,unit_price\nHO-000001-01,HAN-000001,",
            files.Text("orders")
        );
        Assert.StartsWith("interaction_id,customer_id,product_id,event_type,timestamp\nINT-H000001-0001,HAN-", files.Text("interactions"));
        Assert.StartsWith("feedback_id,date,source,customer_email,text,product_id,rating\nFB-", files.Text("feedback"));
    }

    [Fact]
    public void Nobody_and_no_time_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => HandmadeShop.Generate(Options with { Customers = 0 }, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => HandmadeShop.Generate(Options with { EndExclusive = Options.Start }, 1));
    }

    private static IEnumerable<DateOnly> DaysBetween(DateOnly first, DateOnly endExclusive) =>
        Enumerable.Range(first.DayNumber, Math.Max(0, endExclusive.DayNumber - first.DayNumber)).Select(DateOnly.FromDayNumber);
}
