using System.Globalization;
using Core.Customers;

namespace App.Shell;

/// <summary>How figures are written on every page: groups of three with a thin space, units always, never more digits than are true.</summary>
public static class Format
{
    private static readonly NumberFormatInfo Numbers = new()
    {
        NumberGroupSeparator = "\u202F",
        NumberDecimalSeparator = ".",
        NegativeSign = "\u2212",
    };

    /// <summary>4 338.</summary>
    public static string Count(long count) => count.ToString("N0", Numbers);

    /// <summary>1 customer, 4 338 customers.</summary>
    public static string Count(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    /// <summary>12.3 % of a share in [0, 1].</summary>
    public static string Percent(double share) => double.IsFinite(share) ? (share * 100).ToString("N1", Numbers) + "\u202F%" : "–";

    /// <summary>Stands behind amounts of money; set once at start from the setting <c>Currency</c>.</summary>
    public static string Currency { get; set; } = "";

    /// <summary>An amount of money with two decimals below 1 000, none above.</summary>
    public static string Money(double amount) =>
        double.IsFinite(amount) ? amount.ToString(Math.Abs(amount) < 1_000 ? "N2" : "N0", Numbers) + Unit : "–";

    private static string Unit => Currency.Length == 0 ? "" : "\u202F" + Currency;

    /// <inheritdoc cref="Money(double)"/>
    public static string Money(decimal amount) => Money((double)amount);

    /// <summary>8.9 M, 412 k, for a figure in big type; the exact one belongs beside it.</summary>
    public static string Short(double amount) =>
        Math.Abs(amount) switch
        {
            >= 1e9 => (amount / 1e9).ToString("N1", Numbers) + "\u202FG" + Unit,
            >= 1e6 => (amount / 1e6).ToString("N1", Numbers) + "\u202FM" + Unit,
            >= 1e5 => (amount / 1e3).ToString("N0", Numbers) + "\u202Fk" + Unit,
            _ => Money(amount),
        };

    /// <summary>The exact amount, to the last digit held.</summary>
    public static string Exact(decimal amount) => amount.ToString("#,0.00##", Numbers) + Unit;

    /// <summary>Up to three significant decimals.</summary>
    public static string Number(double number) =>
        !double.IsFinite(number)
            ? "–"
            : number.ToString(
                Math.Abs(number) switch
                {
                    >= 100 => "N0",
                    >= 10 => "N1",
                    _ => "N2",
                },
                Numbers
            );

    /// <summary>A value of a feature in its unit.</summary>
    public static string Feature(CustomerFeature feature, double value) =>
        !double.IsFinite(value)
            ? "unknown"
            : feature.Unit switch
            {
                FeatureUnit.Money => Money(value),
                FeatureUnit.Share => Percent(value),
                FeatureUnit.Days => Days(value),
                FeatureUnit.Count => value == Math.Round(value) ? Count((long)value) : Number(value),
                _ => Number(value),
            };

    private static string Days(double days) =>
        Number(days) is var text && days == Math.Round(days) ? Count((long)days) + " d" : text + " d";

    public static string Date(DateTime utc) => utc.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Date(DateOnly date) => date.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string DateTime(DateTime utc) => utc.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " UTC";
}
