using System.Globalization;
using System.Text;
using Core.Text;
using Xunit;

namespace Tests.Text;

/// <summary>What the packages bring, with our corrections, against the files of vaderSentiment itself.</summary>
public sealed class VaderLexiconTests
{
    [Fact]
    public void Words_and_valences_are_those_of_the_reference()
    {
        var reference = new Dictionary<string, double>();
        foreach (var fields in File.ReadLines(SharedFiles.Path("data/vader/vader_lexicon.txt")).Select(l => l.Trim().Split('\t')))
        {
            // Some emoticons stand there twice; the last one counts.
            reference[fields[0]] = double.Parse(fields[1], CultureInfo.InvariantCulture);
        }

        Assert.Equal(reference.Count, Lexicon.Brought.Count);
        Assert.All(reference, word => Assert.Equal(word.Value, Lexicon.Brought.Valence(word.Key)));
    }

    [Fact]
    public void Names_of_emoji_are_those_of_the_reference()
    {
        var reference = File.ReadLines(SharedFiles.Path("data/vader/emoji_utf8_lexicon.txt"))
            .Select(line => line.Trim().Split('\t'))
            .Select(fields => (Runes: fields[0].EnumerateRunes().ToArray(), Name: fields[1]))
            .Where(e => e.Runes.Length == 1)
            .ToDictionary(e => e.Runes[0].Value, e => e.Name);

        Assert.Equal(1212, reference.Count);
        var different = Enumerable
            .Range(0, 0x110000)
            .Where(c => Lexicon.Brought.Emoji[c] != reference.GetValueOrDefault(c))
            .Select(c => $"U+{c:X}: '{Lexicon.Brought.Emoji[c]}', in the reference '{reference.GetValueOrDefault(c)}'");
        Assert.Empty(different);
        Assert.Equal(reference.Count, Lexicon.Brought.Emoji.Count);
    }

    [Theory]
    [InlineData("good", "Line 1 of the lexicon must be a word, a tab and a number. Got 'good' instead.")]
    [InlineData("good\t1.9\nbad\tvery", "Line 2 of the lexicon must be a word, a tab and a number. Got 'bad\tvery' instead.")]
    [InlineData("good\tNaN", "Line 1 of the lexicon must be a word, a tab and a number. Got 'good\tNaN' instead.")]
    [InlineData("\n", "The lexicon must have at least one word. Got none instead.")]
    public void A_broken_lexicon_is_refused(string lexicon, string message) =>
        Assert.Equal(
            message,
            Assert
                .Throws<InvalidDataException>(() => VaderLexicon.Load(Bytes(lexicon), Bytes("""[{"char": "😀", "name": "grin"}]""")))
                .Message
        );

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""[{"char": "😀"}]""")]
    [InlineData("not json")]
    public void Broken_names_of_emoji_are_refused(string emoji) =>
        Assert.StartsWith(
            "The names of emoji must be ",
            Assert.Throws<InvalidDataException>(() => VaderLexicon.Load(Bytes("good\t1.9"), Bytes(emoji))).Message
        );

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));
}
