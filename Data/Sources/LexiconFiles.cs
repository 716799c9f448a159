using Core.Text;

namespace Data.Sources;

/// <summary>The words and emoji that sentiment is read by. The build puts the files beside the program, under <c>lexicon</c>.</summary>
public static class LexiconFiles
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "lexicon");
    private static readonly Lazy<TextAnalyzer> Loaded = new(() => new TextAnalyzer(Load()));

    /// <summary>The analyzer over these words, made when the first text comes in.</summary>
    /// <exception cref="IOException">A file is missing: the program was not built or published whole.</exception>
    public static TextAnalyzer Analyzer => Loaded.Value;

    /// <exception cref="IOException">A file is missing.</exception>
    public static VaderLexicon Load()
    {
        using var words = File.OpenRead(Path.Combine(Folder, "vader_lexicon.txt"));
        using var emoji = File.OpenRead(Path.Combine(Folder, "emoji.json"));
        return VaderLexicon.Load(words, emoji);
    }
}
