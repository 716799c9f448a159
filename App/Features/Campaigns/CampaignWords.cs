using System.Globalization;
using Core.Campaigns;
using Data.Queries;

namespace App.Features.Campaigns;

/// <summary>What the states and goals are called on the pages.</summary>
public static class CampaignWords
{
    public static string State(string state) =>
        state switch
        {
            CampaignState.Draft => "Draft",
            CampaignState.Sending => "Sending",
            CampaignState.Paused => "Paused",
            CampaignState.Sent => "Sent",
            CampaignState.Cancelled => "Cancelled",
            _ => state,
        };

    public static string Delivery(string state) =>
        state switch
        {
            DeliveryState.Queued => "Waiting",
            DeliveryState.Leased => "On its way",
            DeliveryState.Sent => "Sent",
            DeliveryState.Failed => "Refused",
            DeliveryState.Suppressed => "Left out",
            DeliveryState.Unknown => "Unknown",
            DeliveryState.Holdout => "Held out",
            _ => state,
        };

    public static string Goal(string key) => CampaignGoal.All.FirstOrDefault(g => g.Key == key)?.Name ?? key;

    /// <summary>1.1 points (0.2 to 2.0).</summary>
    public static string Points(double difference, IReadOnlyList<double> interval) =>
        $"{Signed(difference)} points ({Signed(interval[0])} to {Signed(interval[1])})";

    public static string PValue(double p) => p < 0.001 ? "below 0.001" : p.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Signed(double share) => (share * 100).ToString("+0.0;\u22120.0;0.0", CultureInfo.InvariantCulture);
}
