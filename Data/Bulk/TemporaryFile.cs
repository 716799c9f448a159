namespace Data.Bulk;

/// <summary>A file that holds what memory should not, and goes when it is closed, also with the program.</summary>
internal static class TemporaryFile
{
    /// <param name="bufferSize">Of the stream in bytes; 1 for none, where the caller buffers itself.</param>
    public static FileStream Open(int bufferSize = 1 << 16) =>
        new(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize, FileOptions.DeleteOnClose);
}
