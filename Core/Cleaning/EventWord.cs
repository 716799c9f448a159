using System.Globalization;

namespace Core.Cleaning;

/// <summary>One spelling for what was done: "Add to Cart" and "add-to-cart" are add_to_cart.</summary>
public static class EventWord
{
    public static string Of(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterLower(c) && c != '_')
            {
                return Normalised(text);
            }
        }
        return text;
    }

    private static string Normalised(string text) =>
        string.Join(
            '_',
            text.ToLower(CultureInfo.InvariantCulture).Split([' ', '-', '_', '.', '\0'], StringSplitOptions.RemoveEmptyEntries)
        );
}
