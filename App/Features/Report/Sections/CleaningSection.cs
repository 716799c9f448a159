using App.Shell;
using Core.Cleaning;
using Data.Bulk;
using Data.Queries;

namespace App.Features.Report.Sections;

/// <summary>What was cleaned: counts by rule, and what is still missing of people.</summary>
public sealed class CleaningSection(ImportTotals imports) : IReportSection
{
    /// <summary>Of the rows read; from here on a rule is worth a look at its source.</summary>
    private const double ManyLeftOut = 0.01;

    /// <summary>Of the customers.</summary>
    private const double FewAddresses = 0.8;

    public string Key => "cleaning";

    public string Title => "What was cleaned";

    public int Order => 20;

    public string Needs => "Appears once something has been imported.";

    public async Task<SectionView?> BuildAsync(CancellationToken cancellation = default)
    {
        var totals = await imports.ByKindAsync(cancellation);
        if (totals.Sum(t => t.Read) is not (> 0 and var read))
        {
            return null;
        }
        var rules = (await imports.ByRuleAsync(cancellation))
            .OrderByDescending(r => r.Value.Rejected)
            .ThenByDescending(r => r.Value.Repaired + r.Value.Noted)
            .ThenBy(r => r.Key, StringComparer.Ordinal)
            .ToList();
        var (repaired, rejected) = (totals.Sum(t => t.Repaired), totals.Sum(t => t.Rejected));
        List<string> sentences =
        [
            $"Of {Format.Count(read, "row", "rows")}, {Format.Count(repaired)} were repaired and {Format.Count(rejected)} left out ({Format.Percent((double)rejected / read)}).",
        ];
        if (rules.Count > 0 && rules[0].Value.Rejected > 0)
        {
            sentences.Add(
                $"Most often left out: *{CleaningRule.LabelOf(rules[0].Key)}*, {Format.Count(rules[0].Value.Rejected, "row", "rows")}."
            );
        }
        var coverage = await imports.CoverageAsync(cancellation);
        List<SectionTable> tables = rules.Count > 0 ? [Rules(rules)] : [];
        if (coverage.Customers > 0)
        {
            tables.Add(Known(coverage));
        }
        return new SectionView(sentences, [], tables, [new SectionLink("All imports", "data/imports")], Advise(rules, read, coverage));
    }

    private static List<Advice> Advise(IReadOnlyList<KeyValuePair<string, RuleCount>> rules, long read, ContactCoverage coverage)
    {
        List<Advice> advice = [];
        if (rules.Count > 0 && rules[0].Value.Rejected >= ManyLeftOut * read)
        {
            advice.Add(
                new Advice(
                    AdviceArea.Data,
                    $"Look at where the rows come from that were left out for “{CleaningRule.LabelOf(rules[0].Key)}”: they are lost to every figure here.",
                    $"{Format.Percent((double)rules[0].Value.Rejected / read)} of the rows read were left out by this rule.",
                    $"Given when one rule leaves out at least {Format.Percent(ManyLeftOut)} of the rows.",
                    new SectionLink("See the imports", "data/imports")
                )
            );
        }
        if (coverage.Customers > 0 && coverage.Emails < FewAddresses * coverage.Customers)
        {
            advice.Add(
                new Advice(
                    AdviceArea.Data,
                    "Collect e-mail addresses, at the till and in the account: the others can't be written to.",
                    $"{Format.Percent((double)coverage.Emails / coverage.Customers)} of the customers have one.",
                    $"Given when fewer than {Format.Percent(FewAddresses)} have one."
                )
            );
        }
        return advice;
    }

    private static SectionTable Rules(IReadOnlyList<KeyValuePair<string, RuleCount>> rules) =>
        new(
            "What each rule found",
            new ChartTable(
                ["Rule", "Left out", "Repaired", "Noted"],
                [
                    .. rules.Select(r =>
                        (IReadOnlyList<string>)
                            [
                                CleaningRule.LabelOf(r.Key),
                                Format.Count(r.Value.Rejected),
                                Format.Count(r.Value.Repaired),
                                Format.Count(r.Value.Noted),
                            ]
                    ),
                ]
            ),
            [1, 2, 3]
        );

    private static SectionTable Known(ContactCoverage coverage)
    {
        (string, long)[] columns =
        [
            ("E-mail", coverage.Emails),
            ("Country", coverage.Countries),
            ("Channel", coverage.Channels),
            ("Subscription", coverage.Subscriptions),
            ("Sign-up date", coverage.SignupDates),
        ];
        return new SectionTable(
            $"What is known of {Format.Count(coverage.Customers, "customer", "customers")}",
            new ChartTable(
                ["Column", "Customers with a value", "Share"],
                [
                    .. columns.Select(c =>
                        (IReadOnlyList<string>)[c.Item1, Format.Count(c.Item2), Format.Percent((double)c.Item2 / coverage.Customers)]
                    ),
                ]
            ),
            [1, 2]
        );
    }
}
