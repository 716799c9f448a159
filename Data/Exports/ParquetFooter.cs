using System.Buffers;
using System.Buffers.Binary;
using System.Reflection;

namespace Data.Exports;

/// <summary>A column's part of a row group, as the footer tells of it.</summary>
internal sealed record ParquetChunk(
    ParquetColumn Column,
    IReadOnlyList<ParquetEncoding> Encodings,
    long Values,
    long Nulls,
    (byte[] Min, byte[] Max)? Range,
    long Offset,
    int DataOffset,
    long CompressedSize,
    long UncompressedSize
);

internal sealed record ParquetRowGroup(long Rows, IReadOnlyList<ParquetChunk> Chunks);

/// <summary>What stands at the end of a file. Source: parquet.thrift of Apache Parquet 2.10, FileMetaData.</summary>
internal static class ParquetFooter
{
    // The number that readers know by heart; nothing of version 2 is used.
    private const int FormatVersion = 1;

    private static readonly string CreatedBy =
        $"customer-segmentation version {Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)} (build none)";

    public static ReadOnlyMemory<byte> Write(
        IReadOnlyList<ParquetColumn> columns,
        IReadOnlyList<ParquetRowGroup> groups,
        ParquetCompression compression
    )
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new ThriftCompactWriter(bytes);
        writer.Element(() =>
        {
            writer.Int32(1, FormatVersion);
            writer.StructList<ParquetColumn?>(2, [null, .. columns], column => Schema(writer, column, columns.Count));
            writer.Int64(3, groups.Sum(g => g.Rows));
            writer.StructList(4, groups, group => Group(writer, group, compression));
            writer.Text(6, CreatedBy);
            // Without it readers do not know by what order smallest and largest values were found.
            writer.StructList(7, columns, _ => writer.Struct(1, () => { }));
        });
        var length = bytes.WrittenCount;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.GetSpan(4), length);
        bytes.Advance(4);
        bytes.Write("PAR1"u8);
        return bytes.WrittenMemory;
    }

    private static void Schema(ThriftCompactWriter writer, ParquetColumn? column, int columns)
    {
        if (column is null)
        {
            writer.Text(4, "schema");
            writer.Int32(5, columns);
            return;
        }
        const int optional = 1;
        writer.Int32(1, PhysicalType(column.Type));
        writer.Int32(3, optional);
        writer.Text(4, column.Name);
        switch (column.Type)
        {
            case ParquetType.Int64:
                writer.Int32(6, 18);
                writer.Struct(
                    10,
                    () =>
                        writer.Struct(
                            10,
                            () =>
                            {
                                writer.Byte(1, 64);
                                writer.Boolean(2, true);
                            }
                        )
                );
                break;
            case ParquetType.Text:
                writer.Int32(6, 0);
                writer.Struct(10, () => writer.Struct(1, () => { }));
                break;
            case ParquetType.Date:
                writer.Int32(6, 6);
                writer.Struct(10, () => writer.Struct(6, () => { }));
                break;
            case ParquetType.Timestamp:
                writer.Int32(6, 10);
                writer.Struct(
                    10,
                    () =>
                        writer.Struct(
                            8,
                            () =>
                            {
                                writer.Boolean(1, true);
                                writer.Struct(2, () => writer.Struct(2, () => { }));
                            }
                        )
                );
                break;
            case ParquetType.Money:
                writer.Int32(6, 5);
                writer.Int32(7, ParquetWriter.MoneyScale);
                writer.Int32(8, ParquetWriter.MoneyPrecision);
                writer.Struct(
                    10,
                    () =>
                        writer.Struct(
                            5,
                            () =>
                            {
                                writer.Int32(1, ParquetWriter.MoneyScale);
                                writer.Int32(2, ParquetWriter.MoneyPrecision);
                            }
                        )
                );
                break;
        }
    }

    private static int PhysicalType(ParquetType type) =>
        type switch
        {
            ParquetType.Boolean => 0,
            ParquetType.Date => 1,
            ParquetType.Double => 5,
            ParquetType.Text => 6,
            _ => 2,
        };

    private static void Group(ThriftCompactWriter writer, ParquetRowGroup group, ParquetCompression compression)
    {
        writer.StructList(
            1,
            group.Chunks,
            chunk =>
            {
                writer.Int64(2, chunk.Offset);
                writer.Struct(3, () => Chunk(writer, chunk, compression));
            }
        );
        writer.Int64(2, group.Chunks.Sum(c => c.UncompressedSize));
        writer.Int64(3, group.Rows);
        writer.Int64(5, group.Chunks[0].Offset);
        writer.Int64(6, group.Chunks.Sum(c => c.CompressedSize));
    }

    private static void Chunk(ThriftCompactWriter writer, ParquetChunk chunk, ParquetCompression compression)
    {
        writer.Int32(1, PhysicalType(chunk.Column.Type));
        writer.Int32List(2, [.. chunk.Encodings.Select(e => (int)e)]);
        writer.TextList(3, [chunk.Column.Name]);
        writer.Int32(4, (int)compression);
        writer.Int64(5, chunk.Values);
        writer.Int64(6, chunk.UncompressedSize);
        writer.Int64(7, chunk.CompressedSize);
        writer.Int64(9, chunk.Offset + chunk.DataOffset);
        if (chunk.DataOffset > 0)
        {
            writer.Int64(11, chunk.Offset);
        }
        writer.Struct(
            12,
            () =>
            {
                writer.Int64(3, chunk.Nulls);
                if (chunk.Range is { } range)
                {
                    writer.Bytes(5, range.Max);
                    writer.Bytes(6, range.Min);
                }
            }
        );
    }
}
