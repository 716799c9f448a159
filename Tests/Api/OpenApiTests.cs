using System.Net;
using Xunit;

namespace Tests.Api;

public sealed class OpenApiTests(ApiApp app) : IClassFixture<ApiApp>
{
    private static readonly string[] Calls =
    [
        "get /api/jobs",
        "get /api/jobs/{id}",
        "delete /api/jobs/{id}",
        "post /api/imports",
        "get /api/imports",
        "post /api/imports/preview",
        "post /api/imports/online-retail",
        "get /api/imports/{id}",
        "get /api/imports/{id}/issues.csv",
        "post /api/simulations",
        "delete /api/simulations",
        "post /api/sources/web-pages",
        "post /api/sources/reddit",
        "post /api/sources/public-sentiment",
        "post /api/live-events",
        "get /api/sales-summary",
        "get /api/features",
        "get /api/customers",
        "post /api/customers",
        "get /api/customers/{id}",
        "put /api/customers/{id}",
        "delete /api/customers/{id}",
        "get /api/customers/{id}/export",
        "get /api/customers/{id}/timeline",
        "get /api/customer-segments",
        "get /api/segments",
        "post /api/segments",
        "get /api/segments/{id}",
        "put /api/segments/{id}",
        "delete /api/segments/{id}",
        "get /api/segments/{id}/customers",
        "post /api/segments/count",
        "post /api/segments/compare",
        "post /api/segments/overlap",
        "get /api/segmentations",
        "post /api/segmentations",
        "get /api/segmentations/{id}",
        "delete /api/segmentations/{id}",
        "get /api/segmentations/{id}/assignments",
        "post /api/segmentations/{id}/assign",
        "get /api/report-sections",
        "get /api/reports",
        "post /api/reports",
        "get /api/reports/{id}",
        "put /api/reports/{id}",
        "delete /api/reports/{id}",
        "post /api/reports/{id}/publish",
        "get /api/reports/{id}/html",
        "post /api/text/sentiment",
        "post /api/text/keywords",
        "get /api/text/insights",
    ];

    [Fact]
    public async Task The_document_lists_every_call_with_a_summary()
    {
        var paths = (await app.GetAsync("/openapi/v1.json")).GetProperty("paths");
        var listed = paths
            .EnumerateObject()
            .SelectMany(p =>
                p.Value.EnumerateObject()
                    .Select(m =>
                        (
                            Call: $"{m.Name} {p.Name.TrimEnd('/')}",
                            Summary: m.Value.TryGetProperty("summary", out var s) ? s.GetString() : null
                        )
                    )
            )
            .ToList();
        Assert.Empty(Calls.Except(listed.Select(l => l.Call)));
        Assert.All(listed.Where(l => l.Call.Contains("/api/")), l => Assert.False(string.IsNullOrEmpty(l.Summary), l.Call));
    }

    [Theory]
    [InlineData("/swagger")]
    [InlineData("/swagger/index.html")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task It_answers(string path)
    {
        using var answer = await app.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task An_empty_shop_answers_empty_lists()
    {
        Assert.Equal((0, 0, 0, 0m), await app.FiguresAsync());
        Assert.Equal(0, (await app.GetAsync("/api/features")).GetProperty("items")[0].GetProperty("coverage").GetDouble());
        var failed = await app.EndedAsync(
            await app.SendAsync("POST", "/api/segmentations", """{"method": "rfm"}""", HttpStatusCode.Accepted)
        );
        Assert.Equal(
            ("failed", "There is nothing known of customers yet."),
            (failed.GetProperty("state").GetString(), failed.GetProperty("error").GetString())
        );
    }
}
