using System.Net;
using System.Text.Json;
using Xunit;

namespace Tests.Api;

public sealed class SegmentationApiTests(ShopApp app) : IClassFixture<ShopApp>
{
    private const string Two =
        """{"method": "k-means", "features": ["recency_days", "frequency", "monetary"], "parameters": {"k": 2}, "seed": 7, "name": "Two"}""";

    [Theory]
    [InlineData("country")]
    [InlineData("country=France")]
    public async Task Customers_are_grouped_by_country(string feature)
    {
        var features = (await app.GetAsync("/api/features?limit=1000")).GetProperty("items").EnumerateArray().ToList();
        Assert.Single(features, f => f.GetProperty("name").GetString() == "country=France");
        var options = $$$"""{"features": ["{{{feature}}}"], "scaling": "none", "parameters": {"k": 2}}""";
        var address = await app.SegmentAsync(options);
        var run = await app.GetAsync(address);
        Assert.Equal("country=France", Assert.Single(run.GetProperty("features").EnumerateArray()).GetString());
        var clusters = run.GetProperty("clusters").EnumerateArray().ToList();
        Assert.Equal([30, 30], clusters.Select(c => c.GetProperty("size").GetInt32()));
        Assert.Equal(
            [0, 1],
            clusters.Select(c => c.GetProperty("profile").GetProperty("country=France").GetProperty("mean").GetDouble()).Order()
        );
        await app.SendAsync("DELETE", address, null, HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_country_that_nobody_is_from_fails_with_the_known_features()
    {
        var accepted = await app.SendAsync("POST", "/api/segmentations", """{"features": ["country=Atlantis"]}""", HttpStatusCode.Accepted);
        var job = await app.EndedAsync(accepted);
        Assert.Equal("failed", job.GetProperty("state").GetString());
        Assert.Contains("country=Atlantis", job.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains("country=France", job.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task K_means_finds_the_two_groups_and_the_same_seed_finds_them_again()
    {
        var first = await app.SegmentAsync(Two);
        var run = await app.GetAsync(first);
        Assert.Equal(
            ("k-means", "log-standard", 7, 0),
            (
                run.GetProperty("method").GetString(),
                run.GetProperty("scaling").GetString(),
                run.GetProperty("seed").GetInt64(),
                run.GetProperty("noise").GetInt32()
            )
        );
        Assert.Equal("2011-11-29", run.GetProperty("asOf").GetString());
        var clusters = run.GetProperty("clusters").EnumerateArray().ToList();
        Assert.Equal([(0, 20), (1, 40)], clusters.Select(c => (c.GetProperty("label").GetInt32(), c.GetProperty("size").GetInt32())));
        Assert.Equal(1.0 / 3, clusters[0].GetProperty("share").GetDouble(), 1e-12);
        Assert.All(clusters, c => Assert.NotEmpty(c.GetProperty("name").GetString()!));
        var profile = clusters[0].GetProperty("profile").GetProperty("monetary");
        Assert.Equal(["mean", "median", "q1", "q3", "min", "max"], profile.EnumerateObject().Select(p => p.Name));
        var quality = run.GetProperty("quality");
        Assert.InRange(quality.GetProperty("silhouette").GetDouble(), 0.5, 1);
        Assert.True(quality.GetProperty("daviesBouldin").GetDouble() > 0);
        Assert.True(quality.GetProperty("calinskiHarabasz").GetDouble() > 0);
        Assert.True(quality.GetProperty("inertia").GetDouble() > 0);

        var second = await app.SegmentAsync(Two);
        Assert.NotEqual(first, second);
        var csv = await app.Http.GetStringAsync(first + "/assignments?format=csv");
        Assert.Equal(csv, await app.Http.GetStringAsync(second + "/assignments?format=csv"));
        Assert.Equal(
            clusters.Select(c => c.ToString()),
            (await app.GetAsync(second)).GetProperty("clusters").EnumerateArray().Select(c => c.ToString())
        );
        var lines = csv.TrimEnd().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("customer_id,cluster", lines[0]);
        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"c{i:00},{(i < 20 ? 0 : 1)}"), lines[1..].Order());
        var page = await app.GetAsync(first + "/assignments?limit=7&skip=55");
        Assert.Equal((5, 60), (page.GetProperty("items").GetArrayLength(), page.GetProperty("total").GetInt64()));
        Assert.Equal(
            lines[56],
            $"{page.GetProperty("items")[0].GetProperty("customerId")},{page.GetProperty("items")[0].GetProperty("cluster")}"
        );

        await app.SendAsync("DELETE", second, null, HttpStatusCode.NoContent);
        await app.MissingAsync("GET", second);
    }

    [Theory]
    [InlineData("k-means", """{"k": 2}""")]
    [InlineData("mini-batch-k-means", """{"k": 2}""")]
    [InlineData("gaussian-mixture", """{"k": 2, "covariance": "spherical"}""")]
    [InlineData("agglomerative", """{"k": 2}""")]
    [InlineData("agglomerative", """{"k": 2, "linkage": "average"}""")]
    [InlineData("dbscan", """{"eps": 1, "minSamples": 5}""")]
    [InlineData("hdbscan", """{"minClusterSize": 10}""")]
    public async Task Every_method_finds_the_two_groups_places_their_members_and_comes_back_from_a_file(string method, string parameters)
    {
        var options = $$"""{"method": "{{method}}", "features": ["recency_days", "frequency", "monetary"], "parameters": {{parameters}}}""";
        var address = await app.SegmentAsync(options);
        var run = await app.GetAsync(address);
        Assert.Equal([20, 40], run.GetProperty("clusters").EnumerateArray().Select(c => c.GetProperty("size").GetInt32()));
        Assert.All(run.GetProperty("clusters").EnumerateArray(), c => Assert.InRange(c.GetProperty("stability").GetDouble(), 0.75, 1));
        Assert.InRange(run.GetProperty("quality").GetProperty("stability").GetDouble(), 0.75, 1);
        var assignments = await app.Http.GetStringAsync(address + "/assignments?format=csv");
        Assert.Equal(20, assignments.Split('\n').Count(l => l.TrimEnd().EndsWith(",0", StringComparison.Ordinal)));

        var placed = await app.SendAsync(
            "POST",
            address + "/assign",
            """[{"recency_days": 5, "frequency": 7, "monetary": 2000}, {"recency_days": 290, "frequency": 1, "monetary": 30}]""",
            HttpStatusCode.OK
        );
        // Methods that know noise may find these two too far from everybody.
        Assert.All(
            placed.EnumerateArray().Select((p, i) => (p.GetProperty("label").GetInt32(), i)),
            p => Assert.Contains(p.Item1, new[] { p.i, -1 })
        );

        var model = await app.Http.GetStringAsync(address + "/model");
        var loaded = await app.SendAsync("POST", "/api/segmentations/model", model, HttpStatusCode.Created);
        var again = $"/api/segmentations/{loaded.GetProperty("id").GetInt64()}";
        Assert.Equal(assignments, await app.Http.GetStringAsync(again + "/assignments?format=csv"));
        await app.SendAsync("DELETE", again, null, HttpStatusCode.NoContent);
        await app.SendAsync("DELETE", address, null, HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Without_any_session_everybody_is_a_lost_cause()
    {
        var address = await app.SegmentAsync("""{"method": "engagement"}""");
        var cluster = Assert.Single((await app.GetAsync(address)).GetProperty("clusters").EnumerateArray());
        Assert.Equal(("Lost Cause", 60), (cluster.GetProperty("name").GetString(), cluster.GetProperty("size").GetInt32()));
        await app.SendAsync("DELETE", address, null, HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task New_customers_are_placed_in_the_clusters_of_a_run()
    {
        var run = await app.SegmentAsync(Two);
        var placed = await app.SendAsync(
            "POST",
            run + "/assign",
            """[{"recency_days": 5, "frequency": 7, "monetary": 2000}, {"recencyDays": 290, "frequency": 1, "monetary": 30}, {}, {"frequency": null}]""",
            HttpStatusCode.OK
        );
        Assert.Equal([0, 1], placed.EnumerateArray().Take(2).Select(p => p.GetProperty("label").GetInt32()));
        Assert.All(placed.EnumerateArray(), p => Assert.NotEmpty(p.GetProperty("name").GetString()!));
        await app.RefusedAsync("POST", run + "/assign", """[{"shoe": 1}]""", "[0].shoe");
        await app.RefusedAsync(
            "POST",
            run + "/assign",
            """[{"items": 1}]""",
            "[0].items",
            "is not a feature of this run. It has: recency_days, frequency, monetary."
        );
        await app.RefusedAsync("POST", run + "/assign", "[]", "rows");
        await app.RefusedAsync("POST", run + "/assign", "[null]", "[0]");
        await app.RefusedAsync("POST", run + "/assign", """[{"frequency": 1e999}]""", "[0].frequency");
        await app.SendAsync("DELETE", run, null, HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Rfm_scores_customers_and_does_not_place_new_ones()
    {
        var address = await app.SegmentAsync("""{"method": "rfm"}""");
        var run = await app.GetAsync(address);
        Assert.Equal(60, run.GetProperty("clusters").EnumerateArray().Sum(c => c.GetProperty("size").GetInt32()));
        Assert.Equal(JsonValueKind.Null, run.GetProperty("quality").GetProperty("silhouette").ValueKind);
        Assert.NotEqual(JsonValueKind.Null, run.GetProperty("thresholds").ValueKind);
        await app.ForbiddenAsync("POST", address + "/assign", """[{"frequency": 1}]""");
        await app.SendAsync("DELETE", address, null, HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("standard")]
    [InlineData("min-max")]
    [InlineData("robust")]
    [InlineData("quantile")]
    public async Task Every_scaling_works(string scaling)
    {
        var address = await app.SegmentAsync(
            $$$"""{"features": ["frequency", "monetary", "days_between_orders"], "scaling": "{{{scaling}}}", "parameters": {"k": 3}}"""
        );
        Assert.Equal(3, (await app.GetAsync(address)).GetProperty("clusters").GetArrayLength());
        await app.SendAsync("DELETE", address, null, HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_run_may_be_of_an_earlier_date_and_of_one_segment()
    {
        var rich = await app.AddSegmentAsync("""{"name": "Rich", "rule": {"field": "frequency", "op": ">", "value": 3}}""");
        var earlier = await app.GetAsync(
            await app.SegmentAsync("""{"features": ["frequency", "monetary"], "asOf": "2011-03-01", "parameters": {"k": 2}}""")
        );
        Assert.Equal(40, earlier.GetProperty("clusters").EnumerateArray().Sum(c => c.GetProperty("size").GetInt32()));
        Assert.Equal("2011-03-01", earlier.GetProperty("asOf").GetString());
        var part = await app.GetAsync(
            await app.SegmentAsync(
                $$$"""{"features": ["frequency", "monetary"], "segmentId": {{{rich}}}, "parameters": {"k": 2, "missingValues": "drop"}}"""
            )
        );
        Assert.Equal(20, part.GetProperty("clusters").EnumerateArray().Sum(c => c.GetProperty("size").GetInt32()));
        var none = await app.EndedAsync(
            await app.SendAsync(
                "POST",
                "/api/segmentations",
                """{"features": ["frequency"], "asOf": "2001-01-01"}""",
                HttpStatusCode.Accepted
            )
        );
        Assert.Equal("failed", none.GetProperty("state").GetString());
        Assert.Contains("too few customers", none.GetProperty("error").GetString());
        await app.SendAsync("DELETE", $"/api/segments/{rich}", null, HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData(
        """{"method": "dowsing"}""",
        "method",
        "method must be one of k-means, mini-batch-k-means, gaussian-mixture, agglomerative, dbscan, hdbscan, rfm, engagement. Got 'dowsing' instead."
    )]
    [InlineData("""{"method": null}""", "method", "")]
    [InlineData("""{"features": []}""", "features", "Choose at least one feature.")]
    [InlineData("""{"features": ["shoe"]}""", "features", "'shoe' is not a feature.")]
    [InlineData("""{"features": [null]}""", "features", "is not a feature.")]
    [InlineData("""{"features": ["monetary", "Monetary"]}""", "features", "Each feature may be named once.")]
    [InlineData("""{"features": ["monetary"], "scaling": "cubic"}""", "scaling", "scaling must be one of")]
    [InlineData("""{"features": ["monetary"], "scaling": null}""", "scaling", "scaling must be one of")]
    [InlineData("""{"features": ["monetary"], "parameters": {"k": 51}}""", "parameters.k", "k must be between 1 and 50. Got 51 instead.")]
    [InlineData("""{"features": ["monetary"], "parameters": {"k": "two"}}""", "parameters.k", "")]
    [InlineData("""{"features": ["monetary"], "parameters": {"starts": 0}}""", "parameters.starts", "starts must be between")]
    [InlineData("""{"features": ["monetary"], "parameters": {"missingValues": "guess"}}""", "parameters.missingValues", "")]
    [InlineData(
        """{"method": "dbscan", "features": ["monetary"], "parameters": {"eps": 0}}""",
        "parameters.eps",
        "eps must be a number above 0."
    )]
    [InlineData(
        """{"method": "dbscan", "features": ["monetary"], "parameters": {"minSamples": 0}}""",
        "parameters.minSamples",
        "Got 0 instead."
    )]
    [InlineData(
        """{"method": "hdbscan", "features": ["monetary"], "parameters": {"minClusterSize": 1}}""",
        "parameters.minClusterSize",
        ""
    )]
    [InlineData(
        """{"method": "agglomerative", "features": ["monetary"], "parameters": {"linkage": "chain"}}""",
        "parameters.linkage",
        "linkage must be one of ward, complete, average, weighted, single. Got 'chain' instead."
    )]
    [InlineData(
        """{"method": "gaussian-mixture", "features": ["monetary"], "parameters": {"covariance": "odd"}}""",
        "parameters.covariance",
        ""
    )]
    [InlineData(
        """{"method": "hdbscan", "features": ["monetary"], "parameters": {"selection": "all"}}""",
        "parameters.selection",
        "excess-of-mass, leaf"
    )]
    [InlineData("""{"features": ["monetary"], "segmentId": 999999}""", "segmentId", "There is no segment 999999.")]
    [InlineData("""{"features": ["monetary"], "asOf": "soon"}""", "asOf", "")]
    [InlineData("not json", "body", "")]
    public Task A_wrong_run_is_named(string json, string field, string message) =>
        app.RefusedAsync("POST", "/api/segmentations", json, field, message);

    [Fact]
    public async Task Unknown_runs_are_told()
    {
        await app.MissingAsync("GET", "/api/segmentations/999999");
        await app.MissingAsync("DELETE", "/api/segmentations/999999");
        await app.MissingAsync("GET", "/api/segmentations/999999/assignments");
        await app.MissingAsync("GET", "/api/segmentations/999999/assignments?format=csv");
        await app.MissingAsync("POST", "/api/segmentations/999999/assign", "[{}]");
        var any = (await app.GetAsync("/api/segmentations")).GetProperty("items")[0].GetProperty("id").GetInt64();
        await app.RefusedAsync(
            "GET",
            $"/api/segmentations/{any}/assignments?format=xml",
            null,
            "format",
            "format must be json or csv. Got 'xml' instead."
        );
        await app.RefusedAsync("GET", $"/api/segmentations/{any}/assignments?limit=0", null, "limit");
    }

    [Fact]
    public async Task A_model_that_was_taken_out_and_loaded_again_places_everybody_alike()
    {
        var runs = (await app.GetAsync("/api/segmentations?limit=1000")).GetProperty("items").EnumerateArray();
        var run = runs.First(r => r.GetProperty("method").GetString() == "k-means").GetProperty("id").GetInt64();
        var model = await app.Http.GetStringAsync($"/api/segmentations/{run}/model");
        var loaded = await app.SendAsync("POST", "/api/segmentations/model", model, HttpStatusCode.Created);
        var id = loaded.GetProperty("id").GetInt64();
        Assert.NotEqual(run, id);
        var former = await app.Http.GetStringAsync($"/api/segmentations/{run}/assignments?format=csv");
        Assert.Equal(former, await app.Http.GetStringAsync($"/api/segmentations/{id}/assignments?format=csv"));
        await app.RefusedAsync(
            "POST",
            "/api/segmentations/model",
            model.Replace("\"format\":1", "\"format\":9"),
            "model",
            "no model of format 1"
        );
        await app.RefusedAsync("POST", "/api/segmentations/model", model.Replace("frequency", "fame"), "model", "lack the feature 'fame'");
        await app.RefusedAsync("POST", "/api/segmentations/model", "{}", "model");
        await app.MissingAsync("GET", "/api/segmentations/999999/model");
    }
}
