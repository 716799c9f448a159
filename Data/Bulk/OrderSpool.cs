using Npgsql;
using NpgsqlTypes;

namespace Data.Bulk;

/// <summary>
/// Holds orders in a temporary file while their lines are copied: a connection can copy into one table at a time, and the lines are
/// sorted once only this way.
/// </summary>
internal sealed class OrderSpool : IDisposable
{
    private readonly FileStream file = TemporaryFile.Open();
    private readonly BinaryWriter writer;
    private long count;

    public OrderSpool()
    {
        writer = new BinaryWriter(file);
    }

    public void Add(in StagedOrder order)
    {
        var (amount, quantity) = order.Sums();
        writer.Write(order.CustomerId);
        writer.Write(order.OrderId);
        writer.Write(order.OrderedAtTicks);
        writer.Write(amount);
        writer.Write(quantity);
        writer.Write(order.Lines.Count);
        writer.Write(order.ExternalId);
        count++;
    }

    public async Task CopyToAsync(NpgsqlConnection connection, long? importId, CancellationToken cancellation)
    {
        writer.Flush();
        file.Position = 0;
        using var reader = new BinaryReader(file, System.Text.Encoding.UTF8, leaveOpen: true);
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY orders (customer_id, order_id, ordered_at, amount, quantity, lines, external_id, import_id) FROM STDIN (FORMAT binary)",
            cancellation
        );
        copy.Timeout = TimeSpan.FromHours(6);
        for (var i = 0L; i < count; i++)
        {
            copy.StartRow();
            copy.Write(reader.ReadInt64(), NpgsqlDbType.Bigint);
            copy.Write(reader.ReadInt64(), NpgsqlDbType.Bigint);
            copy.Write(new DateTime(reader.ReadInt64(), DateTimeKind.Utc), NpgsqlDbType.TimestampTz);
            copy.Write(reader.ReadInt64(), NpgsqlDbType.Bigint);
            copy.Write(reader.ReadDouble(), NpgsqlDbType.Double);
            copy.Write(reader.ReadInt32(), NpgsqlDbType.Integer);
            copy.WriteText(reader.ReadString());
            if (importId is { } id)
            {
                copy.Write(id, NpgsqlDbType.Bigint);
            }
            else
            {
                copy.WriteNull();
            }
            if ((i & 0x3FFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
        await copy.CompleteAsync(cancellation);
    }

    public void Dispose() => writer.Dispose();
}
