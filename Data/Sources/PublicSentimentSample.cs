namespace Data.Sources;

/// <summary>Short labelled texts, written for this program, for where no public set is named. Everything that shows them says so.</summary>
public static class PublicSentimentSample
{
    /// <summary>Stands in the rows' source.</summary>
    public const string Source = "sample (written for this program)";

    private const string Positive = """
        What a wonderful surprise, it came a day early.
        I love this shop and tell all my friends about it.
        Brilliant service, the problem was solved in minutes.
        The fabric is soft and the colour is beautiful.
        Best coffee I have had at home, thank you!
        Great value for money, I will buy it again.
        My children are happy with it every day.
        Easy to put together and very sturdy.
        The staff were friendly and really helpful.
        Perfect fit, excellent quality.
        This made my birthday special.
        I am impressed by how well it works.
        A lovely present, nicely wrapped.
        The sound is amazing for such a small speaker.
        Fast, cheap and reliable. What more could I want?
        It smells delicious and tastes even better.
        The website is clear and ordering was a pleasure.
        Finally a chair that is good for my back.
        They kept their promise, and I respect that.
        The film was funny and touching, we enjoyed every minute.
        Superb picture, and the setup was simple.
        I feel safe buying here.
        The replacement arrived for free. Fantastic!
        A charming little shop with great ideas.
        The battery lasts for days, I am delighted.
        So comfortable that I bought a second pair.
        The new season is the best one yet.
        Kind answer, quick help, all good.
        The garden looks gorgeous thanks to these lights.
        I recommend this plan to everybody who travels.
        Well done, this update makes things better.
        The soup is tasty and the portion generous.
        I won a voucher and it worked at once, cool!
        They care about their customers, and it shows.
        Smooth delivery, polite driver, happy customer.
        A joy to use from the first day.
        The price dropped and they refunded the difference. Honest people.
        The lessons are fun and I have learned a lot.
        My dog adores it.
        Thank you for making this so easy.
        """;

    private const string Negative = """
        The parcel was late and the box was crushed.
        Terrible support, nobody answers the phone.
        It broke after two days. What a waste of money.
        I am very disappointed with the quality.
        The worst experience I have had in a shop.
        The colour faded in the first wash, awful.
        They charged me twice and refuse to refund it.
        I hate the new layout, nothing is where it was.
        The film was boring and far too long.
        Rude staff, I will never come back.
        It smells horrible and I had to throw it away.
        The app crashes every time I try to pay.
        Misleading pictures, the real thing is tiny and ugly.
        My complaint was ignored for three weeks.
        The zip is stuck and the seam is torn.
        Too expensive for such poor work.
        I feel cheated by the small print.
        The noise is unbearable, I can't sleep.
        A useless product with useless instructions.
        They lost my order and blamed me for it.
        The taste is disgusting.
        Slow connection again, this is annoying.
        The screen arrived cracked. I am angry.
        Don't buy this, it is a scam.
        Cancelling was a nightmare.
        The shoes hurt and the soles came off.
        The price doubled without any warning. Shameful.
        The picture freezes and the sound is bad.
        I regret this purchase.
        The driver threw the box over the fence, unacceptable.
        The charger gets dangerously hot.
        Half of the parts were missing. Frustrating.
        Bad food, dirty table, sad evening.
        The subscription trapped me for another year.
        My data were lost and nobody apologised.
        It failed on the first day of our holiday.
        The cushion is lumpy and cheap.
        They sent the wrong size and were unfriendly about it.
        A stupid advertisement that insults the customer.
        I am sick of the endless mails.
        """;

    private const string Neutral = """
        The parcel is at the station.
        It has four legs and a drawer.
        The shop opens at nine and closes at six.
        I ordered two, one for each room.
        The film starts at eight.
        The cable is two metres long.
        They changed the address of the warehouse.
        My order number has nine digits.
        There is a blue one and a grey one.
        The plan includes ten gigabytes.
        The package contains a manual in five languages.
        I bought it on a Tuesday.
        The next delivery is in March.
        It runs on two batteries.
        The menu has a page for drinks.
        You can pay by card or by invoice.
        The seats are in row twelve.
        The jacket has three pockets.
        We moved to another town in June.
        The meeting is about the new catalogue.
        The label says forty degrees.
        It weighs about two kilograms.
        The series has six episodes.
        The paper is white on both sides.
        The number is on the back.
        The order was placed by my colleague.
        The table is eighty centimetres wide.
        It was made in Portugal.
        The bus stops in front of the shop.
        The form has two pages.
        The invoice is attached.
        There are twelve in a box.
        The update was installed at night.
        The handle is on the left.
        It is available in four sizes.
        I asked about the opening hours.
        The contract runs until December.
        The room has one window.
        The lamp needs a small bulb.
        They sent a confirmation by mail.
        """;

    /// <summary>120 texts with their labels, forty of each.</summary>
    public static IReadOnlyList<(string Text, string Label)> Texts { get; } =
    [
        .. Lines(Positive).Select(t => (t, "positive")),
        .. Lines(Negative).Select(t => (t, "negative")),
        .. Lines(Neutral).Select(t => (t, "neutral")),
    ];

    private static string[] Lines(string texts) =>
        texts.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
