using System.Globalization;

namespace Data.Sources;

/// <summary>
/// A few posts for trying things out where no credentials are set. They were written for this program; nobody posted them, and everything
/// that shows them says so.
/// </summary>
public static class RedditSample
{
    /// <summary>Stands in the rows' source, instead of a subreddit.</summary>
    public const string Source = "sample (not from Reddit)";

    private const string Texts = """
        Small shops that still answer their mail\nI wrote to three shops about a broken lamp. Two never answered, the third sent a new one the same week. Guess where I buy now.
        Is free shipping worth a subscription?\nI did the sums for last year: eleven orders, about forty saved, thirty-six paid for the membership. Hardly worth it.
        My loyalty points expired without a word\nFour years of points gone overnight. No mail, no warning. I am really disappointed in a shop I used to recommend.
        Thank you to whoever packs the parcels\nEvery single one arrives in perfect shape, with paper instead of plastic. It makes me happy each time.
        How often do you get newsletters?\nI counted nineteen last week from shops where I bought one thing, once.
        Returned a jacket, refund took six weeks\nThe support was polite and utterly useless. Never again.
        The new app is faster\nSearch works now and it remembers my sizes. Nice update.
        Prices went up again\nSame coffee, same bag, twelve percent more than in spring.
        Found a gift for my mother in two minutes\nThe gift finder asked three questions and got it exactly right. Impressive.
        Delivery window of ten hours\nWho can stay at home from eight to six? This is a terrible way to treat customers.
        What do you do with old phones?\nMine is four years old and still fine. The shop offers a trade-in.
        Streaming: three services, nothing to watch\nI cancelled two of them. The third has one good series and I love it.
        Best customer service I have had in years\nA real person, on the phone, within a minute, who solved it at once. I was amazed.
        Handmade mug broke on the second day\nThe maker sent another one for free and a kind card with it.
        Cookie banner covers half the page\nI left before I saw a single product. Annoying.
        Do reviews still help you?\nI only read the ones with three stars.
        My plan was changed without asking\nThey moved me to the expensive plan and called it an upgrade. That feels like a scam.
        Size charts\nDoes anybody measure themselves or do you order two sizes?
        Surprised by a discount code on my birthday\nTwenty percent on everything and no minimum. Lovely idea.
        The shop closed my account by mistake\nIt took five calls and a week, and they lost my whole order history. Awful.
        Weekly boxes\nWe get vegetables every Thursday. This week it was mostly cabbage.
        Switching operators was easy\nKept my number, new card in two days, saves me nine a month. Great.
        Late again\nThird parcel in a row that came after the promised date. I am fed up.
        Question about warranties\nIs it two years from the order or from the delivery?
        """;

    private static readonly string[] Subreddits = ["customerservice", "shopping", "smallshops", "phones"];

    /// <summary>All of them, the newest an hour before the given time, a day between two.</summary>
    public static IReadOnlyList<RedditPost> Posts(DateTimeOffset now) =>
        [
            .. Texts
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(
                    (text, i) =>
                        new RedditPost(
                            string.Create(CultureInfo.InvariantCulture, $"sample-{i + 1:00}"),
                            Subreddits[i % Subreddits.Length],
                            now.AddHours(-1 - 24 * i),
                            text.Replace("\\n", "\n", StringComparison.Ordinal),
                            ""
                        )
                ),
        ];
}
