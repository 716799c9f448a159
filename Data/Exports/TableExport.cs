using System.Globalization;
using Core.Cleaning;
using Npgsql;

namespace Data.Exports;

/// <summary>How an export is written.</summary>
public enum ExportFormat
{
    /// <summary>UTF-8, comma, RFC 4180; texts that a spreadsheet would run as formulas are made harmless.</summary>
    Csv,
    Parquet,
}

/// <summary>Writes the answer of a query to a stream, row by row, so that any number of rows costs no memory.</summary>
public static class TableExport
{
    /// <param name="command">The query; numeric columns are money.</param>
    /// <param name="format">CSV or Parquet.</param>
    /// <param name="target">Need not be seekable.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The number of rows.</returns>
    public static async Task<long> WriteAsync(
        NpgsqlCommand command,
        ExportFormat format,
        Stream target,
        CancellationToken cancellation = default
    )
    {
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return format == ExportFormat.Csv ? await CsvAsync(reader, target, cancellation) : await ParquetAsync(reader, target, cancellation);
    }

    private static async Task<long> CsvAsync(NpgsqlDataReader reader, Stream target, CancellationToken cancellation)
    {
        await using StreamWriter writer = new(target, new System.Text.UTF8Encoding(false), 1 << 16, leaveOpen: true);
        var names = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName);
        await writer.WriteLineAsync(string.Join(',', names.Select(CsvText.Field)).AsMemory(), cancellation);
        var rows = 0L;
        System.Text.StringBuilder line = new();
        for (; await reader.ReadAsync(cancellation); rows++)
        {
            line.Clear();
            for (var i = 0; i < reader.FieldCount; i++)
            {
                if (i > 0)
                {
                    line.Append(',');
                }
                if (!reader.IsDBNull(i))
                {
                    line.Append(Text(reader.GetValue(i)));
                }
            }
            // A server's answer takes no synchronous writes, which a full buffer would make.
            await writer.WriteLineAsync(line, cancellation);
        }
        return rows;
    }

    private static string Text(object value) =>
        value switch
        {
            string text => CsvText.Field(text),
            bool yes => yes ? "true" : "false",
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            decimal money => money.ToString("0.####", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => CsvText.Field(value.ToString()),
        };

    private static async Task<long> ParquetAsync(NpgsqlDataReader reader, Stream target, CancellationToken cancellation)
    {
        var types = Enumerable.Range(0, reader.FieldCount).Select(i => TypeOf(reader.GetFieldType(i))).ToArray();
        await using ParquetWriter writer = new(target, [.. types.Select((t, i) => new ParquetColumn(reader.GetName(i), t))]);
        var rows = 0L;
        for (; await reader.ReadAsync(cancellation); rows++)
        {
            for (var i = 0; i < types.Length; i++)
            {
                Write(writer, reader, i, types[i]);
            }
            await writer.EndRowAsync(cancellation);
        }
        await writer.FinishAsync(cancellation);
        return rows;
    }

    private static void Write(ParquetWriter writer, NpgsqlDataReader reader, int column, ParquetType type)
    {
        if (reader.IsDBNull(column))
        {
            writer.Null();
            return;
        }
        switch (type)
        {
            case ParquetType.Int64:
                writer.Int64(Convert.ToInt64(reader.GetValue(column), CultureInfo.InvariantCulture));
                break;
            case ParquetType.Double:
                writer.Double(reader.GetDouble(column));
                break;
            case ParquetType.Boolean:
                writer.Boolean(reader.GetBoolean(column));
                break;
            case ParquetType.Date:
                writer.Date(reader.GetFieldValue<DateOnly>(column));
                break;
            case ParquetType.Timestamp:
                writer.Timestamp(reader.GetDateTime(column));
                break;
            case ParquetType.Money:
                writer.Money(Core.Customers.Money.FromDecimal(reader.GetDecimal(column)));
                break;
            default:
                writer.Text(reader.GetString(column));
                break;
        }
    }

    private static ParquetType TypeOf(Type type) =>
        type == typeof(long) || type == typeof(int) || type == typeof(short) ? ParquetType.Int64
        : type == typeof(double) || type == typeof(float) ? ParquetType.Double
        : type == typeof(bool) ? ParquetType.Boolean
        : type == typeof(DateOnly) ? ParquetType.Date
        : type == typeof(DateTime) ? ParquetType.Timestamp
        : type == typeof(decimal) ? ParquetType.Money
        : ParquetType.Text;
}
