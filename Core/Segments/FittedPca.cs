using Core.Customers;
using Core.Estimators;

namespace Core.Segments;

/// <summary>k principal components of p columns, largest variance first. Can be saved as JSON.</summary>
/// <param name="Names">p column names of the fit.</param>
/// <param name="Means">p column means, subtracted before projecting.</param>
/// <param name="Components">k × p: unit vectors; in each the entry of largest size is positive.</param>
/// <param name="ExplainedVariance">k variances (n − 1) along the components.</param>
/// <param name="ExplainedVarianceRatio">k shares of the total variance, in [0, 1].</param>
/// <param name="SingularValues">k singular values of the centered data.</param>
public sealed record FittedPca(
    IReadOnlyList<string> Names,
    double[] Means,
    double[][] Components,
    double[] ExplainedVariance,
    double[] ExplainedVarianceRatio,
    double[] SingularValues
)
{
    /// <param name="rows">m × p with the columns of the fit.</param>
    /// <returns>m × k, columns named PC1 … PCk, with the same row ids.</returns>
    /// <exception cref="ArgumentException">The columns differ or a value is not finite.</exception>
    public FeatureMatrix Transform(FeatureMatrix rows)
    {
        FiniteData.RequireSameColumns(Names, rows, nameof(Pca));
        FiniteData.Require(rows, 0, nameof(Pca));
        var scores = new double[Components.Length][];
        Parallel.For(0, scores.Length, k => scores[k] = Project(rows, Components[k]));
        string[] names = [.. scores.Select((_, k) => $"PC{k + 1}")];
        return new FeatureMatrix(names, scores, rows.RowIds is null ? null : [.. rows.RowIds]);
    }

    private double[] Project(FeatureMatrix rows, double[] component)
    {
        var score = new double[rows.Rows];
        for (var c = 0; c < component.Length; c++)
        {
            var column = rows.Column(c);
            var (weight, mean) = (component[c], Means[c]);
            for (var i = 0; i < score.Length; i++)
            {
                score[i] += (column[i] - mean) * weight;
            }
        }
        return score;
    }
}
