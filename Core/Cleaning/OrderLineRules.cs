using System.Globalization;
using Core.Customers;

namespace Core.Cleaning;

/// <summary>Turns a raw row of an orders file into a clean line, or says why not. Never throws for what stands in a row.</summary>
public sealed class OrderLineRules
{
    // Codes that shops' tills use for what is no product. A line with one stays in: it is money that a customer paid.
    private static readonly HashSet<string> NotProducts = new(
        ["POST", "DOT", "D", "M", "S", "B", "C2", "CRUK", "PADS", "AMAZONFEE", "BANK CHARGES", "ADJUST", "POSTAGE", "SHIPPING", "DISCOUNT"],
        StringComparer.OrdinalIgnoreCase
    );

    private const decimal MostPieces = 1e9m;
    private const decimal LargestAmount = 1e12m;
    private const decimal SmallestDivisor = 1e-6m;

    private readonly FileColumns columns;
    private readonly CleaningOptions options;
    private readonly DateOrder dateOrder;
    private readonly int order;
    private readonly int customer;
    private readonly int orderedAt;
    private readonly int product;
    private readonly int description;
    private readonly int quantity;
    private readonly int unitPrice;
    private readonly int amount;
    private readonly int country;

    public OrderLineRules(FileColumns columns, CleaningOptions options, DateOrder dateOrder)
    {
        this.columns = columns;
        this.options = options;
        this.dateOrder = dateOrder;
        order = columns.PositionOf("order_id");
        customer = columns.PositionOf("customer_id");
        orderedAt = columns.PositionOf("ordered_at");
        product = columns.PositionOf("product_id");
        description = columns.PositionOf("description");
        quantity = columns.PositionOf("quantity");
        unitPrice = columns.PositionOf("unit_price");
        amount = columns.PositionOf("amount");
        country = columns.PositionOf("country");
    }

    /// <summary>Reads one row; what was found is added to <paramref name="issues"/>. False when the row is rejected.</summary>
    public bool TryRead(long rowNumber, IReadOnlyList<string> fields, List<ImportIssue> issues, out OrderLine line)
    {
        var found = new RowIssues(rowNumber, columns, fields, issues);
        line = default;
        var customerId = Field(fields, customer);
        if (customerId.Length == 0)
        {
            found.Reject(CleaningRule.MissingCustomer, customer, "There is no customer, so the line can't be anybody's.");
        }
        if (!DateText.TryParse(Field(fields, orderedAt), dateOrder, out var at))
        {
            found.Reject(CleaningRule.UnreadableDate, orderedAt, "This is not a date that can be read.");
        }
        CheckIds(fields, found);
        var pieces = Number(fields, quantity, 1, found);
        var (price, total) = Prices(fields, pieces, found);
        var cancels = Judge(fields, pieces, price, total, found);
        if (found.Rejected)
        {
            return false;
        }
        if (Math.Abs(pieces) > MostPieces || Math.Abs(total) > LargestAmount || Math.Abs(price) > LargestAmount)
        {
            found.Reject(CleaningRule.OutOfRange, quantity >= 0 ? quantity : amount, "The number is larger than an order can be.");
            return false;
        }
        var productId = Field(fields, product);
        if (productId.Length > 0 && NotProducts.Contains(productId))
        {
            found.Note(CleaningRule.NotAProduct, product, "Kept: it counts as money paid, though it is not a product.");
        }
        line = new OrderLine(
            rowNumber,
            customerId,
            order >= 0 ? Field(fields, order) : customerId + "|" + at.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
            at,
            Optional(productId),
            Optional(Field(fields, description)),
            (double)pieces,
            Money.FromDecimal(price),
            Money.FromDecimal(total),
            Optional(Field(fields, country)),
            cancels
        );
        return true;
    }

    private void CheckIds(IReadOnlyList<string> fields, RowIssues found)
    {
        foreach (var position in (ReadOnlySpan<int>)[order, customer, product])
        {
            if (Field(fields, position).Length > ExternalId.Longest)
            {
                found.Reject(CleaningRule.OutOfRange, position, $"An id may have {ExternalId.Longest} characters at most.");
            }
        }
    }

    /// <summary>Rejects what the rules leave out; true for a line that takes another one out with it.</summary>
    private bool Judge(IReadOnlyList<string> fields, decimal pieces, decimal price, decimal total, RowIssues found)
    {
        var orderId = Field(fields, order);
        if (order >= 0 && orderId.Length == 0)
        {
            found.Reject(CleaningRule.MissingId, order, "There is no order id.");
        }
        // An id such as C536379 marks a cancellation only together with a negative figure: some shops number all orders so.
        var negative = quantity >= 0 ? pieces < 0 : total < 0;
        var cancelled = negative && orderId.Length > 1 && orderId[0] is 'C' or 'c' && char.IsAsciiDigit(orderId[1]);
        var matched = cancelled && options.Cancelled == CancelAction.Match && price > 0;
        if (cancelled && !matched && options.Cancelled != CancelAction.Keep)
        {
            found.Reject(CleaningRule.Cancelled, order, "The order was cancelled.");
        }
        if (quantity >= 0 && pieces <= 0 && !matched && !found.HasUnreadableNumber && options.NonPositiveQuantity == RuleAction.Drop)
        {
            found.Reject(CleaningRule.NonPositiveQuantity, quantity, "The quantity must be above 0.");
        }
        if (price <= 0 && !found.HasUnreadableNumber && options.NonPositivePrice == RuleAction.Drop)
        {
            found.Reject(CleaningRule.NonPositivePrice, unitPrice >= 0 ? unitPrice : amount, "The price must be above 0.");
        }
        return matched;
    }

    private (decimal Price, decimal Total) Prices(IReadOnlyList<string> fields, decimal pieces, RowIssues found)
    {
        if (unitPrice >= 0)
        {
            var price = Number(fields, unitPrice, null, found);
            return (price, Math.Abs(price) <= LargestAmount && Math.Abs(pieces) <= MostPieces ? price * pieces : decimal.MaxValue);
        }
        var total = Number(fields, amount, null, found);
        // A millionth of a piece is no quantity to divide by; the quotient could exceed any number.
        return (
            Math.Abs(pieces) < SmallestDivisor ? total
            : Math.Abs(total) > LargestAmount ? decimal.MaxValue
            : total / pieces,
            total
        );
    }

    private static decimal Number(IReadOnlyList<string> fields, int position, decimal? whenAbsent, RowIssues found)
    {
        if (position < 0)
        {
            return whenAbsent ?? 0;
        }
        var text = Field(fields, position);
        if (NumberText.TryParse(text, out var number))
        {
            return number;
        }
        if (text.Length == 0 && whenAbsent is { } assumed)
        {
            return assumed;
        }
        found.Reject(CleaningRule.UnreadableNumber, position, "This is not a number that can be read.");
        return 0;
    }

    private static string Field(IReadOnlyList<string> fields, int position) =>
        position >= 0 && position < fields.Count ? fields[position].Trim() : "";

    private static string? Optional(string text) => text.Length == 0 ? null : text;
}
