using System.Text;
using Core.Customers;
using Xunit;

namespace Tests.Customers;

public sealed class ExternalIdTests
{
    /// <summary>cli/xsum_sanity_check.c of Cyan4973/xxHash (BSD-2), table XSUM_XXH64_testdata; the buffer is made as there.</summary>
    [Theory]
    [InlineData(0, 0UL, 0xEF46DB3751D8E999UL)]
    [InlineData(0, 2654435761UL, 0xAC75FDA2929B17EFUL)]
    [InlineData(1, 0UL, 0xE934A84ADB052768UL)]
    [InlineData(1, 2654435761UL, 0x5014607643A9B4C3UL)]
    [InlineData(4, 0UL, 0x9136A0DCA57457EEUL)]
    [InlineData(14, 0UL, 0x8282DCC4994E35C8UL)]
    [InlineData(14, 2654435761UL, 0xC3BD6BF63DEB6DF0UL)]
    [InlineData(222, 0UL, 0xB641AE8CB691C174UL)]
    public void XxHash64_as_the_sanity_table_of_its_author(int length, ulong seed, ulong expected)
    {
        var buffer = new byte[length];
        var generator = 2654435761UL;
        for (var i = 0; i < length; i++)
        {
            buffer[i] = (byte)(generator >> 56);
            generator = unchecked(generator * 11400714785074694797UL);
        }

        Assert.Equal(expected, XxHash64.Hash(buffer, seed));
    }

    /// <summary>The widely printed digests of "a" and "abc", and of python-xxhash's README.</summary>
    [Theory]
    [InlineData("a", 0xD24EC4F1A98C6E5BUL)]
    [InlineData("abc", 0x44BC2CF5AD770999UL)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1UL)]
    public void Text_is_hashed_as_utf8(string text, ulong expected)
    {
        Assert.Equal(unchecked((long)expected), ExternalId.Hash(text));
        Assert.Equal(unchecked((long)expected), ExternalId.Hash(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Long_and_non_ascii_ids_give_the_same_id_from_chars_and_from_bytes()
    {
        var text = string.Concat(Enumerable.Repeat("Käufer-Ω-😀-", 100));

        Assert.Equal(ExternalId.Hash(Encoding.UTF8.GetBytes(text)), ExternalId.Hash(text));
    }

    [Fact]
    public void Nothing_is_trimmed_or_folded()
    {
        Assert.NotEqual(ExternalId.Hash("A1"), ExternalId.Hash("a1"));
        Assert.NotEqual(ExternalId.Hash("A1"), ExternalId.Hash("A1 "));
    }
}
