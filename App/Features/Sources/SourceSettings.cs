using System.Globalization;
using Data.Sources;

namespace App.Features.Sources;

/// <summary>The settings below <c>Sources</c> and <c>Reddit</c>.</summary>
public static class SourceSettings
{
    public static OutboundOptions Outbound(IConfiguration configuration)
    {
        var section = configuration.GetSection("Sources");
        var options = new OutboundOptions();
        return options with
        {
            Contact = section["Contact"]?.Trim() ?? "",
            Pause = TimeSpan.FromSeconds(section.GetValue("SecondsBetweenRequests", options.Pause.TotalSeconds)),
            Patience = TimeSpan.FromSeconds(section.GetValue("PatienceSeconds", options.Patience.TotalSeconds)),
            Ports = List(section["Ports"]) is { Count: > 0 } ports
                ? [.. ports.Select(p => int.Parse(p, CultureInfo.InvariantCulture))]
                : options.Ports,
            AllowedHosts = List(section["AllowedHosts"]),
        };
    }

    public static RedditOptions Reddit(IConfiguration configuration)
    {
        var section = configuration.GetSection("Reddit");
        var options = new RedditOptions();
        return options with
        {
            ClientId = section["ClientId"]?.Trim() ?? "",
            ClientSecret = section["ClientSecret"]?.Trim() ?? "",
            UserAgent = section["UserAgent"] is { Length: > 0 } agent ? agent : options.UserAgent,
            BaseUrl = section["BaseUrl"] is { Length: > 0 } url ? new Uri(url) : options.BaseUrl,
            TokenUrl = section["TokenUrl"] is { Length: > 0 } token ? new Uri(token) : options.TokenUrl,
        };
    }

    private static List<string> List(string? text) =>
        [.. (text ?? "").Split([',', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
