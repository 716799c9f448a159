using System.Buffers.Binary;
using System.Numerics;

namespace Core.Customers;

/// <summary>
/// xxHash64 of a byte sequence: fast, well spread, and the same on every machine. Not for secrets.
/// Source: Yann Collet, "xxHash fast digest algorithm", specification 0.1.1, section "XXH64 algorithm description".
/// </summary>
public static class XxHash64
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;

    /// <param name="data">Any number of bytes, also none.</param>
    /// <param name="seed">Any; 0 by default.</param>
    public static ulong Hash(ReadOnlySpan<byte> data, ulong seed = 0)
    {
        unchecked
        {
            var rest = data;
            ulong hash;
            if (rest.Length >= 32)
            {
                var (a, b, c, d) = (seed + Prime1 + Prime2, seed + Prime2, seed, seed - Prime1);
                for (; rest.Length >= 32; rest = rest[32..])
                {
                    a = Round(a, BinaryPrimitives.ReadUInt64LittleEndian(rest));
                    b = Round(b, BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]));
                    c = Round(c, BinaryPrimitives.ReadUInt64LittleEndian(rest[16..]));
                    d = Round(d, BinaryPrimitives.ReadUInt64LittleEndian(rest[24..]));
                }
                hash =
                    BitOperations.RotateLeft(a, 1)
                    + BitOperations.RotateLeft(b, 7)
                    + BitOperations.RotateLeft(c, 12)
                    + BitOperations.RotateLeft(d, 18);
                hash = Merge(Merge(Merge(Merge(hash, a), b), c), d);
            }
            else
            {
                hash = seed + Prime5;
            }
            return Avalanche(Tail(hash + (ulong)data.Length, rest));
        }
    }

    private static ulong Tail(ulong hash, ReadOnlySpan<byte> rest)
    {
        unchecked
        {
            for (; rest.Length >= 8; rest = rest[8..])
            {
                hash ^= Round(0, BinaryPrimitives.ReadUInt64LittleEndian(rest));
                hash = BitOperations.RotateLeft(hash, 27) * Prime1 + Prime4;
            }
            if (rest.Length >= 4)
            {
                hash ^= BinaryPrimitives.ReadUInt32LittleEndian(rest) * Prime1;
                hash = BitOperations.RotateLeft(hash, 23) * Prime2 + Prime3;
                rest = rest[4..];
            }
            foreach (var value in rest)
            {
                hash = BitOperations.RotateLeft(hash ^ (value * Prime5), 11) * Prime1;
            }
            return hash;
        }
    }

    private static ulong Round(ulong accumulator, ulong lane) =>
        unchecked(BitOperations.RotateLeft(accumulator + lane * Prime2, 31) * Prime1);

    private static ulong Merge(ulong hash, ulong accumulator) => unchecked((hash ^ Round(0, accumulator)) * Prime1 + Prime4);

    private static ulong Avalanche(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 33)) * Prime2;
            hash = (hash ^ (hash >> 29)) * Prime3;
            return hash ^ (hash >> 32);
        }
    }
}
