using Data.Queries;

namespace App.Features.Campaigns;

/// <summary>One bar of the funnel.</summary>
/// <param name="Key">For tests and anchors.</param>
/// <param name="People">Who is left after this step.</param>
/// <param name="LeftOut">Who was left out by it.</param>
/// <param name="Share">Of those in the segments, in [0, 1].</param>
public sealed record FunnelStep(string Key, string Label, long People, long LeftOut, double Share);

/// <summary>The funnel as bars: from everyone in the segments to those who get a mail.</summary>
public static class FunnelSteps
{
    public static IReadOnlyList<FunnelStep> Of(AudienceFunnel funnel)
    {
        var steps = new List<FunnelStep>();
        var left = funnel.InSegments;
        Add("segments", "In the segments", 0, always: true);
        Add("excluded", "Not in an excluded segment", funnel.Excluded);
        Add("address", "With an e-mail address", funnel.NoAddress, always: true);
        Add("valid", "With an address that can be right", funnel.InvalidAddress);
        Add("distinct", "One mail per address", funnel.SameAddress);
        Add("suppressed", "Not on the do-not-mail list", funnel.Suppressed, always: true);
        Add("holdout", "Not held out for comparison", funnel.HeldOut);
        Add("sent", "Will get a mail", 0, always: true);
        return steps;

        // A step that leaves nobody out is only shown where people look for it.
        void Add(string key, string label, long leftOut, bool always = false)
        {
            left -= leftOut;
            if (always || leftOut > 0)
            {
                steps.Add(new FunnelStep(key, label, left, leftOut, funnel.InSegments == 0 ? 0 : (double)left / funnel.InSegments));
            }
        }
    }
}
