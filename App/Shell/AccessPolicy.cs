using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace App.Shell;

/// <summary>
/// Who may come in. On a person's own machine (Development, every address loopback) everybody is the local admin. Bound to any other
/// address the program asks for a password (HTTP Basic, user <c>admin</c>) or an API key, and refuses to start without one.
/// </summary>
public sealed class AccessPolicy
{
    private readonly byte[]? password;
    private readonly byte[]? apiKey;

    private AccessPolicy(byte[]? password, byte[]? apiKey)
    {
        this.password = password;
        this.apiKey = apiKey;
    }

    /// <summary>The command line is used by whoever may start the program.</summary>
    public static AccessPolicy ForCommandLine { get; } = new(null, null);

    public bool IsOpen => password is null;

    /// <exception cref="InvalidOperationException">The program would be open to others.</exception>
    public static AccessPolicy Choose(IConfiguration configuration, IHostEnvironment environment)
    {
        var password = configuration["Access:AdminPassword"];
        if (!string.IsNullOrEmpty(password))
        {
            return new AccessPolicy(Hash(password), configuration["Access:ApiKey"] is { Length: > 0 } key ? Hash(key) : null);
        }
        if (environment.IsDevelopment() && Addresses(configuration).All(IsLoopback))
        {
            return new AccessPolicy(null, null);
        }
        throw new InvalidOperationException(
            "Refusing to start open to others: outside Development, or bound to an address other than loopback, a password is needed. "
                + "Set Access__AdminPassword (user name: admin), and Access__ApiKey for the API."
        );
    }

    /// <summary>Whether a request carries the password or the key.</summary>
    public bool Admits(HttpRequest request) =>
        IsOpen
        || (apiKey is not null && request.Headers["X-Api-Key"] is [{ } key] && Equal(apiKey, key))
        || (
            request.Headers.Authorization is [{ } basic]
            && basic.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            && TryDecode(basic["Basic ".Length..]) is { } pair
            && pair.StartsWith("admin:", StringComparison.Ordinal)
            && Equal(password!, pair["admin:".Length..])
        );

    private static IEnumerable<string> Addresses(IConfiguration configuration) =>
        (configuration["urls"] ?? configuration["ASPNETCORE_URLS"] ?? "http://localhost:5000")
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"] ?? ""))
            .Concat(configuration["http_ports"] is { Length: > 0 } ports ? [$"http://*:{ports}"] : []);

    private static bool IsLoopback(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static bool Equal(byte[] hash, string text) => CryptographicOperations.FixedTimeEquals(hash, Hash(text));

    private static string? TryDecode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}

public static class AccessPolicyMiddleware
{
    /// <summary>Links in mails (/t/…) and the health checks are for everybody; all else is asked for.</summary>
    public static void UseAccessPolicy(this WebApplication web)
    {
        var policy = web.Services.GetRequiredService<AccessPolicy>();
        if (policy.IsOpen)
        {
            // A page of another site must not reach a program that trusts its own machine: only loopback names are answered.
            web.Use(
                (context, next) =>
                    context.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]" or "::1"
                        ? next(context)
                        : Refuse(context, StatusCodes.Status421MisdirectedRequest)
            );
            return;
        }
        web.Use(
            (context, next) =>
            {
                if (
                    context.Request.Path.StartsWithSegments("/t")
                    || context.Request.Path.StartsWithSegments("/health")
                    || policy.Admits(context.Request)
                )
                {
                    return next(context);
                }
                context.Response.Headers.WWWAuthenticate = "Basic realm=\"Customer segmentation\", charset=\"UTF-8\"";
                return Refuse(context, StatusCodes.Status401Unauthorized);
            }
        );
    }

    private static Task Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
