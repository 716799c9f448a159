using System.Runtime.InteropServices;

namespace Data.Bulk;

/// <summary>A clean order line between the file and the tables: fixed size, so that a million of them sort and spill quickly.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct StagedLine
{
    public const byte HasProduct = 1;

    /// <summary>A row that was left out; kept only so that its repetitions are found.</summary>
    public const byte LeftOut = 2;

    /// <summary>A cancellation, which takes the line that it cancels out.</summary>
    public const byte Cancellation = 4;

    public long CustomerId;
    public long OrderId;
    public long RowNumber;
    public long ProductId;
    public long OrderedAtTicks;
    public long UnitPrice;
    public long Amount;
    public double Quantity;

    /// <summary>Of all fields of the row in the file.</summary>
    public ulong RowHash;

    /// <summary>Where the order's id stands among the texts of the run; in a file, how many bytes of it follow.</summary>
    public int Text;
    public ushort TextLength;
    public byte Flags;

    public readonly bool Is(byte flag) => (Flags & flag) != 0;

    /// <summary>By customer, order, and place in the file.</summary>
    public static int Compare(in StagedLine a, in StagedLine b) =>
        a.CustomerId != b.CustomerId ? a.CustomerId.CompareTo(b.CustomerId)
        : a.OrderId != b.OrderId ? a.OrderId.CompareTo(b.OrderId)
        : a.RowNumber.CompareTo(b.RowNumber);
}
