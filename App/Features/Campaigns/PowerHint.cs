using App.Shell;
using Core.Experiments;

namespace App.Features.Campaigns;

/// <summary>Says in plain words how small a difference a campaign of this size can see.</summary>
public static class PowerHint
{
    // What a campaign to one's own customers usually gets; only there to make the size of an effect imaginable.
    private const double UsualRate = 0.02;
    private const long Least = 10;

    public static string Words(IReadOnlyList<long> byVariant)
    {
        if (byVariant.Count < 2)
        {
            return "With a single version there is nothing to compare; you will see how many clicked.";
        }
        var smallest = byVariant.Min();
        var effect = smallest < Least ? null : PowerAnalysis.MinimumDetectableEffect(UsualRate, smallest);
        return effect is { } rise
            ? $"With {Format.Count(smallest)} people per version, and if about {Format.Percent(UsualRate)} click as is usual, you will most likely see a difference when the better version gets {Format.Percent(UsualRate + rise)} or more. Smaller ones may go unnoticed (chance to see it: 80 %)."
            : $"{Format.Count(smallest, "person", "people")} per version is too few to tell two versions apart. The campaign can be sent, but its comparison will say little.";
    }
}
