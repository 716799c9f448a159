using Core.Campaigns;
using Xunit;

namespace Tests.Campaigns;

public sealed class CampaignMessageTests
{
    private static readonly Dictionary<string, string> Values = new() { ["shop_url"] = "https://shop.example.com/?a=1&b=2" };

    private static readonly MessageAddresses Addresses = new(
        n => $"https://t.example.com/c/{n}",
        "https://t.example.com/u",
        "https://t.example.com/o"
    );

    [Fact]
    public void Every_web_link_is_tracked_and_everything_else_is_left_alone()
    {
        const string html = """
            <p><a class=x HREF='{{shop_url}}'>Shop</a> <!-- <a href="https://old.example.com">old</a> -->
            <a href="mailto:a@b.example">mail</a> <a href=https://two.example.com/>two</a> <abbr href="https://no.example.com">n</abbr>
            <a title="a > b" href="https://three.example.com/#x">three</a> <a href="{{unsubscribe_url}}">stop</a></p>
            """;
        var message = CampaignMessage.Compile(new MessageDraft("S", html, null), Values, 4);
        Assert.Equal(["https://shop.example.com/?a=1&b=2", "https://two.example.com/", "https://three.example.com/#x"], message.Targets);
        var rendered = message.Render(_ => null, Addresses).Html;
        Assert.Contains("HREF='https://t.example.com/c/4'", rendered, StringComparison.Ordinal);
        Assert.Contains("href=https://t.example.com/c/5>", rendered, StringComparison.Ordinal);
        Assert.Contains("href=\"https://t.example.com/c/6\"", rendered, StringComparison.Ordinal);
        Assert.Contains("mailto:a@b.example", rendered, StringComparison.Ordinal);
        Assert.Contains("<!-- <a href=\"https://old.example.com\">", rendered, StringComparison.Ordinal);
        Assert.Contains("href=\"https://t.example.com/u\"", rendered, StringComparison.Ordinal);
        Assert.DoesNotContain("shop.example.com", rendered, StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_text_is_made_from_the_html_with_the_same_tracked_links()
    {
        const string html =
            "<style>p{}</style><h1>Hello&nbsp;{{name}}</h1><ul><li>One</li><li>Two</li></ul><p>See <a href=\"{{shop_url}}\">the <b>shop</b></a></p>";
        var text = CampaignMessage.Compile(new MessageDraft("S", html, null), Values, 1).Render(_ => "A & B", Addresses).Text;
        Assert.Equal(
            "Hello\u00a0A & B\n\n- One\n\n- Two\n\nSee the shop (https://t.example.com/c/1)\n\n"
                + "You get this mail as a customer of ours. Unsubscribe (https://t.example.com/u)\n",
            text
        );
    }

    [Fact]
    public void Given_plain_text_shares_the_numbers_of_the_html()
    {
        var draft = new MessageDraft(
            "S",
            "<a href=\"https://x.example.com/a\">x</a>",
            "Go to https://x.example.com/a. Or https://y.example.com/"
        );
        var text = CampaignMessage.Compile(draft, Values, 1).Render(_ => null, Addresses).Text;
        Assert.StartsWith("Go to https://t.example.com/c/1. Or https://y.example.com/\n", text, StringComparison.Ordinal);
        Assert.EndsWith("Unsubscribe: https://t.example.com/u\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_without_a_way_out_gets_one_before_the_body_ends()
    {
        var html = CampaignMessage
            .Compile(new MessageDraft("S", "<body><p>x</p></body>", null), Values, 1)
            .Render(_ => null, Addresses)
            .Html;
        Assert.Contains("https://t.example.com/u", html, StringComparison.Ordinal);
        Assert.EndsWith("</body>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "<p>x</p>", "subject", "The subject is empty.")]
    [InlineData("S", " ", "html", "The message is empty.")]
    [InlineData("S", "<a href=\"javascript:alert(1)\">x</a>", "html", "leads nowhere")]
    [InlineData("S", "<a href=\"/sale\">x</a>", "html", "must start with https://")]
    [InlineData("S", "<a href=\"https://x.example.com/{{email}}\">x</a>", "html", "must be the same for everyone")]
    [InlineData("S {{unsubscribe_url}}", "<p>x</p>", "subject", "not in the subject")]
    [InlineData("S {{tracked_link_1}}", "<p>x</p>", "subject", "There is no merge field")]
    public void A_draft_that_can_t_be_sent_says_why(string subject, string html, string field, string expected)
    {
        var issue = Assert.Single(CampaignMessage.Validate(new MessageDraft(subject, html, null), Values));
        Assert.Equal(field, issue.Field);
        Assert.Contains(expected, issue.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_texts_to_start_from_are_in_order()
    {
        foreach (var draft in CampaignGoal.All.SelectMany(g => new[] { g.A, g.B }))
        {
            Assert.Empty(CampaignMessage.Validate(draft, CampaignGoal.DefaultMergeValues));
            Assert.Single(CampaignMessage.Compile(draft, CampaignGoal.DefaultMergeValues, 1).Targets);
        }
    }

    [Theory]
    [InlineData("<a")]
    [InlineData("<a href")]
    [InlineData("<a href=")]
    [InlineData("<a href=\"")]
    [InlineData("<a =\"x\" \" ' href>")]
    [InlineData("<a / = / >< a<!-- ")]
    public void Broken_html_neither_hangs_nor_throws(string html) => Assert.NotNull(MailLinks.Anchors(html + html));
}
