namespace Core.Cleaning;

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

    public static CleaningRule TooEmpty { get; } = new("too-empty", "Too few key columns filled");
    public static CleaningRule MissingValue { get; } = new("missing-value", "A needed value is missing");
    public static CleaningRule UnreadableValue { get; } = new("unreadable-value", "Not one of the allowed values");
    public static CleaningRule EndBeforeStart { get; } = new("end-before-start", "Ends before it starts");
    public static CleaningRule TextNormalised { get; } = new("text-normalised", "Spaces and characters written in one way");
    public static CleaningRule SpellingUnified { get; } = new("spelling-unified", "Spelling made the same as the usual one");
    public static CleaningRule MissingFilled { get; } = new("missing-filled", "Missing value filled");
    public static CleaningRule Outlier { get; } = new("outlier", "Far from the other values");
    public static CleaningRule CancelledMatch { get; } = new("cancelled-match", "Bought and cancelled");
    public static CleaningRule UnmatchedCancellation { get; } = new("unmatched-cancellation", "Cancels nothing in the file");

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
        TooEmpty,
        MissingValue,
        UnreadableValue,
        EndBeforeStart,
        TextNormalised,
        SpellingUnified,
        MissingFilled,
        Outlier,
        CancelledMatch,
        UnmatchedCancellation,
    ];

    public static string LabelOf(string key) => All.FirstOrDefault(r => r.Key == key)?.Label ?? key;
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
