namespace Data.Sources;

/// <summary>
/// Text whose columns are set apart by spaces, as statistics programs write it: each run of spaces or tabs becomes one tab, those at
/// the ends of a line go. For encodings in which these are single bytes.
/// </summary>
internal sealed class AlignedText(Stream inner) : ForwardStream
{
    private const int LinesLookedAt = 20;
    private readonly byte[] block = new byte[1 << 16];
    private bool lineStart = true;
    private bool gap;

    /// <summary>Whether the beginning of a file looks like this: lines of equally many words, two or more, one of them always a number.</summary>
    public static bool Is(string start)
    {
        var lines = start.Split('\n');
        // The last line of a sample may be cut.
        var whole = lines.Length > 1 ? lines[..^1] : lines;
        var rows = whole
            .Select(l => l.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))
            .Where(r => r.Length > 0)
            .Take(LinesLookedAt)
            .ToList();
        if (
            rows.Count == 0
            || rows[0].Length < 2
            || rows.Exists(r => r.Length != rows[0].Length)
            || start.IndexOfAny([',', ';', '|', '"']) >= 0
        )
        {
            return false;
        }
        return Enumerable
            .Range(0, rows[0].Length)
            .Any(c => rows.TrueForAll(r => double.TryParse(r[c], System.Globalization.CultureInfo.InvariantCulture, out _)));
    }

    public override int Read(Span<byte> buffer)
    {
        // A block may hold nothing but spaces; nothing read would mean the end.
        while (true)
        {
            var read = inner.Read(block.AsSpan(0, Math.Min(block.Length, buffer.Length - 1)));
            if (read == 0)
            {
                return 0;
            }
            var written = 0;
            foreach (var b in block.AsSpan(0, read))
            {
                if (b is (byte)' ' or (byte)'\t')
                {
                    gap = !lineStart;
                    continue;
                }
                var ends = b is (byte)'\n' or (byte)'\r';
                if (gap && !ends)
                {
                    buffer[written++] = (byte)'\t';
                }
                gap = false;
                lineStart = ends;
                buffer[written++] = b;
            }
            if (written > 0)
            {
                return written;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
