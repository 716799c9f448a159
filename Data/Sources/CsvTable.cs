using System.Text;
using Core.Cleaning;
using CsvHelper;

namespace Data.Sources;

/// <summary>A table in text: separator and encoding are told from its beginning.</summary>
public sealed class CsvTable : ITabularReader
{
    private const int SampleBytes = 1 << 16;
    private const int LongestRecord = 1 << 20;
    private const int MostColumns = 2_000;
    private const int LinesLookedAt = 20;
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    private readonly TailStream text;
    private readonly CsvReader reader;
    private readonly Func<double> position;
    private List<string> headers = [];
    private string[] fields = [];
    private bool firstRowWaits;
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

    public bool HasHeader { get; private set; }

    public long RowNumber { get; private set; }

    public IReadOnlyList<string> Fields => fields;

    public double Position => Math.Clamp(position(), 0, 1);

    /// <summary>Opens a stream of text; the stream is closed with the table.</summary>
    /// <param name="stream">The text.</param>
    /// <param name="position">How far through the file it is.</param>
    /// <param name="header">Whether the first row holds names; null looks at the row.</param>
    /// <exception cref="ImportFileException">There is no text, or it is no table.</exception>
    public static CsvTable Open(Stream stream, Func<double> position, bool? header = null)
    {
        var sample = new byte[SampleBytes];
        var length = stream.ReadAtLeast(sample, sample.Length, throwOnEndOfStream: false);
        if (length == 0)
        {
            throw new ImportFileException("The file is empty.");
        }
        var encoding = TextEncoding.Of(sample.AsSpan(0, length), wholeFile: length < sample.Length);
        var start = encoding.GetString(sample, 0, length).TrimStart('\uFEFF');
        CheckStart(start);
        var aligned = encoding is not UnicodeEncoding && AlignedText.Is(start);
        Stream whole = new PrefixedStream(sample.AsMemory(0, length), stream);
        var text = new TailStream(aligned ? new AlignedText(whole) : whole);
        var table = new CsvTable(text, aligned ? '\t' : SeparatorOf(start), encoding, position);
        table.ReadHeader(header);
        return table;
    }

    public bool Read()
    {
        if (firstRowWaits)
        {
            firstRowWaits = false;
            RowNumber = 1;
            return true;
        }
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
            row[i] = CleanText.WithoutNul(reader.GetString(i));
        }
        fields = row;
        return true;
    }

    public void Dispose() => reader.Dispose();

    private void ReadHeader(bool? told)
    {
        if (!Read())
        {
            throw new ImportFileException("The file has no rows.");
        }
        if (fields.Length > MostColumns)
        {
            throw new ImportFileException($"The file has {fields.Length} columns; at most {MostColumns} can be read.");
        }
        HasHeader = FirstRow.IsHeader(fields, told);
        headers = FirstRow.Names(fields, HasHeader);
        firstRowWaits = !HasHeader;
        RowNumber = HasHeader ? 1 : 0;
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

    // The one that divides the first lines alike; tabs first, since nobody writes them inside a field. Where none does, the one that
    // the first line has most of.
    private static char SeparatorOf(string start)
    {
        var lines = start.Split('\n', LinesLookedAt + 1).Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0).ToList();
        // The last piece is the rest, or may be cut.
        var whole = lines.Count > 1 ? lines[..^1] : lines;
        if (whole.Count == 0)
        {
            return ',';
        }
        var counts = Separators.ToDictionary(s => s, s => Outside(whole[0], s));
        var alike = Separators.Where(s => counts[s] > 0 && whole.TrueForAll(l => Outside(l, s) == counts[s])).ToList();
        var best = alike.Contains('\t') ? '\t' : (alike.Count > 0 ? alike : [.. Separators]).MaxBy(s => counts[s]);
        return counts[best] > 0 ? best : ',';
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
