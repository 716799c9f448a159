using System.Text.Json;
using Core.Estimators;

namespace App.Jobs;

/// <summary>Does one kind of long work.</summary>
public interface IJobHandler
{
    /// <summary>The kind of the job row that it takes.</summary>
    string Kind { get; }

    /// <summary>Whether the work is mostly waiting (for a mail server, for the next minute), so that it must not hold up work that counts.</summary>
    bool Waits => false;

    /// <summary>
    /// Whether the work changes the data and at its end refreshes what hangs on them, or is that refresh: while it waits or runs, the
    /// clock starts no refresh of its own. Work that spends most of its time waiting for somebody's server says no.
    /// </summary>
    bool RefreshesData => false;

    /// <summary>Does the work; must be safe to run again from the start after a crash.</summary>
    /// <returns>Where the result is to be seen, or null.</returns>
    Task<string?> RunAsync(JobContext job, CancellationToken cancellation);
}

/// <summary>What a handler is given: the job's options and a way to say how far it is.</summary>
public sealed class JobContext(long id, string options, IProgress<Progress> progress)
{
    public long Id { get; } = id;

    public IProgress<Progress> Progress { get; } = progress;

    public T Options<T>() =>
        JsonSerializer.Deserialize<T>(options, JsonSerializerOptions.Web)
        ?? throw new InvalidOperationException($"Job {Id} has no options.");

    public void Report(double fraction, string message) => Progress.Report(new Progress(fraction, message));
}
