using System.Text;
using System.Text.Json;
using Data.Sources;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Tests.Sources;

/// <summary>Behaves like Reddit's API as far as it is used: tokens that run out, listings in pages, quotas, bad days.</summary>
internal sealed class RedditServer
{
    private readonly List<object> items = [];
    private int tokens;

    public string ClientSecret { get; set; } = "secret";

    public int PageSize { get; set; } = 100;

    public double Remaining { get; set; } = 60;

    /// <summary>A token is good for this many requests.</summary>
    public int TokenLasts { get; set; } = int.MaxValue;

    public int TokensGiven => tokens;

    /// <summary>Answers that come before the ordinary one: status, then headers.</summary>
    public Queue<(int Status, (string Name, string Value)[] Headers)> BadDays { get; } = new();

    public List<string> Listings { get; } = [];

    public List<string> Agents { get; } = [];

    private int used;

    /// <summary>The newest comes last here and first in listings.</summary>
    public void Post(int number, string title = "", string text = "", string? removedBy = null) =>
        items.Insert(
            0,
            new
            {
                kind = "t3",
                data = new
                {
                    name = $"t3_{number}",
                    subreddit = "shops",
                    title = title.Length > 0 ? title : $"Title {number}",
                    selftext = text,
                    created_utc = 1_700_000_000.0 + number * 60,
                    permalink = $"/r/shops/comments/{number}/",
                    removed_by_category = removedBy,
                },
            }
        );

    public void Delete(int number) =>
        items.RemoveAll(i => JsonSerializer.Serialize(i).Contains($"\"t3_{number}\"", StringComparison.Ordinal));

    public async Task AnswerAsync(HttpContext context)
    {
        Agents.Add(context.Request.Headers.UserAgent.ToString());
        if (context.Request.Path == "/api/v1/access_token")
        {
            await TokenAsync(context);
            return;
        }
        if (BadDays.TryDequeue(out var bad))
        {
            context.Response.StatusCode = bad.Status;
            foreach (var (name, value) in bad.Headers)
            {
                context.Response.Headers[name] = value;
            }
            return;
        }
        if (context.Request.Headers.Authorization != $"Bearer token-{tokens}" || ++used > TokenLasts)
        {
            context.Response.StatusCode = 401;
            return;
        }
        Listings.Add(Uri.UnescapeDataString(context.Request.Path + context.Request.QueryString));
        context.Response.Headers["x-ratelimit-remaining"] = $"{Remaining:0.0}";
        context.Response.Headers["x-ratelimit-reset"] = "77";
        var query = context.Request.Query;
        var names = items.Select(i => JsonSerializer.SerializeToElement(i).GetProperty("data").GetProperty("name").GetString()).ToList();
        var from = query["after"].FirstOrDefault() is { } after ? names.IndexOf(after) + 1 : 0;
        var page = items.Skip(from).Take(PageSize).ToList();
        await context.Response.WriteAsJsonAsync(
            new
            {
                kind = "Listing",
                data = new { after = from + PageSize < items.Count ? names[from + PageSize - 1] : null, children = page },
            }
        );
    }

    private async Task TokenAsync(HttpContext context)
    {
        Assert.Equal("POST", context.Request.Method);
        Assert.Equal("client_credentials", (await context.Request.ReadFormAsync())["grant_type"]);
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("id:" + ClientSecret));
        if (context.Request.Headers.Authorization != expected)
        {
            context.Response.StatusCode = 401;
            return;
        }
        tokens++;
        used = 0;
        await context.Response.WriteAsJsonAsync(
            new
            {
                access_token = $"token-{tokens}",
                token_type = "bearer",
                expires_in = 3600,
            }
        );
    }
}
