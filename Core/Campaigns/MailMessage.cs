using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Core.Campaigns;

/// <summary>A name and an address.</summary>
public sealed record Mailbox(string Name, string Address);

/// <summary>
/// A message and its bytes on the wire (RFC 5322, RFC 2045). The same message gives the same bytes, so a message that is sent again after
/// a crash is recognisably the same. No value can start a header of its own: text loses its control characters, the rest is checked.
/// </summary>
public sealed partial record MailMessage(Mailbox From, Mailbox To, RenderedMessage Content, string MessageId, DateTimeOffset Date)
{
    /// <summary>Takes a one-click POST (RFC 8058); null for mails that can't be unsubscribed from, such as a test to oneself.</summary>
    public string? UnsubscribeUrl { get; init; }

    /// <summary>The Message-ID of one person's mail in one campaign, without angle brackets: always the same.</summary>
    public static string IdFor(long campaignId, long customerId, string salt, string fromAddress)
    {
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(salt)).AsSpan(0, 4));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"c{campaignId}.{customerId:x16}.{mark}@{fromAddress[(fromAddress.IndexOf('@') + 1)..]}"
        );
    }

    /// <summary>The whole message, every line ending in CRLF. Dots at line starts are left to the transport.</summary>
    /// <exception cref="ArgumentException">An address, the Message-ID or the unsubscribe address is not one.</exception>
    public byte[] ToBytes()
    {
        // "=_" can't stand in quoted-printable text, so no body can hold the boundary.
        var boundary = "=_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(MessageId)).AsSpan(0, 12));
        var message = new StringBuilder(2048 + Content.Html.Length + Content.Text.Length);
        Header("From", Format(From));
        Header("To", Format(To));
        Header("Subject", MimeText.Header(Content.Subject));
        Header("Date", Date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + Zone(Date.Offset));
        Header("Message-ID", "<" + Checked(MessageId, Id().IsMatch(MessageId), "Message-ID") + ">");
        if (UnsubscribeUrl is { } url)
        {
            Header("List-Unsubscribe", "<" + Checked(url, IsSafeUrl(url), "unsubscribe address") + ">");
            Header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        Header("MIME-Version", "1.0");
        Header("Content-Type", $"multipart/alternative;\r\n boundary=\"{boundary}\"");
        message.Append("\r\n");
        Part("text/plain", Content.Text);
        Part("text/html", Content.Html);
        message.Append("--").Append(boundary).Append("--\r\n");
        return Encoding.ASCII.GetBytes(message.ToString());

        void Header(string name, string value) => message.Append(name).Append(": ").Append(value).Append("\r\n");

        void Part(string type, string text)
        {
            message.Append("--").Append(boundary).Append("\r\n");
            Header("Content-Type", type + "; charset=utf-8");
            Header("Content-Transfer-Encoding", "quoted-printable");
            message.Append("\r\n").Append(MimeText.QuotedPrintable(text)).Append("\r\n");
        }
    }

    private static string Format(Mailbox box)
    {
        var address = Checked(box.Address, EmailAddress.IsPlausible(box.Address), "address");
        return string.IsNullOrWhiteSpace(box.Name) ? address : $"{MimeText.DisplayName(box.Name)}\r\n <{address}>";
    }

    private static string Zone(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hhmm", CultureInfo.InvariantCulture);

    private static bool IsSafeUrl(string url) =>
        MailLinks.IsWebAddress(url) && url.All(c => c is > ' ' and < (char)127 and not ('<' or '>'));

    private static string Checked(string value, bool valid, string what) =>
        valid ? value : throw new ArgumentException($"'{value}' can't stand in a mail as the {what}.");

    [GeneratedRegex(@"\A[A-Za-z0-9.+_-]+@[A-Za-z0-9.-]+\z")]
    private static partial Regex Id();
}
