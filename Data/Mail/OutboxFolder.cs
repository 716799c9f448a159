using Core.Campaigns;

namespace Data.Mail;

/// <summary>A line in the list of the outbox.</summary>
/// <remarks><c>Id</c>: the folder and the file's name without its ending, with a slash between.</remarks>
public sealed record OutboxEntry(string Id, string From, string To, string Subject, DateTime WrittenAt);

/// <summary>One page of the outbox.</summary>
public sealed record OutboxListing(IReadOnlyList<OutboxEntry> Items, int Total);

/// <summary>Reads what <see cref="OutboxFolderTransport"/> wrote.</summary>
public sealed class OutboxFolder(string root)
{
    private const int HeadBytes = 8 * 1024;

    /// <summary>Messages, the newest first.</summary>
    public async Task<OutboxListing> ListAsync(int skip, int limit, CancellationToken cancellation = default)
    {
        var folder = new DirectoryInfo(root);
        if (!folder.Exists)
        {
            return new OutboxListing([], 0);
        }
        var files = folder.EnumerateFiles("*" + OutboxFolderTransport.Extension, SearchOption.AllDirectories).ToList();
        var page = files.OrderByDescending(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal).Skip(skip).Take(limit);
        var entries = new List<OutboxEntry>();
        foreach (var file in page)
        {
            var mail = StoredMail.Read(await HeadAsync(file.FullName, cancellation));
            var id = $"{file.Directory!.Name}/{Path.GetFileNameWithoutExtension(file.Name)}";
            entries.Add(new OutboxEntry(id, mail.From, mail.To, mail.Subject, file.LastWriteTimeUtc));
        }
        return new OutboxListing(entries, files.Count);
    }

    /// <summary>The bytes of a message, or null when there is none of that id.</summary>
    public async Task<byte[]?> BytesAsync(string id, CancellationToken cancellation = default)
    {
        // The id comes from an address: only names that the transport would have made itself are looked up.
        var parts = id.Split('/');
        if (parts.Length != 2 || parts.Any(p => p.Length == 0 || OutboxFolderTransport.SafeName(p) != p))
        {
            return null;
        }
        var path = Path.Combine(root, parts[0], parts[1] + OutboxFolderTransport.Extension);
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellation) : null;
    }

    /// <summary>A message, or null when there is none of that id.</summary>
    public async Task<StoredMail?> FindAsync(string id, CancellationToken cancellation = default) =>
        await BytesAsync(id, cancellation) is { } bytes ? StoredMail.Read(bytes) : null;

    private static async Task<byte[]> HeadAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        var buffer = new byte[HeadBytes];
        var read = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return buffer[..read];
    }
}
