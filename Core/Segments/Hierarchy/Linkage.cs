namespace Core.Segments.Hierarchy;

/// <summary>How far apart two clusters are.</summary>
public enum Linkage
{
    /// <summary>By how much their merge raises the sum of squares within clusters: compact clusters of like size.</summary>
    Ward,

    /// <summary>The farthest two of their rows.</summary>
    Complete,

    /// <summary>The mean over all pairs of their rows (UPGMA).</summary>
    Average,

    /// <summary>The mean of the distances of the two halves they were last merged of, whatever their sizes (WPGMA).</summary>
    Weighted,

    /// <summary>The nearest two of their rows: clusters of any shape, and chains.</summary>
    Single,
}
