using System.Globalization;
using System.Text;
using ExcelDataReader;

namespace Data.Sources;

/// <summary>The first sheet of a workbook (.xlsx).</summary>
public sealed class ExcelTable : ITabularReader
{
    private readonly IExcelDataReader reader;
    private List<string> headers = [];
    private string[] fields = [];
    private bool firstRowWaits;

    private ExcelTable(IExcelDataReader reader)
    {
        this.reader = reader;
    }

    public IReadOnlyList<string> Headers => headers;

    public bool HasHeader { get; private set; }

    public long RowNumber { get; private set; }

    public IReadOnlyList<string> Fields => fields;

    public double Position => reader.RowCount > 0 ? Math.Clamp(RowNumber / (double)reader.RowCount, 0, 1) : 0;

    /// <summary>Opens a workbook; the stream is closed with the table.</summary>
    /// <param name="stream">The workbook.</param>
    /// <param name="header">Whether the first row holds names; null looks at the row.</param>
    /// <exception cref="ImportFileException">The workbook can't be read.</exception>
    public static ExcelTable Open(Stream stream, bool? header = null)
    {
        // The library asks for code pages that .NET keeps in a provider of its own.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            var table = new ExcelTable(ExcelReaderFactory.CreateOpenXmlReader(stream));
            if (!table.Read())
            {
                throw new ImportFileException("The first sheet of the workbook is empty.");
            }
            table.HasHeader = FirstRow.IsHeader(table.fields, header);
            table.headers = FirstRow.Names(table.fields, table.HasHeader);
            table.firstRowWaits = !table.HasHeader;
            return table;
        }
        catch (Exception exception)
        {
            stream.Dispose();
            throw exception is ImportFileException ? exception : Damaged(exception);
        }
    }

    public bool Read()
    {
        if (firstRowWaits)
        {
            firstRowWaits = false;
            return true;
        }
        while (Next())
        {
            RowNumber++;
            var width = headers.Count > 0 ? headers.Count : reader.FieldCount;
            var row = new string[width];
            var filled = false;
            for (var i = 0; i < width; i++)
            {
                row[i] = i < reader.FieldCount ? Text(reader.GetValue(i)) : "";
                filled |= row[i].Length > 0;
            }
            if (filled)
            {
                fields = row;
                return true;
            }
        }
        return false;
    }

    public void Dispose() => reader.Dispose();

    private bool Next()
    {
        try
        {
            return reader.Read();
        }
        // The library lets through whatever a damaged workbook makes its parsers throw.
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw Damaged(exception);
        }
    }

    private static ImportFileException Damaged(Exception exception) =>
        new("The workbook is damaged or protected and can't be read. Save it again as .xlsx or as CSV.", exception);

    private static string Text(object? value) =>
        value switch
        {
            null => "",
            DateTime date => date.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
}
