using Data.Sources;

namespace App.Shell;

/// <summary>What the API answers when something does not work: RFC 9457 problem details, 422 naming the field.</summary>
public static class ApiErrors
{
    /// <summary>The status for an exception that reached the top.</summary>
    public static int StatusOf(Exception exception) =>
        exception switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            KeyNotFoundException => StatusCodes.Status404NotFound,
            ImportFileException or FormatException => StatusCodes.Status422UnprocessableEntity,
            _ => StatusCodes.Status500InternalServerError,
        };

    /// <summary>422 with one message for one field.</summary>
    public static IResult Invalid(string field, string message) => Invalid(new Dictionary<string, string[]> { [field] = [message] });

    /// <summary>422 with messages by field.</summary>
    public static IResult Invalid(IDictionary<string, string[]> errors) =>
        Results.ValidationProblem(errors, statusCode: StatusCodes.Status422UnprocessableEntity);

    public static IResult NotFound(string message) => Results.Problem(message, statusCode: StatusCodes.Status404NotFound);

    public static IResult Conflict(string message) => Results.Problem(message, statusCode: StatusCodes.Status409Conflict);

    /// <summary>Checks paging; null when it is in order.</summary>
    public static IResult? CheckPaging(int skip, int limit) =>
        skip < 0 ? Invalid("skip", $"skip must be 0 or more. Got {skip} instead.")
        : limit is < 1 or > 1000 ? Invalid("limit", $"limit must be between 1 and 1000. Got {limit} instead.")
        : null;
}

/// <summary>One page of a list.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, long Total, int Skip, int Limit);
