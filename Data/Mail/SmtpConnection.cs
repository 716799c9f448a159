using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Data.Mail;

/// <summary>An answer of the server: its code and its words.</summary>
internal sealed record SmtpReply(int Code, string Text)
{
    public bool IsGood => Code is >= 200 and < 400;

    public override string ToString() => $"{Code} {Text}";
}

/// <summary>The conversation with the server can't go on.</summary>
internal sealed class SmtpException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>One connection: opened, greeted, encrypted, signed in (RFC 5321, 3207, 4954).</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private const int LongestReply = 64 * 1024;
    private readonly SmtpOptions options;
    private readonly TcpClient client = new() { NoDelay = true };
    private readonly byte[] buffer = new byte[4096];
    private readonly HashSet<string> features = new(StringComparer.OrdinalIgnoreCase);
    private Stream stream = Stream.Null;
    private int start;
    private int end;

    private SmtpConnection(SmtpOptions options) => this.options = options;

    public bool CanPipeline => features.Contains("PIPELINING");

    public bool Takes8Bit => features.Contains("8BITMIME");

    /// <exception cref="SmtpException">The server can't be reached, is not private enough, or refuses the sign-in.</exception>
    public static async Task<SmtpConnection> OpenAsync(SmtpOptions options, CancellationToken cancellation)
    {
        var connection = new SmtpConnection(options);
        try
        {
            await connection.GreetAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task WriteAsync(string commands, CancellationToken cancellation) => WriteAsync(Encoding.ASCII.GetBytes(commands), cancellation);

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(options.Timeout);
        await Guarded(async () => await stream.WriteAsync(bytes, timeout.Token), "took no more", cancellation);
    }

    /// <summary>Waits for the next answer.</summary>
    public async Task<SmtpReply> ReadAsync(CancellationToken cancellation, int patience = 1)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(options.Timeout * patience);
        SmtpReply? reply = null;
        await Guarded(async () => reply = await ReadReplyAsync(timeout.Token), "did not answer", cancellation);
        return reply!;
    }

    /// <summary>Says goodbye when that is still possible; the mails are handed over already.</summary>
    public async Task QuitAsync(CancellationToken cancellation)
    {
        try
        {
            await WriteAsync("QUIT\r\n", cancellation);
            await ReadAsync(cancellation);
        }
        catch (Exception e) when (e is SmtpException or OperationCanceledException)
        {
            // The server may hang up first. Nothing depends on its goodbye.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        client.Dispose();
    }

    private async Task GreetAsync(CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(options.Timeout);
        await Guarded(() => client.ConnectAsync(options.Host, options.Port, timeout.Token).AsTask(), "can't be reached", cancellation);
        stream = client.GetStream();
        if (options.Security == SmtpSecurity.Tls)
        {
            await EncryptAsync(cancellation);
        }
        Expect(await ReadAsync(cancellation), "the greeting");
        await HelloAsync(cancellation);
        var wanted =
            options.Security == SmtpSecurity.StartTls || (options.Security == SmtpSecurity.Auto && options.User is { Length: > 0 });
        if (features.Contains("STARTTLS") && options.Security is SmtpSecurity.Auto or SmtpSecurity.StartTls)
        {
            await WriteAsync("STARTTLS\r\n", cancellation);
            Expect(await ReadAsync(cancellation), "STARTTLS");
            // What came before the encryption is not to be trusted: somebody on the way may have put it there.
            start = end = 0;
            await EncryptAsync(cancellation);
            await HelloAsync(cancellation);
        }
        else if (wanted)
        {
            throw new SmtpException(
                $"{Server} does not offer STARTTLS, so nothing was sent. Set the security to None to send without encryption, or to Tls for a port that is encrypted from the start."
            );
        }
        if (options.User is { Length: > 0 })
        {
            await SmtpSignIn.RunAsync(this, options, features, stream is SslStream, cancellation);
        }
    }

    private async Task HelloAsync(CancellationToken cancellation)
    {
        await WriteAsync($"EHLO {options.ClientName}\r\n", cancellation);
        var reply = await ReadAsync(cancellation);
        features.Clear();
        if (!reply.IsGood)
        {
            await WriteAsync($"HELO {options.ClientName}\r\n", cancellation);
            Expect(await ReadAsync(cancellation), "HELO");
            return;
        }
        features.UnionWith(reply.Text.Split('\n').Skip(1).Select(l => l.Trim()));
    }

    private async Task EncryptAsync(CancellationToken cancellation)
    {
        var encrypted = new SslStream(stream, leaveInnerStreamOpen: false);
        stream = encrypted;
        var settings = new SslClientAuthenticationOptions
        {
            TargetHost = options.Host,
            RemoteCertificateValidationCallback = options.CertificateCheck,
        };
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(options.Timeout);
        await Guarded(() => encrypted.AuthenticateAsClientAsync(settings, timeout.Token), "can't be encrypted to", cancellation);
    }

    private async Task<SmtpReply> ReadReplyAsync(CancellationToken cancellation)
    {
        var text = new StringBuilder();
        while (true)
        {
            var line = await ReadLineAsync(cancellation);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), out var code))
            {
                throw new SmtpException($"{Server} answered '{line}', which is not SMTP.");
            }
            text.Append(text.Length > 0 ? "\n" : "").Append(line.AsSpan(Math.Min(4, line.Length)));
            if (line.Length == 3 || line[3] != '-')
            {
                return new SmtpReply(code, text.ToString());
            }
        }
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellation)
    {
        var line = new List<byte>();
        while (true)
        {
            while (start < end)
            {
                var b = buffer[start++];
                if (b == '\n')
                {
                    return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
                }
                line.Add(b);
            }
            if (line.Count > LongestReply)
            {
                throw new SmtpException($"{Server} answered with a line of more than {LongestReply} bytes.");
            }
            (start, end) = (0, await stream.ReadAsync(buffer, cancellation));
            if (end == 0)
            {
                throw new SmtpException($"{Server} hung up.");
            }
        }
    }

    private async Task Guarded(Func<Task> step, string what, CancellationToken cancellation)
    {
        try
        {
            await step();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SmtpException($"{Server} {what} within {options.Timeout.TotalSeconds:0.#} seconds.");
        }
        catch (Exception e) when (e is IOException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            throw new SmtpException($"{Server} {what}: {e.Message}", e);
        }
    }

    private void Expect(SmtpReply reply, string to)
    {
        if (!reply.IsGood)
        {
            throw new SmtpException($"{Server} answered {to} with {reply}.");
        }
    }

    private string Server => $"The mail server {options.Host}:{options.Port}";
}
