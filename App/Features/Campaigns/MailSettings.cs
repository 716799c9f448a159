using Core.Campaigns;
using Data.Mail;

namespace App.Features.Campaigns;

/// <summary>How mails leave, from the configuration section <c>Mail</c>.</summary>
/// <param name="Smtp">The mail server; null keeps mails in the local outbox.</param>
/// <param name="FromName">Sender of campaigns that name none.</param>
/// <param name="FromAddress">Its address.</param>
/// <param name="PublicUrl">This program as its customers reach it, without a slash at the end; null takes the address of whoever launches.</param>
public sealed record MailSettings(SmtpOptions? Smtp, string FromName, string FromAddress, string? PublicUrl)
{
    public bool HasServer => Smtp is not null;

    /// <exception cref="InvalidOperationException">A setting has a value that can't be.</exception>
    public static MailSettings Read(IConfiguration configuration)
    {
        var mail = configuration.GetSection("Mail");
        var smtp = mail.GetSection("Smtp").Get<SmtpOptions>();
        var from = mail["FromAddress"] is { Length: > 0 } address ? address : "shop@example.com";
        if (!EmailAddress.IsPlausible(from))
        {
            throw new InvalidOperationException($"The setting Mail:FromAddress must be an e-mail address. Got '{from}' instead.");
        }
        var publicUrl = configuration["PublicUrl"];
        if (!string.IsNullOrEmpty(publicUrl) && !MailLinks.IsWebAddress(publicUrl))
        {
            throw new InvalidOperationException($"The setting PublicUrl must start with https:// or http://. Got '{publicUrl}' instead.");
        }
        return new MailSettings(
            string.IsNullOrWhiteSpace(smtp?.Host) ? null : smtp,
            mail["FromName"] is { Length: > 0 } name ? name : "Our shop",
            from,
            string.IsNullOrEmpty(publicUrl) ? null : publicUrl.TrimEnd('/')
        );
    }
}
