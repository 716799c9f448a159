using System.Runtime.InteropServices;
using Core.Customers;
using Npgsql;
using NpgsqlTypes;

namespace Data.Bulk;

/// <summary>
/// Collects the ids and names of customers or products from the rows of a file, each once for as long as it does not change, so that
/// millions of rows don't carry their texts into the database. Bounded memory: when too many were seen they are forgotten, and come
/// again at most.
/// </summary>
internal sealed class NameSpool : IDisposable
{
    private const int MostRemembered = 4_000_000;

    private readonly FileStream file = TemporaryFile.Open();
    private readonly BinaryWriter writer;
    private readonly Dictionary<long, uint> seen = [];
    private long count;

    public NameSpool()
    {
        writer = new BinaryWriter(file);
    }

    /// <param name="id">Hash of the text.</param>
    /// <param name="text">The id as people know it.</param>
    /// <param name="name">What else is known: a name, a country.</param>
    public void Add(long id, string text, string? name)
    {
        // By another seed than the id, so that two texts with one id differ here and are found out.
        var hash = XxHash64.Hash(MemoryMarshal.AsBytes(text.AsSpan()), 1);
        var content = (uint)(name is null ? hash : XxHash64.Hash(MemoryMarshal.AsBytes(name.AsSpan()), hash));
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(seen, id, out var exists);
        if (exists && known == content)
        {
            return;
        }
        known = content;
        writer.Write(id);
        writer.Write(text);
        writer.Write(name is not null);
        if (name is not null)
        {
            writer.Write(name);
        }
        count++;
        if (seen.Count >= MostRemembered)
        {
            seen.Clear();
        }
    }

    /// <summary>Copies them into a table of (place bigint, id bigint, text text, name text).</summary>
    public async Task CopyToAsync(NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        seen.Clear();
        seen.TrimExcess();
        writer.Flush();
        file.Position = 0;
        using var reader = new BinaryReader(file, System.Text.Encoding.UTF8, leaveOpen: true);
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY {table} (place, id, text, name) FROM STDIN (FORMAT binary)",
            cancellation
        );
        copy.Timeout = TimeSpan.FromHours(6);
        for (var place = 1L; place <= count; place++)
        {
            copy.StartRow();
            copy.Write(place, NpgsqlDbType.Bigint);
            copy.Write(reader.ReadInt64(), NpgsqlDbType.Bigint);
            copy.WriteText(reader.ReadString());
            copy.WriteText(reader.ReadBoolean() ? reader.ReadString() : null);
        }
        await copy.CompleteAsync(cancellation);
    }

    public void Dispose() => writer.Dispose();
}
