namespace App.Shell;

/// <summary>The qualitative palette of segments (colour-blind safe; Okabe and Ito 2008, with two more), the same on every page.</summary>
public static class Palette
{
    public const string Noise = "#9AA0A6";

    public static IReadOnlyList<string> Qualitative { get; } =
    ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8C6BB1", "#5F7A1E"];

    /// <summary>The marker shapes that go with the colours, so that colour is never alone.</summary>
    public static IReadOnlyList<string> Symbols { get; } =
    ["circle", "square", "diamond", "cross", "triangle-up", "triangle-down", "star", "hexagon"];

    /// <summary>Colour of position <paramref name="index"/>; −1 is noise or everyone else; beyond the palette it begins again.</summary>
    public static string Colour(int index) => index < 0 ? Noise : Qualitative[index % Qualitative.Count];

    /// <summary>Beyond the palette the colours begin again, but with other shapes.</summary>
    public static string Symbol(int index) => index < 0 ? "circle-open" : Symbols[(index + index / Qualitative.Count * 3) % Symbols.Count];
}
