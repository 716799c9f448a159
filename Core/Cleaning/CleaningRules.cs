namespace Core.Cleaning;

/// <summary>What is done with rows that a rule finds.</summary>
public enum RuleAction
{
    /// <summary>The row is left out and listed as rejected.</summary>
    Drop,

    /// <summary>The row stays in.</summary>
    Keep,
}

/// <summary>A named rule of cleaning.</summary>
/// <param name="Key">Its name in the API and in counts.</param>
/// <param name="Label">What a person reads.</param>
public sealed record CleaningRule(string Key, string Label)
{
    public static CleaningRule WrongColumnCount { get; } = new("wrong-column-count", "Row has another number of columns than the header");
    public static CleaningRule MissingCustomer { get; } = new("missing-customer", "No customer");
    public static CleaningRule MissingId { get; } = new("missing-id", "No id");
    public static CleaningRule Cancelled { get; } = new("cancelled", "Cancelled order");
    public static CleaningRule NonPositiveQuantity { get; } = new("non-positive-quantity", "Quantity is zero or negative");
    public static CleaningRule NonPositivePrice { get; } = new("non-positive-price", "Price is zero or negative");
    public static CleaningRule UnreadableDate { get; } = new("unreadable-date", "Not a date");
    public static CleaningRule UnreadableNumber { get; } = new("unreadable-number", "Not a number");
    public static CleaningRule OutOfRange { get; } = new("out-of-range", "Too large");
    public static CleaningRule ExactDuplicate { get; } = new("exact-duplicate", "Same as an earlier row");
    public static CleaningRule NotAProduct { get; } = new("not-a-product", "Postage, fee or adjustment, not a product");
    public static CleaningRule UnreadableAddress { get; } = new("unreadable-address", "Not an e-mail address");
    public static CleaningRule RepeatedId { get; } = new("repeated-id", "Id appears again; the last row counts");

    public static IReadOnlyList<CleaningRule> All { get; } =
    [
        WrongColumnCount,
        MissingCustomer,
        MissingId,
        Cancelled,
        NonPositiveQuantity,
        NonPositivePrice,
        UnreadableDate,
        UnreadableNumber,
        OutOfRange,
        ExactDuplicate,
        NotAProduct,
        UnreadableAddress,
        RepeatedId,
    ];

    public static string LabelOf(string key) => All.FirstOrDefault(r => r.Key == key)?.Label ?? key;
}

/// <summary>What a person may choose about cleaning. The defaults are the usual rules for order lines.</summary>
public sealed record CleaningOptions
{
    /// <summary>Order lines of cancelled orders (an order id that starts with C). Default: drop.</summary>
    public RuleAction Cancelled { get; init; } = RuleAction.Drop;

    /// <summary>Order lines with a quantity of zero or less. Default: drop.</summary>
    public RuleAction NonPositiveQuantity { get; init; } = RuleAction.Drop;

    /// <summary>Order lines with a price of zero or less. Default: drop.</summary>
    public RuleAction NonPositivePrice { get; init; } = RuleAction.Drop;

    /// <summary>Rows equal to an earlier one in every column. Default: keep, since an order may hold the same line twice.</summary>
    public RuleAction ExactDuplicates { get; init; } = RuleAction.Keep;

    /// <summary>How dates such as 3/4/2011 are read; null lets the column decide.</summary>
    public DateOrder? DateOrder { get; init; }
}

/// <summary>How a found row ended.</summary>
public enum IssueOutcome
{
    Rejected,
    Repaired,
    Noted,
}

/// <summary>One thing found in one row of a file.</summary>
/// <param name="RowNumber">The row in the file; the header is row 1.</param>
/// <param name="Rule">The rule that found it.</param>
/// <param name="Outcome">What became of the row.</param>
/// <param name="Column">The column of the file.</param>
/// <param name="Value">The value as it stood there.</param>
/// <param name="Reason">A sentence for a person.</param>
public sealed record ImportIssue(long RowNumber, CleaningRule Rule, IssueOutcome Outcome, string Column, string Value, string Reason);
