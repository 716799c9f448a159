using App.Shell;
using Data.Queries;

namespace App.Features.Report.Sections;

/// <summary>What came in: rows by kind and source.</summary>
public sealed class IntakeSection(ImportTotals imports) : IReportSection
{
    public string Key => "intake";

    public string Title => "What came in";

    public int Order => 10;

    public string Needs => "Appears once something has been imported.";

    public async Task<SectionView?> BuildAsync(CancellationToken cancellation = default)
    {
        var totals = await imports.ByKindAsync(cancellation);
        if (totals.Count == 0)
        {
            return null;
        }
        var (read, imported) = (totals.Sum(t => t.Read), totals.Sum(t => t.Imported));
        var sources = totals.Select(t => t.Source).Distinct().Select(Name).ToList();
        List<string> sentences =
        [
            $"{Format.Count(totals.Sum(t => t.Imports), "import", "imports")} read {Format.Count(read, "row", "rows")} and kept {Format.Count(imported)} of them"
                + (read > 0 ? $" ({Format.Percent((double)imported / read)})" : "")
                + $", from {string.Join(", ", sources)}.",
        ];
        if (totals.Max(t => t.Last) is { } last)
        {
            sentences.Add($"The last one ended on {Format.DateTime(last)}.");
        }
        return new SectionView(sentences, [], [Table(totals)], [new SectionLink("All imports", "data/imports")], []);
    }

    private static SectionTable Table(IReadOnlyList<ImportTotal> totals) =>
        new(
            "Rows by kind and source",
            new ChartTable(
                ["Kind", "Source", "Imports", "Rows read", "Kept", "Repaired", "Left out"],
                [
                    .. totals.Select(t =>
                        (IReadOnlyList<string>)
                            [
                                Word(t.Kind),
                                Name(t.Source),
                                Format.Count(t.Imports),
                                Format.Count(t.Read),
                                Format.Count(t.Imported),
                                Format.Count(t.Repaired),
                                Format.Count(t.Rejected),
                            ]
                    ),
                ]
            ),
            [2, 3, 4, 5, 6]
        );

    private static string Word(string kind) => char.ToUpperInvariant(kind[0]) + kind[1..].Replace('-', ' ');

    private static string Name(string source) =>
        source switch
        {
            "file" => "files",
            "simulated" => "a simulated shop",
            "online-retail" => "the Online Retail set",
            _ => source.Replace('-', ' '),
        };
}
