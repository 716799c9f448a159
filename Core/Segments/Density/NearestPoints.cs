using Core.Customers;
using Core.Estimators;

namespace Core.Segments.Density;

/// <summary>Labels rows by the nearest of m labelled points (Euclidean; of equally near ones always the same). Can be saved as JSON.</summary>
/// <param name="Names">p column names.</param>
/// <param name="Columns">p columns of m values.</param>
/// <param name="Labels">m labels.</param>
/// <param name="Radius">A row farther than this from every point is noise.</param>
public sealed record NearestPoints(IReadOnlyList<string> Names, double[][] Columns, int[] Labels, double Radius)
{
    /// <param name="rows">q × p with the same columns in the same order and scale.</param>
    /// <returns>q labels; −1 is noise.</returns>
    /// <exception cref="ArgumentException">The columns differ or a value is not finite.</exception>
    public int[] Assign(FeatureMatrix rows)
    {
        FiniteData.RequireSameColumns(Names, rows, nameof(NearestPoints));
        FiniteData.Require(rows, 0, nameof(NearestPoints));
        var labels = new int[rows.Rows];
        Array.Fill(labels, -1);
        if (Labels.Length == 0 || rows.Rows == 0)
        {
            return labels;
        }
        var (queries, points) = (KdTree.Build(rows), KdTree.Build(new FeatureMatrix(Names, Columns)));
        LeafChunks.ForEach(
            queries,
            () => new NearestRows(points, 1, Radius * Radius),
            (search, leaf) =>
            {
                search.Find(queries, leaf);
                for (var i = leaf * KdTree.LeafRows; i < Math.Min(queries.Rows, (leaf + 1) * KdTree.LeafRows); i++)
                {
                    var found = search.Rows(i % KdTree.LeafRows);
                    labels[queries.RowAt[i]] = found.Length > 0 ? Labels[found[0]] : -1;
                }
            },
            default
        );
        return labels;
    }
}
