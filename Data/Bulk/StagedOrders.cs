using Core.Cleaning;

namespace Data.Bulk;

/// <summary>An order put together from its lines.</summary>
/// <param name="CustomerId">Whose it is.</param>
/// <param name="OrderId">Hash of its id.</param>
/// <param name="ExternalId">Its id as people know it.</param>
/// <param name="OrderedAtTicks">The earliest time of its lines.</param>
/// <param name="Lines">In the order of the file; valid until the next order.</param>
internal readonly record struct StagedOrder(long CustomerId, long OrderId, string ExternalId, long OrderedAtTicks, List<StagedLine> Lines)
{
    public (long Amount, double Quantity) Sums()
    {
        var (amount, quantity) = (0L, 0.0);
        foreach (var line in Lines)
        {
            amount += line.Amount;
            quantity += line.Quantity;
        }
        return (amount, quantity);
    }
}

/// <summary>
/// Puts sorted lines together into orders, and applies the rules that need more than one row: repetitions, cancellations, far values.
/// What they find is listed on the first pass only.
/// </summary>
internal sealed class StagedOrders(LineRuns runs, FileColumns columns, CleaningOptions options, LineOutliers outliers)
{
    private readonly List<StagedLine> lines = [];
    private readonly List<(StagedLine Line, string Order)> person = [];
    private readonly HashSet<ulong> seen = [];

    /// <param name="issues">Where findings go; null when they are listed already.</param>
    public IEnumerable<StagedOrder> Read(IssueSpool? issues)
    {
        if (options.Cancelled == CancelAction.Match)
        {
            return Group(WithoutCancelled(Kept(issues), issues));
        }
        return Group(Kept(issues));
    }

    // The repetitions of a row have its order and stand behind it; those of rows that were left out have its hash for an order.
    private IEnumerable<(StagedLine Line, string Order)> Kept(IssueSpool? issues)
    {
        var (customer, order, text) = (0L, 0L, "");
        var first = true;
        foreach (var (read, orderText) in runs.Read())
        {
            if (first || read.CustomerId != customer || read.OrderId != order)
            {
                (customer, order, first) = (read.CustomerId, read.OrderId, false);
                seen.Clear();
            }
            text = orderText ?? text;
            if (!seen.Add(read.RowHash))
            {
                issues?.Add(Repetition(read, text));
                if (options.ExactDuplicates == RuleAction.Drop)
                {
                    continue;
                }
            }
            var line = read;
            if (!read.Is(StagedLine.LeftOut) && outliers.Check(ref line, issues))
            {
                yield return (line, text);
            }
        }
    }

    private ImportIssue Repetition(in StagedLine line, string order)
    {
        var rejected = options.ExactDuplicates == RuleAction.Drop || line.Is(StagedLine.LeftOut);
        return new ImportIssue(
            line.RowNumber,
            CleaningRule.ExactDuplicate,
            options.ExactDuplicates == RuleAction.Drop ? IssueOutcome.Rejected : IssueOutcome.Noted,
            columns.HeaderOf("order_id"),
            order,
            rejected ? "The same row stands further up in the file." : "Kept: the same row stands further up in the file."
        );
    }

    private IEnumerable<(StagedLine Line, string Order)> WithoutCancelled(
        IEnumerable<(StagedLine Line, string Order)> all,
        IssueSpool? issues
    )
    {
        foreach (var line in all)
        {
            if (person.Count > 0 && person[0].Line.CustomerId != line.Line.CustomerId)
            {
                foreach (var kept in Uncancelled(issues))
                {
                    yield return kept;
                }
            }
            person.Add(line);
        }
        foreach (var kept in Uncancelled(issues))
        {
            yield return kept;
        }
    }

    private List<(StagedLine Line, string Order)> Uncancelled(IssueSpool? issues)
    {
        List<(StagedLine Line, string Order)> kept;
        if (!person.Exists(p => p.Line.Is(StagedLine.Cancellation)))
        {
            kept = [.. person];
            person.Clear();
            return kept;
        }
        CancellableLine[] lines =
        [
            .. person.Select(p => new CancellableLine(
                p.Line.ProductId,
                p.Line.UnitPrice,
                p.Line.Is(StagedLine.Cancellation) ? -Math.Abs(p.Line.Quantity) : p.Line.Quantity,
                p.Line.OrderedAtTicks
            )),
        ];
        var partner = new int[lines.Length];
        Array.Fill(partner, -1);
        foreach (var (cancellation, purchase) in CancellationMatching.Match(lines))
        {
            (partner[cancellation], partner[purchase]) = (purchase, cancellation);
        }
        for (var i = 0; i < lines.Length && issues is not null; i++)
        {
            var (line, order) = person[i];
            if (partner[i] >= 0 || line.Is(StagedLine.Cancellation))
            {
                issues.Add(Cancelled(line, order, partner[i] < 0 ? null : person[partner[i]].Line.RowNumber));
            }
        }
        kept = [.. person.Where((p, i) => partner[i] < 0 && !p.Line.Is(StagedLine.Cancellation))];
        person.Clear();
        return kept;
    }

    private ImportIssue Cancelled(in StagedLine line, string order, long? partner)
    {
        var (rule, reason) = (line.Is(StagedLine.Cancellation), partner) switch
        {
            (true, null) => (CleaningRule.UnmatchedCancellation, "The line that it cancels is not in the file."),
            (true, _) => (CleaningRule.Cancelled, $"It cancels row {partner}, which is left out as well."),
            _ => (CleaningRule.CancelledMatch, $"Row {partner} cancels it."),
        };
        return new ImportIssue(line.RowNumber, rule, IssueOutcome.Rejected, columns.HeaderOf("order_id"), order, reason);
    }

    private IEnumerable<StagedOrder> Group(IEnumerable<(StagedLine Line, string Order)> all)
    {
        lines.Clear();
        var text = "";
        foreach (var (line, order) in all)
        {
            if (lines.Count > 0 && (lines[0].OrderId != line.OrderId || lines[0].CustomerId != line.CustomerId))
            {
                yield return Whole(text);
                lines.Clear();
            }
            text = order;
            lines.Add(line);
        }
        if (lines.Count > 0)
        {
            yield return Whole(text);
        }
    }

    private StagedOrder Whole(string text)
    {
        var at = lines[0].OrderedAtTicks;
        foreach (var line in lines)
        {
            at = Math.Min(at, line.OrderedAtTicks);
        }
        return new StagedOrder(lines[0].CustomerId, lines[0].OrderId, text, at, lines);
    }
}
