using System.Text;

namespace Data.Sources;

/// <summary>
/// Reads bytes that are no UTF-8 as Latin-1. A file whose beginning is plain ASCII may hold its first "£" or "é" of an old program
/// far down; these must not become question marks.
/// </summary>
internal sealed class Latin1Fallback : DecoderFallback
{
    /// <summary>UTF-8 where it is UTF-8, else Latin-1.</summary>
    public static Encoding Utf8OrLatin1 { get; } =
        Encoding.GetEncoding(Encoding.UTF8.CodePage, EncoderFallback.ReplacementFallback, new Latin1Fallback());

    public override int MaxCharCount => 3;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

    private sealed class Buffer : DecoderFallbackBuffer
    {
        private byte[] unknown = [];
        private int at;

        public override int Remaining => unknown.Length - at;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            (unknown, at) = (bytesUnknown, 0);
            return unknown.Length > 0;
        }

        public override char GetNextChar() => at < unknown.Length ? (char)unknown[at++] : '\0';

        public override bool MovePrevious()
        {
            if (at == 0)
            {
                return false;
            }
            at--;
            return true;
        }
    }
}
