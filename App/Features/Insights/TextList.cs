namespace App.Features.Insights;

/// <summary>What a call may bring of texts.</summary>
internal static class TextList
{
    public const int MostTexts = 1000;
    public const int LongestText = 100_000;

    /// <summary>A body of that many characters in UTF-8, and some more for other letters than English ones.</summary>
    public const long LargestBody = 128L << 20;

    /// <summary>Adds a message for the field where the texts are missing, too many or too long.</summary>
    public static void Check(IReadOnlyList<string?>? texts, string field, IDictionary<string, string[]> errors)
    {
        if (texts is null)
        {
            errors[field] = [$"{field} is missing: a list of up to {MostTexts} texts."];
            return;
        }
        if (texts.Count > MostTexts)
        {
            errors[field] = [$"{field} must be at most {MostTexts} texts. Got {texts.Count} instead."];
            return;
        }
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i] is not { } text)
            {
                errors[$"{field}[{i}]"] = [$"{field}[{i}] must be a text. Got null instead."];
            }
            else if (text.Length > LongestText)
            {
                errors[$"{field}[{i}]"] = [$"{field}[{i}] must be at most {LongestText} characters. Got {text.Length} instead."];
            }
        }
    }
}
