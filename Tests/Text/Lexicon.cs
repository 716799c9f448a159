using Core.Text;
using Data.Sources;

namespace Tests.Text;

/// <summary>The lexicon as the program brings and loads it.</summary>
internal static class Lexicon
{
    private static readonly Lazy<VaderLexicon> Loaded = new(LexiconFiles.Load);

    public static VaderLexicon Brought => Loaded.Value;

    public static Vader Vader { get; } = new(Brought);
}
