using System.Globalization;
using App.Jobs;
using App.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace App.Features.Report;

/// <summary>Shows a report with the figures of this moment; reads them again when the data change.</summary>
public sealed partial class ReportPage(
    ReportStore store,
    BuildReport build,
    JobQueue jobs,
    FeatureStore features,
    DataSignal signal,
    NavigationManager navigation,
    IJSRuntime js,
    TimeProvider time,
    ILogger<ReportPage> log
) : IDisposable
{
    private const string New = "new";
    private const string UsualTitle = "Report";
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(5);

    private readonly OneAtATime work = new();
    private readonly CancellationTokenSource gone = new();
    private CancellationTokenSource current = new();
    private List<SavedReport> saved = [];
    private List<BuiltSection> sections = [];
    private SavedReport? report;
    private string? shownId;
    private string title = UsualTitle;
    private string? problem;
    private long? publishing;
    private bool reading = true;
    private bool missing;
    private int waiting;

    [SupplyParameterFromQuery(Name = "id")]
    private string? Id { get; set; }

    /// <summary>"new", or anything else for the report shown.</summary>
    [SupplyParameterFromQuery(Name = "edit")]
    private string? Edit { get; set; }

    private bool Empty => !reading && problem is null && sections.TrueForAll(s => s.View is null && s.Comment.Length == 0);

    private List<BuiltSection> LeftOut => sections.FindAll(s => s.View is null && s.Comment.Length == 0);

    private string EditHref => report is null ? "report?edit=new" : $"report?id={report.Id}&edit=true";

    private string Finding =>
        reading ? "Reading the figures…"
        : Empty ? "From raw data to findings, always with the figures of the moment."
        : $"{Format.Count(sections.Count(s => s.View is not null), "section", "sections")} with the figures of {Format.DateTime(time.GetUtcNow().UtcDateTime)}.";

    protected override void OnInitialized()
    {
        features.Changed += OnChanged;
        signal.Changed += OnDataChanged;
    }

    protected override async Task OnParametersSetAsync()
    {
        saved = await store.ListAsync();
        var wanted = saved.Find(r => r.Id.ToString(CultureInfo.InvariantCulture) == Id);
        missing = Id is not null && wanted is null;
        report = wanted ?? saved.FirstOrDefault();
        title = report?.Title ?? UsualTitle;
        var key = report is null ? "" : $"{report.Id} {string.Join('\n', report.Sections)}";
        if (key != shownId)
        {
            shownId = key;
            sections = [];
            reading = true;
            await ReadAsync();
        }
    }

    // A later reading takes an earlier one's place.
    private async Task ReadAsync()
    {
        await current.CancelAsync();
        current.Dispose();
        current = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
        var token = current.Token;
        problem = null;
        List<BuiltSection> read = [];
        try
        {
            await foreach (var section in build.RunAsync(report?.Sections ?? build.Usual, token))
            {
                read.Add(section);
                if (reading)
                {
                    sections = [.. read];
                    StateHasChanged();
                }
            }
            token.ThrowIfCancellationRequested();
            sections = read;
            reading = false;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The person went on, or another reading began.
        }
        catch (Exception exception)
        {
            log.LogError(exception, "The report {Report} could not be read", title);
            problem = exception.Message;
            reading = false;
        }
    }

    private Task PublishAsync() =>
        work.RunAsync(async () =>
        {
            // The second click of a double one may come when the first is done; its job is not.
            if (publishing is not null)
            {
                return;
            }
            // What is published must be there to come back to.
            var id = report?.Id ?? (await store.SaveAsync(null, ReportForm.Of(null, build.Catalog).ToInput()))!.Value;
            publishing = await jobs.EnqueueAsync(PublishReport.KindName, $"Publish {title}", new PublishReport.Request(id));
            if (report is null)
            {
                Go(id.ToString(CultureInfo.InvariantCulture), null);
            }
        });

    private async Task PublishedAsync()
    {
        publishing = null;
        saved = await store.ListAsync();
        report = saved.Find(r => r.Id == report?.Id) ?? report;
    }

    private async Task PrintAsync() => await js.InvokeVoidAsync("print");

    private void Go(string? id, string? edit) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["id"] = id, ["edit"] = edit }));

    private void OnDataChanged(string what)
    {
        // Single events don't change the figures until their day has been added up.
        if (what != "interactions")
        {
            OnChanged();
        }
    }

    // Many changes in a row are one reading.
    private void OnChanged()
    {
        if (Interlocked.Exchange(ref waiting, 1) == 1)
        {
            return;
        }
        InvokeAsync(async () =>
        {
            try
            {
                await Task.Delay(AtMostEvery, time, gone.Token);
                Interlocked.Exchange(ref waiting, 0);
                await ReadAsync();
                StateHasChanged();
            }
            catch (OperationCanceledException)
            {
                // The person left the page.
            }
        });
    }

    public void Dispose()
    {
        features.Changed -= OnChanged;
        signal.Changed -= OnDataChanged;
        gone.Cancel();
        current.Dispose();
        gone.Dispose();
    }
}
