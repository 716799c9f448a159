using App.Features.Report.Sections;
using Xunit;

namespace Tests.Report;

public sealed class BandTests
{
    [Fact]
    public void A_value_on_a_limit_begins_its_band_and_unknown_ones_are_in_none()
    {
        var bands = Band.Of([double.NaN, -1, 0, 0.9, 1, 4.99, 5, 1e9], [0, 1, 5], (from, to) => $"{from}-{to}");
        Assert.Equal([("0-1", 2L), ("1-5", 2), ("5-", 2)], bands.Select(b => (b.Label, b.Count)));
    }

    [Fact]
    public void Limits_for_amounts_go_from_below_the_smallest_to_the_largest()
    {
        Assert.Equal([0, 10, 20, 50, 100, 200], Band.OneTwoFive(12, 300));
        Assert.Equal([0, 1], Band.OneTwoFive(0.2, 1.5));
        Assert.Equal([0], Band.OneTwoFive(0.2, 0.5));
    }
}
