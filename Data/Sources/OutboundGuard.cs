using System.Net;
using System.Net.Sockets;

namespace Data.Sources;

/// <summary>
/// Keeps requests that a person caused away from the machine itself and its network (server-side request forgery). Names are resolved
/// here, once, every address is checked, and the connection goes to a checked address: a name that changes its answer between check and
/// use gains nothing. Redirects are not followed; whoever follows one by hand comes through here again.
/// </summary>
public sealed class OutboundGuard(OutboundOptions options, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <summary>A handler whose every connection is checked. No proxy, cookie, sign-in or automatic redirect.</summary>
    public SocketsHttpHandler CreateHandler() =>
        new()
        {
            ConnectCallback = ConnectAsync,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            Credentials = null,
            PreAuthenticate = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = ConnectPatience,
            MaxResponseHeadersLength = 64,
            MaxResponseDrainSize = 0,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        };

    /// <summary>Why this address can't be asked, or null when it can be tried.</summary>
    public string? Problem(Uri uri) =>
        !uri.IsAbsoluteUri || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            ? "Only addresses that begin with http:// or https:// can be read."
        : uri.Host.Length == 0 ? "The address names no site."
        : uri.UserInfo.Length > 0 ? "An address with a user name or password in it is not read."
        : !IsAllowed(uri.IdnHost, uri.Port) && !options.Ports.Contains(uri.Port)
            ? $"Port {uri.Port} is not read; allowed are {string.Join(", ", options.Ports.Order())}."
        : IPAddress.TryParse(uri.IdnHost.Trim('[', ']'), out var address) && !IsAllowed(uri.IdnHost, uri.Port) && !PublicAddress.Is(address)
            ? NotPublic(uri.Host)
        : null;

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var allowed = IsAllowed(host, port);
        if (!allowed && !options.Ports.Contains(port))
        {
            throw new OutboundException($"Port {port} is not read; allowed are {string.Join(", ", options.Ports.Order())}.");
        }
        var addresses = await ResolveAsync(host, cancellation);
        if (!allowed && !Array.TrueForAll(addresses, PublicAddress.Is))
        {
            throw new OutboundException(NotPublic(host));
        }
        return await ConnectAsync(addresses, port, cancellation);
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal))
        {
            return [literal];
        }
        try
        {
            var addresses = await resolve(host, cancellation);
            return addresses.Length > 0 ? addresses : throw new OutboundException($"There is no site {host}.");
        }
        catch (SocketException exception)
        {
            throw new OutboundException($"There is no site {host}, or it can't be looked up now.", exception);
        }
    }

    private static async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellation)
    {
        for (var i = 0; ; i++)
        {
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(addresses[i], port), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i + 1 < addresses.Length)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    private bool IsAllowed(string host, int port) =>
        options.AllowedHosts.Contains($"{host.Trim('[', ']')}:{port}", StringComparer.OrdinalIgnoreCase);

    private static string NotPublic(string host) => $"{host} is not a public site, so it is not read.";
}
