using App.Shell;

namespace App.Features.Campaigns;

/// <summary>What a use case came to: a value, or why there is none. Pages show it, the API turns it into a status.</summary>
public sealed record Outcome<T>
{
    private Outcome() { }

    public T? Value { get; private init; }

    /// <summary>Messages by field; empty unless the input was wrong.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; private init; } = new Dictionary<string, string[]>();

    /// <summary>Why the state of things forbids it; null unless it does.</summary>
    public string? Conflict { get; private init; }

    public bool IsDone => Conflict is null && Errors.Count == 0;

    /// <summary>All that is wrong, in one sentence a line; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems => Conflict is { } c ? [c] : [.. Errors.Values.SelectMany(m => m)];

    public static Outcome<T> Done(T value) => new() { Value = value };

    public static Outcome<T> Invalid(IReadOnlyDictionary<string, string[]> errors) => new() { Errors = errors };

    public static Outcome<T> Invalid(string field, string message) =>
        new() { Errors = new Dictionary<string, string[]> { [field] = [message] } };

    public static Outcome<T> Forbidden(string conflict) => new() { Conflict = conflict };

    /// <summary>The answer of the API: what <paramref name="done"/> makes of the value, 409, or 422.</summary>
    public IResult ToResult(Func<T, IResult>? done = null) =>
        Conflict is { } conflict ? ApiErrors.Conflict(conflict)
        : Errors.Count > 0 ? ApiErrors.Invalid(new Dictionary<string, string[]>(Errors))
        : done is null ? Results.Ok(Value)
        : done(Value!);
}
