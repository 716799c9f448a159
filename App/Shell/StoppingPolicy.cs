namespace App.Shell;

/// <summary>
/// Lets the program end at once although pages are open. The framework closes their connections, but a page tries again within
/// milliseconds, while the old socket still answers; such a new connection nobody would close, and the end would wait for it.
/// </summary>
public static class StoppingPolicy
{
    /// <summary>What a job or an answer under way may take when the program ends.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void UseStoppingPolicy(this IApplicationBuilder app)
    {
        var stopping = app.ApplicationServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        app.Use(
            (context, next) =>
            {
                if (!stopping.IsCancellationRequested || !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal))
                {
                    return next(context);
                }
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.Connection = "close";
                return Task.CompletedTask;
            }
        );
    }
}
