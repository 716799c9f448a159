namespace Core.Text;

/// <summary>How words that belong together become one term.</summary>
public enum Stemming
{
    None,
    Porter,
    Porter2,
}

/// <param name="Stemming">Default: words stay as they are, but for their case.</param>
/// <param name="WithoutStopWords">Leaves out <see cref="StopWords.English"/>, and numbers without a letter. Default true.</param>
/// <param name="ShortestWord">In characters, at least 1. Default 2.</param>
public sealed record TermOptions(Stemming Stemming = Stemming.None, bool WithoutStopWords = true, int ShortestWord = 2);
