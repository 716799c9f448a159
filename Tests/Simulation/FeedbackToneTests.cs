using Core.Simulation;
using Core.Text;
using Data.Sources;
using Tests.Text;
using Xunit;

namespace Tests.Simulation;

/// <summary>The truth that the texts were written with is found again by an analysis that knows nothing of it.</summary>
public sealed class FeedbackToneTests(ITestOutputHelper output)
{
    [Fact]
    public void The_tone_of_simulated_feedback_is_found_again()
    {
        var shop = HandmadeShop.Generate(new(new DateOnly(2024, 1, 1), new DateOnly(2026, 1, 1), 6_000), 2);

        var right = ShareFound(shop.Feedback.Select(f => (f.Text, f.Tone.ToString().ToLowerInvariant())).ToList());

        Assert.True(right > 0.9, $"{right:P1}");
    }

    [Fact]
    public void The_labels_of_the_public_sample_are_found_again()
    {
        var right = ShareFound(PublicSentimentSample.Texts);

        Assert.True(right > 0.8, $"{right:P1}");
    }

    private double ShareFound(IReadOnlyList<(string Text, string Label)> texts)
    {
        var share = texts.Count(t => Label(Lexicon.Vader.Score(t.Text).Compound) == t.Label) / (double)texts.Count;
        output.WriteLine($"{share:P1} of {texts.Count} found");
        return share;
    }

    // The usual cut of the method's authors.
    private static string Label(double compound) =>
        compound >= 0.05 ? "positive"
        : compound <= -0.05 ? "negative"
        : "neutral";
}
