using App.Features.Customers;
using App.Shell;
using Bunit;
using Core.Customers;
using Data;
using Data.Queries;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tests.Data;
using Tests.Report;
using Xunit;

namespace Tests.Customers;

public sealed class CustomerPagesTests : BunitContext, IClassFixture<TestDatabase>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly TestDatabase database;

    public CustomerPagesTests(TestDatabase database)
    {
        this.database = database;
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(database.Source);
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<IDbContextFactory<AppDb>>(new Contexts(database));
        Services.AddSingleton<DailySales>();
        Services.AddSingleton<FeatureStore>();
        Services.AddSingleton<SegmentList>();
        Services.AddCustomers();
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private CustomerDirectory Directory => Services.GetRequiredService<CustomerDirectory>();

    [Fact]
    public async Task What_is_wrong_stands_at_its_field_what_was_typed_stays_and_the_person_is_added_once()
    {
        await Directory.AddAsync(new CustomerInput("taken", "Old", "old@example.com", null));
        var page = Render<CustomerEditPage>();
        page.WaitForElement("form", Patience);
        page.Find("#location").Change("Lyon");
        page.Find("#email").Change("nobody");
        await page.Find("form").SubmitAsync();
        page.WaitForElement("#email-error", Patience);
        Assert.Contains("'nobody'", page.Find("#email-error").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find("#name-error"));
        Assert.Equal(("Lyon", "nobody"), (page.Find("#location").GetAttribute("value"), page.Find("#email").GetAttribute("value")));

        page.Find("#name").Change("Ann");
        page.Find("#email").Change("ann@example.com");
        page.Find("#externalId").Change("taken");
        await page.Find("form").SubmitAsync();
        page.WaitForElement("#externalId-error", Patience);

        page.Find("#externalId").Change("a/1");
        page.Find("#subscriptionId").Change("gold");
        await Task.WhenAll(page.Find("form").SubmitAsync(), page.Find("form").SubmitAsync());
        page.WaitForState(() => Navigation.Uri.EndsWith("customers/a%2F1", StringComparison.Ordinal), Patience);
        var added = (await Directory.FindAsync("a/1"))!;
        Assert.Equal(("Ann", "Lyon", "gold", null), (added.Name, added.Location, added.SubscriptionId, added.Country));
    }

    [Fact]
    public async Task Changing_a_person_shows_what_is_held_and_an_emptied_field_takes_it_away()
    {
        await Directory.AddAsync(new CustomerInput("ben", "Ben", "ben@example.com", "Oslo", "Norway", SubscriptionId: "gold"));
        var page = Render<CustomerEditPage>(p => p.Add(x => x.Id, "ben"));
        page.WaitForElement("form", Patience);
        Assert.Equal(("Oslo", "Norway"), (page.Find("#location").GetAttribute("value"), page.Find("#country").GetAttribute("value")));
        Assert.Empty(page.FindAll("#externalId"));
        page.Find("#country").Change("");
        page.Find("#name").Change("Benjamin");
        await page.Find("form").SubmitAsync();
        page.WaitForState(() => Navigation.Uri.EndsWith("customers/ben", StringComparison.Ordinal), Patience);
        var changed = (await Directory.FindAsync("ben"))!;
        Assert.Equal(("Benjamin", null, "Oslo", "gold"), (changed.Name, changed.Country, changed.Location, changed.SubscriptionId));
        Assert.Contains(
            "There is no customer nobody",
            Render<CustomerEditPage>(p => p.Add(x => x.Id, "nobody")).WaitForElement("h1", Patience).TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_person_is_erased_only_by_writing_the_id()
    {
        await Directory.AddAsync(new CustomerInput("dee", "Dee", "dee@example.com", null));
        var page = Render<CustomerPage>(p => p.Add(x => x.Id, "dee"));
        page.WaitForElement("[data-testid=erase]", Patience).Click();
        Assert.True(page.WaitForElement("[data-testid=erase-now]", Patience).HasAttribute("disabled"));
        page.Find("#erase-name").Input("Dee");
        Assert.True(page.Find("[data-testid=erase-now]").HasAttribute("disabled"));
        page.Find("#erase-name").Input("dee");
        await page.Find("[data-testid=erase-now]").ClickAsync(new());
        Assert.Contains("1 of customers", page.WaitForElement("[data-testid=erased]", Patience).TextContent, StringComparison.Ordinal);
        Assert.Null(await Directory.FindAsync("dee"));
    }

    [Fact]
    public async Task The_list_turns_pages_by_the_address_and_offers_the_values_that_people_have()
    {
        await using (var db = database.Context())
        {
            await db.Customers.Where(c => c.Country == "Peru").ExecuteDeleteAsync();
            db.Customers.AddRange(
                Enumerable
                    .Range(0, 120)
                    .Select(i => new global::Data.Tables.CustomerRow
                    {
                        CustomerId = ExternalId.Hash($"peru{i}"),
                        ExternalId = $"peru{i}",
                        Country = "Peru",
                    })
            );
            await db.SaveChangesAsync();
        }
        Navigation.NavigateTo("customers?country=Peru&sort=name");
        var page = Render<CustomersPage>();
        HashSet<string> seen = [];
        for (var i = 0; i < 3; i++)
        {
            page.WaitForState(() => page.FindAll("[data-testid=customer-row]").Count == (i < 2 ? 50 : 20), Patience);
            Assert.All(page.FindAll("[data-testid=customer-row] a"), a => Assert.True(seen.Add(a.TextContent)));
            if (i < 2)
            {
                Navigation.NavigateTo(page.Find("[data-testid=page-next]").GetAttribute("href")!);
                page.WaitForState(() => page.FindAll("[data-testid=customer-row] a").All(a => !seen.Contains(a.TextContent)), Patience);
            }
        }
        Assert.Empty(page.FindAll("[data-testid=page-next]"));
        Assert.Equal("120 customers fit.", page.Find("[data-testid=customers-finding]").TextContent);
        page.WaitForState(() => page.FindAll("#country option").Any(o => o.TextContent == "Peru"), Patience);
        Assert.Equal(
            "ascending",
            page.FindAll("th").Single(t => t.TextContent.StartsWith("Name", StringComparison.Ordinal)).GetAttribute("aria-sort")
        );
        page.Find("#q").Change("peru11");
        page.WaitForState(() => page.FindAll("[data-testid=customer-row]").Count == 11, Patience);
        Assert.Contains("q=peru11", Navigation.Uri, StringComparison.Ordinal);
        Assert.DoesNotContain("after=", Navigation.Uri, StringComparison.Ordinal);
    }
}
