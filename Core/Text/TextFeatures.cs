namespace Core.Text;

/// <summary>What can be counted in a text without understanding it, and its sentiment.</summary>
/// <param name="Characters">Unicode code points.</param>
/// <param name="Words">Runs between spaces that hold a letter or a digit.</param>
/// <param name="Emoji">As people see them: a flag, a family or a hand with a skin tone is one.</param>
/// <param name="PositiveWords">Words, emoticons and words of the names of emoji that VADER's lexicon counts as positive.</param>
/// <param name="NegativeWords">The same, negative. Negation is not looked at here, only in the sentiment.</param>
/// <param name="Sentiment">By VADER.</param>
public readonly record struct TextFeatures(int Characters, int Words, int Emoji, int PositiveWords, int NegativeWords, Sentiment Sentiment);
