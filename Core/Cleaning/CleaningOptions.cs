namespace Core.Cleaning;

/// <summary>What a person may choose about cleaning. The defaults are the usual rules.</summary>
public sealed record CleaningOptions
{
    /// <summary>Order lines of cancelled orders (an order id that starts with C). Default: drop.</summary>
    public CancelAction Cancelled { get; init; } = CancelAction.Drop;

    /// <summary>Order lines with a quantity of zero or less. Default: drop.</summary>
    public RuleAction NonPositiveQuantity { get; init; } = RuleAction.Drop;

    /// <summary>Order lines with a price of zero or less. Default: drop.</summary>
    public RuleAction NonPositivePrice { get; init; } = RuleAction.Drop;

    /// <summary>Rows equal to an earlier one in every column. Default: keep, since an order may hold the same line twice.</summary>
    public RuleAction ExactDuplicates { get; init; } = RuleAction.Keep;

    /// <summary>How dates such as 3/4/2011 are read; null lets each column decide.</summary>
    public DateOrder? DateOrder { get; init; }

    /// <summary>
    /// The least share of the kind's key columns that the file has and that must be filled in a row, in [0, 1]. Default: 0.5.
    /// </summary>
    public double KeyShare { get; init; } = 0.5;

    /// <summary>What is put into numeric attributes that are empty. Default: nothing.</summary>
    public NumberFill MissingNumbers { get; init; } = NumberFill.Keep;

    /// <summary>What is put into attributes with words that are empty. Default: nothing.</summary>
    public CategoryFill MissingCategories { get; init; } = CategoryFill.Keep;

    /// <summary>
    /// What is done with values far from the others, by column (a column of the kind, or the header of an attribute). Columns that are
    /// not named keep theirs.
    /// </summary>
    public IReadOnlyDictionary<string, OutlierAction> Outliers { get; init; } = new Dictionary<string, OutlierAction>();

    /// <summary>
    /// How many interquartile ranges below the first or above the third quartile a value must lie to count as far. In [1, 100], default
    /// 3 ("far out", Tukey, Exploratory Data Analysis, 1977, section 2D).
    /// </summary>
    public double OutlierFence { get; init; } = 3;

    /// <summary>Whether spellings of one category that differ only in case are made one, the most frequent. Default: yes.</summary>
    public bool UnifySpelling { get; init; } = true;

    /// <summary>Whether the first row holds the names of the columns; null looks at the row. Default: null.</summary>
    public bool? HeaderRow { get; init; }

    /// <summary>
    /// For customers without an id: the row's number after this text and a hyphen is the id ("wholesale-1"). Default: null, a file of
    /// customers needs a column of ids.
    /// </summary>
    public string? RowIdPrefix { get; init; }

    /// <summary>Values of columns that the file lacks, the same for every row: column → value.</summary>
    public IReadOnlyDictionary<string, string> Constants { get; init; } = new Dictionary<string, string>();

    /// <summary>What is wrong with the options for this kind; empty when nothing is.</summary>
    public IEnumerable<string> Problems(ImportKind kind)
    {
        if (KeyShare is not (>= 0 and <= 1))
        {
            yield return $"keyShare must be between 0 and 1. Got {KeyShare} instead.";
        }
        if (OutlierFence is not (>= 1 and <= 100))
        {
            yield return $"outlierFence must be between 1 and 100. Got {OutlierFence} instead.";
        }
        if (RowIdPrefix is { } prefix && (prefix.Length is 0 or > 60 || kind.Key != "customers"))
        {
            yield return kind.Key == "customers"
                ? $"rowIdPrefix must have 1 to 60 characters. Got {prefix.Length} instead."
                : $"rowIdPrefix is for files of customers, not of {kind.Key}.";
        }
        foreach (var (column, _) in Constants.Where(c => kind.Column(c.Key) is null))
        {
            yield return $"constants names '{column}', which is not a column of {kind.Key}. Allowed: {ColumnMapping.List(kind.Columns.Select(c => c.Name))}.";
        }
    }
}

/// <summary>What is done with rows that a rule finds.</summary>
public enum RuleAction
{
    /// <summary>The row is left out and listed as rejected.</summary>
    Drop,

    /// <summary>The row stays in.</summary>
    Keep,
}

/// <summary>What is done with cancelled order lines.</summary>
public enum CancelAction
{
    /// <summary>The cancelled line is left out; what it cancelled stays.</summary>
    Drop,

    /// <summary>The line stays in, with its negative quantity.</summary>
    Keep,

    /// <summary>
    /// The line is left out together with the one that it cancels: the latest earlier line of the same customer, product, price and
    /// quantity. One that cancels nothing in the file is left out alone and said so.
    /// </summary>
    Match,
}

/// <summary>What is put where a number is missing.</summary>
public enum NumberFill
{
    Keep,
    Median,
    Mean,
}

/// <summary>What is put where a category is missing.</summary>
public enum CategoryFill
{
    Keep,

    /// <summary>The most frequent value.</summary>
    Mode,

    /// <summary>The word "unknown".</summary>
    Unknown,
}

/// <summary>What is done with a value that lies far from the others.</summary>
public enum OutlierAction
{
    Keep,

    /// <summary>The row is left out.</summary>
    Drop,

    /// <summary>The value is set to the fence that it lies beyond.</summary>
    Cap,
}
