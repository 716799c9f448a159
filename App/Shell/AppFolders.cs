namespace App.Shell;

/// <summary>Where this program keeps files: uploads, messages of the local outbox and published reports.</summary>
public sealed record AppFolders(string Root)
{
    public string Uploads { get; } = Path.Combine(Root, "uploads");

    public string Outbox { get; } = Path.Combine(Root, "outbox");

    public string Reports { get; } = Path.Combine(Root, "reports");

    public string Database { get; } = Path.Combine(Root, "database");

    /// <summary>
    /// The configured folder (setting <c>DataFolder</c>); else <c>.data</c> in the checkout during development; else a folder of the
    /// person's profile.
    /// </summary>
    public static AppFolders Choose(IConfiguration configuration, IHostEnvironment environment)
    {
        var root = configuration["DataFolder"];
        if (string.IsNullOrWhiteSpace(root))
        {
            var checkout = Directory.GetParent(environment.ContentRootPath)?.FullName;
            root =
                checkout is not null && File.Exists(Path.Combine(checkout, "CustomerSegmentation.sln"))
                    ? Path.Combine(checkout, ".data")
                    : Path.Combine(
                        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
                        "CustomerSegmentation"
                    );
        }
        var folders = new AppFolders(Path.GetFullPath(root));
        Directory.CreateDirectory(folders.Uploads);
        Directory.CreateDirectory(folders.Outbox);
        return folders;
    }
}
