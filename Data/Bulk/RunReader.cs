using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Data.Bulk;

/// <summary>Reads one sorted run of lines from its place in the temporary file.</summary>
internal sealed class RunReader(SafeFileHandle file, long start, long end)
{
    public static readonly int LineBytes = Unsafe.SizeOf<StagedLine>();

    private readonly byte[] buffer = new byte[1 << 18];
    private long position = start;
    private int filled;
    private int taken;

    public SortedLine Current { get; private set; }

    public bool Next()
    {
        if (!Ensure(LineBytes))
        {
            return false;
        }
        var line = MemoryMarshal.Read<StagedLine>(buffer.AsSpan(taken));
        taken += LineBytes;
        string? text = null;
        if (line.TextLength > 0)
        {
            if (!Ensure(line.TextLength))
            {
                throw new EndOfStreamException("The temporary file of the import ends too early.");
            }
            text = Encoding.UTF8.GetString(buffer, taken, line.TextLength);
            taken += line.TextLength;
        }
        Current = new SortedLine(line, text);
        return true;
    }

    private bool Ensure(int bytes)
    {
        if (filled - taken >= bytes)
        {
            return true;
        }
        buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
        (filled, taken) = (filled - taken, 0);
        while (filled < bytes && position < end)
        {
            var read = RandomAccess.Read(file, buffer.AsSpan(filled, (int)Math.Min(buffer.Length - filled, end - position)), position);
            if (read == 0)
            {
                break;
            }
            filled += read;
            position += read;
        }
        return filled >= bytes;
    }
}
