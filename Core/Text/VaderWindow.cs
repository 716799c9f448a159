namespace Core.Text;

/// <summary>One word of the lexicon among its neighbours: the rules that turn its valence into what it says here.</summary>
internal readonly ref struct VaderWindow(WordInfo[] info, VaderWords words, int at)
{
    // Words further away count less.
    private const double SecondBefore = 0.95,
        ThirdBefore = 0.9;

    private readonly ReadOnlySpan<int> numbers = words.Numbers;

    public double Valence()
    {
        ref readonly var own = ref Info(0);
        if ((own.Flags & WordFlags.Boosts) != 0 || (own.Cue == Cue.Kind && CueAt(1) == Cue.Of))
        {
            return 0;
        }
        // "no" before a word of the lexicon negates that word and says nothing itself.
        var valence = own.Cue == Cue.No && IsInLexicon(1) ? 0 : own.Valence;
        if (CueAt(-1) == Cue.No || CueAt(-2) == Cue.No || (CueAt(-3) == Cue.No && CueAt(-1) is Cue.Or or Cue.Nor))
        {
            valence = own.Valence * VaderRules.Negation;
        }
        if (words.Shouted[at] && words.SomeShouted)
        {
            valence += valence > 0 ? VaderRules.Capitals : -VaderRules.Capitals;
        }
        for (var distance = 1; distance <= Math.Min(3, at); distance++)
        {
            if (!IsInLexicon(-distance))
            {
                valence += Boost(distance, valence);
                valence = Negate(distance, valence);
                valence = distance == 3 ? Idioms(valence) : valence;
            }
        }
        var least = at > 0 && !IsInLexicon(-1) && CueAt(-1) == Cue.Least && CueAt(-2) is not (Cue.At or Cue.Very);
        return least ? valence * VaderRules.Negation : valence;
    }

    private double Boost(int distance, double valence)
    {
        var boost = Info(-distance).Boost;
        if (boost == 0)
        {
            return 0;
        }
        boost = valence < 0 ? -boost : boost;
        if (words.Shouted[at - distance] && words.SomeShouted)
        {
            boost += valence > 0 ? VaderRules.Capitals : -VaderRules.Capitals;
        }
        return distance switch
        {
            2 => boost * SecondBefore,
            3 => boost * ThirdBefore,
            _ => boost,
        };
    }

    private double Negate(int distance, double valence)
    {
        var (first, second, third) = (CueAt(-1), CueAt(-2), CueAt(-3));
        if (distance == 2)
        {
            if (second == Cue.Never && first is Cue.So or Cue.This)
            {
                return valence * VaderRules.NeverSo;
            }
            if (second == Cue.Without && first == Cue.Doubt)
            {
                return valence;
            }
        }
        else if (distance == 3)
        {
            // "so" or "this" right before is enough here, with or without "never": the reference binds and before or.
            if ((third == Cue.Never && second is Cue.So or Cue.This) || first is Cue.So or Cue.This)
            {
                return valence * VaderRules.NeverSo;
            }
            if (third == Cue.Without && (second == Cue.Doubt || first == Cue.Doubt))
            {
                return valence;
            }
        }
        return (Info(-distance).Flags & WordFlags.Negates) != 0 ? valence * VaderRules.Negation : valence;
    }

    /// <summary>Idioms round the word, and pairs like "kind of" before it; asked only when three words come before.</summary>
    private double Idioms(double valence)
    {
        var (zero, one, two, three) = (CueAt(0), CueAt(-1), CueAt(-2), CueAt(-3));
        valence =
            VaderRules.Idiom(one, zero)
            ?? VaderRules.Idiom(two, one, zero)
            ?? VaderRules.Idiom(two, one)
            ?? VaderRules.Idiom(three, two, one)
            ?? VaderRules.Idiom(three, two)
            ?? valence;
        valence = VaderRules.Idiom(zero, CueAt(1)) ?? valence;
        valence = VaderRules.Idiom(zero, CueAt(1), CueAt(2)) ?? valence;
        valence -= VaderRules.DampeningPair(three, two) ? VaderRules.Boost : 0;
        valence -= VaderRules.DampeningPair(two, one) ? VaderRules.Boost : 0;
        return valence;
    }

    private bool IsInLexicon(int offset) => (Info(offset).Flags & WordFlags.InLexicon) != 0;

    private Cue CueAt(int offset) => Info(offset).Cue;

    /// <summary>A place outside the text is like an unknown word.</summary>
    private ref readonly WordInfo Info(int offset)
    {
        var i = at + offset;
        return ref info[(uint)i < (uint)numbers.Length ? numbers[i] : VaderLexicon.Unknown];
    }
}
