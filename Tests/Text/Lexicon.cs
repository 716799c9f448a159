using Core.Text;

namespace Tests.Text;

/// <summary>The lexicon as the program brings it: the files lie beside the App, and so beside the tests.</summary>
internal static class Lexicon
{
    private static readonly Lazy<VaderLexicon> Loaded = new(() =>
    {
        using var words = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "lexicon", "vader_lexicon.txt"));
        using var emoji = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "lexicon", "emoji.json"));
        return VaderLexicon.Load(words, emoji);
    });

    public static VaderLexicon Brought => Loaded.Value;

    public static Vader Vader { get; } = new(Brought);
}
