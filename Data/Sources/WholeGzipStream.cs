using System.Buffers.Binary;
using System.IO.Compression;

namespace Data.Sources;

/// <summary>
/// Unpacks a gzip file and notices when it was cut off: the framework's stream just ends there, so a cut file would look like one that
/// is merely shorter. The last four bytes of a whole file are the unpacked length (RFC 1952, 2.3.1).
/// </summary>
internal sealed class WholeGzipStream(FileStream file) : ForwardStream
{
    private const int HeaderLength = 10;
    private const int TrailerLength = 8;
    private readonly GZipStream unpacked = new(file, CompressionMode.Decompress);
    private uint length;

    /// <exception cref="InvalidDataException">The file is damaged or was cut off.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = unpacked.Read(buffer);
        length = unchecked(length + (uint)read);
        if (read == 0 && !buffer.IsEmpty && !IsWhole())
        {
            throw new InvalidDataException("The unpacked length is not the one that the file tells.");
        }
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            unpacked.Dispose();
        }
        base.Dispose(disposing);
    }

    private bool IsWhole()
    {
        using var again = File.OpenRead(file.Name);
        if (again.Length < HeaderLength + TrailerLength)
        {
            return false;
        }
        Span<byte> told = stackalloc byte[sizeof(uint)];
        again.Seek(-sizeof(uint), SeekOrigin.End);
        again.ReadExactly(told);
        return BinaryPrimitives.ReadUInt32LittleEndian(told) == length || HasSeveralMembers(again);
    }

    // Files put one after the other are a gzip file too; what stands at the end is then the length of the last one only.
    private static bool HasSeveralMembers(FileStream again)
    {
        again.Position = HeaderLength;
        var block = new byte[1 << 16];
        var kept = 0;
        int read;
        while ((read = again.Read(block, kept, block.Length - kept)) > 0)
        {
            var seen = block.AsSpan(0, kept + read);
            for (var i = 0; i + HeaderLength <= seen.Length; i++)
            {
                if (seen[i..] is [0x1F, 0x8B, 8, <= 0x1F, _, _, _, _, 0 or 2 or 4, <= 13 or 255, ..])
                {
                    return true;
                }
            }
            kept = Math.Min(seen.Length, HeaderLength - 1);
            seen[^kept..].CopyTo(block);
        }
        return false;
    }
}
