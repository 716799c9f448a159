namespace Data.Queries;

/// <summary>Marks days (UTC) whose sales are to be added up again by <see cref="DailySales"/>.</summary>
internal static class ChangedDays
{
    /// <summary>The day of a moment.</summary>
    public static string Of(string time) => $"({time} AT TIME ZONE 'UTC')::date";

    /// <summary>SQL that marks what a query finds.</summary>
    /// <param name="days">A query of one column of dates.</param>
    public static string Mark(string days) => $"INSERT INTO changed_days (date) {days} ON CONFLICT (date) DO NOTHING";
}
