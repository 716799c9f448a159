using System.Text.Json;
using App.Jobs;
using App.Shell;
using Core.Cleaning;
using Data.Sources;
using Microsoft.AspNetCore.Mvc;

namespace App.Features.Import;

/// <summary>Imports over REST; the pages call the same use cases.</summary>
public static class ImportApi
{
    private static readonly JsonSerializerOptions OptionsJson = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void Map(IEndpointRouteBuilder app)
    {
        // Files are as large as they are: neither the server's limit for bodies (30 MB) nor the one for forms (128 MB) is meant for them.
        var imports = app.MapGroup("/api/imports")
            .WithTags("Data")
            .DisableAntiforgery()
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithFormOptions(multipartBodyLengthLimit: long.MaxValue);
        imports
            .MapPost("/", StartAsync)
            .WithSummary("Import a file: multipart with file, kind, mapping (JSON), options (JSON); answers 202 with a job");
        imports.MapPost("/preview", PreviewAsync).WithSummary("What an import would do with a file; nothing is written");
        imports
            .MapGet(
                "/",
                async (ListImports list, CancellationToken cancellation, int skip = 0, int limit = 50) =>
                    ApiErrors.CheckPaging(skip, limit)
                    ?? Results.Ok(
                        new Page<ImportView>(
                            await list.NewestAsync(skip, limit, cancellation),
                            await list.CountAsync(cancellation),
                            skip,
                            limit
                        )
                    )
            )
            .WithSummary("Imports, newest first");
        imports
            .MapGet(
                "/{id:long}",
                async (long id, ListImports list, CancellationToken cancellation) =>
                    await list.FindAsync(id, cancellation) is { } view ? Results.Ok(view) : ApiErrors.NotFound($"There is no import {id}.")
            )
            .WithSummary("One import with its counts by rule");
        imports
            .MapPost(
                "/{id:long}/undo",
                async (long id, ListImports list, JobQueue jobs, CancellationToken cancellation) =>
                    await list.FindAsync(id, cancellation) is not { } view ? ApiErrors.NotFound($"There is no import {id}.")
                    : view.State != "succeeded"
                        ? ApiErrors.Conflict($"Only an import that came in can be undone. Import {id} is {view.State}.")
                    : JobApi.Accepted(
                        await jobs.EnqueueAsync(
                            UndoImportJob.KindName,
                            $"Undo the import of {view.FileName}",
                            new UndoImportJob.Request(id),
                            cancellation
                        )
                    )
            )
            .WithSummary("Take an import out again, with what was written by hand into customers that it brought; answers 202 with a job");
        app.MapGet(
                "/api/data-quality",
                async (DataQuality quality, CancellationToken cancellation) =>
                    Results.Ok(
                        new
                        {
                            tables = await quality.TablesAsync(cancellation),
                            rules = await quality.RulesAsync(cancellation),
                            likelyDuplicates = await quality.LikelyDuplicatesAsync(1000, cancellation),
                        }
                    )
            )
            .WithTags("Data")
            .WithSummary("Per table and rule: found, repaired, rejected; and customers who may be there twice");
        imports
            .MapGet(
                "/{id:long}/issues.csv",
                async (long id, ListImports list, CancellationToken cancellation) =>
                    await list.FindAsync(id, cancellation) is null
                        ? ApiErrors.NotFound($"There is no import {id}.")
                        : Results.Stream(stream => list.WriteIssuesAsync(id, stream, cancellation), "text/csv", $"import-{id}-issues.csv")
            )
            .WithSummary("Every row that was left out, repaired or noted, with the reason");
    }

    private static async Task<IResult> StartAsync(HttpRequest http, StartImport start, CancellationToken cancellation)
    {
        var (upload, error) = await ReadAsync(http, start, cancellation);
        if (upload is null)
        {
            return error!;
        }
        try
        {
            var (_, job) = await start.RunAsync(
                new ImportRequest(upload.Path, upload.Name, upload.Kind, upload.Mapping, upload.Options),
                cancellation
            );
            return JobApi.Accepted(job);
        }
        catch (ImportFileException exception)
        {
            File.Delete(upload.Path);
            return ApiErrors.Invalid("file", exception.Message);
        }
    }

    private static async Task<IResult> PreviewAsync(HttpRequest http, StartImport start, CancellationToken cancellation)
    {
        var (upload, error) = await ReadAsync(http, start, cancellation);
        if (upload is null)
        {
            return error!;
        }
        try
        {
            return Results.Ok(
                await Task.Run(() => PreviewImport.Run(upload.Path, upload.Kind, upload.Mapping, upload.Options), cancellation)
            );
        }
        catch (ImportFileException exception)
        {
            return ApiErrors.Invalid("file", exception.Message);
        }
        finally
        {
            File.Delete(upload.Path);
        }
    }

    private sealed record Upload(string Path, string Name, string? Kind, Dictionary<string, string>? Mapping, CleaningOptions Options);

    private static async Task<(Upload? Upload, IResult? Error)> ReadAsync(
        HttpRequest http,
        StartImport start,
        CancellationToken cancellation
    )
    {
        if (!http.HasFormContentType)
        {
            return (null, ApiErrors.Invalid("file", "The request must be multipart/form-data with a part named 'file'."));
        }
        var form = await http.ReadFormAsync(cancellation);
        if (form.Files["file"] is not { } file)
        {
            return (null, ApiErrors.Invalid("file", "A part named 'file' is missing."));
        }
        var kind = form["kind"].FirstOrDefault() is { Length: > 0 } told ? told : null;
        if (kind is not null && ImportKind.Find(kind) is null)
        {
            var allowed = string.Join(", ", ImportKind.All.Select(k => k.Key));
            return (null, ApiErrors.Invalid("kind", $"kind must be one of {allowed}. Got '{kind}' instead."));
        }
        Dictionary<string, string>? mapping = null;
        CleaningOptions? options = null;
        try
        {
            mapping = form["mapping"].FirstOrDefault() is { Length: > 0 } m
                ? JsonSerializer.Deserialize<Dictionary<string, string>>(m)
                : null;
        }
        catch (JsonException exception)
        {
            return (null, ApiErrors.Invalid("mapping", $"mapping must be JSON such as {{\"header\": \"column\"}}. {exception.Message}"));
        }
        try
        {
            options = form["options"].FirstOrDefault() is { Length: > 0 } o
                ? JsonSerializer.Deserialize<CleaningOptions>(o, OptionsJson)
                : null;
        }
        catch (JsonException exception)
        {
            return (null, ApiErrors.Invalid("options", $"options can't be read: {exception.Message}"));
        }
        await using var stream = file.OpenReadStream();
        var path = await start.StoreAsync(stream, file.FileName, cancellation);
        return (new Upload(path, file.FileName, kind, mapping, options ?? new CleaningOptions()), null);
    }
}
