using System.Globalization;

namespace Core.Customers;

/// <summary>An amount of money, exact to 1/10 000 of a currency unit, as the database holds it (64-bit; ± 922 337 203 685 477.5807).</summary>
/// <param name="Units">The amount in 1/10 000 currency units.</param>
public readonly record struct Money(long Units) : IComparable<Money>
{
    /// <summary>Units per currency unit.</summary>
    public const int Scale = 10_000;

    public static readonly Money Zero = new(0);

    /// <summary>The amount in currency units.</summary>
    public decimal Amount => (decimal)Units / Scale;

    /// <summary>Rounds half to even at the fourth decimal.</summary>
    /// <exception cref="OverflowException">The amount does not fit.</exception>
    public static Money FromDecimal(decimal amount) => new(decimal.ToInt64(decimal.Round(amount * Scale, 0, MidpointRounding.ToEven)));

    public int CompareTo(Money other) => Units.CompareTo(other.Units);

    public static Money operator +(Money a, Money b) => new(checked(a.Units + b.Units));

    public static Money operator -(Money a, Money b) => new(checked(a.Units - b.Units));

    public static bool operator <(Money a, Money b) => a.Units < b.Units;

    public static bool operator >(Money a, Money b) => a.Units > b.Units;

    public static bool operator <=(Money a, Money b) => a.Units <= b.Units;

    public static bool operator >=(Money a, Money b) => a.Units >= b.Units;

    public override string ToString() => Amount.ToString("0.00##", CultureInfo.InvariantCulture);
}
