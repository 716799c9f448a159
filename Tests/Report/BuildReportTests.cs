using App.Features.Report;
using App.Shell;
using Xunit;

namespace Tests.Report;

public sealed class BuildReportTests
{
    private static readonly Advice Data = new(AdviceArea.Data, "Collect addresses", "10 %", "Below 80 %");
    private static readonly Advice Marketing = new(AdviceArea.Marketing, "Write", "60 %", "Above 50 %");

    private readonly FakeSection sales = new("sales", 2, Data);
    private readonly FakeSection segments = new("segments", 1, Marketing);
    private readonly FakeSection empty = new("empty", 3, null);

    private BuildReport Build => new([sales, segments, empty]);

    [Fact]
    public async Task Sections_come_in_the_order_chosen_with_their_comments()
    {
        var built = await Build.RunAsync([new("sales", "mine"), new("gone", "x"), new("empty", ""), new("segments", "")]).ToListAsync();
        Assert.Equal(
            [("sales", "mine", true), ("empty", "", false), ("segments", "", true)],
            built.Select(s => (s.Key, s.Comment, s.View is not null))
        );
        Assert.Equal(1, sales.Built);
    }

    [Fact]
    public async Task Advice_of_sections_that_were_not_chosen_is_given_too_and_each_is_read_once()
    {
        var built = await Build.RunAsync([new("sales", ""), new(BuildReport.RecommendationsKey, "")]).ToListAsync();
        Assert.Equal([Marketing, Data], built[1].View!.Advice);
        Assert.Equal((1, 1), (sales.Built, segments.Built));
    }

    [Fact]
    public async Task Without_advice_there_is_no_section_of_it() =>
        Assert.Null(Assert.Single(await new BuildReport([empty]).RunAsync([new(BuildReport.RecommendationsKey, "")]).ToListAsync()).View);

    [Fact]
    public void The_catalogue_is_in_the_usual_order_with_the_advice_last() =>
        Assert.Equal(["segments", "sales", "empty", BuildReport.RecommendationsKey], Build.Catalog.Select(s => s.Key));

    [Fact]
    public void A_form_keeps_a_saved_arrangement_and_offers_the_rest_below()
    {
        var report = new SavedReport(3, "Mine", [new("empty", "why"), new("segments", "")], "0 15 6 * * ?", null, null, "", default);
        var form = ReportForm.Of(report, Build.Catalog);
        Assert.Equal(
            [("empty", true), ("segments", true), ("sales", false), (BuildReport.RecommendationsKey, false)],
            form.Lines.Select(l => (l.Section.Key, l.IsChosen))
        );
        Assert.Equal((ReportForm.OwnExpression, "0 15 6 * * ?"), (form.Preset, form.Schedule));
        form.Move(form.Lines[0], -1);
        form.Move(form.Lines[0], 1);
        form.Lines[2].IsChosen = true;
        form.Preset = "";
        var input = form.ToInput();
        Assert.Equal([("segments", ""), ("empty", "why"), ("sales", "")], input.Sections!.Select(s => (s.Key, s.Comment)));
        Assert.Null(input.Schedule);
        Assert.Equal("0 0 7 * * ?", ReportForm.Of(report with { Schedule = "0 0 7 * * ?" }, Build.Catalog).Preset);
    }
}

/// <summary>A section whose advice says all there is.</summary>
internal sealed class FakeSection(string key, int order, Advice? advice) : IReportSection
{
    public int Built { get; private set; }

    public string Key => key;

    public string Title => "About " + key;

    public int Order => order;

    public string Needs => $"Appears once there are {key}.";

    public string Sentence { get; set; } = "Something was found.";

    public Task<SectionView?> BuildAsync(CancellationToken cancellation = default)
    {
        Built++;
        return Task.FromResult(advice is null ? null : new SectionView([Sentence], [], [], [], [advice]));
    }
}
