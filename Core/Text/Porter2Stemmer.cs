namespace Core.Text;

/// <summary>
/// The later English stemmer of Porter's own hand, "Porter2": the algorithm "english" of Snowball 3.
/// Source: Porter, "The English (Porter2) stemming algorithm", snowballstem.org/algorithms/english/stemmer.html, with the exceptions
/// added there until 2026.
/// </summary>
public static class Porter2Stemmer
{
    private static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Exceptions = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["skis"] = "ski",
        ["skies"] = "sky",
        ["idly"] = "idl",
        ["gently"] = "gentl",
        ["ugly"] = "ugli",
        ["early"] = "earli",
        ["only"] = "onli",
        ["singly"] = "singl",
        ["sky"] = "sky",
        ["news"] = "news",
        ["howe"] = "howe",
        ["atlas"] = "atlas",
        ["cosmos"] = "cosmos",
        ["bias"] = "bias",
        ["andes"] = "andes",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <inheritdoc cref="PorterStemmer.Stem(Span{char})"/>
    public static int Stem(Span<char> word)
    {
        if (word.Length <= 2)
        {
            return word.Length;
        }
        if (Exceptions.TryGetValue(word, out var exception))
        {
            exception.CopyTo(word);
            return exception.Length;
        }
        var shift = word[0] == '\'' ? 1 : 0;
        var stem = new Porter2Word(word[shift..]);
        Possessive(ref stem);
        Plural(ref stem);
        Participle(ref stem);
        FinalY(ref stem);
        DoubleSuffix(ref stem);
        SingleSuffix(ref stem);
        Residue(ref stem);
        FinalLetter(ref stem);
        var result = stem.Finish();
        result.CopyTo(word);
        return result.Length;
    }

    /// <inheritdoc cref="PorterStemmer.Stem(string)"/>
    public static string Stem(string word) => StemmedWord.Of(word, Stem);

    private static void Possessive(ref Porter2Word word) => word.Length -= word.Longest("'s'", "'s", "'");

    // Step 1a
    private static void Plural(ref Porter2Word word)
    {
        switch (word.Longest("sses", "ied", "ies", "us", "ss", "s"))
        {
            case 4:
                word.Replace(2, "");
                break;
            case 3:
                word.Replace(3, word.Length - 3 >= 2 ? "i" : "ie");
                break;
            case 1:
                // A vowel, but not right before the s: "gas" and "this" stay.
                word.Length -= word.HasVowel(2) ? 1 : 0;
                break;
        }
    }

    // Step 1b
    private static void Participle(ref Porter2Word word)
    {
        var ending = word.Longest("eedly", "ingly", "edly", "eed", "ing", "ed");
        if (ending == 0)
        {
            return;
        }
        if (word.EndsIn("eed") || word.EndsIn("eedly"))
        {
            if (word.InR1(ending) && word.Without(ending) is not ("proc" or "exc" or "succ"))
            {
                word.Replace(ending, "ee");
            }
            return;
        }
        if (word.EndsIn("ing"))
        {
            if (word.EndsIn("ying") && word.Length == 5 && !word.IsVowel(0))
            {
                word.Replace(4, "ie");
                return;
            }
            if (word.Without(ending) is "inn" or "out" or "cann" or "herr" or "earr" or "even")
            {
                return;
            }
        }
        if (!word.HasVowel(ending))
        {
            return;
        }
        word.Length -= ending;
        if (word.Longest("at", "bl", "iz") > 0)
        {
            word.Replace(0, "e");
        }
        else if (word.EndsInDouble())
        {
            // "add", "egg" and "off" keep both.
            word.Length -= word.Length == 3 && word.First is 'a' or 'e' or 'o' ? 0 : 1;
        }
        else if (word.IsR1Empty && word.EndsShort(0))
        {
            word.Replace(0, "e");
        }
    }

    // Step 1c
    private static void FinalY(ref Porter2Word word)
    {
        if (word.Length > 2 && word.Last is 'y' or 'Y' && !word.IsVowel(word.Length - 2))
        {
            word.Replace(1, "i");
        }
    }

    // Step 2; of all endings only the longest is tried.
    private static void DoubleSuffix(ref Porter2Word word)
    {
        _ =
            word.Change("ization", "ize")
            || word.Change("ational", "ate")
            || word.Change("fulness", "ful")
            || word.Change("ousness", "ous")
            || word.Change("iveness", "ive")
            || word.Change("tional", "tion")
            || word.Change("biliti", "ble")
            || word.Change("lessli", "less")
            || word.Change("entli", "ent")
            || word.Change("ation", "ate")
            || word.Change("alism", "al")
            || word.Change("aliti", "al")
            || word.Change("ousli", "ous")
            || word.Change("iviti", "ive")
            || word.Change("fulli", "ful")
            || word.Change("ogist", "og")
            || word.Change("enci", "ence")
            || word.Change("anci", "ance")
            || word.Change("abli", "able")
            || word.Change("izer", "ize")
            || word.Change("ator", "ate")
            || word.Change("alli", "al")
            || word.Change("bli", "ble")
            || word.Change("ogi", "og", word.Before(3) == 'l')
            || word.Change("li", "", word.Before(2) is 'c' or 'd' or 'e' or 'g' or 'h' or 'k' or 'm' or 'n' or 'r' or 't');
    }

    // Step 3
    private static void SingleSuffix(ref Porter2Word word)
    {
        _ =
            word.Change("ational", "ate")
            || word.Change("tional", "tion")
            || word.Change("alize", "al")
            || word.Change("icate", "ic")
            || word.Change("iciti", "ic")
            || word.Change("ative", "", word.InR2(5))
            || word.Change("ical", "ic")
            || word.Change("ness", "")
            || word.Change("ful", "");
    }

    // Step 4
    private static void Residue(ref Porter2Word word)
    {
        var ending = word.Longest("ement", "ance", "ence", "able", "ible", "ment");
        ending = ending > 0 ? ending : word.Longest("ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion");
        ending = ending > 0 ? ending : word.Longest("al", "er", "ic");
        if (ending > 0 && word.InR2(ending) && (!word.EndsIn("ion") || word.Before(3) is 's' or 't'))
        {
            word.Length -= ending;
        }
    }

    // Step 5
    private static void FinalLetter(ref Porter2Word word)
    {
        var goes = word.Last switch
        {
            'e' => word.InR2(1) || (word.InR1(1) && !word.EndsShort(1)),
            'l' => word.InR2(1) && word.Before(1) == 'l',
            _ => false,
        };
        word.Length -= goes ? 1 : 0;
    }
}
