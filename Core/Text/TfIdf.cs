namespace Core.Text;

/// <summary>
/// Weighs how much a term says about a document: often in this one, rarely in others.
/// tf · idf with idf = ln((1 + n) / (1 + df)) + 1, each document's vector of length 1. Source: Manning, Raghavan and Schütze,
/// "Introduction to Information Retrieval", 2008, section 6.2; smoothed as in scikit-learn's TfidfVectorizer.
/// </summary>
public static class TfIdf
{
    /// <param name="counts">n documents × t terms.</param>
    public static FittedTfIdf Fit(TermCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return new FittedTfIdf(counts, [.. counts.DocumentCounts.Select(df => Math.Log((1.0 + counts.Documents) / (1 + df)) + 1)]);
    }
}

/// <summary>The weights of the terms in documents. Immutable.</summary>
public sealed class FittedTfIdf
{
    private readonly TermCounts counts;

    internal FittedTfIdf(TermCounts counts, double[] idf)
    {
        this.counts = counts;
        InverseDocumentFrequency = idf;
    }

    /// <summary>One for each of the t terms, at least 1.</summary>
    public IReadOnlyList<double> InverseDocumentFrequency { get; }

    /// <summary>The weights in a document: t values, at least 0, of Euclidean length 1, or all 0 for a document without terms.</summary>
    public double[] Vector(int document)
    {
        var vector = new double[counts.Terms.Count];
        foreach (var (term, weight) in Weights(document))
        {
            vector[term] = weight;
        }
        return vector;
    }

    /// <summary>The mean weight of each of the t terms over all documents: what the documents as a whole are about.</summary>
    public double[] MeanWeights()
    {
        var means = new double[counts.Terms.Count];
        for (var document = 0; document < counts.Documents; document++)
        {
            foreach (var (term, weight) in Weights(document))
            {
                means[term] += weight / counts.Documents;
            }
        }
        return means;
    }

    private IEnumerable<(int Term, double Weight)> Weights(int document)
    {
        var (terms, times) = counts.Document(document);
        var squares = 0.0;
        for (var i = 0; i < terms.Length; i++)
        {
            var weight = times.Span[i] * InverseDocumentFrequency[terms.Span[i]];
            squares += weight * weight;
        }
        var length = Math.Sqrt(squares);
        for (var i = 0; i < terms.Length; i++)
        {
            yield return (terms.Span[i], times.Span[i] * InverseDocumentFrequency[terms.Span[i]] / length);
        }
    }
}
