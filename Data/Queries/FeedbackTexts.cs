using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Data.Queries;

/// <summary>Which texts a list shows.</summary>
/// <param name="Rows">Dates, segment and source.</param>
/// <param name="Product">Name of a product, or its id where it has no name.</param>
/// <param name="Label">Their label.</param>
/// <param name="Sentiment">positive (at least 0.05), negative (at most −0.05) or neutral.</param>
/// <param name="Word">Texts with this word, whole, whatever its case.</param>
/// <param name="Cluster">Segmentation and name of the segment whose customers wrote them.</param>
/// <param name="Sort">newest, positive, negative or longest first.</param>
public sealed record TextFilter(
    ExploreFilter Rows,
    string? Product = null,
    string? Label = null,
    string? Sentiment = null,
    string? Word = null,
    (long SegmentationId, string Name)? Cluster = null,
    string Sort = "newest"
)
{
    public static IReadOnlyList<string> Sentiments { get; } = ["positive", "neutral", "negative"];

    public static IReadOnlyList<string> Sorts { get; } = ["newest", "positive", "negative", "longest"];
}

/// <summary>A text of the list.</summary>
public sealed record FoundText(
    string Text,
    DateTime? WrittenAt,
    string? Source,
    string SourceType,
    string? Product,
    string? Label,
    double? Rating,
    double Sentiment,
    int Words,
    string? CustomerId
);

/// <summary>How many texts are positive, neutral and negative, by the limits that VADER's authors give (±0.05).</summary>
public sealed record TextMoods(long Texts, long Positive, long Negative);

/// <summary>A text whose words are counted.</summary>
/// <param name="Text">The text.</param>
/// <param name="Sentiment">−1 … 1.</param>
/// <param name="Source">Null when unknown.</param>
/// <param name="InSegment">Whether its customer is in the segment that was asked for.</param>
public sealed record ReadText(string Text, double Sentiment, string? Source, bool InSegment);

/// <summary>Finds texts: a page of them, their moods, or a bounded number for counting words.</summary>
public sealed class FeedbackTexts(NpgsqlDataSource database, IDbContextFactory<AppDb> databases)
{
    /// <summary>From here on a text is positive, and below the same with a minus negative (Hutto and Gilbert 2014).</summary>
    public const double Limit = 0.05;

    private static readonly ExploreTable Table = ExploreTables.Feedback;

    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public async Task<(List<FoundText> Items, long Total)> PageAsync(
        TextFilter filter,
        int skip,
        int limit,
        CancellationToken cancellation = default
    )
    {
        SqlParameterList parameters = new();
        var where = await ConditionAsync(filter, parameters, cancellation);
        await using var count = database.CreateCommand($"SELECT count(*) FROM {Table.From([])} WHERE {where}");
        parameters.CopyTo(count);
        var total = (long)(await count.ExecuteScalarAsync(cancellation))!;
        var order = filter.Sort switch
        {
            "positive" => "x.sentiment DESC",
            "negative" => "x.sentiment",
            "longest" => "x.words DESC",
            _ => "x.written_at DESC NULLS LAST",
        };
        await using var command = database.CreateCommand(
            $"""
            SELECT x.text, x.written_at, x.source, x.source_type, {ExploreTables.ProductSql}, x.label, x.rating, x.sentiment, x.words,
                   (SELECT k.external_id FROM customers k WHERE k.customer_id = x.customer_id)
            FROM {Table.From([])} WHERE {where}
            ORDER BY {order}, x.feedback_id OFFSET {parameters.Add(skip)} LIMIT {parameters.Add(limit)}
            """
        );
        parameters.CopyTo(command);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<FoundText> items = [];
        while (await reader.ReadAsync(cancellation))
        {
            items.Add(
                new FoundText(
                    reader.GetString(0),
                    reader.IsDBNull(1) ? null : reader.GetDateTime(1),
                    Text(2),
                    reader.GetString(3),
                    Text(4),
                    Text(5),
                    reader.IsDBNull(6) ? null : reader.GetDouble(6),
                    reader.GetDouble(7),
                    reader.GetInt32(8),
                    Text(9)
                )
            );
        }
        return (items, total);

        string? Text(int i) => reader.IsDBNull(i) ? null : reader.GetString(i);
    }

    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public async Task<TextMoods> MoodsAsync(ExploreFilter filter, CancellationToken cancellation = default)
    {
        SqlParameterList parameters = new();
        var where = await ConditionAsync(new TextFilter(filter), parameters, cancellation);
        await using var command = database.CreateCommand(
            $"""
            SELECT count(*), count(*) FILTER (WHERE {MoodSql("positive")}), count(*) FILTER (WHERE {MoodSql("negative")})
            FROM {Table.From([])} WHERE {where}
            """
        );
        parameters.CopyTo(command);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new TextMoods(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }

    /// <summary>Texts for counting words: by the hash that is their id, which is as good as by chance and always the same.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="segmentId">To know of each whether its customer is in this segment; may be null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public async Task<List<ReadText>> ReadAsync(ExploreFilter filter, int most, long? segmentId, CancellationToken cancellation = default)
    {
        SqlParameterList parameters = new();
        var where = await ConditionAsync(new TextFilter(filter), parameters, cancellation);
        var inside = "false";
        if (segmentId is { } segment)
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            var condition = await SegmentFilter.ConditionAsync(db, segment, parameters, cancellation);
            inside = $"x.customer_id IN (SELECT c.customer_id FROM customers c WHERE {condition})";
        }
        await using var command = database.CreateCommand(
            $"""
            SELECT x.text, x.sentiment, x.source, {inside} FROM {Table.From([])} WHERE {where}
            ORDER BY x.feedback_id LIMIT {parameters.Add(most)}
            """
        );
        parameters.CopyTo(command);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<ReadText> texts = [];
        while (await reader.ReadAsync(cancellation))
        {
            texts.Add(
                new ReadText(
                    reader.GetString(0),
                    reader.GetDouble(1),
                    reader.IsDBNull(2) ? null : reader.GetString(2),
                    reader.GetBoolean(3)
                )
            );
        }
        return texts;
    }

    /// <summary>A text that changes whenever texts, customers, or the segments that they fall into do.</summary>
    public async Task<string> VersionAsync(CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(
            """
            SELECT concat_ws('|', (SELECT string_agg(value::text, ',' ORDER BY key) FROM settings WHERE key IN ('data-version', 'features-version', 'people-version')),
                             (SELECT max(id) FROM segmentations),
                             (SELECT md5(string_agg(concat(id, kind, name, rule), ',' ORDER BY id)) FROM segments))
            """
        );
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private async Task<string> ConditionAsync(TextFilter filter, SqlParameterList parameters, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        List<string> conditions = [await filter.Rows.ConditionAsync(Table, db, parameters, cancellation)];
        if (filter.Product is { } product)
        {
            conditions.Add($"{ExploreTables.ProductSql} = {parameters.Add(product)}");
        }
        if (filter.Label is { } label)
        {
            conditions.Add($"x.label = {parameters.Add(label)}");
        }
        if (filter.Sentiment is { } sentiment)
        {
            conditions.Add(MoodSql(sentiment));
        }
        if (filter.Cluster is var (segmentation, name))
        {
            conditions.Add(
                $"""
                x.customer_id IN (SELECT a.customer_id FROM segmentation_assignments a
                JOIN segments s ON s.segmentation_id = a.segmentation_id AND s.cluster = a.cluster
                WHERE a.segmentation_id = {parameters.Add(segmentation)} AND s.name = {parameters.Add(name)})
                """
            );
        }
        if (!string.IsNullOrWhiteSpace(filter.Word))
        {
            var word = filter.Word.Trim();
            // The first letters find most texts without the word cheaply.
            conditions.Add($"position({parameters.Add(word.Split('\'', '’')[0].ToLowerInvariant())} IN lower(x.text)) > 0");
            conditions.Add($"x.text ~* {parameters.Add(WholeWord(word), NpgsqlDbType.Text)}");
        }
        return string.Join(" AND ", conditions);
    }

    private static string MoodSql(string sentiment) =>
        sentiment switch
        {
            "positive" => FormattableString.Invariant($"x.sentiment >= {Limit}"),
            "negative" => FormattableString.Invariant($"x.sentiment <= -{Limit}"),
            _ => FormattableString.Invariant($"x.sentiment > -{Limit} AND x.sentiment < {Limit}"),
        };

    /// <summary>A word as the counting of words sees it: with apostrophes inside, and a possessive 's as no part of it.</summary>
    internal static string WholeWord(string word)
    {
        var pattern = new StringBuilder(@"(?<!\w)(?<!\w['’])");
        foreach (var c in word)
        {
            _ =
                c is '\'' or '’' ? pattern.Append("['’]")
                : char.IsLetterOrDigit(c) || c == '_' || c > '\u007F' ? pattern.Append(c)
                : pattern.Append('\\').Append(c);
        }
        return pattern.Append(@"(?!\w)(?!['’](?!s(?!\w))\w)").ToString();
    }
}
