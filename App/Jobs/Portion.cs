using Core.Estimators;

namespace App.Jobs;

/// <summary>The part of a longer piece of work that runs from one fraction to another.</summary>
public sealed class Portion(IProgress<Progress> whole, double from, double to) : IProgress<Progress>
{
    public void Report(Progress value) => whole.Report(value with { Fraction = from + (to - from) * Math.Clamp(value.Fraction, 0, 1) });
}
