namespace Core.Text;

/// <summary>Words that take part in a rule by name, beside what the lexicon says of them.</summary>
internal enum Cue : byte
{
    None,
    No,
    Or,
    Nor,
    Least,
    At,
    Very,
    Never,
    So,
    This,
    Without,
    Doubt,
    But,
    Kind,
    Of,
    Sort,
    Just,
    Enough,
    The,
    Shit,
    Bomb,
    Bad,
    Ass,
    Bus,
    Stop,
    Yeah,
    Right,
    Kiss,
    Death,
    To,
    Die,
    For,
    Beating,
    Broken,
    Heart,
}

/// <summary>
/// The word lists and weights of VADER's rules, as in version 3.3.2. Source: Hutto and Gilbert, "VADER: A Parsimonious Rule-based Model
/// for Sentiment Analysis of Social Media Text", ICWSM 2014, and its reference implementation (MIT).
/// </summary>
internal static class VaderRules
{
    /// <summary>What an intensifying word adds, and a dampening one takes away.</summary>
    public const double Boost = 0.293;

    /// <summary>What capitals add to a word among words in small letters.</summary>
    public const double Capitals = 0.733;

    public const double Negation = -0.74;

    /// <summary>"never so", "never this".</summary>
    public const double NeverSo = 1.25;

    /// <summary>One exclamation mark; the first four count.</summary>
    public const double Exclamation = 0.292;

    public const int MostExclamations = 4;

    /// <summary>One question mark, where there are two or three.</summary>
    public const double Question = 0.18;

    /// <summary>Four question marks and more.</summary>
    public const double ManyQuestions = 0.96;

    /// <summary>About the largest sum to be expected.</summary>
    public const double Alpha = 15;

    public static readonly string[] Negations =
    [
        .. Words("aint arent cannot cant couldnt darent didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neednt oughtnt shant"),
        .. Words("shouldnt wasnt werent wont wouldnt ain't aren't can't couldn't daren't didn't doesn't don't hadn't hasn't haven't"),
        .. Words("isn't mightn't mustn't needn't oughtn't shan't shouldn't wasn't weren't won't wouldn't uhuh uh-uh"),
        .. Words("neither never none nope nor not nothing nowhere without rarely seldom despite"),
    ];

    public static readonly string[] Intensifiers =
    [
        .. Words("absolutely amazingly awfully completely considerable considerably decidedly deeply effing enormous enormously entirely"),
        .. Words("especially exceptional exceptionally extreme extremely fabulously flipping flippin frackin fracking fricking frickin"),
        .. Words("frigging friggin fully fuckin fucking fuggin fugging greatly hella highly hugely incredible incredibly intensely major"),
        .. Words("majorly more most particularly purely quite really remarkably so substantially thoroughly total totally tremendous"),
        .. Words("tremendously uber unbelievably unusually utter utterly very"),
    ];

    /// <summary>Single words only; "just enough", "kind of" and "sort of" are in <see cref="DampeningPair"/>.</summary>
    public static readonly string[] Dampeners =
    [
        .. Words("almost barely hardly kinda kindof kind-of less little marginal marginally occasional occasionally partly"),
        .. Words("scarce scarcely slight slightly somewhat sorta sortof sort-of"),
    ];

    public static bool DampeningPair(Cue first, Cue second) =>
        (first, second) is (Cue.Just, Cue.Enough) or (Cue.Kind, Cue.Of) or (Cue.Sort, Cue.Of);

    /// <summary>The valence of two words that mean something else together; null for all others.</summary>
    public static double? Idiom(Cue first, Cue second) =>
        (first, second) switch
        {
            (Cue.The, Cue.Shit) or (Cue.The, Cue.Bomb) => 3,
            (Cue.Bad, Cue.Ass) => 1.5,
            (Cue.Bus, Cue.Stop) => 0,
            (Cue.Yeah, Cue.Right) => -2,
            (Cue.Beating, Cue.Heart) => 3.1,
            (Cue.Broken, Cue.Heart) => -2.9,
            _ => null,
        };

    /// <inheritdoc cref="Idiom(Cue, Cue)"/>
    public static double? Idiom(Cue first, Cue second, Cue third) =>
        (first, second, third) switch
        {
            (Cue.Kiss, Cue.Of, Cue.Death) => -1.5,
            (Cue.To, Cue.Die, Cue.For) => 3,
            _ => null,
        };

    private static string[] Words(string list) => list.Split(' ');
}
