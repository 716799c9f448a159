using System.Globalization;
using System.Text;

namespace Core.Text;

/// <summary>VADER's words with their valence, the words of its rules, and the names of emoji. Immutable; one for the whole program.</summary>
public sealed class VaderLexicon
{
    /// <summary>Where the lexicon of the npm package vader-sentiment 1.1.3 is older than that of vaderSentiment 3.3.2.</summary>
    private static readonly (string Word, double Valence)[] Corrections =
    [
        ("heart", 3.2),
        ("hearts", 3.3),
        ("flawed", -2.1),
        ("badass", 1.4),
    ];

    /// <summary>The numbers of words that are in no list: any word, and any word with "n't" in it.</summary>
    internal const int Unknown = 0,
        UnknownNegation = 1;

    private readonly Dictionary<string, double> valences;

    private VaderLexicon(Dictionary<string, double> valences, EmojiNames emoji)
    {
        this.valences = valences;
        Emoji = emoji;
        var boosts = VaderRules
            .Intensifiers.Select(w => (Word: w, Boost: VaderRules.Boost))
            .Concat(VaderRules.Dampeners.Select(w => (Word: w, Boost: -VaderRules.Boost)))
            .ToDictionary(b => b.Word, b => b.Boost);
        var cues = Enum.GetValues<Cue>().Where(c => c != Cue.None).ToDictionary(c => c.ToString().ToLowerInvariant());
        string[] words =
        [
            .. valences.Keys.Where(IsReachable).Concat(boosts.Keys).Concat(VaderRules.Negations).Concat(cues.Keys).Distinct(),
        ];
        Words = new WordTable(words, 2);
        Info =
        [
            default,
            new WordInfo(0, 0, Cue.None, WordFlags.Negates),
            .. words.Select(word => new WordInfo(
                valences.GetValueOrDefault(word),
                boosts.GetValueOrDefault(word),
                cues.GetValueOrDefault(word),
                (valences.ContainsKey(word) ? WordFlags.InLexicon : 0)
                    | (boosts.ContainsKey(word) ? WordFlags.Boosts : 0)
                    | (VaderRules.Negations.Contains(word) || word.Contains("n't", StringComparison.Ordinal) ? WordFlags.Negates : 0)
            )),
        ];
    }

    public EmojiNames Emoji { get; }

    /// <summary>How many words and emoticons have a valence.</summary>
    public int Count => valences.Count;

    internal WordTable Words { get; }

    internal WordInfo[] Info { get; }

    /// <summary>From −4 to 4; null for a word that is not in the lexicon. Words are in small letters, emoticons as they are.</summary>
    public double? Valence(string word) => valences.TryGetValue(word, out var valence) ? valence : null;

    /// <summary>
    /// Whether a word has a part in the sentiment of a text: it has a valence, negates, strengthens or weakens. Such words differ
    /// between positive and negative texts because they make them so, and tell nothing new.
    /// </summary>
    /// <param name="word">In small letters.</param>
    public bool Moves(string word) =>
        valences.ContainsKey(word)
        || VaderRules.Negations.Contains(word)
        || VaderRules.Intensifiers.Contains(word)
        || VaderRules.Dampeners.Contains(word)
        || word.Contains("n't", StringComparison.Ordinal);

    /// <summary>Reads the lexicon and the names of emoji.</summary>
    /// <param name="lexicon">
    /// <c>vader_lexicon.txt</c> in UTF-8: a word, its mean valence, and whatever follows, separated by tabs, a line each. The four words
    /// in which the version of npm is behind are corrected.
    /// </param>
    /// <param name="emoji">See <see cref="EmojiNames.Load"/>.</param>
    /// <exception cref="InvalidDataException">A line has no number, or there is none at all.</exception>
    public static VaderLexicon Load(Stream lexicon, Stream emoji)
    {
        ArgumentNullException.ThrowIfNull(lexicon);
        var valences = new Dictionary<string, double>(StringComparer.Ordinal);
        using var reader = new StreamReader(lexicon, Encoding.UTF8, leaveOpen: true);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var fields = line.Trim().Split('\t');
            if (fields[0].Length == 0)
            {
                continue;
            }
            if (
                fields.Length < 2
                || !double.TryParse(fields[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var valence)
                || !double.IsFinite(valence)
            )
            {
                throw new InvalidDataException($"Line {number} of the lexicon must be a word, a tab and a number. Got '{line}' instead.");
            }
            valences[fields[0]] = valence;
        }
        if (valences.Count == 0)
        {
            throw new InvalidDataException("The lexicon must have at least one word. Got none instead.");
        }
        foreach (var (word, valence) in Corrections)
        {
            valences[word] = valence;
        }
        return new VaderLexicon(valences, EmojiNames.Load(emoji));
    }

    /// <summary>
    /// Words of a text are compared in small letters and split at spaces, so an entry like ":D", ":Þ" or "fed up" never meets one; the
    /// reference keeps such entries too, and to as little effect.
    /// </summary>
    private static bool IsReachable(string word) => word.All(c => c is > ' ' and < '\x7f' and (< 'A' or > 'Z'));
}

[Flags]
internal enum WordFlags : byte
{
    InLexicon = 1,
    Boosts = 2,
    Negates = 4,
}

/// <param name="Valence">From the lexicon; 0 when it is not in it.</param>
/// <param name="Boost">What it adds to the word behind it; 0 when it does not boost.</param>
/// <param name="Cue">Its part in rules that go by name.</param>
/// <param name="Flags">What it is.</param>
internal readonly record struct WordInfo(double Valence, double Boost, Cue Cue, WordFlags Flags);
