namespace Core.Estimators;

/// <summary>How far a long piece of work is: <paramref name="Fraction"/> in [0, 1] and a short sentence for a person.</summary>
public readonly record struct Progress(double Fraction, string Message);
