using System.Net.Sockets;

namespace Data.Mail;

/// <summary>
/// Speaks SMTP over a plain socket. A batch takes one connection; where the server can pipeline (RFC 2920), the envelope of the next
/// message travels with the end of the one before, so a message costs one round trip.
/// </summary>
public sealed class SmtpTransport(SmtpOptions options) : IMailTransport
{
    // After a whole message the server may want to look at it; RFC 5321 (4.5.3.2.6) asks for patience.
    private const int Patience = 4;

    public bool ReachesPeople => true;

    public async Task<IReadOnlyList<SendOutcome>> SendAsync(IReadOnlyList<OutgoingMail> mails, CancellationToken cancellation)
    {
        var outcomes = new List<SendOutcome>(mails.Count);
        while (outcomes.Count < mails.Count)
        {
            if (cancellation.IsCancellationRequested)
            {
                outcomes.AddRange(Enumerable.Repeat(SendOutcome.NotTried, mails.Count - outcomes.Count));
                break;
            }
            var before = outcomes.Count;
            try
            {
                await SendOverOneConnectionAsync(mails, outcomes, cancellation);
            }
            catch (Exception e) when (e is SmtpException or SocketException)
            {
                // A connection that took some is worth another one for the rest; one that took none will not do better at once.
                if (outcomes.Count == before)
                {
                    var failed = new SendOutcome(SendOutcomeKind.Temporary, e.Message);
                    outcomes.AddRange(Enumerable.Repeat(failed, mails.Count - outcomes.Count));
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                outcomes.AddRange(Enumerable.Repeat(SendOutcome.NotTried, mails.Count - outcomes.Count));
            }
        }
        return outcomes;
    }

    private async Task SendOverOneConnectionAsync(
        IReadOnlyList<OutgoingMail> mails,
        List<SendOutcome> outcomes,
        CancellationToken cancellation
    )
    {
        await using var connection = await SmtpConnection.OpenAsync(options, cancellation);
        var announced = false;
        while (outcomes.Count < mails.Count)
        {
            if (cancellation.IsCancellationRequested && !announced)
            {
                return;
            }
            var session = new SmtpHandover(connection, mails[outcomes.Count]);
            var refused = await session.EnvelopeAsync(announced, CancellationToken.None);
            announced = false;
            if (refused is not null)
            {
                outcomes.Add(refused);
                continue;
            }
            var next = connection.CanPipeline && outcomes.Count + 1 < mails.Count && !cancellation.IsCancellationRequested;
            var outcome = await session.ContentAsync(next ? mails[outcomes.Count + 1] : null, Patience);
            outcomes.Add(outcome.Result);
            announced = next;
            if (outcome.ConnectionLost)
            {
                return;
            }
        }
        await connection.QuitAsync(CancellationToken.None);
    }
}
