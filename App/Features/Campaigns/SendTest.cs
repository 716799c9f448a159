using Core.Campaigns;
using Data.Mail;

namespace App.Features.Campaigns;

/// <summary>To whom a test goes, and which message it shows as whom.</summary>
public sealed record TestRequest(string? To, int Variant = 0, string? CustomerId = null);

/// <summary>What became of a test.</summary>
/// <param name="InOutbox">It lies in the local outbox; no mail server is configured.</param>
public sealed record TestSent(string To, string Subject, bool InOutbox);

/// <summary>Sends one message to an address of one's own. It stands in no ledger and its links are not tracked.</summary>
public sealed class SendTest(CampaignStore campaigns, PreviewMessage preview, IMailTransport transport, TimeProvider time)
{
    /// <exception cref="KeyNotFoundException">There is no such campaign.</exception>
    public async Task<Outcome<TestSent>> RunAsync(long id, TestRequest request, CancellationToken cancellation = default)
    {
        var row = await campaigns.RowAsync(id, cancellation);
        if (!EmailAddress.IsPlausible(request.To))
        {
            return Outcome<TestSent>.Invalid("to", $"The receiver must be an e-mail address. Got '{request.To}'.");
        }
        var shown = await preview.RunAsync(id, new PreviewRequest(request.Variant, request.CustomerId), cancellation);
        if (shown.Value is not { } message)
        {
            return Outcome<TestSent>.Invalid(shown.Errors);
        }
        var subject = "[Test] " + message.Subject;
        var messageId = MailMessage.IdFor(id, time.GetUtcNow().UtcTicks, "test-" + row.Salt, row.FromAddress);
        var mail = new MailMessage(
            new Mailbox(row.FromName, row.FromAddress),
            new Mailbox("", request.To!),
            new RenderedMessage(subject, message.Html, message.Text),
            messageId,
            time.GetUtcNow()
        );
        var outgoing = new OutgoingMail("test-" + CampaignMailing.FolderOf(id), row.FromAddress, request.To!, messageId, mail.ToBytes());
        var outcome = (await transport.SendAsync([outgoing], cancellation))[0];
        return outcome.Kind == SendOutcomeKind.Sent
            ? Outcome<TestSent>.Done(new TestSent(request.To!, subject, !transport.ReachesPeople))
            : Outcome<TestSent>.Forbidden($"The test was not sent. {outcome.Reason}");
    }
}
