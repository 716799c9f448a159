using System.Net;
using System.Net.Sockets;

namespace Data.Sources;

/// <summary>
/// Tells addresses of the public internet from all others, by IANA's special-purpose registries (RFC 6890 and its updates). What is not
/// surely public counts as not public.
/// </summary>
public static class PublicAddress
{
    // Of IPv4, everything is public but these.
    private static readonly Prefix[] Reserved =
    [
        Prefix.Parse("0.0.0.0/8"), // this network, unspecified
        Prefix.Parse("10.0.0.0/8"), // private
        Prefix.Parse("100.64.0.0/10"), // carrier-grade NAT
        Prefix.Parse("127.0.0.0/8"), // loopback
        Prefix.Parse("169.254.0.0/16"), // link-local, where clouds keep their metadata
        Prefix.Parse("172.16.0.0/12"), // private
        Prefix.Parse("192.0.0.0/24"), // protocol assignments
        Prefix.Parse("192.0.2.0/24"), // documentation
        Prefix.Parse("192.88.99.0/24"), // 6to4 relays
        Prefix.Parse("192.168.0.0/16"), // private
        Prefix.Parse("198.18.0.0/15"), // benchmarks
        Prefix.Parse("198.51.100.0/24"), // documentation
        Prefix.Parse("203.0.113.0/24"), // documentation
        Prefix.Parse("224.0.0.0/4"), // multicast
        Prefix.Parse("240.0.0.0/4"), // reserved, broadcast
    ];

    // Of IPv6, nothing is public but global unicast; loopback, unique-local, link-local, multicast, IPv4-mapped and IPv4-compatible
    // addresses and NAT64 (64:ff9b::/96) lie outside of it.
    private static readonly Prefix GlobalUnicast = Prefix.Parse("2000::/3");

    private static readonly Prefix[] ReservedGlobal =
    [
        Prefix.Parse("2001::/23"), // protocol assignments, Teredo, benchmarks, ORCHID
        Prefix.Parse("2001:db8::/32"), // documentation
        Prefix.Parse("2002::/16"), // 6to4: an IPv4 address in disguise
        Prefix.Parse("3fff::/20"), // documentation
    ];

    /// <summary>Whether a packet to this address can only reach the public internet.</summary>
    public static bool Is(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Array.Exists(Reserved, p => p.Contains(bytes)),
            AddressFamily.InterNetworkV6 => GlobalUnicast.Contains(bytes) && !Array.Exists(ReservedGlobal, p => p.Contains(bytes)),
            _ => false,
        };
    }

    /// <summary>The first bits of an address. Compares bytes as they are: IPNetwork takes an IPv4-mapped address for one of IPv4 and so for another network's.</summary>
    private sealed record Prefix(byte[] Bytes, int Bits)
    {
        public static Prefix Parse(string text)
        {
            var network = IPNetwork.Parse(text);
            return new Prefix(network.BaseAddress.GetAddressBytes(), network.PrefixLength);
        }

        public bool Contains(byte[] address)
        {
            for (var bit = 0; bit < Bits; bit++)
            {
                if (((address[bit >> 3] ^ Bytes[bit >> 3]) & (0x80 >> (bit & 7))) != 0)
                {
                    return false;
                }
            }
            return true;
        }
    }
}
