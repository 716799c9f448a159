using System.IO.Compression;
using Xunit;

namespace Tests;

/// <summary>
/// Real data and published numbers lie beside the repository (../shared) and are never part of it. A test that needs one is skipped
/// with the reason when it is missing, and fails in CI, where nothing may be skipped silently.
/// </summary>
internal static class SharedFiles
{
    /// <summary>The full path of a file below <c>shared/</c>.</summary>
    public static string Path(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Combine(folder.FullName, "shared", relative);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }
        var message = $"shared/{relative} was not found beside the repository.";
        if (Environment.GetEnvironmentVariable("CI") is { Length: > 0 })
        {
            Assert.Fail(message + " In CI it must be there.");
        }
        Assert.Skip(message);
        return "";
    }

    /// <summary>A stream over the file, unzipped when its name ends in .gz.</summary>
    public static Stream Open(string relative)
    {
        var file = File.OpenRead(Path(relative));
        return relative.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
