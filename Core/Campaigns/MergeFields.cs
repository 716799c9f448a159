using System.Text.RegularExpressions;

namespace Core.Campaigns;

/// <summary>The merge fields that every message may use; a campaign adds its own merge values.</summary>
public static partial class MergeFields
{
    /// <summary>The person's own address to stop the mails; every message has it, in a footer when the text has none.</summary>
    public const string UnsubscribeUrl = "unsubscribe_url";

    /// <summary>Field and what a person reads on its button.</summary>
    public static IReadOnlyDictionary<string, string> Customer { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["first_name"] = "First name",
            ["name"] = "Full name",
            ["email"] = "E-mail address",
            ["external_id"] = "Customer number",
            ["location"] = "Location",
            ["country"] = "Country",
            ["region"] = "Region",
            ["channel"] = "Channel",
            ["signup_date"] = "Date of sign-up",
            ["subscription_id"] = "Subscription",
            ["last_order_date"] = "Date of the last order",
            ["recency_days"] = "Days since the last order",
            ["frequency"] = "Number of orders",
            ["monetary"] = "Total spent",
            ["average_order_value"] = "Average order",
            ["largest_order"] = "Largest order",
            ["items"] = "Items bought",
            ["distinct_products"] = "Different products bought",
            ["orders_last_90_days"] = "Orders in the last 90 days",
            ["revenue_last_90_days"] = "Spent in the last 90 days",
            ["tenure_days"] = "Days since the first order",
        };

    /// <summary>Every name that a text may use, with the campaign's own values.</summary>
    public static IReadOnlySet<string> Allowed(IEnumerable<string> mergeValues) =>
        Customer.Keys.Append(UnsubscribeUrl).Concat(mergeValues).ToHashSet(StringComparer.Ordinal);

    /// <summary>Lower-case letters, digits and underscores, a letter first, at most 60.</summary>
    public static bool IsName(string name) => Name().IsMatch(name);

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,59}\z")]
    private static partial Regex Name();
}
