using System.Text.Json;
using Core.Customers;
using Core.Segments.Engagement;
using Xunit;

namespace Tests.Segments.Engagement;

public sealed class EngagementScoreTests
{
    private static readonly EngagementScore Rules = EngagementScore.Default;

    private static EngagementFeature Feature(string label) => Rules.Features.Single(f => f.Label == label);

    /// <summary>Both sides of every border of the table.</summary>
    [Theory]
    [InlineData("frequency", 0, 1)]
    [InlineData("frequency", 1, 1)]
    [InlineData("frequency", 1.999, 1)]
    [InlineData("frequency", 2, 3)]
    [InlineData("frequency", 4, 3)]
    [InlineData("frequency", 5, 5)]
    [InlineData("frequency", 7, 5)]
    [InlineData("frequency", 8, 8)]
    [InlineData("frequency", 10, 8)]
    [InlineData("frequency", 11, 10)]
    [InlineData("minutes", 0, 1)]
    [InlineData("minutes", 199.99, 1)]
    [InlineData("minutes", 200, 3)]
    [InlineData("minutes", 600, 3)]
    [InlineData("minutes", 600.01, 5)]
    [InlineData("minutes", 900, 5)]
    [InlineData("minutes", 901, 8)]
    [InlineData("minutes", 1500, 8)]
    [InlineData("minutes", 1500.5, 10)]
    [InlineData("price", 4.99, 3)]
    [InlineData("price", 5, 1)]
    [InlineData("price", 5.01, 3)]
    [InlineData("price", 7, 3)]
    [InlineData("price", 7.01, 7)]
    [InlineData("price", 9, 7)]
    [InlineData("price", 9.01, 10)]
    [InlineData("likes", 0, 1)]
    [InlineData("likes", 1, 3)]
    [InlineData("likes", 2, 5)]
    [InlineData("likes", 3, 5)]
    [InlineData("likes", 4, 8)]
    [InlineData("likes", 5, 8)]
    [InlineData("likes", 6, 10)]
    [InlineData("dislikes", 0, 10)]
    [InlineData("dislikes", 1, 7)]
    [InlineData("dislikes", 2, 7)]
    [InlineData("dislikes", 3, 5)]
    [InlineData("dislikes", 4, 5)]
    [InlineData("dislikes", 5, 2)]
    public void Points_at_every_border(string feature, double value, int points) => Assert.Equal(points, Feature(feature).Points(value));

    [Theory]
    [InlineData(15, "Lost Cause")]
    [InlineData(16, "Vulnerable Customers")]
    [InlineData(25, "Vulnerable Customers")]
    [InlineData(26, "Free Riders")]
    [InlineData(30, "Free Riders")]
    [InlineData(31, "Star Customers")]
    public void Class_at_every_border(int total, string name)
    {
        // One activity that scores the total itself.
        var rules = Rules with
        {
            Features = [new("x", "x", true, [], total)],
        };

        Assert.Equal(name, Rules.Classes[rules.Score([1]).Class].Name);
    }

    [Theory]
    // 10 + 10 + 10 + 10 + 10 and the least that any customer can have, 1 + 1 + 1 + 1 + 2.
    [InlineData(new[] { 20, 2000, 15, 9.0, 0 }, 50, "Star Customers")]
    [InlineData(new[] { 1, 10, 5.0, 0, 9 }, 6, "Lost Cause")]
    [InlineData(new[] { 3, 300, 7.0, 1, 1 }, 19, "Vulnerable Customers")]
    [InlineData(new[] { 6, 700, 8.0, 2, 1 }, 29, "Free Riders")]
    public void Points_add_up_to_a_class(double[] values, int total, string name)
    {
        var result = Rules.Score(values);

        Assert.Equal((total, name, true), (result.Total, Rules.Classes[result.Class].Name, result.IsActive));
    }

    [Fact]
    public void No_engagement_at_all_is_a_lost_cause_whatever_the_price()
    {
        // 1 + 1 + 10 + 1 + 10 = 23 points would be a vulnerable customer.
        var none = Rules.Score([0, 0, 15, 0, 0]);
        var unknown = Rules.Score([double.NaN, double.NaN, double.NaN, double.NaN, double.NaN]);
        var disliking = Rules.Score([0, 0, 15, 0, 1]);

        Assert.Equal((23, 0, false), (none.Total, none.Class, none.IsActive));
        Assert.Equal((0, false), (unknown.Class, unknown.IsActive));
        Assert.Equal((20, "Vulnerable Customers", true), (disliking.Total, Rules.Classes[disliking.Class].Name, disliking.IsActive));
    }

    [Fact]
    public void A_missing_activity_counts_as_none_and_a_missing_price_scores_least()
    {
        Assert.Equal(10, Feature("dislikes").Points(double.NaN));
        Assert.Equal(1, Feature("likes").Points(double.NaN));
        Assert.Equal(1, Feature("price").Points(double.NaN));
    }

    [Fact]
    public void All_customers_are_counted_by_class_and_total()
    {
        var data = new FeatureMatrix(
            ["likes", "sessions", "session_minutes", "subscription_price", "dislikes"],
            [
                [9, 0, 1],
                [20, 0, 3],
                [2000, 0, 300],
                [15, 5, 7],
                [0, 0, 1],
            ]
        );
        var scored = Rules.Score(data);

        Assert.Equal([50, 14, 19], scored.Customers.Select(c => c.Total));
        Assert.Equal([1, 1, 0, 1], scored.ClassSizes);
        Assert.Equal((6, 50), (scored.Totals.Bins[0].From, scored.Totals.Bins[^1].From));
        Assert.Equal([14.0, 19, 50], scored.Totals.Bins.Where(b => b.Count == 1).Select(b => b.From));
        Assert.Equal(1, scored.Totals.Bins.Sum(b => b.Share), 1e-12);
        Assert.Throws<ArgumentException>(() => Rules.Score(data.Select(["likes"])));
        Assert.Throws<ArgumentException>(() => Rules.Score([1, 2]));
    }

    [Fact]
    public void Edited_rules_survive_being_saved()
    {
        var json = JsonSerializer.Serialize(Rules, JsonSerializerOptions.Web);
        var again = JsonSerializer.Deserialize<EngagementScore>(json, JsonSerializerOptions.Web)!.Validated();

        Assert.Contains("\"UpTo\"", json);
        Assert.Equal(json, JsonSerializer.Serialize(again, JsonSerializerOptions.Web));
    }

    [Fact]
    public void Edited_rules_are_refused_with_the_reason()
    {
        void Refused(string message, EngagementScore rules) =>
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => rules.Validated()).Message);
        EngagementScore Likes(params ScoreStep[] steps) => Rules with { Features = [new("likes", "likes", true, steps, 1)] };
        EngagementScore Classes(params EngagementClass[] classes) => Rules with { Classes = classes };
        ScoreStep Step(ScoreBorder border, double limit, int points = 1) => new(border, limit, points);

        Assert.Same(Rules, Rules.Validated());
        Likes(Step(ScoreBorder.Exactly, 9), Step(ScoreBorder.Below, 2), Step(ScoreBorder.UpTo, 2)).Validated();
        Refused(
            "The likes of EngagementScore: steps must ascend, exact values first. Got up to 1 → 1 after up to 2 → 1 instead.",
            Likes(Step(ScoreBorder.UpTo, 2), Step(ScoreBorder.UpTo, 1))
        );
        Refused(
            "The likes of EngagementScore: steps must ascend, exact values first. Got up to 2 → 1 after up to 2 → 1 instead.",
            Likes(Step(ScoreBorder.UpTo, 2), Step(ScoreBorder.UpTo, 2))
        );
        Refused(
            "The likes of EngagementScore: steps must ascend, exact values first. Got exactly 5 → 1 after up to 2 → 1 instead.",
            Likes(Step(ScoreBorder.UpTo, 2), Step(ScoreBorder.Exactly, 5))
        );
        Refused(
            "The likes of EngagementScore: each step must have a finite limit. Got below NaN → 1 instead.",
            Likes(Step(ScoreBorder.Below, double.NaN))
        );
        Refused("The likes of EngagementScore: points must be between 0 and 100. Got 101 instead.", Likes(Step(ScoreBorder.Below, 1, 101)));
        Refused(
            "One feature of EngagementScore at least must be an activity. Got none instead.",
            Rules with
            {
                Features = [Feature("price")],
            }
        );
        Refused(
            "The features of EngagementScore must be distinct. Got 'likes' twice instead.",
            Rules with
            {
                Features = [Feature("likes"), Feature("likes")],
            }
        );
        Refused("The classes of EngagementScore must be at least 2. Got 1 instead.", Classes(new EngagementClass("All", null)));
        Refused("The classes of EngagementScore must have different names. Got 'A', 'a' instead.", Classes(new("A", 3), new("a", null)));
        Refused(
            "The classes of EngagementScore must have ascending limits. Got 3 for 'B' after 5 instead.",
            Classes(new("A", 5), new("B", 3), new("C", null))
        );
        Refused(
            "The classes of EngagementScore must have a limit each but the last. Got none for 'A' instead.",
            Classes(new("A", null), new("B", null))
        );
        Refused(
            "The classes of EngagementScore must leave no gap: the last has no limit. Got 9 for 'B' instead, so who scores more would be in none.",
            Classes(new("A", 5), new("B", 9))
        );
    }
}
