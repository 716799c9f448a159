using App.Features.Campaigns;
using Core.Campaigns;
using Data.Queries;
using Xunit;

namespace Tests.Campaigns;

public sealed class CampaignFormTests
{
    [Fact]
    public void Another_goal_brings_its_texts_until_a_person_has_written_their_own()
    {
        var form = new CampaignForm { Goal = "win-back" };
        Assert.Equal(CampaignGoal.Find("win-back").A.Subject, form.Variants[0].Subject);
        form.Variants[0].Subject = "Mine";
        form.Goal = "subscription";
        Assert.Equal("Mine", form.Variants[0].Subject);
        Assert.Equal("subscription", form.ToInput().Goal);
    }

    [Fact]
    public void A_segment_is_mailed_or_left_out_and_never_both()
    {
        var form = new CampaignForm();
        form.Choose(7, include: true, chosen: true);
        form.Choose(7, include: false, chosen: true);
        Assert.Empty(form.Include);
        Assert.Equal([7], form.Exclude);
        form.Choose(7, include: false, chosen: false);
        Assert.Empty(form.Exclude);
    }

    [Fact]
    public void The_funnel_shows_every_step_that_leaves_somebody_out_and_ends_with_the_mails()
    {
        var steps = FunnelSteps.Of(
            new AudienceFunnel
            {
                InSegments = 100,
                Excluded = 10,
                NoAddress = 20,
                Suppressed = 5,
                WillBeSent = 65,
            }
        );
        Assert.Equal(["segments", "excluded", "address", "suppressed", "sent"], steps.Select(s => s.Key));
        Assert.Equal([100, 90, 70, 65, 65], steps.Select(s => s.People));
        Assert.Equal(0.65, steps[^1].Share);
        Assert.Equal(0, FunnelSteps.Of(new AudienceFunnel())[^1].Share);
    }

    [Theory]
    [InlineData(new long[] { 2000 }, "nothing to compare")]
    [InlineData(new long[] { 4, 5 }, "too few")]
    [InlineData(new long[] { 2000, 2100 }, "difference when the better version gets 3.")]
    public void The_power_is_said_in_plain_words(long[] people, string expected) =>
        Assert.Contains(expected, PowerHint.Words(people), StringComparison.Ordinal);
}
