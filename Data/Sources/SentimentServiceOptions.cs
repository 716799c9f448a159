namespace Data.Sources;

/// <param name="Url">Where to POST; null or empty: no service, VADER reads everything.</param>
/// <param name="Token">Sent as a bearer token; null or empty: none.</param>
public sealed record SentimentServiceOptions(string? Url = null, string? Token = null)
{
    /// <summary>For one batch. Default 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Texts in one request. Default 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>How often a batch is tried while the service is busy or loading its model (429, 503). Default 4.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>Before the second attempt, and twice as long before each that follows. Default 1 second.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A service that asks to be left alone for longer is given up. Default 30 seconds.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);
}
