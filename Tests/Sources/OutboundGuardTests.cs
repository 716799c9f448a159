using System.Net;
using Data.Sources;
using Xunit;

namespace Tests.Sources;

/// <summary>Ways by which addresses that a person types have led into networks that they must not see.</summary>
public sealed class OutboundGuardTests(LocalSite site) : IClassFixture<LocalSite>
{
    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://127.0.0.1./")]
    [InlineData("http://0/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[0:0:0:0:0:ffff:169.254.169.254]/")]
    [InlineData("http://[64:ff9b::169.254.169.254]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://[fe80::1%25eth0]/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://①②⑦.⓪.⓪.①/")]
    [InlineData("http://127。0。0。1/")]
    [InlineData("http://localhost/")]
    [InlineData("http://site.localhost/")]
    public async Task An_address_of_this_machine_is_refused_however_it_is_written(string url)
    {
        using WebFetcher fetcher = new(new OutboundGuard(new OutboundOptions()), new OutboundOptions(), TimeProvider.System);

        var exception = await Assert.ThrowsAsync<OutboundException>(() =>
            fetcher.GetAsync(new Uri(url), null, 1000, CancellationToken.None)
        );

        Assert.Matches("is not a public site|There is no site", exception.Message);
    }

    [Theory]
    [InlineData("ftp://example.com/", "Only addresses that begin with http:// or https:// can be read.")]
    [InlineData("file:///etc/passwd", "Only addresses that begin with http:// or https:// can be read.")]
    [InlineData("gopher://example.com/", "Only addresses that begin with http:// or https:// can be read.")]
    [InlineData("http://user:secret@example.com/", "An address with a user name or password in it is not read.")]
    [InlineData("http://127.0.0.1@example.com/", "An address with a user name or password in it is not read.")]
    [InlineData("http://example.com:22/", "Port 22 is not read; allowed are 80, 443.")]
    [InlineData("https://example.com:6379/", "Port 6379 is not read; allowed are 80, 443.")]
    public async Task Other_schemes_ports_and_credentials_are_refused(string url, string message)
    {
        var guard = new OutboundGuard(new OutboundOptions());
        using WebFetcher fetcher = new(guard, new OutboundOptions(), TimeProvider.System);

        Assert.Equal(message, guard.Problem(new Uri(url)));
        var exception = await Assert.ThrowsAsync<OutboundException>(() =>
            fetcher.GetAsync(new Uri(url), null, 1000, CancellationToken.None)
        );
        Assert.Equal(message, exception.Message);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fd00::1")]
    [InlineData("93.184.216.34 127.0.0.1")]
    [InlineData("2606:4700:4700::1111 fe80::1")]
    public async Task A_name_is_refused_when_any_of_its_addresses_is_not_public(string answers)
    {
        IPAddress[] addresses = [.. answers.Split(' ').Select(IPAddress.Parse)];
        var guard = new OutboundGuard(new OutboundOptions(), (_, _) => Task.FromResult(addresses));
        using WebFetcher fetcher = new(guard, new OutboundOptions(), TimeProvider.System);

        var exception = await Assert.ThrowsAsync<OutboundException>(() =>
            fetcher.GetAsync(new Uri("http://innocent.example/"), null, 1000, CancellationToken.None)
        );

        Assert.Equal("innocent.example is not a public site, so it is not read.", exception.Message);
    }

    [Fact]
    public async Task A_name_that_changes_its_answer_is_looked_up_once_a_connection_and_never_reaches_this_machine()
    {
        var asked = 0;
        // Public when it is checked, private whenever it is asked again.
        var guard = new OutboundGuard(
            new OutboundOptions { Ports = [site.Port] },
            (_, _) => Task.FromResult<IPAddress[]>([asked++ == 0 ? IPAddress.Parse("203.0.114.1") : IPAddress.Loopback])
        );
        var options = new OutboundOptions { Ports = [site.Port], Patience = TimeSpan.FromSeconds(2) };
        using WebFetcher fetcher = new(guard, options, TimeProvider.System);
        site.Asked.Clear();

        await Assert.ThrowsAsync<OutboundException>(() =>
            fetcher.GetAsync(site.At("/", "rebind.test"), null, 1000, CancellationToken.None)
        );
        Assert.Equal(1, asked);
        var second = await Assert.ThrowsAsync<OutboundException>(() =>
            fetcher.GetAsync(site.At("/", "rebind.test"), null, 1000, CancellationToken.None)
        );

        Assert.Equal("rebind.test is not a public site, so it is not read.", second.Message);
        Assert.Empty(site.Asked);
    }

    [Fact]
    public async Task A_proxy_of_the_environment_and_an_allowance_for_another_port_change_nothing()
    {
        var options = new OutboundOptions { AllowedHosts = [$"site.test:{site.Port + 1}"], Ports = [site.Port] };
        var guard = new OutboundGuard(options, LocalSite.HereAsync);
        using WebFetcher fetcher = new(guard, options, TimeProvider.System);

        Assert.False(guard.CreateHandler().UseProxy);
        Assert.False(guard.CreateHandler().AllowAutoRedirect);
        await Assert.ThrowsAsync<OutboundException>(() => fetcher.GetAsync(site.At("/"), null, 1000, CancellationToken.None));
    }

    [Fact]
    public async Task A_named_allowance_reaches_the_site()
    {
        var options = site.Options("site.test");
        site.Answer = context => LocalSite.HtmlAsync(context, "hello");
        using WebFetcher fetcher = new(new OutboundGuard(options, LocalSite.HereAsync), options, TimeProvider.System);

        var answer = await fetcher.GetAsync(site.At("/"), null, 1000, CancellationToken.None);

        Assert.True(answer.IsSuccess);
        Assert.Equal("hello"u8.ToArray(), answer.Body);
    }
}
