using System.Collections.Concurrent;
using System.Net;
using Data.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Tests.Sources;

/// <summary>A site on this machine that answers as the test says, and remembers what it was asked.</summary>
public sealed class LocalSite : IAsyncLifetime
{
    private readonly WebApplication site;

    public LocalSite()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        site = builder.Build();
        site.Run(async context =>
        {
            Asked.Enqueue(
                (
                    context.Request.Host.Host,
                    context.Request.Path + context.Request.QueryString,
                    context.Request.Headers.UserAgent.ToString()
                )
            );
            await Answer(context);
        });
    }

    public ConcurrentQueue<(string Host, string Path, string Agent)> Asked { get; } = new();

    public RequestDelegate Answer { get; set; } =
        context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        };

    public int Port => new Uri(site.Urls.First()).Port;

    /// <summary>An address there, under a name that only the test's own look-up knows.</summary>
    public Uri At(string path, string host = "site.test") => new($"http://{host}:{Port}{path}");

    /// <summary>That names these hosts as allowed in spite of their address.</summary>
    public OutboundOptions Options(params string[] hosts) =>
        new()
        {
            AllowedHosts = [.. hosts.Select(h => $"{h}:{Port}")],
            Pause = TimeSpan.Zero,
            Patience = TimeSpan.FromSeconds(20),
        };

    /// <summary>Every name is this machine.</summary>
    public static Task<IPAddress[]> HereAsync(string host, CancellationToken cancellation) =>
        Task.FromResult<IPAddress[]>([IPAddress.Loopback]);

    public async ValueTask InitializeAsync() => await site.StartAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    public static Task HtmlAsync(HttpContext context, string html)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html);
    }

    public static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
