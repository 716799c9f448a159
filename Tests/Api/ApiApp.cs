using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Tests.Journeys;
using Xunit;

namespace Tests.Api;

/// <summary>The real program without the simulated shop, one per test class.</summary>
public class ApiApp : IAsyncLifetime
{
    private protected ApiApp((string Name, string Value)[] settings)
    {
        Running = new RunningApp(settings);
    }

    public ApiApp()
        : this([("SimulateOnFirstStart", "false")]) { }

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public RunningApp Running { get; }

    public HttpClient Http => Running.Http;

    public virtual async ValueTask InitializeAsync() => await Running.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Running.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await Http.GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode, $"GET {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<HttpResponseMessage> SendAsync(string method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        try
        {
            return await Http.SendAsync(request);
        }
        catch (HttpRequestException exception)
        {
            throw new InvalidOperationException($"The program does not answer any more:\n{Running.Output}", exception);
        }
    }

    /// <summary>Expects this status and returns the body, if there is one.</summary>
    public async Task<JsonElement> SendAsync(string method, string path, string? json, HttpStatusCode expected)
    {
        using var answer = await SendAsync(method, path, json);
        return await BodyAsync(answer, expected);
    }

    public static async Task<JsonElement> BodyAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(
            answer.StatusCode == expected,
            $"{answer.RequestMessage?.RequestUri}: expected {expected}, got {answer.StatusCode} {text}"
        );
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>A multipart upload.</summary>
    public async Task<HttpResponseMessage> UploadAsync(string path, byte[] content, params (string Name, string Value)[] parts)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", "test.csv" } };
        foreach (var (name, value) in parts)
        {
            form.Add(new StringContent(value), name);
        }
        return await Http.PostAsync(path, form);
    }

    public Task<HttpResponseMessage> UploadAsync(string path, string content, params (string Name, string Value)[] parts) =>
        UploadAsync(path, Encoding.UTF8.GetBytes(content), parts);

    /// <summary>Uploads and waits; the import as the API shows it.</summary>
    public async Task<JsonElement> ImportAsync(byte[] content, params (string Name, string Value)[] parts)
    {
        using var answer = await UploadAsync("/api/imports", content, parts);
        var job = await DoneAsync(await BodyAsync(answer, HttpStatusCode.Accepted));
        return await GetAsync(job.GetProperty("resultHref").GetString()!);
    }

    public Task<JsonElement> ImportAsync(string content, params (string Name, string Value)[] parts) =>
        ImportAsync(Encoding.UTF8.GetBytes(content), parts);

    /// <summary>Waits until the job of a 202 has ended well.</summary>
    public async Task<JsonElement> DoneAsync(JsonElement accepted)
    {
        var job = await EndedAsync(accepted);
        Assert.True(job.GetProperty("state").GetString() == "succeeded", job.ToString());
        return job;
    }

    public Task<JsonElement> EndedAsync(JsonElement accepted) =>
        UntilAsync(
            accepted.GetProperty("href").GetString()!,
            j => j.GetProperty("state").GetString() is "succeeded" or "failed" or "cancelled"
        );

    /// <summary>Asks again until the answer fits.</summary>
    public async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> fits)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience)
        {
            var answer = await GetAsync(path);
            if (fits(answer))
            {
                return answer;
            }
            await Task.Delay(25);
        }
        throw new TimeoutException($"{path} did not come to what was awaited:\n{Running.Output}");
    }

    /// <summary>422 with a message for this field, and problem details.</summary>
    public static async Task RefusedAsync(HttpResponseMessage answer, string field, string message = "")
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await BodyAsync(answer, HttpStatusCode.UnprocessableEntity);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out var messages), problem.ToString());
        Assert.Contains(message, messages[0].GetString());
    }

    public async Task RefusedAsync(string method, string path, string? json, string field, string message = "")
    {
        using var answer = await SendAsync(method, path, json);
        await RefusedAsync(answer, field, message);
    }

    public async Task MissingAsync(string method, string path, string? json = null)
    {
        var problem = await SendAsync(method, path, json, HttpStatusCode.NotFound);
        Assert.StartsWith("There is no ", problem.GetProperty("detail").GetString());
    }

    public async Task ForbiddenAsync(string method, string path, string? json = null)
    {
        var problem = await SendAsync(method, path, json, HttpStatusCode.Conflict);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }

    /// <summary>The four figures of Online Retail as the API tells them.</summary>
    public async Task<(double Units, long Customers, long Orders, decimal Revenue)> FiguresAsync()
    {
        var totals = (await GetAsync("/api/sales-summary?limit=1")).GetProperty("totals");
        var customers = (await GetAsync("/api/customers?limit=1")).GetProperty("total").GetInt64();
        return (
            totals.GetProperty("unitsSold").GetDouble(),
            customers,
            totals.GetProperty("orders").GetInt64(),
            totals.GetProperty("revenue").GetDecimal()
        );
    }

    public static (double Units, long Customers, long Orders, decimal Revenue) OnlineRetail => (5_167_812, 4_338, 18_532, 8_911_407.904m);

    public static string OnlineRetailPath => SharedFiles.Path("data/online-retail/online-retail-dataset.csv.gz");

    /// <summary>The whole set unpacked: some 45 MB.</summary>
    public static byte[] UnpackedOnlineRetail()
    {
        using var packed = new GZipStream(File.OpenRead(OnlineRetailPath), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        packed.CopyTo(whole);
        return whole.ToArray();
    }
}
