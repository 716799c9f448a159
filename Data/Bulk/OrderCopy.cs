using Npgsql;
using NpgsqlTypes;

namespace Data.Bulk;

/// <summary>Copies the orders of a file, and their lines, into tables; in the order of the tables' keys.</summary>
internal sealed class OrderCopy(ImportSession session, StagedOrders orders)
{
    private const int LookEvery = 1 << 14;
    private bool listed;

    /// <summary>Copies the orders themselves into <c>staged_orders</c>.</summary>
    public async Task StageOrdersAsync(CancellationToken cancellation)
    {
        await using var copy = await session.Connection.BeginBinaryImportAsync(
            "COPY staged_orders (customer_id, order_id, external_id, ordered_at, amount, quantity, lines) FROM STDIN (FORMAT binary)",
            cancellation
        );
        copy.Timeout = TimeSpan.FromHours(6);
        var written = 0L;
        foreach (var order in Read())
        {
            var (amount, quantity) = order.Sums();
            copy.StartRow();
            copy.Write(order.CustomerId, NpgsqlDbType.Bigint);
            copy.Write(order.OrderId, NpgsqlDbType.Bigint);
            copy.WriteText(order.ExternalId);
            copy.Write(new DateTime(order.OrderedAtTicks, DateTimeKind.Utc), NpgsqlDbType.TimestampTz);
            copy.Write(amount, NpgsqlDbType.Bigint);
            copy.Write(quantity, NpgsqlDbType.Double);
            copy.Write(order.Lines.Count, NpgsqlDbType.Integer);
            Look(ref written, cancellation);
        }
        await copy.CompleteAsync(cancellation);
    }

    /// <summary>Copies the lines of the orders that are wanted.</summary>
    /// <param name="table">The table.</param>
    /// <param name="wanted">Which orders.</param>
    /// <param name="spool">Where these orders are kept; null when they are known already.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many lines, and the days of their orders.</returns>
    public async Task<(long Lines, IReadOnlyCollection<DateOnly> Days)> LinesAsync(
        string table,
        Func<StagedOrder, bool> wanted,
        OrderSpool? spool,
        CancellationToken cancellation
    )
    {
        await using var copy = await session.Connection.BeginBinaryImportAsync(
            $"COPY {table} (customer_id, order_id, line_number, product_id, quantity, unit_price, amount) FROM STDIN (FORMAT binary)",
            cancellation
        );
        copy.Timeout = TimeSpan.FromHours(6);
        HashSet<long> days = [];
        var written = 0L;
        foreach (var order in Read())
        {
            if (!wanted(order))
            {
                continue;
            }
            spool?.Add(order);
            days.Add(order.OrderedAtTicks / TimeSpan.TicksPerDay);
            for (var i = 0; i < order.Lines.Count; i++)
            {
                Write(copy, order.Lines[i], i + 1);
                Look(ref written, cancellation);
            }
        }
        await copy.CompleteAsync(cancellation);
        return (written, [.. days.Select(d => DateOnly.FromDayNumber((int)d))]);
    }

    private static void Write(NpgsqlBinaryImporter copy, in StagedLine line, int number)
    {
        copy.StartRow();
        copy.Write(line.CustomerId, NpgsqlDbType.Bigint);
        copy.Write(line.OrderId, NpgsqlDbType.Bigint);
        copy.Write(number, NpgsqlDbType.Integer);
        if (line.Is(StagedLine.HasProduct))
        {
            copy.Write(line.ProductId, NpgsqlDbType.Bigint);
        }
        else
        {
            copy.WriteNull();
        }
        copy.Write(line.Quantity, NpgsqlDbType.Double);
        copy.Write(line.UnitPrice, NpgsqlDbType.Bigint);
        copy.Write(line.Amount, NpgsqlDbType.Bigint);
    }

    private IEnumerable<StagedOrder> Read()
    {
        var issues = listed ? null : session.Issues;
        listed = true;
        return orders.Read(issues);
    }

    private static void Look(ref long written, CancellationToken cancellation)
    {
        if (++written % LookEvery == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
