using Core.Customers;
using Core.Segments;

namespace App.Features.Segments;

/// <summary>The parameters of a method; those that the method does not use are left out.</summary>
/// <param name="K">Number of clusters of k-means; null lets the curves decide.</param>
/// <param name="Starts">Runs from different starts, of which the best is kept.</param>
/// <param name="MissingValues">median or drop: what happens to customers without a value.</param>
public sealed record SegmentationParameters(int? K = null, int Starts = 10, string MissingValues = "median");

/// <summary>What to segment and how, as the API takes it and as it is saved with the run.</summary>
/// <param name="Method">k-means or rfm.</param>
/// <param name="Features">Feature keys; k-means only. A column such as country stands for the features of all its usual values.</param>
/// <param name="Scaling">How features are made comparable.</param>
/// <param name="Parameters">Of the method.</param>
/// <param name="Seed">The same seed gives the same clusters.</param>
/// <param name="AsOf">Nothing after this date is read; null for the day after the last order.</param>
/// <param name="SegmentId">Only customers of this segment; null for everybody.</param>
/// <param name="Name">What the run is called; made from the features when null.</param>
public sealed record SegmentationOptions(
    string Method = "k-means",
    IReadOnlyList<string>? Features = null,
    string Scaling = "log-standard",
    SegmentationParameters? Parameters = null,
    long Seed = 1,
    DateOnly? AsOf = null,
    long? SegmentId = null,
    string? Name = null
)
{
    public const int MostClusters = 50;

    public static IReadOnlyList<string> Methods { get; } = ["k-means", "rfm"];

    /// <summary>The clustering that a newcomer finds: how recently, how often, for how much.</summary>
    public static SegmentationOptions Usual { get; } = new(Features: ["recency_days", "frequency", "monetary"]);

    /// <summary>The same with each column and attribute that is a category replaced by the features of its usual values.</summary>
    /// <param name="known">The keys of all features that there are.</param>
    public SegmentationOptions WithValuesOf(IReadOnlyList<string> known) =>
        this with
        {
            Features = Features?.SelectMany(f => ValuesOf(Known(f) ?? f, known)).Distinct().ToList(),
        };

    private static IEnumerable<string> ValuesOf(string feature, IReadOnlyList<string> known)
    {
        var values = known.Contains(feature) ? [] : known.Where(k => k.StartsWith(feature + "=", StringComparison.Ordinal)).ToList();
        return values.Count > 0 ? values : [feature];
    }

    // The key of a feature, or the name of a column with many.
    private static string? Known(string feature) => CustomerFeatures.Find(feature)?.Key ?? AttributeFeature.FindColumn(feature);

    /// <summary>Messages by field; empty when the run can begin.</summary>
    public Dictionary<string, string[]> Check()
    {
        Dictionary<string, string[]> errors = [];
        if (!Methods.Contains(Method))
        {
            errors["method"] = [$"method must be one of {string.Join(", ", Methods)}. Got '{Method}' instead."];
        }
        if (Method == "k-means")
        {
            if (Features is not { Count: > 0 })
            {
                errors["features"] = ["Choose at least one feature."];
            }
            else if (Features.Select(f => f ?? "").FirstOrDefault(f => Known(f) is null) is { } unknown)
            {
                errors["features"] =
                [
                    $"'{unknown}' is not a feature. Known: {string.Join(", ", CustomerFeatures.All.Select(f => f.Key))}.",
                ];
            }
            else if (Features.Select(Known).Distinct().Count() != Features.Count)
            {
                errors["features"] = ["Each feature may be named once."];
            }
        }
        if (!ScalingNames.TryParse(Scaling, out _))
        {
            errors["scaling"] = [$"scaling must be one of {string.Join(", ", ScalingNames.All)}. Got '{Scaling}' instead."];
        }
        if (Parameters is { K: { } k } && k is < 1 or > MostClusters)
        {
            errors["parameters.k"] = [$"k must be between 1 and {MostClusters}. Got {k} instead."];
        }
        if (Parameters is { Starts: < 1 or > 100 })
        {
            errors["parameters.starts"] = [$"starts must be between 1 and 100. Got {Parameters.Starts} instead."];
        }
        if (Parameters is { MissingValues: not ("median" or "drop") })
        {
            errors["parameters.missingValues"] = [$"missingValues must be median or drop. Got '{Parameters.MissingValues}' instead."];
        }
        return errors;
    }
}
