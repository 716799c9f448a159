using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Tests.Campaigns;

/// <summary>A mail server in the test: takes messages, and misbehaves as it is told to.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> sessions = [];
    private readonly Task accepting;

    public SmtpSink()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Lines that follow the greeting of EHLO.</summary>
    public string[] Features { get; init; } = ["PIPELINING", "8BITMIME"];

    public X509Certificate2? Certificate { get; init; }

    public bool ImplicitTls { get; init; }

    /// <summary>An answer instead of the usual one, by the command's text (or "." for the end of a message); "drop" hangs up.</summary>
    public Func<string, string?> Answer { get; init; } = _ => null;

    /// <summary>Hangs up when the message with this receiver is on its way, before its end.</summary>
    public string? DropDuringMessageTo { get; init; }

    public ConcurrentQueue<(string To, string Content)> Messages { get; } = new();

    public ConcurrentQueue<string> Commands { get; } = new();

    public int Connections { get; private set; }

    /// <summary>Commands that arrived together with others, before they were answered.</summary>
    public int Pipelined { get; private set; }

    public static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var start = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var made = request.CreateSelfSigned(start, start.AddYears(80));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(sessions);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                Connections++;
                sessions.Add(ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                Stream stream = client.GetStream();
                if (ImplicitTls)
                {
                    stream = await EncryptAsync(stream);
                }
                while (await TalkAsync(client, stream) is { } encrypted)
                {
                    stream = encrypted;
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private async Task<SslStream> EncryptAsync(Stream stream)
    {
        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, stop.Token);
        return encrypted;
    }

    // Returns the encrypted stream after STARTTLS, null at the end.
    private async Task<Stream?> TalkAsync(TcpClient client, Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, false, 4096, leaveOpen: true);
        if (stream is not SslStream || ImplicitTls)
        {
            await Say("220 sink");
        }
        var to = "";
        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            Commands.Enqueue(line);
            if (client.Available > 0)
            {
                Pipelined++;
            }
            if (Answer(line) is { } answer)
            {
                if (answer == "drop")
                {
                    return null;
                }
                await Say(answer);
                continue;
            }
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await Say(
                        string.Join("\r\n", Features.SkipLast(1).Prepend("sink").Select(f => "250-" + f).Append("250 " + Features[^1]))
                    );
                    break;
                case "STARTTLS":
                    await Say("220 go");
                    return await EncryptAsync(stream);
                case "AUTH":
                    await Say("235 ok");
                    break;
                case "RCPT":
                    to = line[9..^1];
                    await Say("250 ok");
                    break;
                case "DATA":
                    await Say("354 go");
                    if (!await TakeAsync(reader, to) || Answer(".") == "drop")
                    {
                        return null;
                    }
                    await Say(Answer(".") ?? Answer("." + to) ?? "250 taken");
                    break;
                case "QUIT":
                    await Say("221 bye");
                    return null;
                default:
                    await Say("250 ok");
                    break;
            }
        }
        return null;

        async Task Say(string answer) => await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"), stop.Token);
    }

    private async Task<bool> TakeAsync(StreamReader reader, string to)
    {
        var content = new StringBuilder();
        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            if (to == DropDuringMessageTo)
            {
                return false;
            }
            if (line == ".")
            {
                Messages.Enqueue((to, content.ToString()));
                return Answer("." + to) != "drop";
            }
            content.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }
        return false;
    }
}
