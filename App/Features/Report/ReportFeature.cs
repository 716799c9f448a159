using App.Features.Report.Sections;
using App.Jobs;
using App.Shell;
using Data.Queries;

namespace App.Features.Report;

public static class ReportFeature
{
    public static void AddReport(this IServiceCollection services)
    {
        services.AddSingleton<ImportTotals>();
        services.AddSingleton<CohortRetention>();
        services.AddSingleton<FeedbackSummary>();
        services.AddSingleton<IReportSection, IntakeSection>();
        services.AddSingleton<IReportSection, CleaningSection>();
        services.AddSingleton<IReportSection, SalesSection>();
        services.AddSingleton<IReportSection, SegmentsSection>();
        services.AddSingleton<IReportSection, LoyaltySection>();
        services.AddSingleton<IReportSection, FeedbackSection>();
        services.AddSingleton<BuildReport>();
        services.AddSingleton<ReportStore>();
        services.AddSingleton<StaticReport>();
        services.AddSingleton<PublishReport>();
        services.AddSingleton<IJobHandler>(s => s.GetRequiredService<PublishReport>());
    }
}
