using Core.Cleaning;

namespace Core.Segments;

/// <summary>Something that customers do and a rule can count.</summary>
/// <param name="Key">As rules name it.</param>
/// <param name="Did">In a sentence: "ordered".</param>
/// <param name="HasProduct">Whether it can be asked for one product.</param>
/// <param name="HasCampaign">Whether it can be asked for one campaign.</param>
/// <param name="Events">The events that can be told apart, with their words; empty and <paramref name="AnyEvent"/> for any word.</param>
/// <param name="AnyEvent">Whether every word is an event.</param>
public sealed record SegmentBehaviour(
    string Key,
    string Did,
    bool HasProduct,
    bool HasCampaign,
    IReadOnlyList<(string Key, string Did)> Events,
    bool AnyEvent = false
)
{
    public static IReadOnlyList<SegmentBehaviour> All { get; } =
    [
        new("order", "ordered", HasProduct: true, HasCampaign: false, []),
        new(
            "interaction",
            "did anything on the site",
            HasProduct: true,
            HasCampaign: false,
            [("view", "looked at a product"), ("add_to_cart", "put something into the cart"), ("purchase", "bought on the site")],
            AnyEvent: true
        ),
        new(
            "session",
            "had a session",
            HasProduct: false,
            HasCampaign: false,
            [("finished", "watched something to the end"), ("liked", "liked something"), ("disliked", "disliked something")]
        ),
        new("feedback", "wrote to us", HasProduct: true, HasCampaign: false, []),
        new(
            "mail",
            "got a mail",
            HasProduct: false,
            HasCampaign: true,
            [("received", "got a mail"), ("opened", "opened a mail"), ("clicked", "clicked in a mail")]
        ),
    ];

    public static SegmentBehaviour? Find(string key) => All.FirstOrDefault(b => b.Key == key);

    /// <summary>The event in its one spelling.</summary>
    /// <exception cref="FormatException">It is none of this behaviour.</exception>
    internal string ReadEvent(string text, string at)
    {
        var word = EventWord.Of(text);
        return word.Length > 0 && (AnyEvent || Events.Any(e => e.Key == word)) ? word
            : Events.Count == 0 ? throw new FormatException($"{at}.event does not go with '{Key}'.")
            : throw new FormatException($"{at}.event must be one of {string.Join(' ', Events.Select(e => e.Key))}. Got '{text}' instead.");
    }
}
