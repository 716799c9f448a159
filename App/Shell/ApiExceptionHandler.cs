using System.Text.Json;
using System.Text.RegularExpressions;
using Data.Sources;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Shell;

/// <summary>
/// Turns what reached the top of an API call into an answer that says what is wrong: a body or parameter that can't be read is a
/// validation error (422) naming the field, not a bare 400. Pages keep their own error page.
/// </summary>
public sealed partial class ApiExceptionHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (!context.Request.Path.StartsWithSegments("/api") || Answer(exception) is not { } answer)
        {
            return false;
        }
        await answer.ExecuteAsync(context);
        return true;
    }

    private static IResult? Answer(Exception exception) =>
        exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => ApiErrors.Invalid(FieldOf(json), json.Message),
            BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } bad
                when Unread().Match(bad.Message) is { Success: true } m => ApiErrors.Invalid(
                m.Groups["name"].Value,
                $"{m.Groups["name"].Value} can't be read. Got '{m.Groups["value"].Value}' instead."
            ),
            BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } bad
                when Absent().Match(bad.Message) is { Success: true } m => m.Groups["source"]
                .Value.Contains("body", StringComparison.Ordinal)
                ? ApiErrors.Invalid("body", "The body is missing.")
                : ApiErrors.Invalid(m.Groups["name"].Value, $"{m.Groups["name"].Value} is missing."),
            BadHttpRequestException bad => Results.Problem(bad.Message, statusCode: bad.StatusCode),
            KeyNotFoundException => ApiErrors.NotFound(exception.Message),
            ImportFileException => ApiErrors.Invalid("file", exception.Message),
            FormatException => ApiErrors.Invalid("body", exception.Message),
            DbUpdateException { InnerException: PostgresException inner } => Answer(inner),
            PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter } =>
                ApiErrors.Invalid("body", "A text holds the character NUL, which can't be stored."),
            _ => null,
        };

    // "$.parameters.k" → "parameters.k"
    private static string FieldOf(JsonException json) =>
        json.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "body";

    [GeneratedRegex("^Failed to bind parameter \"\\S+ (?<name>\\w+)\" from \"(?<value>.*)\"\\.$", RegexOptions.Singleline)]
    private static partial Regex Unread();

    // Two wordings: a parameter of the query, and a body that is not there at all.
    [GeneratedRegex(
        "^(Required parameter \"(\\S+ )?(?<name>\\w+)\" was not provided from (?<source>.*)\\.$|Implicit (?<source>body) inferred for parameter \"(?<name>\\w+)\")"
    )]
    private static partial Regex Absent();
}
