using Core.Customers;
using Core.Estimators;

namespace Core.Segments.Rules;

/// <summary>One part of a rule. A missing value (NaN) never meets it.</summary>
/// <param name="Feature">Name of the column.</param>
/// <param name="AtLeast">Inclusive, in the unit of the feature; null for no lower limit.</param>
/// <param name="Below">Exclusive; null for no upper limit.</param>
public sealed record RuleCondition(string Feature, double? AtLeast, double? Below)
{
    public bool Meets(double value) => value >= (AtLeast ?? double.NegativeInfinity) && !(value >= Below) && !double.IsNaN(value);

    /// <summary>"orders ≥ 6", "days since the last order from 10 to below 40", "country is France".</summary>
    public override string ToString()
    {
        if (AttributeFeature.TryParse(Feature) is { Kind: AttributeKind.Category, Value: { } value } category && IsYesOrNo)
        {
            return AtLeast is null ? $"{category.Words} is not {value}" : $"{category.Words} is {value}";
        }
        var label = FeatureVocabulary.Of(Feature).Label;
        return (AtLeast, Below) switch
        {
            ({ } least, { } most) => $"{label} from {Text(least)} to below {Text(most)}",
            ({ } least, null) => $"{label} ≥ {Text(least)}",
            (null, { } most) => $"{label} < {Text(most)}",
            _ => $"any {label}",
        };
    }

    // A category is 0 or 1: any limit between asks whether it is so.
    private bool IsYesOrNo => (AtLeast is null) != (Below is null) && (AtLeast ?? Below) is > 0 and <= 1;

    private string Text(double value) =>
        CustomerFeatures.Find(Feature)?.Unit == FeatureUnit.Share ? FigureText.Exact(100 * value) + "\u00A0%" : FigureText.Exact(value);
}
