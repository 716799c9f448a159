using System.Net.Security;

namespace Data.Mail;

/// <summary>How the connection is kept private.</summary>
public enum SmtpSecurity
{
    /// <summary>STARTTLS where the server offers it; demanded as soon as there is a password. The default.</summary>
    Auto,

    /// <summary>Never encrypted; no password is sent over it.</summary>
    None,

    /// <summary>STARTTLS or nothing.</summary>
    StartTls,

    /// <summary>TLS from the first byte (port 465).</summary>
    Tls,
}

/// <summary>The mail server that takes our messages.</summary>
public sealed record SmtpOptions
{
    /// <summary>Name or address of the server; empty means that there is none and mails go to the outbox folder.</summary>
    public string Host { get; init; } = "";

    /// <summary>1 to 65 535; 587 by default.</summary>
    public int Port { get; init; } = 587;
    public SmtpSecurity Security { get; init; } = SmtpSecurity.Auto;
    public string? User { get; init; }
    public string? Password { get; init; }

    /// <summary>What we call ourselves in EHLO.</summary>
    public string ClientName { get; init; } = "localhost";

    /// <summary>How long an answer may take; the answer to a whole message may take four times as long. 30 seconds by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Judges the server's certificate; null leaves it to the system, which is right outside tests.</summary>
    public RemoteCertificateValidationCallback? CertificateCheck { get; init; }
}
