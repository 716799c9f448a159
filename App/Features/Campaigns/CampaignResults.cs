using Core.Experiments;
using Data.Queries;
using Npgsql;

namespace App.Features.Campaigns;

/// <summary>What one variant came to.</summary>
/// <param name="Rate">Clicked of sent; null while nothing was sent.</param>
/// <param name="Interval">95 %, Wilson's.</param>
public sealed record ArmView(
    string Name,
    long Assigned,
    long Sent,
    long Opened,
    long Clicked,
    long Unsubscribed,
    double Weight,
    double? Rate,
    double[] Interval
);

public sealed record ChiSquareView(double Statistic, int DegreesOfFreedom, double PValue);

/// <summary>A variant against the control.</summary>
/// <param name="Difference">Of the rates, treatment less control.</param>
/// <param name="Interval">95 %, Newcombe's.</param>
/// <param name="PValue">Of the chi-square test, or of Fisher's exact test where counts are small.</param>
/// <param name="AdjustedPValue">Corrected by Holm when there are several comparisons.</param>
public sealed record ComparisonView(
    string Treatment,
    string Control,
    double Difference,
    double[] Interval,
    double? Relative,
    double PValue,
    double AdjustedPValue,
    ChiSquareView ChiSquare,
    double? FisherPValue
);

/// <summary>Whether the groups have the sizes that they were meant to have.</summary>
public sealed record SampleRatioView(double P, bool IsMismatch);

/// <summary>The verdict first.</summary>
/// <param name="Kind">nothingToCompare, noSuccess, sampleRatioMismatch, noWinner or winner.</param>
public sealed record ResultsView(
    string Verdict,
    string Kind,
    string? Winner,
    IReadOnlyList<ArmView> Arms,
    SampleRatioView SampleRatio,
    ChiSquareView ChiSquare,
    IReadOnlyList<ComparisonView> Comparisons,
    long HeldOut
);

/// <summary>Reads the experiment of a campaign off its ledger.</summary>
public sealed class CampaignResults(NpgsqlDataSource database, CampaignStore campaigns)
{
    /// <exception cref="KeyNotFoundException">There is no such campaign.</exception>
    public async Task<Outcome<ResultsView>> RunAsync(long id, CancellationToken cancellation = default)
    {
        var row = await campaigns.RowAsync(id, cancellation);
        if (row.State == CampaignState.Draft)
        {
            return Outcome<ResultsView>.Forbidden($"'{row.Name}' is a draft; there are results once it is launched.");
        }
        var figures = (await CampaignFigures.ByVariantAsync(database, id, cancellation)).ToDictionary(f => f.Variant);
        var counts = await CampaignFigures.CountsAsync(database, id, cancellation);
        var variants = row.Variants.OrderBy(v => v.Variant).Select(v => (v.Name, v.Weight, Figures: Of(v.Variant))).ToList();
        var result = ExperimentVerdict.Of(
            [.. variants.Select(v => new ExperimentArm(v.Name, v.Figures.Sent, v.Figures.Clicked, v.Weight))],
            new ExperimentVerdictOptions()
        );
        return Outcome<ResultsView>.Done(
            new ResultsView(
                result.Sentence,
                char.ToLowerInvariant(result.Kind.ToString()[0]) + result.Kind.ToString()[1..],
                result.Winner,
                [.. variants.Zip(result.Arms, (v, arm) => Arm(v.Figures, v.Weight, arm))],
                new SampleRatioView(result.SampleRatioPValue, SampleRatioCheck.IsMismatch(result.SampleRatioPValue)),
                ChiSquare(result.ChiSquare),
                [.. result.Comparisons.Select(Comparison)],
                counts.GetValueOrDefault(DeliveryState.Holdout)
            )
        );

        VariantFigures Of(int variant) => figures.GetValueOrDefault(variant) ?? new VariantFigures(variant, 0, 0, 0, 0, 0);
    }

    private static ArmView Arm(VariantFigures figures, double weight, ArmResult arm) =>
        new(
            arm.Name,
            figures.Assigned,
            figures.Sent,
            figures.Opened,
            figures.Clicked,
            figures.Unsubscribed,
            weight,
            arm.Rate,
            [arm.Interval.Lower, arm.Interval.Upper]
        );

    private static ComparisonView Comparison(ArmComparison c) =>
        new(
            c.Treatment,
            c.Control,
            c.Effect.Difference,
            [c.Effect.Newcombe.Lower, c.Effect.Newcombe.Upper],
            c.Effect.Relative,
            c.PValue,
            c.AdjustedPValue,
            ChiSquare(c.ChiSquare),
            c.Fisher?.PValue
        );

    private static ChiSquareView ChiSquare(ChiSquareResult result) => new(result.Statistic, result.DegreesOfFreedom, result.PValue);
}
