using System.Text.Json.Serialization;
using Core.Explore;

namespace App.Features.Explore.Texts;

/// <param name="Mean">−1 … 1.</param>
/// <param name="Low">Lower end of the 95 % interval of the mean; null below two texts.</param>
/// <param name="High">Upper end.</param>
/// <param name="Positive">Texts with a sentiment of at least 0.05.</param>
/// <param name="Neutral">Texts in between.</param>
/// <param name="Negative">Texts with a sentiment of at most −0.05.</param>
public sealed record MoodView(double? Mean, double? Low, double? High, long Positive, long Neutral, long Negative);

/// <param name="Word">In small letters.</param>
/// <param name="Count">How often it is there.</param>
/// <param name="Texts">In how many of the texts read.</param>
/// <param name="TfIdf">Its mean weight: often in some texts, not in all.</param>
/// <param name="Href">The texts with it.</param>
public sealed record WordView(string Word, long Count, int Texts, double TfIdf, string Href);

/// <param name="Word">In small letters.</param>
/// <param name="Group">"a" or "b": where it is more common.</param>
/// <param name="CountA">How often it is in the first group.</param>
/// <param name="CountB">How often it is in the second group.</param>
/// <param name="LogLikelihood">How sure the difference is.</param>
/// <param name="AdjustedPValue">Of it, corrected for the number of words (Benjamini and Hochberg).</param>
/// <param name="LogRatio">How large it is: 1 is twice as common in a, −1 half as common.</param>
/// <param name="Href">The texts of its group with it.</param>
public sealed record KeyWordView(
    string Word,
    string Group,
    long CountA,
    long CountB,
    double LogLikelihood,
    double AdjustedPValue,
    double LogRatio,
    string Href
);

/// <param name="Compare">What was asked for: sentiment, source:NAME or segment:ID.</param>
/// <param name="A">The first group in words.</param>
/// <param name="B">The second group in words.</param>
/// <param name="TextsA">Texts read of the first group.</param>
/// <param name="TextsB">Texts read of the second group.</param>
/// <param name="Words">Words that tell the groups apart, the surest first; empty when a group is too small to say.</param>
public sealed record KeynessComparison(string Compare, string A, string B, int TextsA, int TextsB, IReadOnlyList<KeyWordView> Words);

/// <param name="Name">The group.</param>
/// <param name="Texts">Texts in it.</param>
/// <param name="Sentiment">Their mean.</param>
/// <param name="Low">Lower end of the 95 % interval; null below two texts.</param>
/// <param name="High">Upper end.</param>
/// <param name="Href">Its texts.</param>
public sealed record GroupSentiment(string Name, long Texts, double Sentiment, double? Low, double? High, string Href);

/// <param name="Month">Its first day.</param>
/// <param name="Texts">Texts in it.</param>
/// <param name="Sentiment">Their mean; null without texts.</param>
public sealed record MonthSentiment(DateOnly Month, long Texts, double? Sentiment);

/// <param name="Kind">mood, topics, praise, complaints, peak, trend, source, product or segment.</param>
/// <param name="Sentence">With its numbers; *stars* mark names.</param>
/// <param name="Value">The number that it is about.</param>
/// <param name="Texts">How many texts it rests on.</param>
/// <param name="Href">The texts behind it.</param>
public sealed record InsightView(string Kind, string Sentence, double Value, long Texts, string Href);

/// <summary>What texts say.</summary>
/// <param name="Texts">All that fit the filter.</param>
/// <param name="TextsRead">Of them those whose words were counted.</param>
/// <param name="FewestTexts">Below so many nothing is claimed.</param>
/// <param name="Insights">In words.</param>
/// <param name="Mood">Sentiment of all.</param>
/// <param name="Keywords">The most frequent words first.</param>
/// <param name="Keyness">Which words tell two groups apart.</param>
/// <param name="ByMonth">In order of time.</param>
/// <param name="BySource">The largest first.</param>
/// <param name="BySegment">The largest first; empty without a segmentation.</param>
/// <param name="ByProduct">The largest first.</param>
public sealed record TextInsights(
    long Texts,
    int TextsRead,
    int FewestTexts,
    IReadOnlyList<InsightView> Insights,
    MoodView Mood,
    IReadOnlyList<WordView> Keywords,
    KeynessComparison Keyness,
    IReadOnlyList<MonthSentiment> ByMonth,
    IReadOnlyList<GroupSentiment> BySource,
    IReadOnlyList<GroupSentiment> BySegment,
    IReadOnlyList<GroupSentiment> ByProduct
)
{
    /// <summary>Texts a day, for the chart.</summary>
    [JsonIgnore]
    public IReadOnlyCollection<DayTotal> Days { get; init; } = [];
}
