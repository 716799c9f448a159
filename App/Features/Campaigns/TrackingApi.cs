using Core.Campaigns;
using Data.Queries;
using Npgsql;

namespace App.Features.Campaigns;

/// <summary>The addresses in mails, outside /api and open to everybody: a token is trusted for its signature alone.</summary>
public static class TrackingApi
{
    // A transparent GIF of one pixel.
    private static readonly byte[] Pixel = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    public static void MapTracking(this IEndpointRouteBuilder app)
    {
        var tracking = app.MapGroup("/t").WithTags("Tracking").AllowAnonymous();
        tracking.MapGet("/c/{token}", ClickAsync).WithSummary("A click: leads to the stored target");
        tracking.MapGet("/o/{token}", OpenAsync).WithSummary("The open pixel");
        tracking.MapGet("/u/{token}", AskAsync).WithSummary("Asks whether to unsubscribe; changes nothing");
        tracking
            .MapPost("/u/{token}", UnsubscribeAsync)
            .WithSummary("Unsubscribes: the form, and the one click of RFC 8058")
            .DisableAntiforgery();
    }

    private static async Task<IResult> ClickAsync(
        string token,
        HttpContext http,
        NpgsqlDataSource database,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        NoStore(http);
        var verified = TrackingToken.Verify(token, TrackingKind.Click, await TrackingKey.GetAsync(database, cancellation));
        var target = verified is { } click
            ? await TrackingLedger.ClickAsync(database, click, time.GetUtcNow().UtcDateTime, cancellation)
            : null;
        return target is null ? UnsubscribePage.Unknown() : Results.Redirect(target);
    }

    private static async Task<IResult> OpenAsync(
        string token,
        HttpContext http,
        NpgsqlDataSource database,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        NoStore(http);
        if (TrackingToken.Verify(token, TrackingKind.Open, await TrackingKey.GetAsync(database, cancellation)) is { } open)
        {
            await TrackingLedger.OpenAsync(database, open, time.GetUtcNow().UtcDateTime, cancellation);
        }
        // The same picture for a forged token: there is nothing to learn from the answer.
        return Results.Bytes(Pixel, "image/gif");
    }

    // Link scanners of mail providers open every address: a GET must not take anybody off the list.
    private static async Task<IResult> AskAsync(string token, HttpContext http, NpgsqlDataSource database, CancellationToken cancellation)
    {
        NoStore(http);
        var verified = TrackingToken.Verify(token, TrackingKind.Unsubscribe, await TrackingKey.GetAsync(database, cancellation));
        var address = verified is { } mail ? await TrackingLedger.AddressAsync(database, mail, cancellation) : null;
        return address is null ? UnsubscribePage.Unknown() : UnsubscribePage.Ask(address);
    }

    private static async Task<IResult> UnsubscribeAsync(
        string token,
        HttpContext http,
        NpgsqlDataSource database,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        NoStore(http);
        var verified = TrackingToken.Verify(token, TrackingKind.Unsubscribe, await TrackingKey.GetAsync(database, cancellation));
        var address = verified is { } mail
            ? await TrackingLedger.UnsubscribeAsync(database, mail, time.GetUtcNow().UtcDateTime, cancellation)
            : null;
        return address is null ? UnsubscribePage.Unknown() : UnsubscribePage.Done(address);
    }

    private static void NoStore(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        // The token is in the address; the page it leads to need not learn it.
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
