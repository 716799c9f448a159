using System.Text;
using Data.Sources;
using Xunit;

namespace Tests.Sources;

/// <summary>RFC 9309, section by section.</summary>
public sealed class RobotsRulesTests
{
    private static bool Allows(string robots, string path, string token = "ExampleBot") =>
        RobotsRules.Parse(Encoding.UTF8.GetBytes(robots), token).Allows(new Uri("https://example.com" + path));

    // RFC 9309, 5.1 and 5.2.
    [Theory]
    [InlineData("User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/", "/cat.gif", false)]
    [InlineData("User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/", "/cat.gif?x=1", true)]
    [InlineData("User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/", "/example/page", false)]
    [InlineData("User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif", "/example/page.html", true)]
    [InlineData("User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif", "/other", false)]
    [InlineData("User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/disallowed.gif", false)]
    [InlineData("User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/x.gif", true)]
    public void The_examples_of_the_standard(string robots, string path, bool allowed) =>
        Assert.Equal(allowed, Allows(robots, path, "foobot"));

    [Theory]
    [InlineData("ExampleBot", false)]
    [InlineData("examplebot", false)]
    [InlineData("Example", true)]
    [InlineData("OtherBot", true)]
    public void A_group_is_for_the_named_token_whatever_the_case(string token, bool allowed) =>
        Assert.Equal(allowed, Allows("User-agent: EXAMPLEBOT/2.1\nDisallow: /\n", "/x", token));

    [Fact]
    public void Groups_of_one_token_are_put_together_and_the_star_is_for_those_without_one()
    {
        const string robots = """
            User-agent: ExampleBot
            Disallow: /a
            User-agent: *
            Disallow: /
            User-agent: examplebot
            Disallow: /b
            """;

        Assert.False(Allows(robots, "/a"));
        Assert.False(Allows(robots, "/b"));
        Assert.True(Allows(robots, "/c"));
        Assert.False(Allows(robots, "/c", "OtherBot"));
        Assert.True(Allows("User-agent: OtherBot\nDisallow: /", "/c"));
    }

    [Fact]
    public void Several_agents_share_a_group()
    {
        const string robots = "User-agent: One\nUser-agent: ExampleBot\n\n# a comment\nSitemap: https://example.com/s\nDisallow: /x\n";

        Assert.False(Allows(robots, "/x"));
        Assert.False(Allows(robots, "/x", "one"));
        Assert.True(Allows(robots, "/x", "two"));
    }

    [Theory]
    [InlineData("Allow: /p\nDisallow: /", "/page", true)]
    [InlineData("Disallow: /\nAllow: /p", "/page", true)]
    [InlineData("Allow: /page\nDisallow: /page", "/page", true)]
    [InlineData("Disallow: /page\nAllow: /page", "/page", true)]
    [InlineData("Disallow: /fish*.php", "/fishheads/catfish.php?parameters", false)]
    [InlineData("Disallow: /fish*.php", "/Fish.php", true)]
    [InlineData("Disallow: /*.php$", "/folder/filename.php", false)]
    [InlineData("Disallow: /*.php$", "/filename.php/", true)]
    [InlineData("Disallow: /$", "/", false)]
    [InlineData("Disallow: /$", "/page", true)]
    [InlineData("Disallow: /a*b*c$", "/axxbyyczc", false)]
    [InlineData("Disallow: /a*b*c$", "/axxc", true)]
    [InlineData("Disallow:", "/anything", true)]
    [InlineData("Disallow: /", "/robots.txt", true)]
    [InlineData("Disallow: /foo/bar?baz=https://foo.bar", "/foo/bar?baz=https://foo.bar", false)]
    [InlineData("Disallow: /foo/bar/ツ", "/foo/bar/%E3%83%84", false)]
    [InlineData("Disallow: /foo/bar/%E3%83%84", "/foo/bar/ツ", false)]
    [InlineData("Disallow: /foo/bar/%62%61%7A", "/foo/bar/baz", false)]
    [InlineData("Disallow: /%7Ejoe/", "/~joe/x", false)]
    [InlineData("Disallow: /a%2fb", "/a%2Fb", false)]
    [InlineData("Disallow: /a%2fb", "/a/b", true)]
    public void The_longest_match_wins(string rules, string path, bool allowed) =>
        Assert.Equal(allowed, Allows("User-agent: *\n" + rules, path));

    [Fact]
    public void What_cannot_be_understood_is_left_out()
    {
        var robots =
            "\uFEFFnonsense\nDisallow: /before\r\nUser-agent: *\rDisallow : /x # why\r\nCrawl-delay: 2.5\nCrawl-delay: soon\n: :\n";

        Assert.False(Allows(robots, "/x"));
        Assert.True(Allows(robots, "/before"));
        Assert.Equal(TimeSpan.FromSeconds(2.5), RobotsRules.Parse(Encoding.UTF8.GetBytes(robots), "ExampleBot").Delay);
        Assert.True(Allows("<html>Sign in</html>", "/"));
        Assert.True(Allows("", "/"));
    }

    [Fact]
    public void A_hostile_file_is_read_in_time()
    {
        var stars = "User-agent: *\nDisallow: /" + string.Concat(Enumerable.Repeat("a*", 20_000)) + "b$\n";
        var many = "User-agent: *\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"Disallow: /*{i}*x\n"));

        Assert.True(Allows(stars, "/" + new string('a', 4_000)));
        Assert.True(Allows(many, "/" + new string('a', 4_000)));
    }
}
