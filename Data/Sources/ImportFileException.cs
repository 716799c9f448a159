namespace Data.Sources;

/// <summary>A file can't be imported; the message is for the person who chose it.</summary>
public sealed class ImportFileException(string message, Exception? inner = null) : Exception(message, inner);
