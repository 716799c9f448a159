using System.Buffers;
using System.Text;

namespace Data.Exports;

/// <summary>
/// Apache Thrift's compact protocol, as far as Parquet's metadata need it. Fields of a struct are written in ascending order.
/// Source: thrift-compact-protocol.md of Apache Thrift.
/// </summary>
internal sealed class ThriftCompactWriter(IBufferWriter<byte> target)
{
    private const byte True = 1,
        False = 2,
        I16 = 4,
        I32 = 5,
        I64 = 6,
        Binary = 8,
        List = 9,
        StructType = 12;

    private readonly Stack<short> outer = [];
    private short last;

    public void Boolean(short field, bool value) => Header(field, value ? True : False);

    /// <summary>A field of type i8: one byte as it is.</summary>
    public void Byte(short field, byte value)
    {
        Header(field, 3);
        Put(value);
    }

    public void Int16(short field, short value)
    {
        Header(field, I16);
        ZigZag(value);
    }

    public void Int32(short field, int value)
    {
        Header(field, I32);
        ZigZag(value);
    }

    public void Int64(short field, long value)
    {
        Header(field, I64);
        ZigZag(value);
    }

    public void Bytes(short field, ReadOnlySpan<byte> value)
    {
        Header(field, Binary);
        Raw(value);
    }

    public void Text(short field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A field that is a struct.</summary>
    public void Struct(short field, Action content)
    {
        Header(field, StructType);
        Element(content);
    }

    /// <summary>A struct without a field around it: the whole message, or an element of a list.</summary>
    public void Element(Action content)
    {
        outer.Push(last);
        last = 0;
        content();
        Put(0);
        last = outer.Pop();
    }

    public void Int32List(short field, IReadOnlyCollection<int> values)
    {
        ListHeader(field, values.Count, I32);
        foreach (var value in values)
        {
            ZigZag(value);
        }
    }

    public void TextList(short field, IReadOnlyCollection<string> values)
    {
        ListHeader(field, values.Count, Binary);
        foreach (var value in values)
        {
            Raw(Encoding.UTF8.GetBytes(value));
        }
    }

    public void StructList<T>(short field, IReadOnlyCollection<T> values, Action<T> content)
    {
        ListHeader(field, values.Count, StructType);
        foreach (var value in values)
        {
            Element(() => content(value));
        }
    }

    private void Header(short field, byte type)
    {
        var step = field - last;
        if (step is > 0 and <= 15)
        {
            Put((byte)(step << 4 | type));
        }
        else
        {
            Put(type);
            ZigZag(field);
        }
        last = field;
    }

    private void ListHeader(short field, int count, byte type)
    {
        Header(field, List);
        if (count < 15)
        {
            Put((byte)(count << 4 | type));
        }
        else
        {
            Put((byte)(0xF0 | type));
            Varint((ulong)count);
        }
    }

    private void Raw(ReadOnlySpan<byte> value)
    {
        Varint((ulong)value.Length);
        target.Write(value);
    }

    private void ZigZag(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    private void Varint(ulong value) => RunLengthEncoding.Varint(value, target);

    private void Put(byte value) => target.Write([value]);
}
