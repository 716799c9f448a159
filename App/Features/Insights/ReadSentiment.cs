using System.Text.Json.Serialization;
using App.Shell;
using Core.Text;
using Data.Sources;

namespace App.Features.Insights;

/// <param name="Texts">Up to 1000, each up to 100 000 characters.</param>
/// <param name="Model">"vader" (default), or "service": the pretrained model that is configured, with VADER in its place where it fails.</param>
public sealed record SentimentInput(IReadOnlyList<string>? Texts, string? Model = null);

/// <param name="Neg">Share of the text that is negative.</param>
/// <param name="Neu">Share that is neutral.</param>
/// <param name="Pos">Share that is positive.</param>
/// <param name="Compound">The whole, from −1 to 1.</param>
/// <param name="Model">Which model read it; only where the service was asked for.</param>
/// <param name="Note">Why it was not the service; only then.</param>
public sealed record SentimentView(
    double Neg,
    double Neu,
    double Pos,
    double Compound,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Model,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note
);

/// <summary>The sentiment of texts.</summary>
public sealed class ReadSentiment(TextAnalyzer analyzer, SentimentService service)
{
    private const string ServiceModel = "service";

    public static Dictionary<string, string[]> Check(SentimentInput input)
    {
        var errors = new Dictionary<string, string[]>();
        TextList.Check(input.Texts, "texts", errors);
        if (input.Model is not (null or SentimentService.VaderModel or ServiceModel))
        {
            errors["model"] = [$"model must be {SentimentService.VaderModel} or {ServiceModel}. Got '{input.Model}' instead."];
        }
        return errors;
    }

    public async Task<IReadOnlyList<SentimentView>> RunAsync(SentimentInput input, CancellationToken cancellation)
    {
        if (input.Model != ServiceModel)
        {
            return [.. input.Texts!.Select(t => View(analyzer.Vader.Score(t), null, null))];
        }
        var readings = await service.ReadAsync(input.Texts!, cancellation);
        var note = service.IsConfigured ? readings.Note : "No sentiment service is configured (setting Sentiment__Url).";
        return [.. readings.Sentiments.Select(s => View(s, readings.Model, note))];
    }

    private static SentimentView View(Sentiment sentiment, string? model, string? note) =>
        new(sentiment.Negative, sentiment.Neutral, sentiment.Positive, sentiment.Compound, model, note);
}
