using App.Shell;
using Core.Cleaning;
using Data.Tables;

namespace App.Features.Import;

/// <summary>What was found in the data as they came in.</summary>
public sealed partial class QualityPage
{
    private const int ImportsShown = 30;
    private const int ExamplesShown = 10;
    private const int PairsShown = 50;

    private readonly Dictionary<(string, string), List<ImportIssueRow>> examples = [];
    private List<TableQuality>? tables;
    private List<RuleFinding> rules = [];
    private List<QualityPoint> trend = [];
    private List<LikelyDuplicate> duplicates = [];

    private string Finding
    {
        get
        {
            if (tables is not { Count: > 0 })
            {
                return "What was found in your files, repaired and left out.";
            }
            var (read, rejected, repaired) = (tables.Sum(t => t.Read), tables.Sum(t => t.Rejected), tables.Sum(t => t.Repaired));
            var worst = rules.MaxBy(r => r.Rejected);
            var sentence =
                $"Of {Format.Count(read, "row", "rows")} that were read, {Format.Percent(read == 0 ? 0 : (double)rejected / read)} were left out and {Format.Percent(read == 0 ? 0 : (double)repaired / read)} repaired";
            return worst is { Rejected: > 0 }
                ? $"{sentence}; most were left out by the rule \"{worst.Label}\" ({Format.Count(worst.Rejected)})."
                : sentence + ".";
        }
    }

    protected override async Task OnInitializedAsync()
    {
        rules = await Quality.RulesAsync();
        trend = await Quality.TrendAsync(ImportsShown);
        tables = await Quality.TablesAsync();
        duplicates = await Quality.LikelyDuplicatesAsync(PairsShown);
    }

    private async Task OpenAsync(RuleFinding rule)
    {
        if (!examples.ContainsKey((rule.Table, rule.Rule)))
        {
            examples[(rule.Table, rule.Rule)] = await Quality.ExamplesAsync(rule.LastImportId, rule.Rule, ExamplesShown);
        }
    }

    private static string LabelOf(string kind) => ImportKind.Find(kind)?.Label ?? kind;

    private static string Words(RuleFinding rule)
    {
        List<string> parts = [];
        if (rule.Rejected > 0)
        {
            parts.Add($"{Format.Count(rule.Rejected)} left out");
        }
        if (rule.Repaired > 0)
        {
            parts.Add($"{Format.Count(rule.Repaired)} repaired");
        }
        if (rule.Noted > 0)
        {
            parts.Add($"{Format.Count(rule.Noted)} noted, kept");
        }
        return string.Join(", ", parts);
    }
}
