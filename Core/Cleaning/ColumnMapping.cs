namespace Core.Cleaning;

/// <summary>Which column of a file is which column of a kind: header in the file → column name here.</summary>
public sealed record ColumnMapping(IReadOnlyDictionary<string, string> ByHeader)
{
    private const int MostNames = 30;
    private const int LongestName = 60;

    /// <summary>Maps each header to the column of the same name or synonym; the first header that fits a column gets it.</summary>
    public static ColumnMapping Guess(IReadOnlyList<string> headers, ImportKind kind)
    {
        Dictionary<string, string> mapping = new(StringComparer.Ordinal);
        HashSet<string> taken = [];
        // An exact name wins over a synonym, whatever the order of the columns in the file.
        foreach (var bySynonym in new[] { false, true })
        {
            foreach (var header in headers)
            {
                var column = kind.Columns.FirstOrDefault(c => !taken.Contains(c.Name) && Fits(header, c, bySynonym));
                if (column is not null && !mapping.ContainsKey(header))
                {
                    mapping[header] = column.Name;
                    taken.Add(column.Name);
                }
            }
        }
        return new ColumnMapping(mapping);
    }

    /// <summary>The kind whose columns the headers fit best, or null when none has its required columns.</summary>
    public static ImportKind? GuessKind(IReadOnlyList<string> headers) =>
        ImportKind
            .All.Select(kind => (kind, mapping: Guess(headers, kind)))
            .Where(x => x.mapping.Problems(x.kind, headers).Count == 0)
            .OrderByDescending(x => x.mapping.ByHeader.Count)
            .ThenByDescending(x => x.kind.OneOf.Count)
            .Select(x => x.kind)
            .FirstOrDefault();

    /// <summary>The guess, with a person's changes over it; an empty name takes a column out.</summary>
    public ColumnMapping With(IReadOnlyDictionary<string, string>? changes)
    {
        if (changes is null || changes.Count == 0)
        {
            return this;
        }
        Dictionary<string, string> mapping = new(ByHeader, StringComparer.Ordinal);
        foreach (var (header, name) in changes)
        {
            // JSON may hold null; a person may write the API's name of a customer's id.
            var column = name is "externalId" ? "customer_id" : (string?)name ?? "";
            foreach (var other in mapping.Where(m => m.Value == column).Select(m => m.Key).ToList())
            {
                mapping.Remove(other);
            }
            mapping.Remove(header);
            if (column.Length > 0)
            {
                mapping[header] = column;
            }
        }
        return new ColumnMapping(mapping);
    }

    /// <summary>What stands in the way of importing a file with these headers; empty when nothing does.</summary>
    public IReadOnlyList<string> Problems(ImportKind kind, IReadOnlyList<string> headers, CleaningOptions? options = null)
    {
        List<string> problems = [];
        foreach (var (header, column) in ByHeader)
        {
            if (!headers.Contains(header))
            {
                problems.Add($"The mapping names the column '{header}', which the file does not have. It has: {List(headers)}.");
            }
            if (kind.Column(column) is null)
            {
                problems.Add($"'{column}' is not a column of {kind.Key}. Allowed: {List(kind.Columns.Select(c => c.Name))}.");
            }
        }
        var mapped = ByHeader.Values.ToHashSet(StringComparer.Ordinal);
        // A value that is the same for all rows, or a number made for each, does as well as a column.
        mapped.UnionWith(options?.Constants.Keys ?? []);
        if (options?.RowIdPrefix is not null)
        {
            mapped.Add("customer_id");
        }
        problems.AddRange(
            kind.Columns.Where(c => c.Required && !mapped.Contains(c.Name))
                .Select(c =>
                    $"A file of {kind.Key} needs a column '{c.Name}'. The file has: {List(headers)}."
                    + (kind == ImportKind.Customers ? " Where no column is an id, let the rows be numbered (option rowIdPrefix)." : "")
                )
        );
        problems.AddRange(options?.Problems(kind) ?? []);
        problems.AddRange(
            kind.OneOf.Where(group => !group.Any(mapped.Contains))
                .Select(group => $"A file of {kind.Key} needs one of {List(group)}. The file has: {List(headers)}.")
        );
        return problems;
    }

    /// <summary>For each column of the kind, its position in the file, or −1.</summary>
    public int PositionOf(string column, IReadOnlyList<string> headers)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            if (ByHeader.TryGetValue(headers[i], out var mapped) && mapped == column)
            {
                return i;
            }
        }
        return -1;
    }

    private static bool Fits(string header, ImportColumn column, bool bySynonym) =>
        bySynonym
            ? column.Synonyms.Any(s => ImportKind.Bare(s) == ImportKind.Bare(header))
            : ImportKind.Bare(column.Name) == ImportKind.Bare(header);

    /// <summary>Names for a message; a line of prose taken for a header is shortened.</summary>
    public static string List(IEnumerable<string> names) =>
        string.Join(", ", names.Take(MostNames).Select(n => n.Length <= LongestName ? n : n[..LongestName] + "…"));
}
