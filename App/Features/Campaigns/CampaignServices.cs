using App.Jobs;
using App.Shell;
using Data.Mail;
using Microsoft.AspNetCore.SignalR;

namespace App.Features.Campaigns;

public static class CampaignServices
{
    /// <summary>Campaigns, their sending and their outbox. Needs the database, the job queue, <see cref="AppFolders"/> and a TimeProvider.</summary>
    public static IServiceCollection AddCampaigns(this IServiceCollection services)
    {
        services.AddSingleton(p => MailSettings.Read(p.GetRequiredService<IConfiguration>()));
        services.AddSingleton<IMailTransport>(p =>
            p.GetRequiredService<MailSettings>().Smtp is { } smtp
                ? new SmtpTransport(smtp)
                : new OutboxFolderTransport(p.GetRequiredService<AppFolders>().Outbox)
        );
        services.AddSingleton(p => new OutboxFolder(p.GetRequiredService<AppFolders>().Outbox));
        services.AddSingleton<CampaignStore>();
        services.AddSingleton<SaveCampaign>();
        services.AddSingleton<DeleteCampaign>();
        services.AddSingleton<PreflightCampaign>();
        services.AddSingleton<PreviewMessage>();
        services.AddSingleton<CountAudience>();
        services.AddSingleton<SendTest>();
        services.AddSingleton<LaunchCampaign>();
        services.AddSingleton<ChangeSending>();
        services.AddSingleton<CampaignResults>();
        services.AddSingleton<IReportSection, CampaignsSection>();
        services.AddSingleton<IJobHandler, SendCampaign>();
        services.AddHostedService<ResumeInterrupted>();
        // The HTML of a mail is typed in a text area and travels whole; the default of 32 KB would cut the line to the browser.
        services.Configure<HubOptions>(o => o.MaximumReceiveMessageSize = 1024 * 1024);
        return services;
    }
}
