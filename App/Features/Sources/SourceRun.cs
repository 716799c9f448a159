using Data.Tables;

namespace App.Features.Sources;

/// <summary>What a source's card gives to what is written in it.</summary>
/// <param name="IsRunning">Whether a job of this source is under way; its button is disabled meanwhile.</param>
/// <param name="StartAsync">Starts one, with a title for people and the job's options.</param>
public sealed record SourceRun(bool IsRunning, Func<string, object, Task> StartAsync)
{
    /// <summary>How a job ended, for people.</summary>
    public static string Words(JobRow job) =>
        job.State switch
        {
            "failed" => $"it failed. {job.Error}",
            "cancelled" => "cancelled.",
            _ => job.Message.Length > 0 ? Sentence(job.Message) : "done.",
        };

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";
}
