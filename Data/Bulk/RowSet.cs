using System.Numerics;

namespace Data.Bulk;

/// <summary>A set of row numbers, one bit a row.</summary>
internal sealed class RowSet
{
    private ulong[] bits = new ulong[1024];

    public void Add(long row)
    {
        var word = (int)(row >> 6);
        if (word >= bits.Length)
        {
            Array.Resize(ref bits, Math.Max(bits.Length * 2, word + 1));
        }
        bits[word] |= 1UL << (int)(row & 63);
    }

    /// <summary>The number of rows in this set that are not in the other.</summary>
    public long CountWithout(RowSet? other = null)
    {
        var count = 0L;
        for (var i = 0; i < bits.Length; i++)
        {
            var without = other is not null && i < other.bits.Length ? ~other.bits[i] : ulong.MaxValue;
            count += BitOperations.PopCount(bits[i] & without);
        }
        return count;
    }
}
