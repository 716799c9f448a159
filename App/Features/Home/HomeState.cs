using System.Globalization;
using Data.Queries;

namespace App.Features.Home;

/// <summary>What the home page shows; it lives in the URL, so that a view can be shared and come back to.</summary>
/// <param name="Days">The last so many days; null for all, or when <paramref name="Window"/> is given.</param>
/// <param name="Window">Days that a person chose.</param>
/// <param name="Segment">Only customers of this segment; null for everybody.</param>
public sealed record HomeState(int? Days, SalesWindow? Window, long? Segment)
{
    public const string All = "all";
    private const int UsualDays = 90;

    /// <summary>Reads the query of an address; what can't be read falls back to the last 90 days.</summary>
    public static HomeState Parse(string? range, string? from, string? to, long? segment)
    {
        if (Day(from) is { } first && Day(to) is { } last && first <= last)
        {
            return new HomeState(null, new SalesWindow(first, last), segment);
        }
        int? days =
            range == All ? null
            : int.TryParse(range, NumberStyles.None, CultureInfo.InvariantCulture, out var told) && SalesSummary.UsualDays.Contains(told)
                ? told
            : UsualDays;
        return new HomeState(days, null, segment);
    }

    /// <summary>The days themselves, within the days that have sales.</summary>
    public SalesWindow Within(SalesWindow span) => Window ?? (Days is { } days ? SalesWindow.Last(days, span.To) : span);

    /// <summary>Whether there is a period before to compare with.</summary>
    public bool Compares => Window is not null || Days is not null;

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
