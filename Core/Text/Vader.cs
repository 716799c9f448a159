namespace Core.Text;

/// <summary>
/// Sentiment of a text by a lexicon and rules for negation, intensity, capitals, punctuation, "but", idioms and emoji: the numbers of
/// the reference implementation (vaderSentiment 3.3.2), to their last digit. Time is linear in the length of the text, and nothing is
/// allocated per text or word. May be used by many threads at once.
/// Source: Hutto and Gilbert, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text", ICWSM 2014.
/// </summary>
public sealed class Vader(VaderLexicon lexicon)
{
    [ThreadStatic]
    private static VaderScratch? kept;

    /// <param name="text">As people wrote it: capitals, punctuation and emoji all count, so do not clean it before.</param>
    public Sentiment Score(ReadOnlySpan<char> text) => Score(text, out _);

    /// <param name="text">As people wrote it.</param>
    /// <param name="counts">What was met on the way.</param>
    internal Sentiment Score(ReadOnlySpan<char> text, out VaderCounts counts)
    {
        // A thread is inside here once at a time, so its scratch can be taken without asking.
        var scratch = kept ?? new VaderScratch();
        var sentiment = Score(text, scratch, out counts);
        kept = text.Length <= VaderScratch.LongestKept ? scratch : null;
        return sentiment;
    }

    private Sentiment Score(ReadOnlySpan<char> text, VaderScratch scratch, out VaderCounts counts)
    {
        var words = scratch.Words;
        words.Masks.Read(text);
        var emoji = words.HasWide ? scratch.Expand(text, lexicon.Emoji) : 0;
        if (emoji > 0)
        {
            text = scratch.Expanded;
            words.Masks.Read(text);
        }
        words.Find(text, lexicon);
        scratch.Room(words.Candidates.Length, out var valences, out var positions);
        int found = 0,
            positive = 0,
            negative = 0;
        foreach (var i in words.Candidates)
        {
            var own = lexicon.Info[words.Numbers[i]].Valence;
            positive += own > 0 ? 1 : 0;
            negative += own < 0 ? 1 : 0;
            var valence = new VaderWindow(lexicon.Info, words, i).Valence();
            if (valence != 0)
            {
                valences[found] = valence;
                positions[found++] = i;
            }
        }
        counts = new VaderCounts(words.Count, emoji, positive, negative);
        if (words.But >= 0)
        {
            ButRule.Apply(valences[..found], positions[..found], words.But);
        }
        return Sum(valences[..found], words);
    }

    private static Sentiment Sum(ReadOnlySpan<double> valences, VaderWords words)
    {
        if (words.Count == 0)
        {
            return default;
        }
        double sum = 0,
            positive = 0,
            negative = 0;
        foreach (var valence in valences)
        {
            sum += valence;
            // The words that are neutral count as 1 each, so the others get 1 as well.
            positive += valence > 0 ? valence + 1 : 0;
            negative += valence < 0 ? valence - 1 : 0;
        }
        var neutral = words.Count - valences.Length;
        var emphasis = Emphasis(words.Exclamations, words.Questions);
        sum +=
            sum > 0 ? emphasis
            : sum < 0 ? -emphasis
            : 0;
        if (positive > Math.Abs(negative))
        {
            positive += emphasis;
        }
        else if (positive < Math.Abs(negative))
        {
            negative -= emphasis;
        }
        var total = positive + Math.Abs(negative) + neutral;
        return new Sentiment(
            DecimalRounding.Round(Math.Abs(negative / total), 1e3),
            DecimalRounding.Round(neutral / total, 1e3),
            DecimalRounding.Round(positive / total, 1e3),
            DecimalRounding.Round(sum / Math.Sqrt(sum * sum + VaderRules.Alpha), 1e4)
        );
    }

    private static double Emphasis(int exclamations, int questions) =>
        Math.Min(exclamations, VaderRules.MostExclamations) * VaderRules.Exclamation
        + (
            questions <= 1 ? 0
            : questions <= 3 ? questions * VaderRules.Question
            : VaderRules.ManyQuestions
        );
}

/// <param name="Words">Words and emoticons, the words of the names of emoji included.</param>
/// <param name="Emoji">Emoji that have a name.</param>
/// <param name="Positive">Words whose valence in the lexicon is above 0, whatever the rules make of it.</param>
/// <param name="Negative">Words whose valence in the lexicon is below 0.</param>
internal readonly record struct VaderCounts(int Words, int Emoji, int Positive, int Negative);
