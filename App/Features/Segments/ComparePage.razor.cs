using System.Globalization;
using App.Shell;
using Core.Customers;
using Data.Queries;
using Microsoft.AspNetCore.Components;

namespace App.Features.Segments;

/// <summary>Two to four groups side by side; which ones lives in the URL.</summary>
public sealed partial class ComparePage(CompareSegments compare, SegmentList list, NavigationManager navigation)
{
    private static readonly string[] Places = ["a", "b", "c", "d"];
    private List<SegmentSummary> segments = [];
    private List<long> chosen = [];
    private GroupComparison? comparison;
    private string? problem;
    private string feature = "monetary";
    private bool loaded;

    [SupplyParameterFromQuery(Name = "a")]
    private long? A { get; set; }

    [SupplyParameterFromQuery(Name = "b")]
    private long? B { get; set; }

    [SupplyParameterFromQuery(Name = "c")]
    private long? C { get; set; }

    [SupplyParameterFromQuery(Name = "d")]
    private long? D { get; set; }

    private string Finding
    {
        get
        {
            var clear = comparison!.Result.Comparisons.Count(c => c.AdjustedPValue < 0.05);
            return clear == 0
                ? "These groups do not clearly differ in anything that is known of them."
                : comparison.Result.Comparisons.First(c => c.AdjustedPValue < 0.05).Sentence;
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        segments = await list.AllAsync();
        // Whoever names one group sees it against everyone else.
        chosen = [.. new[] { A, A is not null ? B ?? 0 : B, C, D }.Where(id => id is not null).Select(id => id!.Value)];
        (comparison, problem, loaded) = (null, null, true);
        if (chosen.Count < 2)
        {
            return;
        }
        try
        {
            comparison = await compare.RunAsync(chosen);
            var known = CustomerFeatures.KnownIn(comparison.Data);
            feature = known.Any(f => f.Key == feature) ? feature : known.FirstOrDefault()?.Key ?? feature;
        }
        catch (KeyNotFoundException exception)
        {
            problem = exception.Message + " Choose another.";
        }
    }

    private void Choose(int place, string? value)
    {
        long? id = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        navigation.NavigateTo(navigation.GetUriWithQueryParameter(Places[place], id));
    }

    private FeatureGroup[] Groups(CustomerFeature shown)
    {
        var column = comparison!.Data.Column(shown.Key).ToArray();
        return [.. comparison.Groups.Select(g => new FeatureGroup(g.Name, Palette.Colour(g.Colour), [.. g.Rows.Select(r => column[r])]))];
    }

    private double Mean(ComparedGroup group, string key)
    {
        var column = comparison!.Data.Column(key).ToArray();
        double[] known = [.. group.Rows.Select(r => column[r]).Where(double.IsFinite)];
        return known.Length == 0 ? double.NaN : known.Average();
    }
}
