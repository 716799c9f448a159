using System.Globalization;
using System.Runtime.CompilerServices;

namespace Core.Estimators;

/// <summary>Checks of options and data with one message template: "The {name} of {caller} must be {constraint}. Got {value} instead."</summary>
public static class Guard
{
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is below <paramref name="min"/> or above <paramref name="max"/>.</exception>
    public static int Range(int value, int min, int max, string caller, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= min && value <= max
            ? value
            : throw OutOfRange(caller, name, max == int.MaxValue ? $"at least {min}" : $"between {min} and {max}", value);

    /// <inheritdoc cref="Range(int,int,int,string,string)"/>
    public static double Range(
        double value,
        double min,
        double max,
        string caller,
        [CallerArgumentExpression(nameof(value))] string name = ""
    ) =>
        value >= min && value <= max
            ? value
            : throw OutOfRange(caller, name, FormattableString.Invariant($"between {min} and {max}"), value);

    /// <summary>Rejects NaN and infinities, naming the row and the column.</summary>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static void Finite(ReadOnlySpan<double> column, string columnName, string caller)
    {
        for (var row = 0; row < column.Length; row++)
        {
            if (!double.IsFinite(column[row]))
            {
                throw new ArgumentException(
                    $"The data of {caller} must be finite. Got {column[row]} in row {row} of '{columnName}' instead."
                );
            }
        }
    }

    /// <exception cref="ArgumentException">There are fewer than <paramref name="atLeast"/> rows.</exception>
    public static void Rows(int rows, int atLeast, string caller)
    {
        if (rows < atLeast)
        {
            throw new ArgumentException($"The data of {caller} must be at least {atLeast} rows. Got {rows} instead.");
        }
    }

    private static ArgumentOutOfRangeException OutOfRange(string caller, string name, string constraint, IFormattable value)
    {
        var shortName = name[(name.LastIndexOf('.') + 1)..];
        var text = value.ToString(null, CultureInfo.InvariantCulture);
        return new ArgumentOutOfRangeException(shortName, $"The {shortName} of {caller} must be {constraint}. Got {text} instead.");
    }
}
