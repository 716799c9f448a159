using System.Buffers;
using System.Text;

namespace Core.Customers;

/// <summary>
/// The 64-bit id of a customer or product: xxHash64 (seed 0) of the UTF-8 of the id that the outside system uses, read as a signed
/// number. So an import never has to look ids up. Nothing is trimmed, folded or normalised: "A1" and "a1 " are different customers.
/// Two ids may collide (about one chance in 37 million among a million ids); whoever stores them must check.
/// </summary>
public static class ExternalId
{
    /// <summary>Characters that an id may have; longer ones do not fit into an index.</summary>
    public const int Longest = 200;

    private const int OnStack = 256;

    /// <param name="externalId">Any text, also empty. A lone surrogate counts as U+FFFD.</param>
    public static long Hash(ReadOnlySpan<char> externalId)
    {
        var most = Encoding.UTF8.GetMaxByteCount(externalId.Length);
        if (most <= OnStack)
        {
            Span<byte> onStack = stackalloc byte[OnStack];
            return Hash(onStack[..Encoding.UTF8.GetBytes(externalId, onStack)]);
        }
        var rented = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            return Hash(rented.AsSpan(0, Encoding.UTF8.GetBytes(externalId, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <param name="utf8">The same text as UTF-8 bytes; gives the same id.</param>
    public static long Hash(ReadOnlySpan<byte> utf8) => unchecked((long)XxHash64.Hash(utf8));
}
