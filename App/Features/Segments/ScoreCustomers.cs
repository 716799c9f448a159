using Core.Customers;
using Core.Segments;
using Core.Segments.Engagement;

namespace App.Features.Segments;

/// <summary>Segments by points that people agreed on, not by what the data form by themselves.</summary>
internal static class ScoreCustomers
{
    public static MadeSegmentation ByRfm(FeatureMatrix data, RfmThresholds thresholds)
    {
        var recency = data.Column("recency_days");
        var frequency = data.Column("frequency");
        var monetary = data.Column("monetary");
        var labels = new int[data.Rows];
        var position = RfmSegment.All.Select((s, i) => (s.Key, i)).ToDictionary(x => x.Key, x => x.i);
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = position[thresholds.Score(recency[i], frequency[i], monetary[i]).Segment.Key];
        }
        var clusters = RfmSegment
            .All.Select((s, i) => (Segment: s, Label: i, Rows: ClusterView.RowsOf(labels, i)))
            .Where(c => c.Rows.Count > 0)
            .Select(c => ClusterView.Of(data, c.Label, c.Segment.Name, c.Segment.Description + " " + c.Segment.Suggestion, c.Rows));
        var result = new SegmentationResult([.. clusters], 0, new QualityView(), [], null, thresholds, null);
        return new MadeSegmentation(result, data.RowIds!, labels);
    }

    /// <summary>By how much customers use a service. What is not known of any of them counts as missing.</summary>
    public static MadeSegmentation ByEngagement(FeatureMatrix data, EngagementScore rules)
    {
        var columns = rules.Features.Select(f => f.Column).ToArray();
        var values = columns.Select(c => data.Find(c) is >= 0 and var at ? data.Column(at).ToArray() : Missing(data.Rows)).ToArray();
        var scored = rules.Score(new FeatureMatrix(columns, values));
        int[] labels = [.. scored.Customers.Select(c => c.Class)];
        var clusters = rules
            .Classes.Select((c, label) => (c.Name, Label: label, Rows: ClusterView.RowsOf(labels, label)))
            .Where(c => c.Rows.Count > 0)
            .Select(c => ClusterView.Of(data, c.Label, c.Name, Describe(rules, c.Label), c.Rows));
        return new MadeSegmentation(
            new SegmentationResult([.. clusters], 0, new QualityView(), [], null, null, null),
            data.RowIds!,
            labels
        );
    }

    private static double[] Missing(int rows)
    {
        var column = new double[rows];
        Array.Fill(column, double.NaN);
        return column;
    }

    private static string Describe(EngagementScore rules, int label)
    {
        var (least, most) = (label == 0 ? null : rules.Classes[label - 1].MostPoints + 1, rules.Classes[label].MostPoints);
        return (least, most) switch
        {
            (null, { } to) => $"Up to {to} points, or no engagement at all.",
            ({ } from, { } to) => $"{from} to {to} points.",
            ({ } from, null) => $"{from} points or more.",
            _ => "Everybody.",
        };
    }
}
