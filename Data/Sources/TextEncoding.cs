using System.Text;
using System.Text.Unicode;

namespace Data.Sources;

/// <summary>Tells the encoding of a text from its first bytes.</summary>
internal static class TextEncoding
{
    private const int LongestUtf8Sequence = 4;
    private const int FewestBytesPerNul = 10;

    /// <exception cref="ImportFileException">The bytes are no text.</exception>
    public static Encoding Of(ReadOnlySpan<byte> sample, bool wholeFile)
    {
        if (sample is [0xFF, 0xFE, ..])
        {
            return Encoding.Unicode;
        }
        if (sample is [0xFE, 0xFF, ..])
        {
            return Encoding.BigEndianUnicode;
        }
        if (sample.Contains((byte)0) && WithoutMark(sample) is { } wide)
        {
            return wide;
        }
        // The sample may end inside a character; up to three bytes of it are then left out of the judgement.
        for (var cut = 0; cut < (wholeFile ? 1 : LongestUtf8Sequence) && cut < sample.Length; cut++)
        {
            if (Utf8.IsValid(sample[..^cut]))
            {
                // A stray NUL here and there is a flaw of the program that wrote the text; more of them are binary data.
                return sample.Count((byte)0) * FewestBytesPerNul > sample.Length ? throw NoText()
                    : wholeFile ? Encoding.UTF8
                    : Latin1Fallback.Utf8OrLatin1;
            }
        }
        var control = 0;
        foreach (var b in sample)
        {
            control += b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r') ? 1 : 0;
        }
        return control * 50 > sample.Length || sample.Contains((byte)0) ? throw NoText() : Encoding.Latin1;
    }

    // UTF-16 without a mark: nearly every other byte is zero in text of Western languages.
    private static Encoding? WithoutMark(ReadOnlySpan<byte> sample)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] == 0)
            {
                _ = (i & 1) == 0 ? even++ : odd++;
            }
        }
        var half = sample.Length / 2;
        return odd > half * 0.7 && even < half * 0.05 ? Encoding.Unicode
            : even > half * 0.7 && odd < half * 0.05 ? Encoding.BigEndianUnicode
            : null;
    }

    private static ImportFileException NoText() =>
        new("This is not a table in text (CSV) nor an Excel workbook (.xlsx): it holds binary data.");
}
