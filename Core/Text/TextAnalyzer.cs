using System.Text;

namespace Core.Text;

/// <summary>
/// Reads the features of a text in one call: what an import asks for each of millions of rows. May be used by many threads at once, and
/// allocates nothing per text.
/// </summary>
public sealed class TextAnalyzer(VaderLexicon lexicon)
{
    /// <summary>The sentiment alone.</summary>
    public Vader Vader { get; } = new(lexicon);

    /// <summary>The words that sentiment is read by.</summary>
    public VaderLexicon Lexicon { get; } = lexicon;

    /// <param name="text">As people wrote it; at most take HTML off before (<see cref="TextCleaning"/>). Null is like "".</param>
    public TextFeatures Read(string? text) => Read(text.AsSpan());

    /// <param name="text">As people wrote it.</param>
    public TextFeatures Read(ReadOnlySpan<char> text)
    {
        var sentiment = Vader.Score(text, out var counts);
        var (characters, words) = Count(text);
        var emoji = Ascii.IsValid(text) ? 0 : EmojiCount.Of(text);
        return new TextFeatures(characters, words, emoji, counts.Positive, counts.Negative, sentiment);
    }

    private static (int Characters, int Words) Count(ReadOnlySpan<char> text)
    {
        var (characters, words, inWord) = (text.Length, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c))
            {
                inWord = false;
                continue;
            }
            var isPair = i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]);
            if (!inWord && (isPair ? Rune.IsLetterOrDigit(new Rune(c, text[i + 1])) : char.IsLetterOrDigit(c)))
            {
                inWord = true;
                words++;
            }
            if (isPair)
            {
                characters--;
                i++;
            }
        }
        return (characters, words);
    }
}
