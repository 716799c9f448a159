using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Data.Exports;

/// <summary>Encodings of the format (parquet.thrift, Encoding).</summary>
internal enum ParquetEncoding
{
    Plain = 0,
    RunLength = 3,
    Dictionary = 8,
}

/// <summary>The pages of one column chunk, one behind the other in memory, with what the footer has to say about them.</summary>
internal sealed class ParquetPages(ParquetCompression compression)
{
    private const int DataPage = 0,
        DictionaryPage = 2;

    private readonly ArrayBufferWriter<byte> bytes = new();
    private readonly ArrayBufferWriter<byte> body = new();
    private readonly MemoryStream packed = new();

    public ReadOnlyMemory<byte> Bytes => bytes.WrittenMemory;

    /// <summary>Headers included, as the format asks.</summary>
    public long UncompressedSize { get; private set; }

    /// <summary>Where the first data page begins, from the beginning of the chunk; behind the dictionary if there is one.</summary>
    public int DataOffset { get; private set; }

    public void Clear()
    {
        bytes.ResetWrittenCount();
        (UncompressedSize, DataOffset) = (0, 0);
    }

    public void AddDictionary(int entries, ReadOnlySpan<byte> plain)
    {
        body.ResetWrittenCount();
        body.Write(plain);
        Add(
            DictionaryPage,
            header =>
                header.Struct(
                    7,
                    () =>
                    {
                        header.Int32(1, entries);
                        header.Int32(2, (int)ParquetEncoding.Plain);
                    }
                )
        );
        DataOffset = bytes.WrittenCount;
    }

    /// <param name="present">For each row 1, or 0 for null.</param>
    /// <param name="encoding">Of the values.</param>
    /// <param name="values">Writes those that are not null.</param>
    public void AddData(ReadOnlySpan<int> present, ParquetEncoding encoding, Action<ArrayBufferWriter<byte>> values)
    {
        body.ResetWrittenCount();
        body.Write<byte>([0, 0, 0, 0]);
        RunLengthEncoding.Write(present, 1, body);
        BinaryPrimitives.WriteInt32LittleEndian(
            System.Runtime.InteropServices.MemoryMarshal.AsMemory(body.WrittenMemory).Span,
            body.WrittenCount - 4
        );
        values(body);
        var rows = present.Length;
        Add(
            DataPage,
            header =>
                header.Struct(
                    5,
                    () =>
                    {
                        header.Int32(1, rows);
                        header.Int32(2, (int)encoding);
                        header.Int32(3, (int)ParquetEncoding.RunLength);
                        header.Int32(4, (int)ParquetEncoding.RunLength);
                    }
                )
        );
    }

    private void Add(int type, Action<ThriftCompactWriter> kind)
    {
        var content = Pack(body.WrittenSpan);
        var header = new ThriftCompactWriter(bytes);
        var before = bytes.WrittenCount;
        header.Element(() =>
        {
            header.Int32(1, type);
            header.Int32(2, body.WrittenCount);
            header.Int32(3, (int)packed.Length);
            kind(header);
        });
        UncompressedSize += bytes.WrittenCount - before + body.WrittenCount;
        bytes.Write(content);
    }

    private ReadOnlySpan<byte> Pack(ReadOnlySpan<byte> plain)
    {
        packed.SetLength(0);
        if (compression == ParquetCompression.None)
        {
            packed.Write(plain);
        }
        else
        {
            using Stream stream =
                compression == ParquetCompression.Gzip
                    ? new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)
                    : new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true);
            stream.Write(plain);
        }
        return packed.GetBuffer().AsSpan(0, (int)packed.Length);
    }
}
