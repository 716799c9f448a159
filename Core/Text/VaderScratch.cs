using System.Text;

namespace Core.Text;

/// <summary>What scoring one text needs, kept by a thread for the next text.</summary>
internal sealed class VaderScratch
{
    /// <summary>Longer texts take memory of their own, which is given back: no thread holds megabytes for one giant text.</summary>
    public const int LongestKept = 1 << 15;

    private char[] expanded = [];
    private int length;
    private double[] valences = [];
    private int[] positions = [];

    public VaderWords Words { get; } = new();

    public ReadOnlySpan<char> Expanded => expanded.AsSpan(0, length);

    /// <summary>Room for the valences that are not 0, and for where they stand.</summary>
    public void Room(int count, out Span<double> room, out Span<int> places)
    {
        if (valences.Length < count)
        {
            (valences, positions) = (new double[2 * count], new int[2 * count]);
        }
        room = valences;
        places = positions;
    }

    /// <summary>
    /// Puts names in place of emoji: with a space before, unless there is one, and none behind, so that what follows becomes one word
    /// with the end of the name, as in the reference.
    /// </summary>
    /// <returns>How many emoji there are; when none, nothing was written.</returns>
    public int Expand(ReadOnlySpan<char> text, EmojiNames emoji)
    {
        length = 0;
        var (count, copied) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < 0x80)
            {
                continue;
            }
            var paired = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            var name = emoji[paired ? char.ConvertToUtf32(text[i], text[i + 1]) : text[i]];
            if (name is not null)
            {
                var between = text[copied..i];
                var spaced = between.IsEmpty ? count == 0 : between[^1] == ' ';
                Append(between);
                Append(spaced ? "" : " ");
                Append(name);
                count++;
                copied = i + (paired ? 2 : 1);
            }
            i += paired ? 1 : 0;
        }
        if (count > 0)
        {
            Append(text[copied..]);
        }
        return count;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        if (expanded.Length < length + text.Length)
        {
            Array.Resize(ref expanded, Math.Max(256, 2 * (length + text.Length)));
        }
        text.CopyTo(expanded.AsSpan(length));
        length += text.Length;
    }
}
