using System.Text;

namespace Data.Mail;

/// <summary>Hands one message over an open connection.</summary>
internal sealed class SmtpHandover(SmtpConnection connection, OutgoingMail mail)
{
    private static readonly byte[] End = ".\r\n"u8.ToArray();

    /// <summary>Announces sender and receiver.</summary>
    /// <returns>Null when the server waits for the message, else why not.</returns>
    /// <remarks><c>announced</c>: the commands have travelled with the message before.</remarks>
    public async Task<SendOutcome?> EnvelopeAsync(bool announced, CancellationToken cancellation)
    {
        var commands = Commands(mail);
        if (!announced && connection.CanPipeline)
        {
            await connection.WriteAsync(string.Concat(commands), cancellation);
        }
        SmtpReply? refused = null;
        for (var i = 0; i < commands.Length; i++)
        {
            if (!announced && !connection.CanPipeline)
            {
                await connection.WriteAsync(commands[i], cancellation);
            }
            var reply = await connection.ReadAsync(cancellation);
            var isData = i == commands.Length - 1;
            if (isData && reply.Code == 354)
            {
                if (refused is null)
                {
                    return null;
                }
                // Nobody is left to get it, yet the server waits for a message: an empty one, whose answer does not matter (RFC 2920, 3.1).
                await connection.WriteAsync(End, cancellation);
                await connection.ReadAsync(cancellation);
            }
            else if (!reply.IsGood || isData)
            {
                refused ??= reply.IsGood ? new SmtpReply(451, $"DATA was answered with {reply}") : reply;
                if (!connection.CanPipeline)
                {
                    break;
                }
            }
        }
        if (refused!.Code == 421)
        {
            throw new SmtpException($"The mail server closes the connection: {refused}.");
        }
        await connection.WriteAsync("RSET\r\n", cancellation);
        await connection.ReadAsync(cancellation);
        return OutcomeOf(refused);
    }

    /// <summary>Sends the message itself and hears what became of it.</summary>
    /// <remarks><c>next</c>: a message whose envelope travels along.</remarks>
    public async Task<(SendOutcome Result, bool ConnectionLost)> ContentAsync(OutgoingMail? next, int patience)
    {
        // Not cancelled: a message that has begun is finished, so that its fate is known.
        try
        {
            await connection.WriteAsync(Stuffed(mail.Content), CancellationToken.None);
        }
        catch (SmtpException e)
        {
            // Without the final dot the server throws away what it has.
            return (new SendOutcome(SendOutcomeKind.Temporary, e.Message), true);
        }
        try
        {
            var end = next is null ? End : [.. End, .. Encoding.ASCII.GetBytes(string.Concat(Commands(next)))];
            await connection.WriteAsync(end, CancellationToken.None);
            var reply = await connection.ReadAsync(CancellationToken.None, patience);
            return (OutcomeOf(reply), reply.Code == 421);
        }
        catch (SmtpException e)
        {
            return (
                new SendOutcome(SendOutcomeKind.Unknown, $"The connection was lost before the server confirmed the message. {e.Message}"),
                true
            );
        }
    }

    private string[] Commands(OutgoingMail of) =>
        [$"MAIL FROM:<{Safe(of.From)}>{(connection.Takes8Bit ? " BODY=8BITMIME" : "")}\r\n", $"RCPT TO:<{Safe(of.To)}>\r\n", "DATA\r\n"];

    private static SendOutcome OutcomeOf(SmtpReply reply) =>
        reply.Code switch
        {
            >= 200 and < 300 => SendOutcome.Sent,
            >= 500 => new SendOutcome(SendOutcomeKind.Permanent, reply.ToString()),
            _ => new SendOutcome(SendOutcomeKind.Temporary, reply.ToString()),
        };

    // Addresses are checked long before; here stands the last guard against a command within a command.
    private static string Safe(string address) =>
        address.All(c => c is > ' ' and < (char)127 and not ('<' or '>'))
            ? address
            : throw new ArgumentException($"'{address}' can't be an address in SMTP.");

    /// <summary>Doubles the dot at the start of a line, and ends with a line break (RFC 5321, 4.5.2).</summary>
    internal static byte[] Stuffed(ReadOnlySpan<byte> content)
    {
        var result = new List<byte>(content.Length + 64);
        var atStart = true;
        foreach (var b in content)
        {
            if (atStart && b == '.')
            {
                result.Add((byte)'.');
            }
            result.Add(b);
            atStart = b == '\n';
        }
        if (!atStart)
        {
            result.AddRange("\r\n"u8);
        }
        return [.. result];
    }
}
