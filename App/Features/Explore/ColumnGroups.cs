using App.Shell;
using Data.Queries;

namespace App.Features.Explore;

/// <summary>The values of a column, split by a category.</summary>
public static class ColumnGroups
{
    private const int MostBoxes = 8;

    /// <returns>The most frequent groups, each with its colour; all values together when there is no more than one group.</returns>
    public static IReadOnlyList<(string Name, string Colour, double[] Values)> Of(
        double[] values,
        string?[]? groups,
        ValueCounts? counts,
        string everything
    )
    {
        (string, string, double[])[] whole = [(everything, Palette.Colour(0), values)];
        if (groups is null || counts is null || counts.Distinct < 2)
        {
            return whole;
        }
        var rows = Enumerable.Range(0, values.Length).ToLookup(i => groups[i] ?? "", i => values[i]);
        (string Name, string Colour, double[] Values)[] split =
        [
            .. counts
                .Values.Take(MostBoxes)
                .Select((v, i) => (v.Value, Palette.Colour(i), Known: rows[v.Value].Where(double.IsFinite).ToArray()))
                .Where(g => g.Known.Length > 0),
        ];
        return split.Length > 1 ? split : whole;
    }
}
