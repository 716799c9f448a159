namespace Data.Embedded;

/// <summary>Where and how the embedded server runs.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The folder that holds the cluster. Made when missing.</summary>
    public required string Folder { get; init; }

    /// <summary>Where to start looking for the binaries; the folders above are looked through too.</summary>
    public string ProgramFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>False gives up safety after a power failure for speed; for tests only.</summary>
    public bool Durable { get; init; } = true;

    public string Database { get; init; } = "segmentation";
}
