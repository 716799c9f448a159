namespace Data.Sources;

/// <summary>A public set of labelled texts: a table with a column of texts and one of labels, under an address.</summary>
public sealed class PublicSentimentSet(OutboundGuard guard, OutboundOptions options, TimeProvider time)
{
    private const int MostBytes = 64 << 20;
    private const int MostRedirects = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly string[] TextNames = ["text", "sentence", "review", "tweet", "content", "comment", "message", "phrase"];
    private static readonly string[] LabelNames = ["label", "sentiment", "polarity", "class", "category", "target"];

    private static readonly Dictionary<string, string> Labels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["positive"] = "positive",
        ["pos"] = "positive",
        ["1"] = "positive",
        ["4"] = "positive",
        ["negative"] = "negative",
        ["neg"] = "negative",
        ["0"] = "negative",
        ["-1"] = "negative",
        ["neutral"] = "neutral",
        ["neu"] = "neutral",
        ["2"] = "neutral",
    };

    /// <summary>Fetches a table to a file.</summary>
    /// <exception cref="OutboundException">It could not be fetched; the message says why.</exception>
    public async Task FetchAsync(Uri url, string path, CancellationToken cancellation)
    {
        using var fetcher = new WebFetcher(guard, options with { Patience = Patience }, time);
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            var answer = await fetcher.GetAsync(url, null, MostBytes, cancellation);
            if (answer.Redirect is { } next)
            {
                url = next;
                continue;
            }
            if (!answer.IsSuccess)
            {
                throw new OutboundException($"{url.Host} answered {(int)answer.Status}.");
            }
            await File.WriteAllBytesAsync(path, answer.Body, cancellation);
            return;
        }
        throw new OutboundException($"It leads on more than {MostRedirects} times.");
    }

    /// <summary>The rows of a table that was fetched. A label that nobody knows is left open; rows without a text are left out.</summary>
    /// <param name="path">The file: any table that can be imported.</param>
    /// <param name="source">Stands in the rows.</param>
    /// <param name="fetched">The rows' date.</param>
    /// <exception cref="ImportFileException">It is no table, or has no column of texts or of labels.</exception>
    public static IEnumerable<FeedbackRow> Read(string path, string source, DateTimeOffset fetched)
    {
        using var table = TabularFile.Open(path);
        var (text, label) = (Column(table, TextNames), Column(table, LabelNames));
        if (text < 0 || label < 0)
        {
            throw new ImportFileException(
                $"A set needs a column of texts (such as {TextNames[0]}) and one of labels (such as {LabelNames[0]}). "
                    + $"This one has: {string.Join(", ", table.Headers)}."
            );
        }
        while (table.Read())
        {
            if (table.Fields.Count > Math.Max(text, label) && table.Fields[text].Trim() is { Length: > 0 } words)
            {
                var said = Labels.GetValueOrDefault(table.Fields[label].Trim());
                yield return new FeedbackRow(
                    FeedbackFile.IdOf("PUB", source, words),
                    fetched,
                    source,
                    "public_sentiment",
                    words,
                    null,
                    said
                );
            }
        }
    }

    /// <summary>The texts of <see cref="PublicSentimentSample"/>.</summary>
    public static IEnumerable<FeedbackRow> Sample(DateTimeOffset at) =>
        PublicSentimentSample.Texts.Select(t => new FeedbackRow(
            FeedbackFile.IdOf("PUB", PublicSentimentSample.Source, t.Text),
            at,
            PublicSentimentSample.Source,
            "public_sentiment",
            t.Text,
            null,
            t.Label
        ));

    private static int Column(ITabularReader table, string[] names)
    {
        foreach (var name in names)
        {
            for (var i = 0; i < table.Headers.Count; i++)
            {
                if (table.Headers[i].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return i;
                }
            }
        }
        return -1;
    }
}
