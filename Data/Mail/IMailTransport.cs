namespace Data.Mail;

/// <summary>A message on its way.</summary>
/// <remarks><c>Folder</c>: what it belongs to, as the name of a folder.</remarks>
public sealed record OutgoingMail(string Folder, string From, string To, string MessageId, byte[] Content);

/// <summary>What became of one message.</summary>
public enum SendOutcomeKind
{
    /// <summary>The server took it.</summary>
    Sent,

    /// <summary>Not taken for now; worth another try later.</summary>
    Temporary,

    /// <summary>Refused for good.</summary>
    Permanent,

    /// <summary>The connection was lost between the end of the message and the answer: it may or may not have been taken.</summary>
    Unknown,

    /// <summary>Its turn never came; nothing of it has left.</summary>
    NotTried,
}

/// <remarks><c>Reason</c>: the server's words, or what happened; empty when it was sent.</remarks>
public sealed record SendOutcome(SendOutcomeKind Kind, string Reason = "")
{
    public static readonly SendOutcome Sent = new(SendOutcomeKind.Sent);
    public static readonly SendOutcome NotTried = new(SendOutcomeKind.NotTried, "Its turn has not come.");
}

/// <summary>Hands messages over, and says of every one what became of it.</summary>
public interface IMailTransport
{
    /// <summary>True when the mails leave the house; false when they stay in the local outbox.</summary>
    bool ReachesPeople { get; }

    /// <summary>
    /// Hands a batch over. Trouble with a message or a connection is an outcome, never an exception. When cancelled, it stops after the
    /// message under way; the rest are <see cref="SendOutcomeKind.NotTried"/>.
    /// </summary>
    /// <returns>One outcome per message, in the order given.</returns>
    Task<IReadOnlyList<SendOutcome>> SendAsync(IReadOnlyList<OutgoingMail> mails, CancellationToken cancellation);

    /// <summary>Whether a message was handed over, where that can be known afterwards; null where it can't.</summary>
    bool? WasHandedOver(string folder, string messageId) => null;
}
