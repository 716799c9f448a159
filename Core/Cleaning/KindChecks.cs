namespace Core.Cleaning;

/// <summary>What only some kinds need: values of a fixed list, and columns that must agree with each other.</summary>
internal static class KindChecks
{
    private static readonly string[] SourceTypes = ["internal_feedback", "public_sentiment", "web", "reddit"];

    /// <summary>Checks and completes the values of a row that is fine column by column.</summary>
    public static void Finish(ImportKind kind, object?[] values, IReadOnlyList<int> positions, RowIssues found)
    {
        switch (kind.Key)
        {
            case "engagements":
                NotNegative(kind, values, positions, "session_duration", found);
                Replace(kind, values, "like_status", Liking);
                break;
            case "movies":
                NotNegative(kind, values, positions, "movie_duration", found);
                WholeYear(kind, values, positions, found);
                break;
            case "products" or "subscriptions":
                NotNegative(kind, values, positions, "price", found);
                break;
            case "interactions":
                Replace(kind, values, "event_type", EventWord.Of);
                values[kind.IndexOf("event_type")] ??= "event";
                break;
            case "device-uses":
                if (values[kind.IndexOf("end_date")] is DateTime end && end.Date < ((DateTime)values[kind.IndexOf("start_date")]!).Date)
                {
                    found.Reject(CleaningRule.EndBeforeStart, positions[kind.IndexOf("end_date")], "The use ends before it starts.");
                }
                break;
            case "feedback":
                var at = kind.IndexOf("source_type");
                if (values[at] is string type && !SourceTypes.Contains(type))
                {
                    found.Repair(
                        CleaningRule.UnreadableValue,
                        positions[at],
                        $"Taken as internal_feedback. Allowed: {string.Join(", ", SourceTypes)}."
                    );
                    values[at] = null;
                }
                values[at] ??= "internal_feedback";
                break;
        }
    }

    private static void Replace(ImportKind kind, object?[] values, string column, Func<string, string?> by)
    {
        var at = kind.IndexOf(column);
        values[at] = values[at] is string text ? by(text) : null;
    }

    private static void NotNegative(ImportKind kind, object?[] values, IReadOnlyList<int> positions, string column, RowIssues found)
    {
        var at = kind.IndexOf(column);
        if (values[at] is double and < 0 || (values[at] is Customers.Money money && money.Units < 0))
        {
            found.Repair(CleaningRule.OutOfRange, positions[at], "Left empty: it can't be below 0.");
            values[at] = null;
        }
    }

    private static void WholeYear(ImportKind kind, object?[] values, IReadOnlyList<int> positions, RowIssues found)
    {
        var at = kind.IndexOf("release_year");
        if (values[at] is double year && (year != Math.Truncate(year) || year is < 1850 or > 2200))
        {
            found.Repair(CleaningRule.OutOfRange, positions[at], "Left empty: a year is a whole number between 1850 and 2200.");
            values[at] = null;
        }
    }

    // Unknown words count as no opinion.
    private static string Liking(string text) =>
        text.ToLowerInvariant() switch
        {
            "liked" or "like" or "1" or "yes" or "true" or "up" or "+1" => "liked",
            "disliked" or "dislike" or "-1" or "no" or "false" or "down" => "disliked",
            _ => "none",
        };
}
