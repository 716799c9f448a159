namespace Core.Segments.Mixture;

/// <summary>What shapes the components of a mixture may take; fewer parameters need fewer rows.</summary>
public enum CovarianceType
{
    /// <summary>Each component any ellipsoid: p(p + 1)/2 numbers each.</summary>
    Full,

    /// <summary>All components the same ellipsoid: p(p + 1)/2 numbers.</summary>
    Tied,

    /// <summary>Each component an ellipsoid along the axes: p numbers each.</summary>
    Diagonal,

    /// <summary>Each component a ball: one number each.</summary>
    Spherical,
}
