using App.Shell;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace App.Features.Report;

/// <summary>Arranges a report; keeps what was typed until it can be saved.</summary>
public sealed partial class ReportEditor(ReportStore store, BuildReport build, DialogService dialogs, TimeProvider time)
{
    private readonly OneAtATime work = new();
    private ReportForm form = null!;
    private Dictionary<string, string[]> errors = [];

    /// <summary>The report to change; null for a new one.</summary>
    [Parameter]
    public SavedReport? Report { get; set; }

    /// <summary>Told the id.</summary>
    [Parameter]
    public EventCallback<long> Saved { get; set; }

    [Parameter]
    public EventCallback Cancelled { get; set; }

    [Parameter]
    public EventCallback Deleted { get; set; }

    private DateTime? NextTime =>
        ReportSchedule.Check(form.Schedule, time.GetUtcNow()) is null ? ReportSchedule.Next(form.Schedule, time.GetUtcNow()) : null;

    protected override void OnInitialized() => form = ReportForm.Of(Report, build.Catalog);

    private string? Error(string field) => errors.GetValueOrDefault(field)?[0];

    private string? CommentError(ReportForm.Line line)
    {
        var at = form.Lines.Where(l => l.IsChosen).ToList().IndexOf(line);
        return Error($"sections[{at}].comment");
    }

    private Task SaveAsync() =>
        work.RunAsync(async () =>
        {
            var input = form.ToInput();
            errors = store.Check(input);
            if (errors.Count == 0)
            {
                // Somebody else may have deleted it meanwhile; what was typed then becomes a report of its own.
                var id = await store.SaveAsync(Report?.Id, input) ?? await store.SaveAsync(null, input);
                await Saved.InvokeAsync(id!.Value);
            }
        });

    private Task DeleteAsync() =>
        work.RunAsync(async () =>
        {
            var sure = await dialogs.Confirm(
                "Its published file goes with it. The data stay.",
                $"Delete the report “{Report!.Title}”?",
                new ConfirmOptions { OkButtonText = "Delete it", CancelButtonText = "Keep it" }
            );
            if (sure == true)
            {
                await store.DeleteAsync(Report.Id);
                await Deleted.InvokeAsync();
            }
        });
}
