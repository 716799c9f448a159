using Core.Cleaning;
using Core.Text;
using NpgsqlTypes;

namespace Data.Bulk;

/// <summary>What is computed from each text as it comes in: sentiment, length, words.</summary>
internal sealed class TextFigures(TextAnalyzer analyzer) : IRowFigures
{
    private static readonly int TextAt = ImportKind.Feedback.IndexOf("text");

    public static IReadOnlyList<string> Names { get; } =
    ["sentiment", "positive", "neutral", "negative", "length", "words", "emoji", "positive_words", "negative_words"];

    public IReadOnlyList<ComputedColumn> Columns { get; } =
    [
        .. Names.Select(
            (name, i) =>
                i < 4
                    ? new ComputedColumn(name, "double precision", NpgsqlDbType.Double)
                    : new ComputedColumn(name, "integer", NpgsqlDbType.Integer)
        ),
    ];

    public IReadOnlyList<object> Of(object?[] values)
    {
        var text = analyzer.Read((string)values[TextAt]!);
        return
        [
            text.Sentiment.Compound,
            text.Sentiment.Positive,
            text.Sentiment.Neutral,
            text.Sentiment.Negative,
            text.Characters,
            text.Words,
            text.Emoji,
            text.PositiveWords,
            text.NegativeWords,
        ];
    }
}
