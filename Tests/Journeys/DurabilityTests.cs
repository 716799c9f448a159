using System.Net;
using System.Text.Json;
using global::Data.Embedded;
using Npgsql;
using Tests.Api;
using Xunit;

namespace Tests.Journeys;

/// <summary>What a person's program goes through: killed, stopped, cancelled, started twice. Data are whole or absent, never half.</summary>
public sealed class DurabilityTests
{
    [Theory]
    [InlineData(0.2)] // in the middle of reading
    [InlineData(0.5)] // at the beginning of the merge
    [InlineData(0.62)] // at its end, or after it
    public async Task Killed_during_an_import_it_leaves_nothing_and_the_next_start_ends_the_job(double progress)
    {
        await using ApiAppHandle app = new();
        await app.StartAsync();
        using var answer = await app.UploadAsync("/api/imports", await File.ReadAllBytesAsync(ApiApp.OnlineRetailPath));
        var job = await ApiApp.BodyAsync(answer, HttpStatusCode.Accepted);
        await app.UntilAsync(Href(job), j => j.GetProperty("progress").GetDouble() > progress);
        await app.Running.KillAsync();

        // The server outlives the program; it holds nothing of the file, or (killed late) all of it.
        var left = app.Running.DatabaseServers();
        Assert.Single(left);
        var orders = await OrdersAsync(app.Running.Folder);
        Assert.True(orders == 0 || (progress > 0.6 && orders == ApiApp.OnlineRetail.Orders), $"{orders} orders");

        await app.StartAsync();
        Assert.Equal(left, app.Running.DatabaseServers());
        await app.DoneAsync(job);
        Assert.Equal(ApiApp.OnlineRetail, await app.FiguresAsync());
        Assert.Equal(1, (await app.GetAsync("/api/imports")).GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task A_cancelled_import_leaves_nothing_and_a_stopped_program_no_server()
    {
        await using ApiAppHandle app = new();
        await app.StartAsync();
        using var answer = await app.UploadAsync("/api/imports", await File.ReadAllBytesAsync(ApiApp.OnlineRetailPath));
        var job = await ApiApp.BodyAsync(answer, HttpStatusCode.Accepted);
        await app.UntilAsync(Href(job), j => j.GetProperty("progress").GetDouble() > 0.1);
        await app.SendAsync("DELETE", Href(job), null, HttpStatusCode.Accepted);
        Assert.Equal("cancelled", (await app.EndedAsync(job)).GetProperty("state").GetString());
        Assert.Equal((0, 0, 0, 0m), await app.FiguresAsync());
        var import = (await app.GetAsync("/api/imports")).GetProperty("items")[0];
        Assert.Equal("cancelled", import.GetProperty("state").GetString());

        // The program is ended by Ctrl-C while a job runs: the next start takes it up.
        using var again = await app.UploadAsync("/api/imports", await File.ReadAllBytesAsync(ApiApp.OnlineRetailPath));
        var second = await ApiApp.BodyAsync(again, HttpStatusCode.Accepted);
        await app.UntilAsync(Href(second), j => j.GetProperty("progress").GetDouble() > 0.1);
        Assert.NotEmpty(app.Running.DatabaseServers());
        await app.Running.StopAsync();
        Assert.Empty(app.Running.DatabaseServers());
        await app.StartAsync();
        await app.DoneAsync(second);
        Assert.Equal(ApiApp.OnlineRetail, await app.FiguresAsync());
    }

    [Fact]
    public async Task A_second_program_on_the_same_folder_refuses_and_says_why()
    {
        await using ApiAppHandle app = new();
        await app.StartAsync();
        var (code, output) = await app.Running.CommandAsync("import", ApiApp.OnlineRetailPath);
        Assert.Equal(1, code);
        Assert.Contains("Another copy of this program is using the database in", output);
        Assert.DoesNotContain("   at ", output);
        (code, output) = await app.Running.CommandAsync("--urls", "http://127.0.0.1:0");
        Assert.NotEqual(0, code);
        Assert.Contains("Another copy of this program is using the database in", output);
        Assert.Equal((0, 0, 0, 0m), await app.FiguresAsync());
    }

    [Fact]
    public async Task The_command_line_imports_prints_the_figures_and_tells_by_its_code_how_it_went()
    {
        await using ApiAppHandle app = new();
        var (code, output) = await app.Running.CommandAsync("import", ApiApp.OnlineRetailPath, "--json");
        Assert.Equal(0, code);
        var result = JsonDocument.Parse(output).RootElement;
        Assert.Equal((541_909, 397_884, 397_884), (Number(result, "rowsRead"), Number(result, "rowsImported"), Number(result, "inserted")));
        Assert.Empty(app.Running.DatabaseServers());

        (code, output) = await app.Running.CommandAsync("import", ApiApp.OnlineRetailPath);
        Assert.Equal(0, code);
        Assert.Contains("0 new, 0 changed, 397", output);

        (code, output) = await app.Running.CommandAsync("import", "no such file.csv");
        Assert.Equal((1, "There is no file no such file.csv."), (code, output.Trim()));
        (code, output) = await app.Running.CommandAsync("import", RunningApp.Program);
        Assert.Equal(1, code);
        Assert.Contains("it holds binary data", output);
        (code, output) = await app.Running.CommandAsync("import", ApiApp.OnlineRetailPath, "--kind", "recipes");
        Assert.Equal(1, code);
        Assert.Contains("'recipes' is not a kind of file.", output);
        foreach (
            var wrong in new string[][] { ["import"], ["import", "a", "b"], ["import", "a", "--frobnicate"], ["import", "a", "--map", "x"] }
        )
        {
            (code, output) = await app.Running.CommandAsync(wrong);
            Assert.Equal(2, code);
            Assert.Contains("Usage:", output);
        }

        await app.StartAsync();
        Assert.Equal(ApiApp.OnlineRetail, await app.FiguresAsync());
        Assert.Equal(2, (await app.GetAsync("/api/segmentations")).GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task A_newcomer_finds_a_simulated_shop_and_removes_it_without_a_trace()
    {
        await using ApiAppHandle app = new(simulate: true);
        await app.StartAsync();
        var jobs = await app.UntilAsync(
            "/api/jobs",
            j => j.GetProperty("items").EnumerateArray().All(x => x.GetProperty("state").GetString() == "succeeded")
        );
        Assert.Equal("simulate", Assert.Single(jobs.GetProperty("items").EnumerateArray()).GetProperty("kind").GetString());
        var customers = await app.GetAsync("/api/customers?limit=1000");
        Assert.Equal(5_000, customers.GetProperty("total").GetInt64());
        Assert.All(
            customers.GetProperty("items").EnumerateArray(),
            c => Assert.EndsWith("example.com", c.GetProperty("email").GetString())
        );
        var runs = (await app.GetAsync("/api/segmentations"))
            .GetProperty("items")
            .EnumerateArray()
            .Select(r => r.GetProperty("method").GetString());
        Assert.Equal(["k-means", "rfm"], runs.Order());
        Assert.True((await app.GetAsync("/api/segments")).GetProperty("total").GetInt64() > 4);

        // Other programs may hold the machine for a moment; the best of a few starts is what the program itself takes.
        var warm = TimeSpan.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            await app.Running.StopAsync();
            var took = await app.StartAsync();
            warm = took < warm ? took : warm;
        }
        Assert.True(warm < TimeSpan.FromSeconds(5), $"{warm.TotalSeconds} s");
        Assert.Equal(1, (await app.GetAsync("/api/jobs")).GetProperty("total").GetInt64());

        await app.DoneAsync(await app.SendAsync("DELETE", "/api/simulations", null, HttpStatusCode.Accepted));
        Assert.Equal((0, 0, 0, 0m), await app.FiguresAsync());
        foreach (var list in new[] { "segments", "segmentations", "customer-segments" })
        {
            Assert.Equal(0, (await app.GetAsync($"/api/{list}")).GetProperty("total").GetInt64());
        }
        // Once removed, it does not come back by itself.
        await app.Running.StopAsync();
        await app.StartAsync();
        Assert.Equal(2, (await app.GetAsync("/api/jobs")).GetProperty("total").GetInt64());
    }

    /// <summary>Asks the server that a killed program left behind.</summary>
    private static async Task<long> OrdersAsync(string folder)
    {
        var server = new NpgsqlConnectionStringBuilder
        {
            Host = Path.Combine(folder, "database", "socket"),
            Username = "postgres",
            Database = new EmbeddedPostgresOptions { Folder = folder }.Database,
            Pooling = false,
        };
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand("SELECT count(*) FROM orders");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static string Href(JsonElement accepted) => accepted.GetProperty("href").GetString()!;

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
