using System.Text.Json;
using Data.Sources;

namespace App.Features.Sources;

/// <summary>How far Reddit was read: by the last whole run, and by the one under way.</summary>
/// <param name="Marks">By listing.</param>
/// <param name="JobId">Of the run under way; 0 when there is none.</param>
/// <param name="File">The rows of the run under way.</param>
/// <param name="Run">By listing: how far the run under way is. Becomes <paramref name="Marks"/> once its rows are in the database.</param>
public sealed record RedditState(Dictionary<string, RedditMark> Marks, long JobId, string File, Dictionary<string, RedditMark> Run)
{
    public static RedditState Load(string path) =>
        System.IO.File.Exists(path)
            ? JsonSerializer.Deserialize<RedditState>(System.IO.File.ReadAllText(path), JsonSerializerOptions.Web)!
            : new RedditState([], 0, "", []);

    /// <summary>In whole or not at all.</summary>
    public void Save(string path)
    {
        var beside = path + ".new";
        System.IO.File.WriteAllText(beside, JsonSerializer.Serialize(this, JsonSerializerOptions.Web));
        System.IO.File.Move(beside, path, overwrite: true);
    }

    /// <summary>The run of a job: where it was when the job was taken up before, else from the marks.</summary>
    public RedditState For(long jobId, string newFile) =>
        JobId == jobId && System.IO.File.Exists(File) ? this : new RedditState(Marks, jobId, newFile, []);

    /// <summary>With the run's marks as the last ones.</summary>
    public RedditState Ended() => new(Marks.Concat(Run).GroupBy(m => m.Key).ToDictionary(g => g.Key, g => g.Last().Value), 0, "", []);
}
