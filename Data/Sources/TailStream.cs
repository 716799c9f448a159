namespace Data.Sources;

/// <summary>Remembers the last bytes and counts quotation marks, so that a text that was cut off can be told.</summary>
internal sealed class TailStream(Stream inner) : ForwardStream
{
    /// <summary>Whether the last byte was a line feed, a carriage return, or half of one in UTF-16.</summary>
    public bool EndsWithLineBreak { get; private set; }

    public long Quotes { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        if (read > 0)
        {
            var block = buffer[..read];
            Quotes += block.Count((byte)'"');
            var last = block.TrimEnd((byte)0);
            EndsWithLineBreak = last.Length > 0 && last[^1] is (byte)'\n' or (byte)'\r';
        }
        return read;
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
