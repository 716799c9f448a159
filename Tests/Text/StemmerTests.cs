using Core.Text;
using Xunit;

namespace Tests.Text;

public sealed class StemmerTests
{
    /// <summary>The vocabulary that Porter published with his algorithm (snowball-data).</summary>
    [Fact]
    public void Porter_stems_the_whole_published_vocabulary()
    {
        var words = File.ReadAllLines(SharedFiles.Path("oracles/data/porter_voc.txt"));
        var stems = File.ReadAllLines(SharedFiles.Path("oracles/data/porter_output.txt"));

        Assert.Equal(Oracles.Engine("porter.vocabulary").Expected("words").GetInt32(), words.Length);
        Assert.Equal(stems, words.Select(PorterStemmer.Stem));
    }

    /// <summary>The examples of the paper, step by step (Porter 1980, section 3).</summary>
    [Theory]
    [InlineData("caresses", "caress")]
    [InlineData("ponies", "poni")]
    [InlineData("feed", "feed")]
    [InlineData("agreed", "agre")]
    [InlineData("hopping", "hop")]
    [InlineData("filing", "file")]
    [InlineData("happy", "happi")]
    [InlineData("generalizations", "gener")]
    [InlineData("oscillators", "oscil")]
    [InlineData("Oscillators", "oscil")]
    public void Porter_examples(string word, string stem) => Assert.Equal(stem, PorterStemmer.Stem(word));

    /// <summary>The sample vocabulary on snowballstem.org/algorithms/english/stemmer.html, and its exceptions.</summary>
    [Theory]
    [InlineData("consign", "consign")]
    [InlineData("consigned", "consign")]
    [InlineData("consistency", "consist")]
    [InlineData("consolation", "consol")]
    [InlineData("consolatory", "consolatori")]
    [InlineData("consolingly", "consol")]
    [InlineData("conspicuously", "conspicu")]
    [InlineData("constable", "constabl")]
    [InlineData("knackeries", "knackeri")]
    [InlineData("knaves", "knave")]
    [InlineData("kneeling", "kneel")]
    [InlineData("knightly", "knight")]
    [InlineData("skies", "sky")]
    [InlineData("dying", "die")]
    [InlineData("news", "news")]
    [InlineData("inning", "inning")]
    [InlineData("proceed", "proceed")]
    [InlineData("generously", "generous")]
    [InlineData("communism", "communism")]
    [InlineData("gas", "gas")]
    [InlineData("gaps", "gap")]
    [InlineData("ties", "tie")]
    [InlineData("cries", "cri")]
    [InlineData("say", "say")]
    [InlineData("by", "by")]
    [InlineData("cry", "cri")]
    [InlineData("dog's", "dog")]
    public void Porter2_examples(string word, string stem) => Assert.Equal(stem, Porter2Stemmer.Stem(word));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("'")]
    [InlineData("ÉÉÉ")]
    public void Odd_words_come_back(string word)
    {
        Assert.Equal(word.ToLowerInvariant(), PorterStemmer.Stem(word));
        Assert.Equal(word.ToLowerInvariant(), Porter2Stemmer.Stem(word));
    }

    [Fact]
    public void Very_long_words_come_back()
    {
        var word = new string('a', 100_000) + "ing";
        Assert.Equal(word, PorterStemmer.Stem(word));
        Assert.Equal(word[..^3], Porter2Stemmer.Stem(word));
    }
}
