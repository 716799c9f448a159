namespace Core.Text;

/// <summary>Strings round a stemmer that works in place.</summary>
internal static class StemmedWord
{
    private const int LongestOnStack = 64;

    public delegate int InPlace(Span<char> word);

    /// <summary>The stem in small letters; the same string where nothing changes.</summary>
    public static string Of(string word, InPlace stem)
    {
        ArgumentNullException.ThrowIfNull(word);
        var letters = word.Length <= LongestOnStack ? stackalloc char[word.Length] : new char[word.Length];
        word.AsSpan().ToLowerInvariant(letters);
        var stemmed = letters[..stem(letters)];
        return stemmed.SequenceEqual(word) ? word : stemmed.ToString();
    }
}
