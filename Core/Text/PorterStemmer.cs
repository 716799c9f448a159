using System.Numerics;

namespace Core.Text;

/// <summary>
/// Takes the endings off an English word: "connections" becomes "connect". Source: Porter, "An algorithm for suffix stripping",
/// Program 14(3), 1980, as published there, without the departures of later programs. For a stemmer that errs less, see
/// <see cref="Porter2Stemmer"/>.
/// </summary>
public static class PorterStemmer
{
    /// <summary>Longer words stay as they are.</summary>
    public const int LongestWord = 64;

    /// <summary>Stems the word in place.</summary>
    /// <param name="word">In small letters.</param>
    /// <returns>The length of the stem, which lies at the beginning of <paramref name="word"/> and is never longer than it.</returns>
    public static int Stem(Span<char> word)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return word.Length;
        }
        var stem = new PorterWord(word);
        Plural(ref stem);
        Participle(ref stem);
        FinalY(ref stem);
        DoubleSuffix(ref stem);
        SingleSuffix(ref stem);
        Residue(ref stem);
        FinalE(ref stem);
        return stem.Length;
    }

    /// <summary>The stem of a word in any case, in small letters.</summary>
    public static string Stem(string word) => StemmedWord.Of(word, Stem);

    // Step 1a
    private static void Plural(ref PorterWord word)
    {
        if (!word.EndsIn("s"))
        {
            return;
        }
        if (word.EndsIn("sses") || word.EndsIn("ies"))
        {
            word.Length -= 2;
        }
        else if (!word.EndsIn("ss"))
        {
            word.Length--;
        }
    }

    // Step 1b
    private static void Participle(ref PorterWord word)
    {
        if (word.EndsIn("eed"))
        {
            word.Length -= word.Measure(3) > 0 ? 1 : 0;
            return;
        }
        var ending =
            word.EndsIn("ed") ? 2
            : word.EndsIn("ing") ? 3
            : 0;
        if (ending == 0 || !word.HasVowel(ending))
        {
            return;
        }
        word.Length -= ending;
        if (word.EndsIn("at") || word.EndsIn("bl") || word.EndsIn("iz"))
        {
            word.Replace(0, "e");
        }
        else if (word.EndsInDouble())
        {
            word.Length -= word.Last is 'l' or 's' or 'z' ? 0 : 1;
        }
        else if (word.Measure(0) == 1 && word.EndsShort(0))
        {
            word.Replace(0, "e");
        }
    }

    // Step 1c
    private static void FinalY(ref PorterWord word)
    {
        if (word.EndsIn("y") && word.HasVowel(1))
        {
            word.Replace(1, "i");
        }
    }

    // Step 2; the letter before the last one tells which endings there can be. Only the first that fits is tried.
    private static void DoubleSuffix(ref PorterWord word)
    {
        _ = word.BeforeLast switch
        {
            'a' => word.Change("ational", "ate") || word.Change("tional", "tion"),
            'c' => word.Change("enci", "ence") || word.Change("anci", "ance"),
            'e' => word.Change("izer", "ize"),
            'l' => word.Change("abli", "able")
                || word.Change("alli", "al")
                || word.Change("entli", "ent")
                || word.Change("ousli", "ous")
                || word.Change("eli", "e"),
            'o' => word.Change("ization", "ize") || word.Change("ation", "ate") || word.Change("ator", "ate"),
            's' => word.Change("alism", "al")
                || word.Change("iveness", "ive")
                || word.Change("fulness", "ful")
                || word.Change("ousness", "ous"),
            't' => word.Change("aliti", "al") || word.Change("iviti", "ive") || word.Change("biliti", "ble"),
            _ => false,
        };
    }

    // Step 3
    private static void SingleSuffix(ref PorterWord word)
    {
        _ = word.Last switch
        {
            'e' => word.Change("icate", "ic") || word.Change("ative", "") || word.Change("alize", "al"),
            'i' => word.Change("iciti", "ic"),
            'l' => word.Change("ical", "ic") || word.Change("ful", ""),
            's' => word.Change("ness", ""),
            _ => false,
        };
    }

    // Step 4
    private static void Residue(ref PorterWord word)
    {
        var ending = word.BeforeLast switch
        {
            'a' => word.Ending("al"),
            'c' => word.Ending("ance") + word.Ending("ence"),
            'e' => word.Ending("er"),
            'i' => word.Ending("ic"),
            'l' => word.Ending("able") + word.Ending("ible"),
            'n' => word.Ending("ant") is var ant and > 0 ? ant
            : word.Ending("ement") is var ement and > 0 ? ement
            : word.Ending("ment") is var ment and > 0 ? ment
            : word.Ending("ent"),
            'o' => word.EndsIn("sion") || word.EndsIn("tion") ? 3 : word.Ending("ou"),
            's' => word.Ending("ism"),
            't' => word.Ending("ate") + word.Ending("iti"),
            'u' => word.Ending("ous"),
            'v' => word.Ending("ive"),
            'z' => word.Ending("ize"),
            _ => 0,
        };
        if (ending > 0 && word.Measure(ending) > 1)
        {
            word.Length -= ending;
        }
    }

    // Steps 5a and 5b
    private static void FinalE(ref PorterWord word)
    {
        if (word.EndsIn("e"))
        {
            var measure = word.Measure(1);
            word.Length -= measure > 1 || (measure == 1 && !word.EndsShort(1)) ? 1 : 0;
        }
        if (word.EndsIn("ll") && word.Measure(0) > 1)
        {
            word.Length--;
        }
    }
}

/// <summary>A word that loses its endings, with the places of its vowels as bits.</summary>
internal ref struct PorterWord
{
    private readonly Span<char> letters;
    private ulong vowels;

    public PorterWord(Span<char> word)
    {
        letters = word;
        Length = word.Length;
        for (var i = 0; i < word.Length; i++)
        {
            Classify(i);
        }
    }

    public int Length { get; set; }

    public readonly char Last => Length > 0 ? letters[Length - 1] : '\0';

    public readonly char BeforeLast => Length > 1 ? letters[Length - 2] : '\0';

    public readonly bool EndsIn(ReadOnlySpan<char> ending) => letters[..Length].EndsWith(ending);

    /// <summary>The length of the ending if the word has it, else 0.</summary>
    public readonly int Ending(ReadOnlySpan<char> ending) => EndsIn(ending) ? ending.Length : 0;

    /// <summary>m: how often a vowel is followed by a consonant, in the word without its last letters.</summary>
    public readonly int Measure(int without) => BitOperations.PopCount((vowels << 1) & ~vowels & First(Length - without));

    /// <summary>*v*: whether there is a vowel in the word without its last letters.</summary>
    public readonly bool HasVowel(int without) => (vowels & First(Length - without)) != 0;

    /// <summary>*d: whether it ends in the same consonant twice.</summary>
    public readonly bool EndsInDouble() => Length > 1 && letters[Length - 1] == letters[Length - 2] && !IsVowel(Length - 1);

    /// <summary>*o: whether it ends in consonant, vowel, consonant, the last not w, x or y.</summary>
    public readonly bool EndsShort(int without)
    {
        var last = Length - without - 1;
        return last >= 2 && !IsVowel(last) && IsVowel(last - 1) && !IsVowel(last - 2) && letters[last] is not ('w' or 'x' or 'y');
    }

    /// <returns>Whether the word has the ending; it is replaced where m &gt; 0 without it.</returns>
    public bool Change(ReadOnlySpan<char> ending, ReadOnlySpan<char> by)
    {
        if (!EndsIn(ending))
        {
            return false;
        }
        if (Measure(ending.Length) > 0)
        {
            Replace(ending.Length, by);
        }
        return true;
    }

    /// <summary>Puts other letters in place of the last ones.</summary>
    public void Replace(int count, ReadOnlySpan<char> by)
    {
        Length -= count;
        foreach (var letter in by)
        {
            letters[Length] = letter;
            Classify(Length++);
        }
    }

    /// <summary>y is a vowel behind a consonant.</summary>
    private void Classify(int at)
    {
        var isVowel = letters[at] is 'a' or 'e' or 'i' or 'o' or 'u' || (letters[at] == 'y' && at > 0 && !IsVowel(at - 1));
        vowels = isVowel ? vowels | (1UL << at) : vowels & ~(1UL << at);
    }

    private readonly bool IsVowel(int at) => (vowels >> at & 1) != 0;

    private static ulong First(int count) => count >= 64 ? ulong.MaxValue : (1UL << Math.Max(0, count)) - 1;
}
