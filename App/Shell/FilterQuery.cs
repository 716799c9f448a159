using System.Globalization;
using Data.Queries;

namespace App.Shell;

/// <summary>Dates, segment and source in an address, the same names on every page.</summary>
public static class FilterQuery
{
    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>Reads them; what can't be read is as if it were not there.</summary>
    public static ExploreFilter Parse(string? from, string? to, long? segment, string? source) =>
        new(Date(from), Date(to), segment, string.IsNullOrEmpty(source) ? null : Clean(source));

    /// <summary>The query of an address with this filter.</summary>
    public static Dictionary<string, object?> ToQuery(this ExploreFilter filter) =>
        new()
        {
            ["from"] = Text(filter.From),
            ["to"] = Text(filter.To),
            ["segment"] = filter.SegmentId,
            ["source"] = filter.Source,
        };

    /// <summary>What is wrong with the filter; null when nothing is.</summary>
    public static string? Problem(ExploreFilter filter) =>
        filter.From > filter.To
            ? $"The first day, {Format.Date(filter.From.Value)}, is after the last, {Format.Date(filter.To!.Value)}."
            : null;

    /// <summary>An address below the base: the path with those parts of the query that are there.</summary>
    public static string Address(string path, IEnumerable<KeyValuePair<string, object?>> query)
    {
        var parts = query
            .Where(q => q.Value is not null)
            .Select(q => $"{q.Key}={Uri.EscapeDataString(Convert.ToString(q.Value, CultureInfo.InvariantCulture)!)}");
        return string.Join('?', ((string[])[path, string.Join('&', parts)]).Where(p => p.Length > 0));
    }

    /// <summary>A date as in addresses; null for null.</summary>
    public static string? Text(DateOnly? date) => date?.ToString(DateFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads a date of an address; null when it is none.</summary>
    public static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>The text without characters that a database can't hold.</summary>
    public static string Clean(string text) => new([.. text.Where(c => !char.IsControl(c))]);
}
