namespace Data.Bulk;

/// <summary>The tables beside the events that name a customer: nobody's row may stay in one of them when the customer goes.</summary>
internal static class PersonTable
{
    /// <summary>What is computed of a customer, or chosen.</summary>
    public static IReadOnlyList<string> Computed { get; } = ["customer_features", "segmentation_assignments", "segment_members"];

    /// <summary>What was sent to a customer, and what came of it.</summary>
    public static IReadOnlyList<string> Sent { get; } = ["clicks", "deliveries"];

    /// <summary>Every table that holds something of a person, the customer itself last.</summary>
    public static IReadOnlyList<string> All { get; } = [.. EventTable.All.Select(t => t.Name), .. Computed, .. Sent, "customers"];

    /// <summary>Takes the customers whose ids stand in a table out of others.</summary>
    public static string DeleteGone(string gone, params IEnumerable<string> tables) =>
        string.Join(";\n", tables.Select(t => $"DELETE FROM {t} t USING {gone} g WHERE t.customer_id = g.customer_id"));
}
