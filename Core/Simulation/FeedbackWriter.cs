using Core.Estimators;

namespace Core.Simulation;

/// <summary>Writes feedback of a known tone about a known topic from sentences of its own.</summary>
public static class FeedbackWriter
{
    private sealed record Phrases(string Topic, string[] Positive, string[] Neutral, string[] Negative);

    private static readonly Phrases[] ByTopic =
    [
        new(
            "delivery",
            ["The delivery was quick and everything arrived safely.", "It came two days early, great service!"],
            ["The parcel came on Tuesday.", "Delivery took five days, as stated."],
            ["The delivery was terribly late and nobody told me why.", "It arrived broken and the courier was rude."]
        ),
        new(
            "quality",
            ["The quality is excellent, you can see the care in every detail.", "Beautifully made, better than I had hoped."],
            ["The size is as given in the description.", "It is made of {material} and weighs what it says."],
            ["The quality is poor, it fell apart after a week.", "Badly finished, there was an ugly crack on one side."]
        ),
        new(
            "packaging",
            ["The wrapping was lovely and I enjoyed opening it.", "Wonderful packaging, perfect as a gift."],
            ["It came in a brown box with paper around it.", "The packaging can go into the paper bin."],
            ["The packaging was a mess and the gift was damaged.", "Awful wrapping, I was ashamed to give it to my friend."]
        ),
        new(
            "price",
            ["A fair price for such good work.", "Great value, I would happily pay more."],
            ["The price was the same as last year.", "I paid by card."],
            ["Far too expensive, I feel cheated.", "A horrible price for something so disappointing."]
        ),
        new(
            "service",
            ["The maker answered kindly and helped me at once.", "Friendly and helpful people, thank you so much!"],
            ["I wrote to the shop about the size and got an answer.", "The form asks for a telephone number."],
            ["I complained three times and they ignored me, awful service.", "The support was unfriendly and no help at all."]
        ),
        new(
            "design",
            ["The colours are gorgeous and the design makes me happy.", "Such a charming pattern, I love it."],
            ["The colour is between blue and green.", "It has the same pattern as on the picture."],
            ["The colour is ugly and nothing like the picture.", "I hate the pattern, it looks cheap and boring."]
        ),
    ];

    private static readonly string[] Opening =
    [
        "I bought the {product} last month.",
        "About the {product}:",
        "My order was the {product}.",
        "This is about the {product} from your shop.",
    ];

    private static readonly string[][] Closing =
    [
        ["I am very disappointed.", "I want my money back.", "Never again.", ""],
        ["It is on the table in the hall now.", "My sister has one too.", "", ""],
        ["I am delighted!", "Highly recommended.", "I will gladly order again.", ""],
    ];

    /// <summary>What feedback is about.</summary>
    public static IReadOnlyList<string> Topics { get; } = [.. ByTopic.Select(t => t.Topic)];

    /// <returns>The text and its topic.</returns>
    internal static (string Text, string Topic) Write(HandmadeProduct product, FeedbackTone tone, SeededRandom random)
    {
        var phrases = ByTopic[random.NextInt(ByTopic.Length)];
        var claims = tone switch
        {
            FeedbackTone.Positive => phrases.Positive,
            FeedbackTone.Negative => phrases.Negative,
            _ => phrases.Neutral,
        };
        var closings = Closing[(int)tone];
        var text = $"{Pick(Opening)} {Pick(claims)} {Pick(closings)}"
            .TrimEnd()
            .Replace("{product}", product.Name.ToLowerInvariant(), StringComparison.Ordinal)
            .Replace("{material}", product.Material, StringComparison.Ordinal);
        return (text, phrases.Topic);

        string Pick(string[] texts) => texts[random.NextInt(texts.Length)];
    }
}
