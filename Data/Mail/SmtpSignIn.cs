using System.Text;

namespace Data.Mail;

/// <summary>Signs in with a password: AUTH PLAIN, or LOGIN for servers that only know that (RFC 4954, RFC 4616).</summary>
internal static class SmtpSignIn
{
    public static async Task RunAsync(
        SmtpConnection connection,
        SmtpOptions options,
        IReadOnlySet<string> features,
        bool encrypted,
        CancellationToken cancellation
    )
    {
        if (!encrypted)
        {
            throw new SmtpException(
                $"The connection to {options.Host}:{options.Port} is not encrypted, so the password was not sent. Use the security StartTls or Tls."
            );
        }
        var offered = features
            .Where(f => f.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase))
            .SelectMany(f => f[4..].Split([' ', '=']));
        var mechanisms = offered.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var (user, password) = (options.User ?? "", options.Password ?? "");
        if (mechanisms.Contains("PLAIN"))
        {
            await SayAsync("AUTH PLAIN " + Base64($"\0{user}\0{password}"), 235);
        }
        else if (mechanisms.Contains("LOGIN"))
        {
            await SayAsync("AUTH LOGIN", 334);
            await SayAsync(Base64(user), 334);
            await SayAsync(Base64(password), 235);
        }
        else
        {
            throw new SmtpException(
                $"{options.Host}:{options.Port} offers none of the ways to sign in that we know. We know PLAIN and LOGIN; it offers: {string.Join(", ", mechanisms.Where(m => m.Length > 0))}."
            );
        }

        async Task SayAsync(string command, int expected)
        {
            await connection.WriteAsync(command + "\r\n", cancellation);
            var reply = await connection.ReadAsync(cancellation);
            if (reply.Code != expected)
            {
                throw new SmtpException($"{options.Host}:{options.Port} refused the sign-in of '{user}': {reply}.");
            }
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
