using System.Security.Cryptography;
using Core.Campaigns;
using Xunit;

namespace Tests.Campaigns;

public sealed class TrackingTokenTests
{
    private static readonly byte[] Key = SHA256.HashData("key"u8);

    [Theory]
    [InlineData(TrackingKind.Click, 1, long.MinValue, 1)]
    [InlineData(TrackingKind.Open, long.MaxValue, -1, 0)]
    [InlineData(TrackingKind.Unsubscribe, 12, 34, 16_777_215)]
    public void What_was_signed_comes_back(TrackingKind kind, long campaign, long customer, int link)
    {
        var token = new TrackingToken(kind, campaign, customer, link);
        var text = token.Sign(Key);
        Assert.Matches("^[A-Za-z0-9_-]{48}$", text);
        Assert.Equal(token, TrackingToken.Verify(text, kind, Key));
    }

    [Fact]
    public void Any_change_of_any_character_is_refused()
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var text = new TrackingToken(TrackingKind.Click, 5, 6, 7).Sign(Key);
        for (var i = 0; i < text.Length; i++)
        {
            foreach (var c in alphabet.Where(c => c != text[i]))
            {
                Assert.Null(TrackingToken.Verify(text[..i] + c + text[(i + 1)..], TrackingKind.Click, Key));
            }
        }
    }

    [Fact]
    public void Another_kind_another_key_and_nonsense_are_refused()
    {
        var text = new TrackingToken(TrackingKind.Click, 5, 6, 7).Sign(Key);
        Assert.Null(TrackingToken.Verify(text, TrackingKind.Unsubscribe, Key));
        Assert.Null(TrackingToken.Verify(text, TrackingKind.Click, SHA256.HashData("other"u8)));
        foreach (var nonsense in new[] { "", "x", text + "A", text[..^1], new string('=', 48), new string('ü', 48), " " + text[1..] })
        {
            Assert.Null(TrackingToken.Verify(nonsense, TrackingKind.Click, Key));
        }
    }
}
