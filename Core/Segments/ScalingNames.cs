using System.Collections.Frozen;

namespace Core.Segments;

/// <summary>The names of scalings in the API and in saved runs.</summary>
public static class ScalingNames
{
    private static readonly FrozenDictionary<ScalingMethod, string> Names = new Dictionary<ScalingMethod, string>
    {
        [ScalingMethod.None] = "none",
        [ScalingMethod.Standard] = "standard",
        [ScalingMethod.MinMax] = "min-max",
        [ScalingMethod.Robust] = "robust",
        [ScalingMethod.LogStandard] = "log-standard",
        [ScalingMethod.Quantile] = "quantile",
    }.ToFrozenDictionary();

    /// <summary>All names, in the order of <see cref="ScalingMethod"/>.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<ScalingMethod>().Select(Format)];

    public static string Format(ScalingMethod method) => Names[method];

    /// <summary>Exactly one of <see cref="All"/>; anything else is false.</summary>
    public static bool TryParse(string? name, out ScalingMethod method)
    {
        foreach (var (candidate, text) in Names)
        {
            if (text == name)
            {
                method = candidate;
                return true;
            }
        }
        method = default;
        return false;
    }
}
