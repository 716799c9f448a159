using Core.Text;
using Xunit;

namespace Tests.Text;

public sealed class KeywordTests
{
    private static readonly string[] Feedback =
    [
        "Delivery was late, the deliveries are always late!",
        "Late delivery. The colours of the table don't match the shop's pictures.",
        "Great table; great service",
    ];

    [Fact]
    public void The_most_frequent_words_come_first()
    {
        var top = Keywords.Top(TermCounts.Of(Feedback), 4);

        Assert.Equal(
            [
                new Keyword("late", "late", 3, 2),
                new Keyword("delivery", "delivery", 2, 2),
                new Keyword("table", "table", 2, 2),
                new Keyword("great", "great", 2, 1),
            ],
            top
        );
    }

    [Theory]
    [InlineData(Stemming.Porter)]
    [InlineData(Stemming.Porter2)]
    public void Stems_join_words_and_show_the_most_frequent_one(Stemming stemming) =>
        Assert.Contains(new Keyword("delivery", "deliveri", 3, 2), Keywords.Top(TermCounts.Of(Feedback, new TermOptions(stemming))));

    [Fact]
    public void Words_have_apostrophes_inside_but_no_possessive()
    {
        var words = new List<string>();
        foreach (var word in new WordSpans("The shop's 'new' don’t-do e\u0301te\u0301, O'Neill's 𝒶𝒷's 24/7 a_b' '"))
        {
            words.Add(word.ToString());
        }
        Assert.Equal(["The", "shop", "new", "don’t", "do", "e\u0301te\u0301", "O'Neill", "𝒶𝒷", "24", "7", "a_b"], words);
    }

    [Fact]
    public void Negations_are_no_stop_words_and_numbers_are_no_keywords()
    {
        var words = TermCounts.Of(["It was not good and I don’t like the 24 of them, never"]).Terms;
        Assert.Equal(["don't", "good", "like", "never", "not"], words);
        Assert.All(["not", "no", "nor", "never", "without", "isn't", "cannot"], w => Assert.False(StopWords.Contains(w)));
        Assert.All(["the", "i'm", "you"], w => Assert.True(StopWords.Contains(w)));
    }

    [Fact]
    public void Nothing_has_no_keywords()
    {
        Assert.Empty(Keywords.Top(TermCounts.Of([])));
        Assert.Empty(Keywords.Top(TermCounts.Of(["", "the of and", "1 2 3"])));
    }

    [Fact]
    public void Options_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TermCounts.Of([], new TermOptions(ShortestWord: 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Keywords.Top(TermCounts.Of([]), 0));
    }

    /// <summary>The documents of scikit-learn's own example.</summary>
    [Fact]
    public void Tf_idf_as_scikit_learn()
    {
        var oracle = Oracles.Engine("tfidf.doc");
        var texts = oracle.GetProperty("input").EnumerateArray().Select(t => t.GetString()!);
        var counts = TermCounts.Of(texts, new TermOptions(WithoutStopWords: false));
        var fitted = TfIdf.Fit(counts);

        Assert.Equal(oracle.Expected("vocabulary").EnumerateArray().Select(w => w.GetString()!), counts.Terms);
        Close(oracle.Expected("idf").Doubles(), fitted.InverseDocumentFrequency);
        var matrix = oracle.Expected("matrix").Table();
        for (var document = 0; document < matrix.Length; document++)
        {
            Close(matrix[document], fitted.Vector(document));
        }
        Close([.. Enumerable.Range(0, counts.Terms.Count).Select(t => matrix.Average(row => row[t]))], fitted.MeanWeights());

        void Close(IReadOnlyList<double> expected, IReadOnlyList<double> actual)
        {
            Assert.Equal(expected.Count, actual.Count);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, oracle.GetProperty("tol").GetDouble()));
        }
    }

    [Fact]
    public void A_document_without_terms_has_no_weights() => Assert.Equal([0, 0], TfIdf.Fit(TermCounts.Of(["red table", ""])).Vector(1));
}
