using System.Net;

namespace App.Features.Campaigns;

/// <summary>
/// The pages that a receiver of a mail sees. Plain HTML without script or circuit: they must work in every browser and for people who
/// have no business in the rest of the program.
/// </summary>
internal static class UnsubscribePage
{
    public static IResult Ask(string address) =>
        Page(
            "Unsubscribe",
            $"""
            <h1>No more mails?</h1>
            <p>We will stop sending mails to <strong>{WebUtility.HtmlEncode(address)}</strong>.</p>
            <form method="post"><button type="submit" data-testid="unsubscribe">Unsubscribe</button></form>
            """,
            StatusCodes.Status200OK
        );

    public static IResult Done(string address) =>
        Page(
            "Unsubscribed",
            $"""
            <h1>You are unsubscribed</h1>
            <p data-testid="unsubscribed"><strong>{WebUtility.HtmlEncode(
                address
            )}</strong> gets no more mails from us. You may close this page.</p>
            """,
            StatusCodes.Status200OK
        );

    public static IResult Unknown() =>
        Page(
            "Link not known",
            "<h1>We don't know this link</h1><p>It may have been cut short when it was copied. Please open it from the mail itself.</p>",
            StatusCodes.Status404NotFound
        );

    private static IResult Page(string title, string body, int status) =>
        new HtmlPage(
            $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
            <title>{{title}}</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 15vh auto; padding: 0 1.5rem; overflow-wrap: anywhere; }
            h1 { font-size: 1.75rem; }
            button { font: inherit; padding: .6rem 1.2rem; border: 0; border-radius: 6px; background: #0b57d0; color: #fff; cursor: pointer; }
            button:focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; }
            </style>
            </head>
            <body><main>{{body}}</main></body>
            </html>
            """,
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            status
        );
}

/// <summary>A page of our own with its content security policy.</summary>
internal sealed class HtmlPage(string html, string policy, int status) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        httpContext.Response.Headers.ContentSecurityPolicy = policy;
        httpContext.Response.Headers.XContentTypeOptions = "nosniff";
        await httpContext.Response.WriteAsync(html, httpContext.RequestAborted);
    }
}
