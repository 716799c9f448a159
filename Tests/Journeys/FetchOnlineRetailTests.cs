using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tests.Api;
using Tests.Imports;
using Xunit;

namespace Tests.Journeys;

/// <summary>The button that fetches the real set, against a publisher of our own that has good and bad days.</summary>
public sealed class FetchOnlineRetailTests : IAsyncLifetime
{
    private readonly WebApplication publisher;
    private RequestDelegate answer = _ => Task.CompletedTask;

    public FetchOnlineRetailTests()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        publisher = builder.Build();
        publisher.Run(context => answer(context));
    }

    public async ValueTask InitializeAsync() => await publisher.StartAsync();

    public ValueTask DisposeAsync() => publisher.DisposeAsync();

    [Fact]
    public async Task It_is_fetched_and_imported_and_a_failure_says_what_went_wrong()
    {
        await using ApiAppHandle app = new(
            false,
            ("OnlineRetail__Url", publisher.Urls.First() + "/online+retail.zip"),
            ("OnlineRetail__PatienceSeconds", "0.5")
        );
        await app.StartAsync();

        answer = context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        };
        await FailsAsync(app, "404");
        answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        await FailsAsync(app, "There was no answer for");
        answer = async context =>
        {
            await context.Response.Body.WriteAsync("PK"u8.ToArray());
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        await FailsAsync(app, "There was no answer for");
        answer = context => context.Response.WriteAsync("<!DOCTYPE html><html>Sign in</html>");
        await FailsAsync(app, "The answer is not a zip file.");
        answer = context => context.Response.Body.WriteAsync("PK\x03\x04 and then nothing good"u8.ToArray()).AsTask();
        await FailsAsync(app, "damaged or was cut off", ofTheNet: false);
        Assert.Empty(Directory.GetFiles(Path.Combine(app.Running.Folder, "uploads")));

        var workbook = ImportDesk.Workbook(
            ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"],
            ["536365", "85123A", "LANTERN", "6", "2010-12-01 08:26:00", "2.55", "17850", "United Kingdom"],
            ["C536366", "85123A", "LANTERN", "-6", "2010-12-01 08:26:00", "2.55", "17850", "United Kingdom"]
        );
        answer = context => context.Response.Body.WriteAsync(ImportDesk.Zip(("Online Retail.xlsx", workbook))).AsTask();
        var job = await app.DoneAsync(await FetchAsync(app));
        var import = await app.UntilAsync(
            job.GetProperty("resultHref").GetString()!,
            i => i.GetProperty("state").GetString() == "succeeded"
        );
        Assert.Equal((2, 1), (import.GetProperty("rowsRead").GetInt64(), import.GetProperty("rowsImported").GetInt64()));
        Assert.Equal("online-retail", import.GetProperty("source").GetString());
        // The sums of the days follow the import.
        await app.UntilAsync("/api/sales-summary", s => s.GetProperty("totals").GetProperty("orders").GetInt64() == 1);
        Assert.Equal((6, 1, 1, 15.30m), await app.FiguresAsync());
    }

    private static Task<JsonElement> FetchAsync(ApiApp app) =>
        app.SendAsync("POST", "/api/imports/online-retail", null, HttpStatusCode.Accepted);

    private static async Task FailsAsync(ApiApp app, string message, bool ofTheNet = true)
    {
        var job = await app.EndedAsync(await FetchAsync(app));
        Assert.Equal("failed", job.GetProperty("state").GetString());
        var error = job.GetProperty("error").GetString()!;
        Assert.Contains(message, error);
        Assert.Equal(ofTheNet, error.StartsWith("The set could not be fetched from 127.0.0.1: ", StringComparison.Ordinal));
        Assert.Equal((0, 0, 0, 0m), await app.FiguresAsync());
    }
}
