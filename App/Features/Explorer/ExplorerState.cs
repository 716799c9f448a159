using System.Globalization;
using Core.Customers;

namespace App.Features.Explorer;

/// <summary>What the explorer shows; all of it lives in the URL, so that a view can be shared and come back to.</summary>
/// <param name="X">Feature key or pc1 / pc2.</param>
/// <param name="Y">Feature key or pc1 / pc2.</param>
/// <param name="Colour">segmentation:{id}, segment:{id}, a feature key, or none.</param>
/// <param name="Size">Feature key or none.</param>
/// <param name="LogX">Logarithmic axis.</param>
/// <param name="LogY">Logarithmic axis.</param>
public sealed record ExplorerState(string X, string Y, string Colour, string Size, bool LogX, bool LogY)
{
    public const string None = "none";
    public const string FirstComponent = "pc1";
    public const string SecondComponent = "pc2";

    public static ExplorerState Default { get; } = new("recency_days", "monetary", None, None, false, true);

    /// <summary>Whether an axis is a principal component.</summary>
    public static bool IsComponent(string axis) => axis is FirstComponent or SecondComponent;

    public bool UsesComponents => IsComponent(X) || IsComponent(Y);

    /// <summary>Reads the query of an address; what is unknown falls back to the default.</summary>
    public static ExplorerState Parse(string? x, string? y, string? colour, string? size, string? log, string defaultColour)
    {
        var axisX = Axis(x) ?? Default.X;
        var axisY = Axis(y) ?? Default.Y;
        var logs = log ?? (y is null && axisY == Default.Y ? "y" : "");
        return new ExplorerState(
            axisX,
            axisY,
            ColourKey(colour) ?? defaultColour,
            CustomerFeatures.Find(size ?? "")?.Key ?? None,
            logs.Contains('x', StringComparison.Ordinal) && !IsComponent(axisX),
            logs.Contains('y', StringComparison.Ordinal) && !IsComponent(axisY)
        );
    }

    /// <summary>The same, where a feature that nobody has gives way to one that is known.</summary>
    public ExplorerState Within(IReadOnlyList<CustomerFeature> known)
    {
        if (known.Count == 0)
        {
            return this;
        }
        var x = Has(X) ? X : known[0].Key;
        var y = Has(Y) ? Y : known.FirstOrDefault(f => f.Key != x, known[0]).Key;
        return this with
        {
            X = x,
            Y = y,
            LogY = LogY && y == Y,
            LogX = LogX && x == X,
            Size = Size == None || Has(Size) ? Size : None,
            Colour = CustomerFeatures.Find(Colour) is null || Has(Colour) ? Colour : None,
        };

        bool Has(string key) => IsComponent(key) || known.Any(f => f.Key == key);
    }

    /// <summary>The query of an address that shows this.</summary>
    public Dictionary<string, object?> ToQuery() =>
        new()
        {
            ["x"] = X,
            ["y"] = Y,
            ["colour"] = Colour,
            ["size"] = Size == None ? null : Size,
            ["log"] = (LogX ? "x" : "") + (LogY ? "y" : ""),
        };

    /// <summary>The id behind segmentation:{id} or segment:{id}; null for another colour.</summary>
    public static long? IdOf(string colour, string kind) =>
        colour.StartsWith(kind + ":", StringComparison.Ordinal)
        && long.TryParse(colour.AsSpan(kind.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    private static string? Axis(string? axis) =>
        axis is null ? null
        : IsComponent(axis) ? axis
        : CustomerFeatures.Find(axis)?.Key;

    private static string? ColourKey(string? colour) =>
        colour is null ? null
        : colour == None || IdOf(colour, "segmentation") is not null || IdOf(colour, "segment") is not null ? colour
        : CustomerFeatures.Find(colour)?.Key;
}
