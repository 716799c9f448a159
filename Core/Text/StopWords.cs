using System.Collections.Frozen;

namespace Core.Text;

/// <summary>
/// English words that say nothing about a topic: articles, pronouns, prepositions, auxiliary verbs. A list of our own. Words of negation
/// ("not", "never", "without", "isn't") are no stop words here, by choice: "not good" must not become "good".
/// </summary>
public static class StopWords
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup;

    static StopWords()
    {
        English = string.Join(
                ' ',
                "a an the this that these those some any each every either such same other another both all most more much many few several own",
                "i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself",
                "it its itself they them their theirs themselves one ones someone something anyone anything everyone everything",
                "who whom whose which what whatever whoever when whenever where wherever why how however",
                "and or but if then else than because as until while although though since unless whether so",
                "of at by for with about against between among into onto through during before after above below to from up down in out on off",
                "over under again further upon toward towards within along across around behind beside besides beyond near per via",
                "am is are was were be been being have has had having do does did doing done will would shall should can could may might must",
                "ought get gets got getting let lets",
                "i'm i've i'd i'll you're you've you'd you'll he's he'd he'll she's she'd she'll it's it'd it'll we're we've we'd we'll",
                "they're they've they'd they'll that's that'll that'd there's there'll here's who's who'll what's where's when's why's how's let's",
                "im ive youre youve hes shes theyre theyve thats theres whats id ill",
                "here there now just also too very only even still ever yet once already really quite rather almost perhaps maybe"
            )
            .Split(' ')
            .ToFrozenSet(StringComparer.Ordinal);
        Lookup = English.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>In small letters, with a straight apostrophe.</summary>
    public static FrozenSet<string> English { get; }

    /// <param name="word">In small letters.</param>
    public static bool Contains(ReadOnlySpan<char> word) => Lookup.Contains(word);
}
