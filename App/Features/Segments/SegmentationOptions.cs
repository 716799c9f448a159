using System.Text.Json;
using System.Text.Json.Serialization;
using Core.Customers;
using Core.Segments;
using Core.Segments.Density;
using Core.Segments.Hierarchy;
using Core.Segments.Mixture;

namespace App.Features.Segments;

/// <summary>The parameters of a method; those that the method does not use are left out.</summary>
/// <param name="K">Number of clusters; null lets the curves decide.</param>
/// <param name="Starts">Runs from different starts, of which the best is kept.</param>
/// <param name="MissingValues">median or drop: what happens to customers without a value.</param>
/// <param name="Eps">ε of DBSCAN after scaling; null takes it from the k-distance curve.</param>
/// <param name="MinSamples">Of DBSCAN and HDBSCAN; null is decided by the data.</param>
/// <param name="MinClusterSize">Of HDBSCAN; null is decided by the data.</param>
/// <param name="Linkage">ward, complete, average, weighted or single.</param>
/// <param name="Covariance">full, tied, diagonal or spherical.</param>
/// <param name="Selection">excess-of-mass or leaf.</param>
public sealed record SegmentationParameters(
    int? K = null,
    int Starts = 10,
    string MissingValues = "median",
    double? Eps = null,
    int? MinSamples = null,
    int? MinClusterSize = null,
    string Linkage = "ward",
    string Covariance = "full",
    string Selection = "excess-of-mass"
)
{
    internal ClusteringParameters ForMethod(int? suggested) =>
        new(
            K ?? suggested ?? 1,
            Starts,
            Eps,
            MinSamples,
            MinClusterSize,
            Parse<Linkage>(Linkage)!.Value,
            Parse<CovarianceType>(Covariance)!.Value,
            Parse<ClusterSelection>(Selection)!.Value
        );

    /// <summary>Messages by field.</summary>
    internal IEnumerable<(string Field, string Message)> Problems()
    {
        if (K is < 1 or > SegmentationOptions.MostClusters)
        {
            yield return ("parameters.k", $"k must be between 1 and {SegmentationOptions.MostClusters}. Got {K} instead.");
        }
        if (Starts is < 1 or > 100)
        {
            yield return ("parameters.starts", $"starts must be between 1 and 100. Got {Starts} instead.");
        }
        if (MissingValues is not ("median" or "drop"))
        {
            yield return ("parameters.missingValues", $"missingValues must be median or drop. Got '{MissingValues}' instead.");
        }
        if (Eps is { } eps && !(eps > 0 && double.IsFinite(eps)))
        {
            yield return ("parameters.eps", $"eps must be a number above 0. Got {eps} instead.");
        }
        if (MinSamples is < 1 or > 1000)
        {
            yield return ("parameters.minSamples", $"minSamples must be between 1 and 1000. Got {MinSamples} instead.");
        }
        if (MinClusterSize is < 2)
        {
            yield return ("parameters.minClusterSize", $"minClusterSize must be at least 2. Got {MinClusterSize} instead.");
        }
        if (Wrong<Linkage>("linkage", Linkage) is { } linkage)
        {
            yield return linkage;
        }
        if (Wrong<CovarianceType>("covariance", Covariance) is { } covariance)
        {
            yield return covariance;
        }
        if (Wrong<ClusterSelection>("selection", Selection) is { } selection)
        {
            yield return selection;
        }
    }

    private static (string, string)? Wrong<T>(string name, string value)
        where T : struct, Enum =>
        Parse<T>(value) is null
            ? ($"parameters.{name}", $"{name} must be one of {string.Join(", ", Enum.GetValues<T>().Select(Word))}. Got '{value}' instead.")
            : null;

    private static T? Parse<T>(string value)
        where T : struct, Enum => Enum.GetValues<T>().Cast<T?>().FirstOrDefault(v => Word(v!.Value) == value);

    // ExcessOfMass is excess-of-mass.
    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}

/// <summary>What to segment and how, as the API takes it and as it is saved with the run.</summary>
/// <param name="Method">A method of clustering, or rfm or engagement.</param>
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

    public static IReadOnlyList<string> Methods { get; } = [.. ClusteringMethod.All.Select(m => m.Key), "rfm", "engagement"];

    /// <summary>Whether customers are scored by rules instead of clustered by features.</summary>
    [JsonIgnore]
    public bool IsScoring => Method is "rfm" or "engagement";

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
        if (!IsScoring && !errors.ContainsKey("method"))
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
        foreach (var (field, message) in Parameters?.Problems() ?? [])
        {
            errors[field] = [message];
        }
        return errors;
    }
}
