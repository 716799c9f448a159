using System.IO.Compression;

namespace Data.Sources;

/// <summary>
/// Opens what people have: .csv, .tsv, .txt (any usual separator, UTF-8, UTF-16 or Latin-1), the same gzipped or zipped, and .xlsx.
/// What a file is, is told by its first bytes, not by its name.
/// </summary>
public static class TabularFile
{
    /// <summary>Opens the file for reading row by row.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">Whether the first row holds the names of the columns; null looks at the row.</param>
    /// <exception cref="ImportFileException">It is empty, or not a table.</exception>
    public static ITabularReader Open(string path, bool? header = null)
    {
        var length = new FileInfo(path).Length;
        if (length == 0)
        {
            throw new ImportFileException("The file is empty.");
        }
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        try
        {
            return Open(file, () => file.Position / (double)length, header);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            file.Dispose();
            throw Broken(exception);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The message for a packed file that ends too early or is damaged.</summary>
    public static ImportFileException Broken(Exception exception) =>
        new("The file is damaged or was cut off: it can't be unpacked to its end. Copy or download it again.", exception);

    private static ITabularReader Open(FileStream file, Func<double> position, bool? header)
    {
        Span<byte> start = stackalloc byte[4];
        var read = file.ReadAtLeast(start, 4, throwOnEndOfStream: false);
        file.Position = 0;
        if (read >= 2 && start[0] == 0x1F && start[1] == 0x8B)
        {
            return CsvTable.Open(new WholeGzipStream(file), position, header);
        }
        // PK 5 6 begins a zip file without files.
        return read >= 4 && (start.SequenceEqual("PK\x03\x04"u8) || start.SequenceEqual("PK\x05\x06"u8))
            ? OpenZip(file, position, header)
            : CsvTable.Open(file, position, header);
    }

    private static ITabularReader OpenZip(FileStream file, Func<double> position, bool? header)
    {
        var zip = new ZipArchive(file, ZipArchiveMode.Read);
        if (zip.GetEntry("[Content_Types].xml") is not null)
        {
            zip.Dispose();
            return ExcelTable.Open(new FileStream(file.Name, FileMode.Open, FileAccess.Read, FileShare.Read), header);
        }
        var entries = zip.Entries.Where(e => e.Length > 0 && !e.FullName.StartsWith("__MACOSX", StringComparison.Ordinal)).ToList();
        if (entries.Count != 1)
        {
            throw new ImportFileException($"A zip file must hold exactly one table. This one holds {entries.Count} files.");
        }
        var entry = entries[0];
        if (!entry.Name.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
        {
            return CsvTable.Open(entry.Open(), position, header);
        }
        var unpacked = new FileStream(
            Path.GetTempFileName(),
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.Read,
            1 << 16,
            FileOptions.DeleteOnClose
        );
        using (var source = entry.Open())
        {
            source.CopyTo(unpacked);
        }
        zip.Dispose();
        unpacked.Position = 0;
        return ExcelTable.Open(unpacked, header);
    }
}

/// <summary>A table read row by row.</summary>
public interface ITabularReader : IDisposable
{
    /// <summary>The names in the first row; empty ones are named "Column 3".</summary>
    IReadOnlyList<string> Headers { get; }

    /// <summary>Whether the first row holds names; where it does not, it is the first that <see cref="Read"/> reads.</summary>
    bool HasHeader { get; }

    /// <summary>The row that <see cref="Read"/> read, the first of the file, also a header, being row 1.</summary>
    long RowNumber { get; }

    /// <summary>The fields of the row; valid until the next <see cref="Read"/>.</summary>
    IReadOnlyList<string> Fields { get; }

    /// <summary>How far through the file it is, in [0, 1].</summary>
    double Position { get; }

    /// <summary>Goes to the next row; false at the end.</summary>
    /// <exception cref="ImportFileException">The file is damaged or ends in the middle of a row.</exception>
    bool Read();
}
