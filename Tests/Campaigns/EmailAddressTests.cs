using Core.Campaigns;
using Data.Queries;
using Tests.Data;
using Xunit;

namespace Tests.Campaigns;

public sealed class EmailAddressTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly string Long64 = new('a', 64);

    private static readonly string[] Good =
    [
        "a@b.co",
        "anna.o'neil+tag@mail.example.com",
        "x_y-z@sub.domain.example",
        "1@2.xn--p1ai",
        Long64 + "@example.com",
        "UPPER@EXAMPLE.COM",
    ];

    private static readonly string[] Bad =
    [
        "",
        " ",
        "a",
        "a@b",
        "@b.co",
        "a@",
        "a@@b.co",
        "a@b@c.co",
        "a b@c.co",
        "a@b .co",
        " a@b.co",
        "a@b.co ",
        "a@b.co\n",
        "a@b.co\r\nBcc: x@y.zz",
        "a..b@c.co",
        ".a@b.co",
        "a.@b.co",
        "a@.co",
        "a@b..co",
        "a@-b.co",
        "a@b-.co",
        "a@1.2.3.4",
        "a@b.c",
        "jürgen@example.com",
        "a@exämple.com",
        "<a@b.co>",
        "a,b@c.co",
        Long64 + "a@example.com",
        "a@" + string.Concat(Enumerable.Repeat("abcdefghi.", 26)) + "com",
    ];

    [Fact]
    public void Plausible_addresses_are_told_from_others()
    {
        Assert.All(Good, a => Assert.True(EmailAddress.IsPlausible(a), a));
        Assert.All(Bad, a => Assert.False(EmailAddress.IsPlausible(a), a));
        Assert.False(EmailAddress.IsPlausible(null));
    }

    [Fact]
    public async Task The_database_judges_alike()
    {
        foreach (var address in Good.Concat(Bad))
        {
            var parameters = new SqlParameterList();
            var condition = AddressSql.IsPlausible(parameters.Add(address) + "::text", parameters);
            await using var command = database.Source.CreateCommand("SELECT " + condition);
            parameters.CopyTo(command);
            Assert.True((bool)(await command.ExecuteScalarAsync())! == EmailAddress.IsPlausible(address), $"'{address}'");
        }
    }
}
