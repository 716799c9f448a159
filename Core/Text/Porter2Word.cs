namespace Core.Text;

/// <summary>
/// A word that loses its endings. A y that is a consonant (at the beginning or behind a vowel) is written Y meanwhile. R1 is what follows
/// the first consonant behind a vowel, R2 the same within R1.
/// </summary>
internal ref struct Porter2Word
{
    private static readonly string[] Openings = ["gener", "commun", "arsen", "past", "univers", "later", "emerg", "organ", "inter"];

    private readonly Span<char> letters;
    private readonly int r1;
    private readonly int r2;

    public Porter2Word(Span<char> word)
    {
        letters = word;
        Length = word.Length;
        for (var i = 0; i < word.Length; i++)
        {
            if (word[i] == 'y' && (i == 0 || IsVowel(i - 1)))
            {
                word[i] = 'Y';
            }
        }
        r1 = AfterOpening();
        r1 = r1 > 0 ? r1 : AfterSyllable(0);
        r2 = AfterSyllable(r1);
    }

    public int Length { get; set; }

    public readonly char First => Length > 0 ? letters[0] : '\0';

    public readonly char Last => Before(0);

    public readonly bool IsR1Empty => Length == r1;

    /// <summary>The letter before the last ones; NUL when there is none.</summary>
    public readonly char Before(int last) => Length > last ? letters[Length - last - 1] : '\0';

    public readonly bool IsVowel(int at) => letters[at] is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    public readonly bool InR1(int ending) => Length - ending >= r1;

    public readonly bool InR2(int ending) => Length - ending >= r2;

    public readonly ReadOnlySpan<char> Without(int ending) => letters[..(Length - ending)];

    public readonly bool EndsIn(ReadOnlySpan<char> ending) => letters[..Length].EndsWith(ending);

    /// <summary>The length of the first of the endings that the word has; 0 when it has none. Longer ones come first.</summary>
    public readonly int Longest(params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (EndsIn(ending))
            {
                return ending.Length;
            }
        }
        return 0;
    }

    /// <summary>Whether there is a vowel in the word without its last letters.</summary>
    public readonly bool HasVowel(int without)
    {
        for (var i = 0; i < Length - without; i++)
        {
            if (IsVowel(i))
            {
                return true;
            }
        }
        return false;
    }

    public readonly bool EndsInDouble() =>
        Length > 1
        && letters[Length - 1] == letters[Length - 2]
        && letters[Length - 1] is 'b' or 'd' or 'f' or 'g' or 'm' or 'n' or 'p' or 'r' or 't';

    /// <summary>Whether it ends in a short syllable, without its last letters.</summary>
    public readonly bool EndsShort(int without)
    {
        var last = Length - without - 1;
        if (last < 1 || IsVowel(last) || !IsVowel(last - 1))
        {
            return last >= 3 && letters[..(last + 1)].EndsWith("past");
        }
        return last == 1 || (!IsVowel(last - 2) && letters[last] is not ('w' or 'x' or 'Y')) || letters[..(last + 1)].EndsWith("past");
    }

    /// <returns>Whether the word has the ending; it is replaced where it lies in R1 and <paramref name="allowed"/>.</returns>
    public bool Change(ReadOnlySpan<char> ending, ReadOnlySpan<char> by, bool allowed = true)
    {
        if (!EndsIn(ending))
        {
            return false;
        }
        if (allowed && InR1(ending.Length))
        {
            Replace(ending.Length, by);
        }
        return true;
    }

    /// <summary>Puts other letters in place of the last ones.</summary>
    public void Replace(int count, ReadOnlySpan<char> by)
    {
        by.CopyTo(letters[(Length - count)..]);
        Length += by.Length - count;
    }

    /// <summary>The stem, with every y small again.</summary>
    public readonly Span<char> Finish()
    {
        var stem = letters[..Length];
        stem.Replace('Y', 'y');
        return stem;
    }

    private readonly int AfterOpening()
    {
        foreach (var opening in Openings)
        {
            if (letters[..Length].StartsWith(opening))
            {
                return opening.Length;
            }
        }
        return 0;
    }

    /// <summary>The place behind the first consonant that follows a vowel, from a place on; the end when there is none.</summary>
    private readonly int AfterSyllable(int from)
    {
        for (var i = from + 1; i < Length; i++)
        {
            if (IsVowel(i - 1) && !IsVowel(i))
            {
                return i + 1;
            }
        }
        return Length;
    }
}
