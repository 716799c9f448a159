using System.Net;
using App.Shell;
using Data.Mail;

namespace App.Features.Campaigns;

/// <summary>A message of the outbox with its headers.</summary>
public sealed record OutboxMessage(
    string Id,
    string From,
    string To,
    string Subject,
    IReadOnlyDictionary<string, string> Headers,
    string? Text
);

/// <summary>The local outbox over HTTP.</summary>
public static class OutboxApi
{
    // What others wrote is shown: no script, no form, no frame, and no access to this site. Links open in a tab of their own. Pictures
    // may load, as in a mail program; the open pixel is one of them.
    private const string Policy =
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    public static void MapOutbox(this IEndpointRouteBuilder app)
    {
        var outbox = app.MapGroup("/api/campaigns/outbox").WithTags("Campaigns");
        outbox
            .MapGet(
                "/",
                async (OutboxFolder folder, CancellationToken cancellation, int skip = 0, int limit = 50) =>
                {
                    if (ApiErrors.CheckPaging(skip, limit) is { } wrong)
                    {
                        return wrong;
                    }
                    var page = await folder.ListAsync(skip, limit, cancellation);
                    return Results.Ok(new Page<OutboxEntry>(page.Items, page.Total, skip, limit));
                }
            )
            .WithSummary("Messages in the local outbox, newest first");
        outbox
            .MapGet(
                "/{folder}/{name}",
                async (string folder, string name, OutboxFolder mails, CancellationToken cancellation) =>
                    await mails.FindAsync($"{folder}/{name}", cancellation) is { } mail
                        ? Results.Ok(
                            new OutboxMessage($"{folder}/{name}", mail.From, mail.To, mail.Subject, mail.Headers, mail.Part("text/plain"))
                        )
                        : NotFound(folder, name)
            )
            .WithSummary("One message");
        outbox
            .MapGet(
                "/{folder}/{name}/html",
                async (string folder, string name, OutboxFolder mails, CancellationToken cancellation) =>
                    await mails.FindAsync($"{folder}/{name}", cancellation) is { } mail
                        ? new HtmlPage(Show(mail.Part("text/html"), mail.Part("text/plain")), Policy, StatusCodes.Status200OK)
                        : NotFound(folder, name)
            )
            .WithSummary("The HTML of a message, to be shown in a sandboxed frame");
        outbox
            .MapGet(
                "/{folder}/{name}/eml",
                async (string folder, string name, OutboxFolder mails, CancellationToken cancellation) =>
                    await mails.BytesAsync($"{folder}/{name}", cancellation) is { } bytes
                        ? Results.File(bytes, "message/rfc822", name + ".eml")
                        : NotFound(folder, name)
            )
            .WithSummary("The message as a file");
    }

    private static string Show(string? html, string? text) =>
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><base target=\"_blank\"></head><body>"
        + (html ?? $"<pre>{WebUtility.HtmlEncode(text)}</pre>")
        + "</body></html>";

    private static IResult NotFound(string folder, string name) =>
        ApiErrors.NotFound($"There is no message {folder}/{name} in the outbox.");
}
