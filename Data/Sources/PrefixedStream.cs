namespace Data.Sources;

/// <summary>A stream whose first bytes were already read, put together again.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ForwardStream
{
    private int taken;

    public override int Read(Span<byte> buffer)
    {
        if (taken == prefix.Length)
        {
            return rest.Read(buffer);
        }
        var count = Math.Min(buffer.Length, prefix.Length - taken);
        prefix.Span.Slice(taken, count).CopyTo(buffer);
        taken += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rest.Dispose();
        }
        base.Dispose(disposing);
    }
}
