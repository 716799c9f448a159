using System.Text.Json.Serialization;
using App.Jobs;
using App.Shell;
using Data.Sources;

namespace App.Features.Sources;

/// <summary>What to read on Reddit.</summary>
/// <param name="Subreddits">0 … 20 names, with or without "r/".</param>
/// <param name="Terms">0 … 20 things to search for. Without subreddits in all of Reddit, with them in each.</param>
/// <param name="MostPosts">Of each listing in this run; 1 … 1 000, default 200.</param>
public sealed record RedditRequest(IReadOnlyList<string>? Subreddits = null, IReadOnlyList<string>? Terms = null, int MostPosts = 200)
{
    private const int Most = 20;
    private const int LongestTerm = 200;

    [JsonIgnore]
    public IReadOnlyList<string> SubredditNames => [.. (Subreddits ?? []).Select(Name).Distinct(StringComparer.OrdinalIgnoreCase)];

    [JsonIgnore]
    public IReadOnlyList<string> SearchTerms => [.. (Terms ?? []).Select(t => t.Trim()).Where(t => t.Length > 0).Distinct()];

    /// <summary>What is wrong, by field.</summary>
    public Dictionary<string, string[]> Problems()
    {
        Dictionary<string, string[]> problems = [];
        if (SubredditNames.Count + SearchTerms.Count == 0)
        {
            problems["subreddits"] = ["Name at least one subreddit or one term to search for."];
        }
        if (SubredditNames.Count > Most)
        {
            problems["subreddits"] = [$"subreddits must be at most {Most}. Got {SubredditNames.Count} instead."];
        }
        if (SubredditNames.FirstOrDefault(n => !IsName(n)) is { } wrong)
        {
            problems["subreddits"] = [$"'{wrong}' is no subreddit's name: 2 to 21 letters, digits or underscores."];
        }
        if (SearchTerms.Count > Most || SearchTerms.Any(t => t.Length > LongestTerm))
        {
            problems["terms"] = [$"terms must be at most {Most}, of at most {LongestTerm} letters each."];
        }
        if (MostPosts is < 1 or > 1_000)
        {
            problems["mostPosts"] = [$"mostPosts must be between 1 and 1000. Got {MostPosts} instead."];
        }
        return problems;
    }

    private static string Name(string text)
    {
        var name = text.Trim().Trim('/');
        return name.StartsWith("r/", StringComparison.OrdinalIgnoreCase) ? name[2..] : name;
    }

    private static bool IsName(string name) => name.Length is >= 2 and <= 21 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}

/// <summary>Reads what is new on Reddit and imports it; without credentials a sample, and says so.</summary>
public sealed class FetchReddit(
    OutboundGuard guard,
    OutboundOptions outbound,
    RedditOptions options,
    ImportTexts texts,
    AppFolders folders,
    TimeProvider time
) : IJobHandler
{
    public const string KindName = "fetch-reddit";

    private const double ImportFrom = 0.8;

    // Two runs at a time would write over each other's state.
    private readonly SemaphoreSlim gate = new(1);

    public string Kind => KindName;

    /// <summary>Reddit's quota makes it wait.</summary>
    public bool Waits => true;

    public async Task<string?> RunAsync(JobContext job, CancellationToken cancellation)
    {
        if (!options.HasCredentials)
        {
            return await SampleAsync(job, cancellation);
        }
        await gate.WaitAsync(cancellation);
        try
        {
            return await ReadAsync(job, cancellation);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<string?> ReadAsync(JobContext job, CancellationToken cancellation)
    {
        var request = job.Options<RedditRequest>();
        var kept = Path.Combine(folders.Uploads, "reddit-state.json");
        var state = RedditState.Load(kept).For(job.Id, texts.NewPath("reddit"));
        var listings = RedditListing.Of(request.SubredditNames, request.SearchTerms);
        var (read, posts) = (0, 0);
        List<string> problems = [];
        using var client = new RedditClient(guard, outbound, options, time)
        {
            Waiting = message => job.Report(ImportFrom * read / listings.Count, message),
        };
        await FeedbackFile.AppendAsync(state.File, [], cancellation);
        state.Save(kept);
        var reader = new RedditReader(client);
        foreach (var listing in listings)
        {
            job.Report(ImportFrom * read / listings.Count, $"Reading {listing.Name}");
            try
            {
                var mark = state.Run.GetValueOrDefault(listing.Name) ?? state.Marks.GetValueOrDefault(listing.Name) ?? new RedditMark();
                await reader.ReadAsync(listing, mark, request.MostPosts, (page, next) => StoreAsync(listing, page, next), cancellation);
            }
            catch (OutboundException exception)
            {
                problems.Add($"{listing.Name}: {exception.Message}");
            }
            read++;
        }
        if (problems.Count == listings.Count)
        {
            throw new ImportFileException(string.Join(' ', problems));
        }
        // A run that was taken up again has rows of before.
        var any = File.ReadLines(state.File).Skip(1).Any();
        var href = !any ? null : await texts.RunAsync(job, state.File, "reddit", "Reddit", ImportFrom, cancellation);
        state.Ended().Save(kept);
        job.Report(1, $"{(any ? $"{posts} posts" : "Nothing new")}. {string.Join(' ', problems)}".TrimEnd());
        return href;

        async Task StoreAsync(RedditListing listing, IReadOnlyList<RedditPost> page, RedditMark next)
        {
            await FeedbackFile.AppendAsync(state.File, page.Select(p => Row(p, $"r/{p.Subreddit}")), cancellation);
            posts += page.Count;
            state.Run[listing.Name] = next;
            state.Save(kept);
        }
    }

    private async Task<string> SampleAsync(JobContext job, CancellationToken cancellation)
    {
        var rows = RedditSample.Posts(time.GetUtcNow()).Select(p => Row(p, RedditSample.Source)).ToList();
        var href = await texts.RunAsync(job, "sample", "sample of posts", rows, ImportFrom, cancellation);
        job.Report(1, $"No credentials are set, so a sample of {rows.Count} posts was used that nobody wrote on Reddit.");
        return href;
    }

    private static FeedbackRow Row(RedditPost post, string source) =>
        new($"RED-{post.Fullname}", post.At, source, "reddit", post.Text, post.Url.Length > 0 ? post.Url : null);
}
