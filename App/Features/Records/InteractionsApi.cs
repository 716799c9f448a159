using System.Globalization;
using App.Shell;
using Core.Cleaning;
using Core.Customers;
using Data.Bulk;

namespace App.Features.Records;

/// <summary>Interactions in batches, as a shop's own program sends them.</summary>
public static class InteractionsApi
{
    private const int MostErrors = 100;

    /// <summary>An interaction as it is sent.</summary>
    /// <param name="CustomerId">Whose it is.</param>
    /// <param name="ProductId">What it concerns; null for nothing.</param>
    /// <param name="Kind">view, add_to_cart, purchase or any other word.</param>
    /// <param name="OccurredAt">ISO 8601; without a zone UTC.</param>
    /// <param name="Value">Currency units; null for none.</param>
    /// <param name="Id">Given, the event is kept once however often it is sent.</param>
    public sealed record Body(
        string? CustomerId,
        string? ProductId = null,
        string? Kind = null,
        string? OccurredAt = null,
        decimal? Value = null,
        string? Id = null
    );

    public static async Task<IResult> WriteAsync(
        Body?[]? batch,
        InteractionWriter writer,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        if (batch is null || batch.Length > InteractionWriter.LargestBatch)
        {
            return ApiErrors.Invalid(
                "",
                $"The body must be an array of at most {InteractionWriter.LargestBatch} interactions. Got {batch?.Length.ToString(CultureInfo.InvariantCulture) ?? "nothing"} instead."
            );
        }
        Dictionary<string, string[]> errors = [];
        var rows = new InteractionInput[batch.Length];
        for (var i = 0; i < batch.Length && errors.Count < MostErrors; i++)
        {
            rows[i] = Read(batch[i], i, errors)!;
        }
        if (errors.Count > 0)
        {
            return ApiErrors.Invalid(errors);
        }
        try
        {
            var inserted = await writer.WriteAsync(rows, time.GetUtcNow().UtcDateTime, null, cancellation);
            return Results.Ok(
                new
                {
                    received = batch.Length,
                    inserted,
                    known = batch.Length - inserted,
                }
            );
        }
        catch (InvalidOperationException exception)
        {
            return ApiErrors.Invalid("customerId", exception.Message);
        }
    }

    private static InteractionInput? Read(Body? row, int index, Dictionary<string, string[]> errors)
    {
        if (row is null)
        {
            errors[$"[{index}]"] = ["Each interaction must be an object."];
            return null;
        }
        Id(row.CustomerId, "customerId", required: true);
        Id(row.ProductId, "productId", required: false);
        Id(row.Id, "id", required: false);
        var kind = KindOf(row.Kind);
        if (kind.Length is 0 or > 60)
        {
            errors[$"[{index}].kind"] = [$"kind must have 1 to 60 characters. Got '{row.Kind}' instead."];
        }
        if (!TryTime(row.OccurredAt, out var at))
        {
            errors[$"[{index}].occurredAt"] = [$"occurredAt must be a time such as 2025-03-31T12:30:00Z. Got '{row.OccurredAt}' instead."];
        }
        if (row.Value is { } value && Math.Abs(value) > 1e12m)
        {
            errors[$"[{index}].value"] = [$"value must be between -1e12 and 1e12. Got {value} instead."];
        }
        return new InteractionInput(row.CustomerId ?? "", row.ProductId, kind, at, row.Value, row.Id);

        void Id(string? id, string field, bool required)
        {
            if (id is null ? required : id.Length is 0 or > ExternalId.Longest || id.Contains('\0', StringComparison.Ordinal))
            {
                errors[$"[{index}].{field}"] = [$"{field} must have 1 to {ExternalId.Longest} characters. Got {id?.Length ?? 0} instead."];
            }
        }
    }

    private static bool TryTime(string? text, out DateTime utc)
    {
        // The usual form by the short way, all others as in a file.
        if (
            DateTime.TryParseExact(
                text,
                ["yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal,
                out utc
            )
        )
        {
            return true;
        }
        return DateText.TryParse(text, DateOrder.YearMonthDay, out utc);
    }

    private static string KindOf(string? kind) => kind is null ? "" : EventWord.Of(kind);
}
