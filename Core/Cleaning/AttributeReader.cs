using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Core.Cleaning;

/// <summary>Reads the further columns of a row as a JSON object. Numbers stay numbers, so that rules can compare them and engines use them.</summary>
internal sealed class AttributeReader
{
    private readonly (int Position, string Name, ColumnReading? Reading, DateOrder Order)[] read;
    private readonly ArrayBufferWriter<byte> buffer = new(256);

    public AttributeReader(FileColumns columns, bool keep, DateOrder? told, IReadOnlyDictionary<string, ColumnReading> readings)
    {
        read = keep
            ?
            [
                .. columns.Others.Select(p =>
                {
                    var reading = readings.GetValueOrDefault(columns.Headers[p]);
                    return (p, CleanText.WithoutNul(columns.Headers[p]), reading, told ?? reading?.Order ?? DateOrder.MonthDayYear);
                }),
            ]
            : [];
    }

    public IReadOnlyList<(string Header, ColumnType Type)> Types => [.. read.Select(r => (r.Name, r.Reading?.Type ?? ColumnType.Text))];

    public string Read(IReadOnlyList<string> fields)
    {
        if (read.Length == 0)
        {
            return "{}";
        }
        buffer.ResetWrittenCount();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            foreach (var (position, name, reading, order) in read)
            {
                if (position < fields.Count && fields[position].Trim() is { Length: > 0 } text)
                {
                    Write(json, name, text, reading, order);
                }
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, string name, string text, ColumnReading? reading, DateOrder order)
    {
        switch (reading?.Type)
        {
            case ColumnType.Number when NumberText.TryParse(text, out var number):
                json.WriteNumber(name, number);
                return;
            case ColumnType.Number
                when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real):
                json.WriteNumber(name, real);
                return;
            case ColumnType.Date when DateText.TryParse(text, order, out var utc):
                json.WriteString(
                    name,
                    utc.ToString(utc.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
                );
                return;
            case null when IsPlainNumber(text, out var plain):
                json.WriteNumber(name, plain);
                return;
            default:
                json.WriteString(name, CleanText.Of(CleanText.WithoutNul(text)));
                return;
        }
    }

    private static bool IsPlainNumber(string text, out decimal number)
    {
        number = 0;
        var leadingZero = text.Length > 1 && text[0] == '0' && text[1] != '.';
        const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return !leadingZero && text[0] != '+' && decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out number);
    }
}
