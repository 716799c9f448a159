namespace Core.Segments;

/// <summary>How features of different units are made comparable before distances are taken.</summary>
public enum ScalingMethod
{
    /// <summary>As they are.</summary>
    None,

    /// <summary>Less the mean, over the population standard deviation: mean 0, variance 1.</summary>
    Standard,

    /// <summary>Smallest value to 0, largest to 1.</summary>
    MinMax,

    /// <summary>Less the median, over the interquartile range; a few extreme customers do not matter.</summary>
    Robust,

    /// <summary>sign(x)·log(1 + |x|), then as <see cref="Standard"/>: for money and counts, which lean to the right.</summary>
    LogStandard,

    /// <summary>The share of customers below, in [0, 1].</summary>
    Quantile,
}
