namespace Data.Mail;

/// <summary>
/// Writes each message as an <c>.eml</c> file below a folder, for a program without a mail server. The file's name comes from the
/// Message-ID, so a message that is sent again takes the place of the first and nobody has two.
/// </summary>
public sealed class OutboxFolderTransport(string root) : IMailTransport
{
    internal const string Extension = ".eml";

    public bool ReachesPeople => false;

    public async Task<IReadOnlyList<SendOutcome>> SendAsync(IReadOnlyList<OutgoingMail> mails, CancellationToken cancellation)
    {
        var outcomes = new List<SendOutcome>(mails.Count);
        foreach (var mail in mails)
        {
            outcomes.Add(cancellation.IsCancellationRequested ? SendOutcome.NotTried : await WriteAsync(mail));
        }
        return outcomes;
    }

    /// <summary>A file is renamed into place only when it is whole, so the fate of a message is always known.</summary>
    public bool? WasHandedOver(string folder, string messageId) => File.Exists(PathOf(folder, messageId));

    // Not cancelled half-way: a file takes a moment, and a half-written one helps nobody.
    private async Task<SendOutcome> WriteAsync(OutgoingMail mail)
    {
        var path = PathOf(mail.Folder, mail.MessageId);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var unfinished = path + ".part";
            await File.WriteAllBytesAsync(unfinished, mail.Content, CancellationToken.None);
            File.Move(unfinished, path, overwrite: true);
            return SendOutcome.Sent;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new SendOutcome(SendOutcomeKind.Temporary, $"The outbox folder can't be written to: {e.Message}");
        }
    }

    private string PathOf(string folder, string messageId) => Path.Combine(root, SafeName(folder), SafeName(messageId) + Extension);

    internal static string SafeName(string name)
    {
        var safe = new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@' ? c : '_')]);
        return safe.Trim('.').Length == 0 ? "_" : safe.TrimStart('.');
    }
}
