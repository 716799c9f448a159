using App.Jobs;
using Core.Cleaning;
using Data.Sources;
using Data.Tables;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace App.Features.Import;

/// <summary>The wizard: choose a file, check how it is read, import with progress, see the result.</summary>
public sealed partial class ImportPage(StartImport start, ListImports imports)
{
    private const long MaxUpload = 1L << 30;
    private static readonly string[] Steps = ["Choose a file", "Check", "Import", "Result"];

    private int step;
    private double uploading;
    private bool busy;
    private string? problem;
    private string path = "";
    private string fileName = "";
    private string? kind;
    private Dictionary<string, string> changes = [];
    private CleaningOptions options = new();
    private ImportPreview? preview;
    private long importId;
    private long jobId;
    private ImportView? result;
    private long? replaces;

    [SupplyParameterFromQuery(Name = "repeat")]
    private long? Repeat { get; set; }

    private string Finding =>
        preview!.Rows.Count(r => r.Issues.Any(i => i.Outcome == IssueOutcome.Rejected)) is var bad and > 0
            ? $"Of the first {preview.Rows.Count} rows, {bad} would be left out; they are marked, with the reason."
            : $"The first {preview.Rows.Count} rows. All of them can be imported.";

    protected override async Task OnInitializedAsync()
    {
        if (Repeat is not { } id)
        {
            return;
        }
        if (await imports.FileOfAsync(id) is not { } file)
        {
            problem = $"There is no import {id} that could be repeated.";
            return;
        }
        if (!File.Exists(file.Path))
        {
            problem = $"The file of import {id} is not there any more: {file.Name}. Please choose it again.";
            return;
        }
        (path, fileName, kind, changes, options, replaces) = (file.Path, file.Name, file.Kind, file.Mapping, file.Options, id);
        await PreviewAsync();
    }

    private async Task UploadAsync(InputFileChangeEventArgs change)
    {
        problem = null;
        fileName = change.File.Name;
        if (change.File.Size > MaxUpload)
        {
            problem =
                $"The file has {change.File.Size >> 20} MB; the browser can upload {MaxUpload >> 20} MB. Import it by the command line.";
            return;
        }
        try
        {
            await using var upload = change.File.OpenReadStream(MaxUpload);
            await using var counted = new CountedStream(upload, change.File.Size, OnUploaded);
            path = await start.StoreAsync(counted, fileName, CancellationToken.None);
            (kind, changes, options) = (null, [], new CleaningOptions());
            await PreviewAsync();
        }
        catch (IOException exception)
        {
            problem = $"The upload broke off: {exception.Message} Please choose the file again.";
        }
        uploading = 0;
    }

    private void OnUploaded(double share)
    {
        if (share - uploading >= 0.02 || share >= 1)
        {
            uploading = share;
            InvokeAsync(StateHasChanged);
        }
    }

    private async Task PreviewAsync()
    {
        busy = true;
        try
        {
            preview = await Task.Run(() => PreviewImport.Run(path, kind, changes, options));
            step = 1;
        }
        catch (ImportFileException exception)
        {
            problem = exception.Message;
            step = 0;
        }
        finally
        {
            busy = false;
        }
    }

    private Task ChangeKindAsync(ChangeEventArgs change)
    {
        (kind, changes) = (change.Value as string, []);
        return PreviewAsync();
    }

    private Task ChangeMappingAsync((string Header, string Column) change)
    {
        changes[change.Header] = change.Column;
        return PreviewAsync();
    }

    private Task ChangeOptionsAsync(CleaningOptions changed)
    {
        options = changed;
        return PreviewAsync();
    }

    private async Task ImportAsync()
    {
        // A second click of a double one is on its way before the button is seen disabled.
        if (busy)
        {
            return;
        }
        busy = true;
        try
        {
            (importId, jobId) = await start.RunAsync(
                new ImportRequest(path, fileName, preview!.Kind, changes, options, Replaces: replaces)
            );
            step = 2;
        }
        catch (ImportFileException exception)
        {
            problem = exception.Message;
        }
        finally
        {
            busy = false;
        }
    }

    private async Task EndedAsync(JobRow job)
    {
        if (job.State == "succeeded")
        {
            result = await imports.FindAsync(importId);
            step = 3;
        }
    }

    private void StartOver() => (step, preview, result, problem, replaces) = (0, null, null, null, null);
}
