using System.Runtime.InteropServices;
using Core.Cleaning;
using Core.Customers;

namespace Data.Bulk;

/// <summary>Finds rows that equal an earlier one in every column, by a 64-bit hash of the row.</summary>
internal sealed class RowDuplicates(RuleAction action, FileColumns columns)
{
    private readonly HashSet<ulong> seen = [];

    /// <summary>False when the row is a duplicate that is to be dropped.</summary>
    public bool Check(long rowNumber, IReadOnlyList<string> fields, List<ImportIssue> found)
    {
        // Each field's hash seeds the next one's, so that moving text from one field to its neighbour gives another hash.
        var hash = 0UL;
        foreach (var field in fields)
        {
            hash = XxHash64.Hash(MemoryMarshal.AsBytes(field.AsSpan()), hash + 1);
        }
        if (seen.Add(hash))
        {
            return true;
        }
        var rejected = action == RuleAction.Drop;
        found.Add(
            new ImportIssue(
                rowNumber,
                CleaningRule.ExactDuplicate,
                rejected ? IssueOutcome.Rejected : IssueOutcome.Noted,
                columns.Headers[0],
                fields[0],
                rejected ? "The same row stands further up in the file." : "Kept: the same row stands further up in the file."
            )
        );
        return !rejected;
    }
}
