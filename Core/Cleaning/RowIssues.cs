namespace Core.Cleaning;

/// <summary>Collects what is found in one row.</summary>
public sealed class RowIssues(long rowNumber, FileColumns columns, IReadOnlyList<string> fields, List<ImportIssue> issues)
{
    private const int LongestValue = 200;

    public bool Rejected { get; private set; }

    public bool HasUnreadableNumber { get; private set; }

    public void Reject(CleaningRule rule, int position, string reason)
    {
        Rejected = true;
        HasUnreadableNumber |= rule == CleaningRule.UnreadableNumber;
        Add(rule, IssueOutcome.Rejected, position, reason);
    }

    public void Repair(CleaningRule rule, int position, string reason) => Add(rule, IssueOutcome.Repaired, position, reason);

    public void Note(CleaningRule rule, int position, string reason) => Add(rule, IssueOutcome.Noted, position, reason);

    private void Add(CleaningRule rule, IssueOutcome outcome, int position, string reason)
    {
        var value = position >= 0 && position < fields.Count ? fields[position] : "";
        var header = position >= 0 && position < columns.Headers.Count ? columns.Headers[position] : "";
        issues.Add(
            new ImportIssue(rowNumber, rule, outcome, header, value.Length > LongestValue ? value[..LongestValue] + "…" : value, reason)
        );
    }
}
