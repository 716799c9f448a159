using System.Net.Http.Json;
using System.Text.Json;
using App.Features.Campaigns;
using App.Jobs;
using App.Shell;
using Data;
using Data.Mail;
using Data.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tests.Data;
using Xunit;

namespace Tests.Campaigns;

/// <summary>The campaign part of the program on a database of its own, over HTTP. Jobs are run by the test, when it wants them to.</summary>
public sealed class CampaignApp(DatabaseServer server) : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("campaign-tests-");
    private WebApplication? web;

    public TestDatabase Database { get; } = new(server);

    public HttpClient Http { get; private set; } = null!;

    public IServiceProvider Services => web!.Services;

    public OutboxFolder Outbox => Services.GetRequiredService<OutboxFolder>();

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(Database.Source);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new AppFolders(folder.FullName));
        builder.Services.AddDbContextFactory<AppDb>(o => o.UseNpgsql(Database.Source));
        builder.Services.AddSingleton<JobQueue>();
        builder.Services.AddSingleton<SegmentList>();
        builder.Services.AddCampaigns();
        builder.Services.AddProblemDetails();
        web = builder.Build();
        web.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = ApiErrors.StatusOf });
        web.MapCampaigns();
        await web.StartAsync();
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(web.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await web!.DisposeAsync();
        await Database.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>Works the campaign off as its job would.</summary>
    public Task Send(
        long campaignId,
        IMailTransport? transport = null,
        TimeProvider? time = null,
        CancellationToken cancellation = default
    ) =>
        new SendCampaign(
            Database.Source,
            Services.GetRequiredService<CampaignStore>(),
            transport ?? Services.GetRequiredService<IMailTransport>(),
            time ?? TimeProvider.System
        ).RunAsync(
            new JobContext(
                1,
                JsonSerializer.Serialize(new SendCampaign.Request(campaignId), JsonSerializerOptions.Web),
                new Progress<Core.Estimators.Progress>()
            ),
            cancellation
        );

    public async Task<(int Status, JsonElement Body)> Call(string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : JsonContent.Create(body);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.StartsWith('{') ? JsonDocument.Parse(text).RootElement : default);
    }
}

/// <summary>A transport that does what the test says.</summary>
internal sealed class FakeTransport : IMailTransport
{
    public bool ReachesPeople => true;

    public List<OutgoingMail> Sent { get; } = [];

    public Func<OutgoingMail, SendOutcome> Outcome { get; set; } = _ => SendOutcome.Sent;

    public Action? BeforeBatch { get; set; }

    public Task<IReadOnlyList<SendOutcome>> SendAsync(IReadOnlyList<OutgoingMail> mails, CancellationToken cancellation)
    {
        BeforeBatch?.Invoke();
        var outcomes = mails.Select(m => Outcome(m)).ToList();
        Sent.AddRange(mails.Where((_, i) => outcomes[i].Kind is SendOutcomeKind.Sent));
        return Task.FromResult<IReadOnlyList<SendOutcome>>(outcomes);
    }
}
