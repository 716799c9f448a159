namespace App.Features.Report;

/// <summary>What a person does to a report before saving it: which sections, in which order, with which words, and when it goes out.</summary>
public sealed class ReportForm
{
    /// <summary>In place of an expression: the person writes one.</summary>
    public const string OwnExpression = "own";

    private ReportForm(string title, List<Line> lines, string preset, string cron) =>
        (Title, Lines, Preset, Cron) = (title, lines, preset, cron);

    public sealed class Line(SectionInfo section, bool isChosen, string comment)
    {
        public SectionInfo Section { get; } = section;

        public bool IsChosen { get; set; } = isChosen;

        public string Comment { get; set; } = comment;
    }

    public string Title { get; set; }

    /// <summary>All sections, in the order of the page; those not chosen keep their place.</summary>
    public List<Line> Lines { get; }

    /// <summary>A usual expression, <see cref="OwnExpression"/>, or empty for publishing by hand.</summary>
    public string Preset { get; set; }

    /// <summary>The person's own expression.</summary>
    public string Cron { get; set; }

    public string? Schedule =>
        Preset == OwnExpression ? Cron.Trim()
        : Preset.Length == 0 ? null
        : Preset;

    /// <summary>A saved report, its sections first; or a new one with every section.</summary>
    public static ReportForm Of(SavedReport? report, IReadOnlyList<SectionInfo> catalog)
    {
        if (report is null)
        {
            return new ReportForm("Customer report", [.. catalog.Select(s => new Line(s, true, ""))], "", "");
        }
        var chosen = report.Sections.Where(c => catalog.Any(s => s.Key == c.Key)).ToList();
        var cron = report.Schedule ?? "";
        var isUsual = cron.Length == 0 || ReportSchedule.Usual.Any(u => u.Cron == cron);
        return new ReportForm(
            report.Title,
            [
                .. chosen.Select(c => new Line(catalog.First(s => s.Key == c.Key), true, c.Comment)),
                .. catalog.Where(s => chosen.TrueForAll(c => c.Key != s.Key)).Select(s => new Line(s, false, "")),
            ],
            isUsual ? cron : OwnExpression,
            isUsual ? "" : cron
        );
    }

    /// <summary>Moves a line up (−1) or down (1); nothing at either end.</summary>
    public void Move(Line line, int by)
    {
        var from = Lines.IndexOf(line);
        var to = from + by;
        if (to >= 0 && to < Lines.Count)
        {
            (Lines[from], Lines[to]) = (Lines[to], Lines[from]);
        }
    }

    public ReportInput ToInput() =>
        new(Title, [.. Lines.Where(l => l.IsChosen).Select(l => new SectionChoice(l.Section.Key, l.Comment))], Schedule);
}
