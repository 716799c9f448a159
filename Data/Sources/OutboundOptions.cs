namespace Data.Sources;

/// <summary>Where the program may go to when it fetches what a person named.</summary>
public sealed record OutboundOptions
{
    /// <summary>Ports of the public internet that may be asked. Default: 80 and 443.</summary>
    public IReadOnlyCollection<int> Ports { get; init; } = [80, 443];

    /// <summary>Hosts as "host:port" that may be asked although their address is not public; for tests on one machine. Default: none.</summary>
    public IReadOnlyCollection<string> AllowedHosts { get; init; } = [];

    /// <summary>How a site's owner reaches whoever runs this program: an address or a page. Stands in the user agent. Default: none.</summary>
    public string Contact { get; init; } = "";

    /// <summary>Between two requests to one host. Default: one second.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>For one answer, from the first byte asked to the last received. Default: 20 seconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The largest answer, unpacked. Default: 4 MB.</summary>
    public int MostBytes { get; init; } = 4 << 20;

    /// <summary>The name that robots.txt knows this program by.</summary>
    public const string ProductToken = "CustomerSegmentationBot";

    /// <summary>The header User-Agent.</summary>
    public string UserAgent => Contact.Length > 0 ? $"{ProductToken}/1.0 (+{Contact})" : $"{ProductToken}/1.0";
}

/// <summary>Something could not be fetched, for a reason that the person who asked can understand.</summary>
public sealed class OutboundException : Exception
{
    public OutboundException(string message)
        : base(message) { }

    public OutboundException(string message, Exception inner)
        : base(message, inner) { }
}
