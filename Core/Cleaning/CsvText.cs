namespace Core.Cleaning;

/// <summary>Fields of a CSV file (RFC 4180), safe to open in a spreadsheet.</summary>
public static class CsvText
{
    /// <summary>
    /// A field, quoted where needed. A text that a spreadsheet would run as a formula (it begins with = + - @, tab or return) gets an
    /// apostrophe before it, unless it is a plain number.
    /// </summary>
    public static string Field(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }
        var formula = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !NumberText.TryParse(text, out _);
        var safe = formula ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : safe;
    }
}
