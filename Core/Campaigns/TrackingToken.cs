using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Core.Campaigns;

/// <summary>What a tracked address does.</summary>
public enum TrackingKind : byte
{
    Click = 1,
    Open = 2,
    Unsubscribe = 3,
}

/// <summary>
/// Says which person's mail an address came from. Signed, so that nobody can click or unsubscribe for another; it never carries the
/// target, so that nobody can make us redirect to an address of theirs.
/// </summary>
/// <remarks><c>Link</c>: The number of the link, 0 where there is none.</remarks>
public readonly record struct TrackingToken(TrackingKind Kind, long CampaignId, long CustomerId, int Link = 0)
{
    public const int KeyBytes = 32;

    // 20 + 16 bytes are 48 base64url characters with no bits to spare, so that no token has a second spelling.
    private const int PayloadBytes = 20;
    private const int MacBytes = 16;
    private const int Characters = (PayloadBytes + MacBytes) / 3 * 4;
    private const int MaximumLink = (1 << 24) - 1;

    /// <summary>The token as it stands in an address: payload and HMAC-SHA256 truncated to 128 bits, base64url.</summary>
    public string Sign(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Link);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Link, MaximumLink);
        Span<byte> bytes = stackalloc byte[PayloadBytes + MacBytes];
        bytes[0] = (byte)Kind;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], CampaignId);
        BinaryPrimitives.WriteInt64BigEndian(bytes[9..], CustomerId);
        bytes[17] = (byte)(Link >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[18..], (ushort)Link);
        Mac(key, bytes[..PayloadBytes], bytes[PayloadBytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The token, or null when it is not of this kind, was altered, or was signed with another key.</summary>
    public static TrackingToken? Verify(string text, TrackingKind kind, ReadOnlySpan<byte> key)
    {
        Span<byte> bytes = stackalloc byte[PayloadBytes + MacBytes];
        if (
            text.Length != Characters
            || Base64Url.DecodeFromChars(text, bytes, out _, out var written) != OperationStatus.Done
            || written != bytes.Length
        )
        {
            return null;
        }
        Span<byte> expected = stackalloc byte[MacBytes];
        Mac(key, bytes[..PayloadBytes], expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, bytes[PayloadBytes..]) || bytes[0] != (byte)kind)
        {
            return null;
        }
        return new TrackingToken(
            kind,
            BinaryPrimitives.ReadInt64BigEndian(bytes[1..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[9..]),
            (bytes[17] << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[18..])
        );
    }

    private static void Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> payload, Span<byte> mac)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, payload, whole);
        whole[..MacBytes].CopyTo(mac);
    }
}
