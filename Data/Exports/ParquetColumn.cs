namespace Data.Exports;

/// <summary>What a column of a Parquet file holds. Every column may hold nulls.</summary>
public enum ParquetType
{
    /// <summary>64-bit whole numbers.</summary>
    Int64,

    /// <summary>IEEE 754 double; NaN and infinities are values like others.</summary>
    Double,

    /// <summary>UTF-8.</summary>
    Text,

    Boolean,

    /// <summary>A day: INT32 DATE.</summary>
    Date,

    /// <summary>A moment, in microseconds of UTC: INT64 TIMESTAMP.</summary>
    Timestamp,

    /// <summary>Exact to 1/10 000: DECIMAL(18,4) on INT64.</summary>
    Money,
}

/// <param name="Name">Not empty, and no name twice in a file.</param>
/// <param name="Type">What it holds.</param>
public sealed record ParquetColumn(string Name, ParquetType Type);

/// <summary>How the pages of a file are packed; the numbers are those of the format (parquet.thrift, CompressionCodec).</summary>
public enum ParquetCompression
{
    None = 0,
    Gzip = 2,
    Brotli = 4,
}

/// <param name="Compression">Default: gzip, which every reader knows.</param>
/// <param name="RowsPerGroup">Rows held in memory at most, at least 1. Default 131 072.</param>
/// <param name="BytesPerGroup">A group ends early when its values take so much memory, at least 1. Default 64 MB.</param>
/// <param name="RowsPerPage">Rows packed together, at least 1. Default 20 000, as other writers do.</param>
public sealed record ParquetOptions(
    ParquetCompression Compression = ParquetCompression.Gzip,
    int RowsPerGroup = 1 << 17,
    long BytesPerGroup = 64 << 20,
    int RowsPerPage = 20_000
);
