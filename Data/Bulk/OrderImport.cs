using System.Runtime.InteropServices;
using Core.Cleaning;
using Core.Customers;
using Data.Queries;
using Npgsql;
using NpgsqlTypes;

namespace Data.Bulk;

/// <summary>
/// Order lines. The file is the truth about each order that it holds: its lines replace those of an earlier import of the same order,
/// so importing a file again changes nothing, and a corrected file corrects. Lines are sorted outside of the database and written in
/// the order of the tables' keys, which is what makes a first import about as fast as a bare COPY.
/// </summary>
internal sealed class OrderImport(OrderLineRules rules, FileColumns columns, CleaningOptions options) : IImportTarget
{
    private readonly LineRuns runs = new();
    private readonly NameSpool customers = new();
    private readonly NameSpool products = new();
    private readonly LineOutliers outliers = new(columns, options);

    public Task BeginAsync(ImportSession session, CancellationToken cancellation) =>
        session.RunAsync(OrderMergeSql.CreateStaging, cancellation);

    public bool Write(long rowNumber, IReadOnlyList<string> fields, List<ImportIssue> issues)
    {
        var staged = new StagedLine { RowNumber = rowNumber, RowHash = Hash(fields) };
        if (!rules.TryRead(rowNumber, fields, issues, out var line))
        {
            (staged.CustomerId, staged.OrderId, staged.Flags) = (long.MinValue, unchecked((long)staged.RowHash), StagedLine.LeftOut);
            runs.Add(ref staged, "");
            return false;
        }
        staged.CustomerId = ExternalId.Hash(line.CustomerId);
        staged.OrderId = ExternalId.Hash(line.OrderId);
        staged.OrderedAtTicks = line.OrderedAt.Ticks;
        staged.Quantity = line.Quantity;
        staged.UnitPrice = line.UnitPrice.Units;
        staged.Amount = line.Amount.Units;
        if (line.IsCancellation)
        {
            staged.Flags |= StagedLine.Cancellation;
        }
        else
        {
            outliers.Learn(staged);
        }
        customers.Add(staged.CustomerId, line.CustomerId, line.Country is null ? null : CleanText.Of(line.Country));
        if (line.ProductId is { } product)
        {
            staged.ProductId = ExternalId.Hash(product);
            staged.Flags |= StagedLine.HasProduct;
            products.Add(staged.ProductId, product, line.Description is null ? null : CleanText.Of(line.Description));
        }
        runs.Add(ref staged, line.OrderId);
        return true;
    }

    private static ulong Hash(IReadOnlyList<string> fields)
    {
        // Each field's hash seeds the next one's, so that moving text from one field to its neighbour gives another hash.
        var hash = 0UL;
        for (var i = 0; i < fields.Count; i++)
        {
            hash = XxHash64.Hash(MemoryMarshal.AsBytes(fields[i].AsSpan()), hash + 1);
        }
        return hash;
    }

    public Task CompleteAsync(CancellationToken cancellation)
    {
        runs.Complete();
        outliers.Complete();
        return Task.CompletedTask;
    }

    public async Task<MergeCount> MergeAsync(ImportSession session, CancellationToken cancellation)
    {
        session.Step("Writing customers and products");
        await NamesAsync(
            session,
            customers,
            "staged_customer_names",
            "customers",
            "customer_id",
            OrderMergeSql.MergeCustomers,
            cancellation
        );
        await NamesAsync(session, products, "staged_product_names", "products", "product_id", OrderMergeSql.MergeProducts, cancellation);
        var orders = new StagedOrders(runs, columns, options, outliers);
        var first = !await session.QueryAsync(OrderMergeSql.AnyOrders, r => r.GetBoolean(0), cancellation);
        OrderCopy copy = new(session, orders);
        if (first)
        {
            using OrderSpool spool = new();
            session.Step("Writing order lines");
            await session.RunAsync(OrderMergeSql.DropProductIndex, cancellation);
            var (lines, days) = await copy.LinesAsync("order_lines", _ => true, spool, cancellation);
            await session.RunAsync(OrderMergeSql.MakeProductIndex, cancellation);
            session.Step("Writing orders");
            await spool.CopyToAsync(session.Connection, session.ImportId, cancellation);
            await MarkAsync(session, days, cancellation);
            return new MergeCount(lines, 0, 0);
        }
        await session.RunAsync(OrderMergeSql.CreateStagedOrders, cancellation);
        session.Step("Sorting the orders");
        await copy.StageOrdersAsync(cancellation);
        await session.RunAsync("ANALYZE staged_orders", cancellation);
        return await MergeAsync(session, copy, cancellation);
    }

    private static async Task<MergeCount> MergeAsync(ImportSession session, OrderCopy copy, CancellationToken cancellation)
    {
        var existing = await session.ListAsync(OrderMergeSql.ExistingOrders, r => (r.GetInt64(0), r.GetInt64(1)), cancellation);
        var (inserted, updated, unchanged) = (0L, 0L, 0L);
        if (existing.Count > 0)
        {
            session.Step("Comparing with the orders that are there");
            await session.RunAsync(OrderMergeSql.CreateStagedLines, cancellation);
            var (total, _) = await copy.LinesAsync("staged_lines", InOrder(existing, found: true), null, cancellation);
            var removed = await session.RunAsync(OrderMergeSql.DeleteSurplusLines, cancellation);
            var redated = await session.QueryAsync(OrderMergeSql.CountRedated, r => r.GetInt64(0), cancellation);
            (inserted, updated) = await session.QueryAsync(OrderMergeSql.MergeLines, r => (r.GetInt64(0), r.GetInt64(1)), cancellation);
            await session.RunAsync(OrderMergeSql.UpdateOrders, cancellation);
            // An order of another time, or with fewer lines than before, is a change too, though none of its lines differs.
            unchanged = Math.Max(0, total - inserted - updated - redated);
            updated += removed + redated;
        }
        session.Step("Writing order lines");
        await session.RunAsync(OrderMergeSql.InsertNewOrders, cancellation);
        var (fresh, days) = await copy.LinesAsync("order_lines", InOrder(existing, found: false), null, cancellation);
        await MarkAsync(session, days, cancellation);
        return new MergeCount(fresh + inserted, updated, unchanged);
    }

    /// <summary>Whether an order is among those that exist. To be asked in the order of the keys.</summary>
    private static Func<StagedOrder, bool> InOrder(List<(long Customer, long Order)> existing, bool found)
    {
        var at = 0;
        return order =>
        {
            var key = (order.CustomerId, order.OrderId);
            while (at < existing.Count && existing[at].CompareTo(key) < 0)
            {
                at++;
            }
            return (at < existing.Count && existing[at] == key) == found;
        };
    }

    private static async Task NamesAsync(
        ImportSession session,
        NameSpool names,
        string staging,
        string table,
        string id,
        string merge,
        CancellationToken cancellation
    )
    {
        await names.CopyToAsync(session.Connection, staging, cancellation);
        await session.RunAsync($"ANALYZE {staging}", cancellation);
        await IdCollision.CheckAsync(session, staging, "id", "text", table, id, cancellation);
        await session.RunAsync(merge, cancellation);
    }

    private static async Task MarkAsync(ImportSession session, IReadOnlyCollection<DateOnly> days, CancellationToken cancellation)
    {
        await using var mark = new NpgsqlCommand(ChangedDays.Mark("SELECT unnest(@days)"), session.Connection);
        mark.Parameters.AddWithValue("days", NpgsqlDbType.Array | NpgsqlDbType.Date, days.ToArray());
        await mark.ExecuteNonQueryAsync(cancellation);
    }

    public ValueTask DisposeAsync()
    {
        runs.Dispose();
        customers.Dispose();
        products.Dispose();
        return ValueTask.CompletedTask;
    }
}
