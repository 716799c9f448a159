using Npgsql;

namespace Data.Queries;

/// <summary>Texts of one source.</summary>
/// <param name="Source">As the file names it, else its type.</param>
/// <param name="Mean">Mean sentiment in [−1, 1].</param>
/// <param name="Positive">Texts with a sentiment of at least 0.05, VADER's limit.</param>
/// <param name="Negative">Texts with a sentiment of at most −0.05.</param>
public sealed record SourceSentiment(string Source, long Texts, double Mean, long Positive, long Negative);

/// <summary>Texts of one month (UTC), by its first day.</summary>
public sealed record MonthSentiment(DateOnly Month, long Texts, double Mean);

/// <summary>What people wrote, added up.</summary>
public sealed class FeedbackSummary(NpgsqlDataSource database)
{
    private const string Source = "COALESCE(NULLIF(source, ''), source_type)";

    /// <summary>The source with the most texts first.</summary>
    public async Task<List<SourceSentiment>> BySourceAsync(CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(
            $"""
            SELECT {Source}, count(*), avg(sentiment), count(*) FILTER (WHERE sentiment >= 0.05), count(*) FILTER (WHERE sentiment <= -0.05)
            FROM feedback GROUP BY 1 ORDER BY 2 DESC, 1
            """
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<SourceSentiment> sources = [];
        while (await reader.ReadAsync(cancellation))
        {
            sources.Add(
                new SourceSentiment(reader.GetString(0), reader.GetInt64(1), reader.GetDouble(2), reader.GetInt64(3), reader.GetInt64(4))
            );
        }
        return sources;
    }

    /// <summary>Each month with texts, the oldest first; texts without a date are in none.</summary>
    public async Task<List<MonthSentiment>> ByMonthAsync(CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(
            """
            SELECT date_trunc('month', written_at AT TIME ZONE 'UTC')::date, count(*), avg(sentiment)
            FROM feedback WHERE written_at IS NOT NULL GROUP BY 1 ORDER BY 1
            """
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<MonthSentiment> months = [];
        while (await reader.ReadAsync(cancellation))
        {
            months.Add(new MonthSentiment(reader.GetFieldValue<DateOnly>(0), reader.GetInt64(1), reader.GetDouble(2)));
        }
        return months;
    }

    /// <summary>Positive or negative texts for counting words: by the hash that is their id, as good as by chance and always the same.</summary>
    public async Task<List<string>> TextsAsync(bool positive, int most, CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(
            $"SELECT text FROM feedback WHERE sentiment {(positive ? ">= 0.05" : "<= -0.05")} ORDER BY feedback_id LIMIT @most"
        );
        command.Parameters.AddWithValue("most", most);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<string> texts = [];
        while (await reader.ReadAsync(cancellation))
        {
            texts.Add(reader.GetString(0));
        }
        return texts;
    }
}
