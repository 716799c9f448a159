namespace Core.Experiments;

/// <summary>The rule for weights of variants, wherever they are given.</summary>
internal static class Weights
{
    public static void RequireValid(IReadOnlyList<double> weights, string caller)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count == 0 || !weights.All(w => w >= 0 && double.IsFinite(w)) || !weights.Any(w => w > 0))
        {
            throw new ArgumentException($"The weights of {caller} must be finite, at least 0, and one above 0.");
        }
    }
}
