namespace Core.Campaigns;

/// <summary>What a campaign wants people to do, with texts to start from.</summary>
/// <remarks><c>Key</c>: As in the API. <c>A</c>: The control. <c>B</c>: The challenger: the same offer, said in another way.</remarks>
public sealed record CampaignGoal(string Key, string Name, string Description, MessageDraft A, MessageDraft B)
{
    /// <summary>The merge values that the texts use, with values to be replaced by one's own.</summary>
    public static IReadOnlyDictionary<string, string> DefaultMergeValues { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["shop_name"] = "Our shop", ["shop_url"] = "https://shop.example.com/" };

    public static IReadOnlyList<CampaignGoal> All { get; } =
    [
        new(
            "purchase",
            "Buy again",
            "People who bought before place another order.",
            Draft(
                "{{first_name|Hello}}, new arrivals are in",
                "Hello {{first_name|there}},",
                "our new collection has arrived. We put the pieces that go well with your earlier orders at the top of the page.",
                "See what is new"
            ),
            Draft(
                "Free shipping this week, {{first_name|friend}}",
                "Good to see you again, {{first_name|friend}},",
                "you have ordered from us {{frequency|a few}} times, and we would like to thank you: shipping is on us this week.",
                "Order with free shipping"
            )
        ),
        new(
            "win-back",
            "Come back",
            "People who have been away for a while return.",
            Draft(
                "We have missed you, {{first_name|friend}}",
                "Hello {{first_name|there}},",
                "it has been a while since your last order. A lot has changed since then, and we would like to show you.",
                "Have a look"
            ),
            Draft(
                "A small welcome back: 10 % off your next order",
                "Hello {{first_name|there}},",
                "here is 10 % off, for no other reason than that we would like to see you again. It is taken off at the checkout.",
                "Use my 10 %"
            )
        ),
        new(
            "subscription",
            "Subscribe",
            "People take out a subscription or move to a larger one.",
            Draft(
                "More of what you like, every month",
                "Hello {{first_name|there}},",
                "with a subscription you never run out: delivered when you want it, paused or cancelled in two clicks.",
                "Choose my subscription"
            ),
            Draft(
                "{{first_name|Hello}}, your first month is free",
                "Hello {{first_name|there}},",
                "try the subscription for a month and pay nothing. Should you not like it, cancel before the month ends.",
                "Start my free month"
            )
        ),
        new(
            "engagement",
            "Get involved",
            "People read, watch or use more of what is there for them.",
            Draft(
                "Picked for you, {{first_name|friend}}",
                "Hello {{first_name|there}},",
                "we looked through everything that is new and kept what fits you. Five minutes well spent.",
                "Show me my picks"
            ),
            Draft(
                "Three things other customers loved this month",
                "Hello {{first_name|there}},",
                "these three were on everyone's list this month. Perhaps one of them belongs on yours.",
                "See the three favourites"
            )
        ),
    ];

    /// <summary>The goal of a key; the first one for a key of somebody's own.</summary>
    public static CampaignGoal Find(string key) => All.FirstOrDefault(g => g.Key == key) ?? All[0];

    private static MessageDraft Draft(string subject, string greeting, string text, string button) =>
        new(
            subject,
            $"""
            <div style="font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;color:#202124;max-width:600px;margin:0 auto">
              <p>{greeting}</p>
              <p>{text}</p>
              <p><a href="{"{{shop_url}}"}" style="display:inline-block;padding:12px 20px;background:#0072B2;color:#ffffff;text-decoration:none;border-radius:6px">{button}</a></p>
              <p>Kind regards,<br>{"{{shop_name}}"}</p>
              <p style="font-size:12px;color:#5f6368">No more mails like this? <a href="{"{{unsubscribe_url}}"}">Unsubscribe</a>.</p>
            </div>
            """,
            null
        );
}
