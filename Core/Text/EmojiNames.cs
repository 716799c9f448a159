using System.Text.Json;

namespace Core.Text;

/// <summary>
/// The English names of emoji that are one code point: what VADER reads in place of them. Sequences (skin tones, flags, families) are
/// read code point by code point, as the reference does.
/// </summary>
public sealed class EmojiNames
{
    private const int Astral = 0x10000;

    /// <summary>Where VADER's list has an older name than the package of names, or one that is not there.</summary>
    private static readonly (int CodePoint, string Name)[] Corrections =
    [
        (0x1F3FB, "light skin tone"),
        (0x1F3FC, "medium-light skin tone"),
        (0x1F3FD, "medium skin tone"),
        (0x1F3FE, "medium-dark skin tone"),
        (0x1F3FF, "dark skin tone"),
        (0x1F392, "school backpack"),
        (0x1F46B, "man and woman holding hands"),
        (0x1F46C, "two men holding hands"),
        (0x1F46D, "two women holding hands"),
        (0x1F471, "blond-haired person"),
        (0x1F97F, "woman’s flat shoe"),
        (0x1F9B0, "red-haired"),
        (0x1F9B1, "curly-haired"),
        (0x1F9B3, "white-haired"),
        (0x1F9D1, "adult"),
        (0x1F9D3, "older adult"),
        (0x1F9D4, "bearded person"),
        (0x1F9F1, "bricks"),
    ];

    private readonly string?[] basic;
    private readonly string?[] astral;

    private EmojiNames(IReadOnlyCollection<KeyValuePair<int, string>> names)
    {
        basic = new string?[names.Select(n => n.Key).Where(c => c < Astral).DefaultIfEmpty(-1).Max() + 1];
        astral = new string?[names.Select(n => n.Key - Astral).DefaultIfEmpty(-1).Max() is var last and >= 0 ? last + 1 : 0];
        foreach (var (codePoint, name) in names)
        {
            if (codePoint < Astral)
            {
                basic[codePoint] = name;
            }
            else
            {
                astral[codePoint - Astral] = name;
            }
        }
        Count = names.Count;
    }

    public int Count { get; }

    /// <summary>The name; null when the code point is no emoji of the list.</summary>
    public string? this[int codePoint] =>
        codePoint < Astral
            ? ((uint)codePoint < (uint)basic.Length ? basic[codePoint] : null)
            : (codePoint - Astral < astral.Length ? astral[codePoint - Astral] : null);

    /// <summary>Reads <c>[{"char": "😀", "name": "grinning face"}, …]</c>, the format of the npm package emoji.json.</summary>
    /// <exception cref="InvalidDataException">It is no such list, or it is empty.</exception>
    public static EmojiNames Load(Stream json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var names = new Dictionary<int, string>();
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var emoji in document.RootElement.EnumerateArray())
            {
                var text = emoji.GetProperty("char").GetString()!;
                // The variation selector asks for the colourful picture; it stays behind as a character of its own.
                var runes = text.EnumerateRunes().Where(r => r.Value != 0xFE0F).ToArray();
                if (runes.Length == 1)
                {
                    names[runes[0].Value] = emoji.GetProperty("name").GetString()!;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException(
                $"The names of emoji must be a JSON list of objects with 'char' and 'name'. {exception.Message}",
                exception
            );
        }
        if (names.Count == 0)
        {
            throw new InvalidDataException("The names of emoji must be a list with at least one emoji. Got none instead.");
        }
        foreach (var (codePoint, name) in Corrections)
        {
            names[codePoint] = name;
        }
        return new EmojiNames(names);
    }
}
