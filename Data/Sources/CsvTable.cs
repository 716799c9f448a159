using System.Text;
using CsvHelper;

namespace Data.Sources;

/// <summary>A table in text: separator and encoding are told from its beginning.</summary>
public sealed class CsvTable : ITabularReader
{
    private const int SampleBytes = 1 << 16;
    private const int LongestRecord = 1 << 20;
    private const int MostColumns = 2_000;
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    private readonly TailStream text;
    private readonly CsvReader reader;
    private readonly Func<double> position;
    private readonly List<string> headers = [];
    private string[] fields = [];
    private bool ended;

    private CsvTable(TailStream text, char separator, Encoding encoding, Func<double> position)
    {
        this.text = text;
        this.position = position;
        reader = CsvReader.Create(
            // The reader decodes UTF-8 itself and would put question marks for what Latin1Fallback can still read.
            encoding == Latin1Fallback.Utf8OrLatin1
                ? Encoding.CreateTranscodingStream(text, encoding, Encoding.UTF8)
                : text,
            new CsvReaderOptions
            {
                HasHeader = false,
                Separator = separator,
                Encoding = encoding == Latin1Fallback.Utf8OrLatin1 ? Encoding.UTF8 : encoding,
                MaxRecordSize = LongestRecord,
                PoolStrings = true,
            },
            leaveOpen: false
        );
    }

    public IReadOnlyList<string> Headers => headers;

    public long RowNumber { get; private set; }

    public IReadOnlyList<string> Fields => fields;

    public double Position => Math.Clamp(position(), 0, 1);

    /// <summary>Opens a stream of text; the stream is closed with the table.</summary>
    /// <exception cref="ImportFileException">There is no text, or it is no table.</exception>
    public static CsvTable Open(Stream stream, Func<double> position)
    {
        var sample = new byte[SampleBytes];
        var length = stream.ReadAtLeast(sample, sample.Length, throwOnEndOfStream: false);
        if (length == 0)
        {
            throw new ImportFileException("The file is empty.");
        }
        var encoding = TextEncoding.Of(sample.AsSpan(0, length), wholeFile: length < sample.Length);
        var whole = new TailStream(new PrefixedStream(sample.AsMemory(0, length), stream));
        var start = encoding.GetString(sample, 0, length).TrimStart('\uFEFF');
        CheckStart(start);
        var table = new CsvTable(whole, SeparatorOf(start), encoding, position);
        table.ReadHeader();
        return table;
    }

    public bool Read()
    {
        if (ended)
        {
            return false;
        }
        try
        {
            if (!reader.Read())
            {
                ended = true;
                CheckEnd();
                return false;
            }
        }
        catch (CsvFormatException exception)
        {
            throw new ImportFileException(
                $"The row after row {RowNumber} is longer than {LongestRecord:N0} bytes. Most likely a quotation mark was never closed.",
                exception
            );
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw TabularFile.Broken(exception);
        }
        RowNumber++;
        var row = new string[reader.FieldCount];
        for (var i = 0; i < row.Length; i++)
        {
            // PostgreSQL's text can't hold the character NUL.
            row[i] =
                reader.GetString(i) is var field && field.Contains('\0', StringComparison.Ordinal) ? field.Replace('\0', '\uFFFD') : field;
        }
        fields = row;
        return true;
    }

    public void Dispose() => reader.Dispose();

    private void ReadHeader()
    {
        if (!Read())
        {
            throw new ImportFileException("The file has no rows.");
        }
        if (fields.Length > MostColumns)
        {
            throw new ImportFileException($"The file has {fields.Length} columns; at most {MostColumns} can be read.");
        }
        for (var i = 0; i < fields.Length; i++)
        {
            var name = fields[i].Trim();
            headers.Add(name.Length > 0 && !headers.Contains(name) ? name : $"Column {i + 1}");
        }
    }

    // A file that was cut in the middle would otherwise look like one that is merely shorter.
    private void CheckEnd()
    {
        var cutInQuotes = text.Quotes % 2 == 1 && (fields.Length < headers.Count || fields[^1].Contains('\n', StringComparison.Ordinal));
        var cutInRow = RowNumber > 1 && fields.Length < headers.Count && !text.EndsWithLineBreak;
        if (cutInQuotes)
        {
            throw new ImportFileException(
                $"A quotation mark in the last rows (about row {RowNumber}) is never closed. The file was probably cut off."
            );
        }
        if (cutInRow)
        {
            throw new ImportFileException(
                $"The file ends in the middle of row {RowNumber}: {fields.Length} of {headers.Count} columns. It was probably cut off."
            );
        }
    }

    private static void CheckStart(string start)
    {
        var trimmed = start.AsSpan().TrimStart();
        if (
            trimmed.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase)
            || trimmed.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || trimmed.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)
        )
        {
            throw new ImportFileException("This is a web page or XML, not a table. Download the file itself, as CSV or .xlsx.");
        }
        if (trimmed.StartsWith("{") || trimmed.StartsWith("[{"))
        {
            throw new ImportFileException("This is JSON, not a table. Save it as CSV or .xlsx.");
        }
    }

    private static char SeparatorOf(string start)
    {
        var end = start.AsSpan().IndexOfAny('\r', '\n');
        var firstLine = end < 0 ? start : start[..end];
        var best = Separators.MaxBy(s => Outside(firstLine, s));
        return Outside(firstLine, best) > 0 ? best : ',';
    }

    private static int Outside(string line, char separator)
    {
        var (count, quoted) = (0, false);
        foreach (var c in line)
        {
            quoted ^= c == '"';
            count += !quoted && c == separator ? 1 : 0;
        }
        return count;
    }
}
