using System.Text;
using Data.Mail;
using Xunit;

namespace Tests.Campaigns;

public sealed class SmtpTransportTests
{
    private static OutgoingMail Mail(string to, string content = "Subject: x\r\n\r\nbody\r\n") =>
        new("1", "shop@example.com", to, to, Encoding.ASCII.GetBytes(content));

    private static SmtpOptions Options(SmtpSink sink) =>
        new()
        {
            Host = "localhost",
            Port = sink.Port,
            Timeout = TimeSpan.FromSeconds(5),
            CertificateCheck = (_, _, _, _) => true,
        };

    private static async Task<string[]> Send(SmtpOptions options, params OutgoingMail[] mails) =>
        [.. (await new SmtpTransport(options).SendAsync(mails, CancellationToken.None)).Select(o => $"{o.Kind} {o.Reason}".Trim())];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Many_messages_go_over_one_connection(bool pipelining)
    {
        await using var sink = new SmtpSink { Features = pipelining ? ["PIPELINING", "8BITMIME"] : ["8BITMIME"] };
        var mails = Enumerable
            .Range(0, 50)
            .Select(i => Mail($"p{i}@example.com", $"Subject: {i}\r\n\r\n.dot\r\n..\r\n.\r\nend {i}\r\n"))
            .ToArray();
        var outcomes = await Send(Options(sink), mails);
        Assert.All(outcomes, o => Assert.Equal("Sent", o));
        Assert.Equal(mails.Select(m => (m.To, Encoding.ASCII.GetString(m.Content))), sink.Messages);
        Assert.Equal(1, sink.Connections);
        Assert.Equal("QUIT", sink.Commands.Last());
        Assert.Contains("MAIL FROM:<shop@example.com> BODY=8BITMIME", sink.Commands);
    }

    [Fact]
    public async Task A_refused_message_does_not_hold_up_the_others()
    {
        foreach (var features in new[] { new[] { "PIPELINING" }, ["SIZE"] })
        {
            await using var sink = new SmtpSink
            {
                Features = features,
                Answer = c =>
                    c == "RCPT TO:<gone@example.com>" ? "550 no such user"
                    : c == "RCPT TO:<full@example.com>" ? "452 mailbox full"
                    : c == ".spam@example.com" ? "554 spam"
                    : c == ".slow@example.com" ? "451 try later"
                    : null,
            };
            var to = new[]
            {
                "a@example.com",
                "gone@example.com",
                "full@example.com",
                "b@example.com",
                "spam@example.com",
                "slow@example.com",
                "c@example.com",
            };
            Assert.Equal(
                [
                    "Sent",
                    "Permanent 550 no such user",
                    "Temporary 452 mailbox full",
                    "Sent",
                    "Permanent 554 spam",
                    "Temporary 451 try later",
                    "Sent",
                ],
                await Send(Options(sink), [.. to.Select(t => Mail(t))])
            );
            Assert.Equal(1, sink.Connections);
        }
    }

    [Fact]
    public async Task A_connection_lost_before_the_end_of_a_message_is_no_reason_to_wonder()
    {
        await using var sink = new SmtpSink { DropDuringMessageTo = "b@example.com" };
        var large = string.Concat(Enumerable.Repeat("line\r\n", 2_000_000));
        var outcomes = await Send(Options(sink), Mail("a@example.com"), Mail("b@example.com", large), Mail("c@example.com"));
        Assert.Equal("Sent", outcomes[0]);
        Assert.StartsWith("Temporary The mail server", outcomes[1], StringComparison.Ordinal);
        Assert.Equal("Sent", outcomes[2]);
        Assert.Equal(["a@example.com", "c@example.com"], sink.Messages.Select(m => m.To));
    }

    [Fact]
    public async Task A_connection_lost_after_the_end_of_a_message_leaves_its_fate_unknown()
    {
        await using var sink = new SmtpSink { Answer = c => c == ".b@example.com" ? "drop" : null };
        var outcomes = await Send(Options(sink), Mail("a@example.com"), Mail("b@example.com"), Mail("c@example.com"));
        Assert.Equal("Sent", outcomes[0]);
        Assert.StartsWith("Unknown The connection was lost before the server confirmed", outcomes[1], StringComparison.Ordinal);
        Assert.Equal("Sent", outcomes[2]);
        Assert.Equal(2, sink.Connections);
    }

    [Fact]
    public async Task A_server_that_hangs_up_before_the_message_is_tried_later()
    {
        await using var sink = new SmtpSink { Answer = c => c.StartsWith("MAIL", StringComparison.Ordinal) ? "drop" : null };
        Assert.All(
            await Send(Options(sink), Mail("a@example.com"), Mail("b@example.com")),
            o => Assert.StartsWith("Temporary", o, StringComparison.Ordinal)
        );
        await using var closing = new SmtpSink
        {
            Answer = c => c.StartsWith("RCPT", StringComparison.Ordinal) ? "421 shutting down" : null,
        };
        Assert.Contains("421 shutting down", (await Send(Options(closing), Mail("a@example.com")))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_later()
    {
        var sink = new SmtpSink();
        var options = Options(sink);
        await sink.DisposeAsync();
        Assert.StartsWith("Temporary The mail server localhost", (await Send(options, Mail("a@example.com")))[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SmtpSecurity.Auto, "AUTH PLAIN LOGIN", "AUTH PLAIN AHVzZXIAcMOkc3M=")]
    [InlineData(SmtpSecurity.StartTls, "AUTH LOGIN", "AUTH LOGIN")]
    [InlineData(SmtpSecurity.Tls, "AUTH PLAIN", "AUTH PLAIN AHVzZXIAcMOkc3M=")]
    public async Task The_password_travels_encrypted(SmtpSecurity security, string offered, string expected)
    {
        using var certificate = SmtpSink.NewCertificate();
        var tls = security == SmtpSecurity.Tls;
        await using var sink = new SmtpSink
        {
            Certificate = certificate,
            ImplicitTls = tls,
            Features = tls ? ["PIPELINING", offered] : ["PIPELINING", "STARTTLS", offered],
            Answer = c =>
                c is "AUTH LOGIN" or "dXNlcg==" ? "334 go on"
                : c == "cMOkc3M=" ? "235 ok"
                : null,
        };
        var options = Options(sink) with { Security = security, User = "user", Password = "päss" };
        Assert.Equal(["Sent"], await Send(options, Mail("a@example.com")));
        var commands = sink.Commands.ToList();
        Assert.Contains(expected, commands);
        Assert.True(tls || commands.IndexOf("STARTTLS") is > 0 and var at && at < commands.IndexOf(expected));
    }

    [Fact]
    public async Task Without_encryption_no_password_and_no_message_leaves()
    {
        await using var sink = new SmtpSink { Features = ["AUTH PLAIN"] };
        var options = Options(sink) with { User = "user", Password = "secret" };
        Assert.Contains("does not offer STARTTLS", (await Send(options, Mail("a@example.com")))[0], StringComparison.Ordinal);
        Assert.Contains(
            "not encrypted",
            (await Send(options with { Security = SmtpSecurity.None }, Mail("a@example.com")))[0],
            StringComparison.Ordinal
        );
        Assert.Contains(
            "does not offer STARTTLS",
            (await Send(Options(sink) with { Security = SmtpSecurity.StartTls }, Mail("a@example.com")))[0],
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            sink.Commands,
            c => c.StartsWith("AUTH", StringComparison.Ordinal) || c.StartsWith("MAIL", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        using var certificate = SmtpSink.NewCertificate();
        await using var sink = new SmtpSink { Certificate = certificate, Features = ["STARTTLS"] };
        var options = Options(sink) with { CertificateCheck = null };
        Assert.Contains("can't be encrypted to", (await Send(options, Mail("a@example.com")))[0], StringComparison.Ordinal);
        Assert.Empty(sink.Messages);
    }

    [Fact]
    public async Task A_stopped_sender_says_what_it_did_not_try()
    {
        await using var sink = new SmtpSink();
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        var outcome = Assert.Single(await new SmtpTransport(Options(sink)).SendAsync([Mail("a@example.com")], stopped.Token));
        Assert.Equal(SendOutcomeKind.NotTried, outcome.Kind);
    }
}
