using System.Text.RegularExpressions;
using Data.Tables;
using Microsoft.EntityFrameworkCore;

namespace Data;

/// <summary>The whole database. EF Core maps, migrates and does the small reads and writes; bulk work is SQL and COPY.</summary>
public sealed partial class AppDb(DbContextOptions<AppDb> options) : DbContext(options)
{
    public DbSet<CustomerRow> Customers => Set<CustomerRow>();
    public DbSet<ProductRow> Products => Set<ProductRow>();
    public DbSet<OrderRow> Orders => Set<OrderRow>();
    public DbSet<OrderLineRow> OrderLines => Set<OrderLineRow>();
    public DbSet<CustomerFeaturesRow> CustomerFeatures => Set<CustomerFeaturesRow>();
    public DbSet<CustomerAttributeRow> CustomerAttributes => Set<CustomerAttributeRow>();
    public DbSet<MovieRow> Movies => Set<MovieRow>();
    public DbSet<SubscriptionRow> Subscriptions => Set<SubscriptionRow>();
    public DbSet<DeviceRow> Devices => Set<DeviceRow>();
    public DbSet<EngagementRow> Engagements => Set<EngagementRow>();
    public DbSet<InteractionRow> Interactions => Set<InteractionRow>();
    public DbSet<DeviceUseRow> DeviceUses => Set<DeviceUseRow>();
    public DbSet<FeedbackRow> Feedback => Set<FeedbackRow>();
    public DbSet<DailySaleRow> DailySales => Set<DailySaleRow>();
    public DbSet<ChangedDayRow> ChangedDays => Set<ChangedDayRow>();
    public DbSet<SalesWindowRow> SalesWindows => Set<SalesWindowRow>();
    public DbSet<ReportRow> Reports => Set<ReportRow>();
    public DbSet<ImportRow> Imports => Set<ImportRow>();
    public DbSet<ImportIssueRow> ImportIssues => Set<ImportIssueRow>();
    public DbSet<JobRow> Jobs => Set<JobRow>();
    public DbSet<SettingRow> Settings => Set<SettingRow>();
    public DbSet<SegmentationRow> Segmentations => Set<SegmentationRow>();
    public DbSet<SegmentationAssignmentRow> SegmentationAssignments => Set<SegmentationAssignmentRow>();
    public DbSet<SegmentRow> Segments => Set<SegmentRow>();
    public DbSet<SegmentMemberRow> SegmentMembers => Set<SegmentMemberRow>();
    public DbSet<SegmentDayRow> SegmentDays => Set<SegmentDayRow>();
    public DbSet<CampaignRow> Campaigns => Set<CampaignRow>();
    public DbSet<CampaignVariantRow> CampaignVariants => Set<CampaignVariantRow>();
    public DbSet<CampaignLinkRow> CampaignLinks => Set<CampaignLinkRow>();
    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();
    public DbSet<ClickRow> Clicks => Set<ClickRow>();
    public DbSet<SuppressionRow> Suppressions => Set<SuppressionRow>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        MapCustomers(model);
        MapEvents(model);
        MapSummaries(model);
        MapImports(model);
        MapSegments(model);
        MapCampaigns(model);
        foreach (var entity in model.Model.GetEntityTypes())
        {
            entity.SetTableName(TableName(entity.ClrType));
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
            }
        }
    }

    // Every large table leads its primary key with customer_id, so that it can be spread over machines by that column.
    private static void MapCustomers(ModelBuilder model)
    {
        model.Entity<CustomerRow>(e =>
        {
            e.HasKey(x => x.CustomerId);
            e.Property(x => x.CustomerId).ValueGeneratedNever();
            e.Property(x => x.Attributes).HasColumnType("jsonb");
            e.HasIndex(x => x.ExternalId);
        });
        model.Entity<ProductRow>(e =>
        {
            e.HasKey(x => x.ProductId);
            e.Property(x => x.ProductId).ValueGeneratedNever();
            e.Property(x => x.Attributes).HasColumnType("jsonb").HasDefaultValueSql("'{}'");
            e.HasIndex(x => x.ImportId);
        });
        model.Entity<CustomerAttributeRow>(e =>
        {
            // Someone's own column may have the name of a usual one.
            e.HasKey(x => new { x.IsColumn, x.Name });
            e.Property(x => x.Values).HasColumnType("jsonb");
        });
        model.Entity<OrderRow>(e =>
        {
            e.HasKey(x => new { x.CustomerId, x.OrderId });
            // With the customer, so that counting who ordered lately reads the index alone.
            e.HasIndex(x => x.OrderedAt).IncludeProperties(x => x.CustomerId);
        });
        model.Entity<OrderLineRow>(e =>
        {
            e.HasKey(x => new
            {
                x.CustomerId,
                x.OrderId,
                x.LineNumber,
            });
            e.HasIndex(x => x.ProductId);
        });
        model.Entity<CustomerFeaturesRow>(e =>
        {
            e.HasKey(x => x.CustomerId);
            e.Property(x => x.CustomerId).ValueGeneratedNever();
            // The order of a list, ties by id: a page is a range of one of these. Those of names and the like begin with part of a text,
            // and are made by SQL.
            e.HasIndex(x => new { x.Monetary, x.CustomerId });
            e.HasIndex(x => new { x.Frequency, x.CustomerId });
            e.HasIndex(x => new { x.RecencyDays, x.CustomerId });
        });
    }

    private static void MapEvents(ModelBuilder model)
    {
        MapCatalog<MovieRow>(model, nameof(MovieRow.MovieId));
        MapCatalog<SubscriptionRow>(model, nameof(SubscriptionRow.SubscriptionId));
        MapCatalog<DeviceRow>(model, nameof(DeviceRow.DeviceId));
        model.Entity<EngagementRow>(e =>
        {
            e.HasKey(x => new { x.CustomerId, x.EngagementId });
            e.HasIndex(x => x.SessionAt);
            e.HasIndex(x => x.ImportId);
        });
        model.Entity<InteractionRow>(e =>
        {
            e.HasKey(x => new { x.CustomerId, x.InteractionId });
            e.HasIndex(x => x.OccurredAt);
            e.HasIndex(x => x.ImportId);
        });
        model.Entity<DeviceUseRow>(e =>
        {
            e.HasKey(x => new
            {
                x.CustomerId,
                x.DeviceId,
                x.StartDate,
            });
            e.HasIndex(x => x.ImportId);
        });
        model.Entity<FeedbackRow>(e =>
        {
            e.HasKey(x => new { x.CustomerId, x.FeedbackId });
            e.Property(x => x.Attributes).HasColumnType("jsonb");
            // A text may move from "nobody known" to a customer, and is then found by its own id.
            e.HasIndex(x => x.FeedbackId);
            e.HasIndex(x => x.WrittenAt);
            e.HasIndex(x => x.ImportId);
        });
    }

    private static void MapCatalog<TRow>(ModelBuilder model, string key)
        where TRow : class =>
        model.Entity<TRow>(e =>
        {
            e.HasKey(key);
            e.Property<long>(key).ValueGeneratedNever();
            e.Property<string>("Attributes").HasColumnType("jsonb");
            e.HasIndex("ImportId");
        });

    private static void MapSummaries(ModelBuilder model)
    {
        model.Entity<DailySaleRow>().HasKey(x => x.Date);
        model.Entity<ChangedDayRow>().HasKey(x => x.Date);
        model.Entity<SalesWindowRow>().HasKey(x => new { x.FirstDay, x.LastDay });
        model.Entity<ReportRow>().Property(x => x.Sections).HasColumnType("jsonb");
    }

    private static void MapImports(ModelBuilder model)
    {
        model.Entity<ImportRow>(e =>
        {
            e.Property(x => x.Mapping).HasColumnType("jsonb");
            e.Property(x => x.Options).HasColumnType("jsonb");
            e.Property(x => x.IssuesByRule).HasColumnType("jsonb");
        });
        model.Entity<ImportIssueRow>(e =>
        {
            e.HasKey(x => new { x.ImportId, x.Id });
            e.HasOne<ImportRow>().WithMany().HasForeignKey(x => x.ImportId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<JobRow>(e =>
        {
            e.Property(x => x.Options).HasColumnType("jsonb");
            e.HasIndex(x => x.State);
        });
        model.Entity<SettingRow>(e =>
        {
            e.HasKey(x => x.Key);
            e.Property(x => x.Value).HasColumnType("jsonb");
        });
    }

    private static void MapSegments(ModelBuilder model)
    {
        model.Entity<SegmentationRow>(e =>
        {
            e.Property(x => x.Options).HasColumnType("jsonb");
            e.Property(x => x.Result).HasColumnType("jsonb");
        });
        model.Entity<SegmentationAssignmentRow>(e =>
        {
            e.HasKey(x => new { x.CustomerId, x.SegmentationId });
            e.HasIndex(x => new { x.SegmentationId, x.Cluster });
        });
        model.Entity<SegmentRow>(e =>
        {
            e.Property(x => x.Rule).HasColumnType("jsonb");
            e.HasIndex(x => x.SegmentationId);
        });
        model.Entity<SegmentMemberRow>(e =>
        {
            e.HasKey(x => new { x.CustomerId, x.SegmentId });
            e.HasIndex(x => x.SegmentId);
        });
        model.Entity<SegmentDayRow>(e => e.HasKey(x => new { x.SegmentId, x.Day }));
    }

    private static void MapCampaigns(ModelBuilder model)
    {
        model.Entity<CampaignRow>(e =>
        {
            e.Property(x => x.MergeValues).HasColumnType("jsonb");
            e.Property(x => x.Funnel).HasColumnType("jsonb");
            e.HasMany(x => x.Variants).WithOne().HasForeignKey(x => x.CampaignId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<CampaignVariantRow>().HasKey(x => new { x.CampaignId, x.Variant });
        model.Entity<CampaignLinkRow>().HasKey(x => new { x.CampaignId, x.Link });
        model.Entity<DeliveryRow>(e =>
        {
            // The campaign leads: no person can stand twice in one campaign, and a sender claims by campaign.
            e.HasKey(x => new { x.CampaignId, x.CustomerId });
            e.HasIndex(x => x.CustomerId);
            // The order in which rows are claimed: however many were sent, the next ones stand at the front.
            e.HasIndex(x => new
            {
                x.CampaignId,
                x.State,
                x.NextAttemptAt,
            });
            e.HasIndex(x => new { x.CampaignId, x.AttemptedAt });
        });
        model.Entity<ClickRow>(e =>
        {
            e.HasKey(x => new
            {
                x.CampaignId,
                x.CustomerId,
                x.Id,
            });
            e.Property(x => x.Id).UseIdentityByDefaultColumn();
        });
        model.Entity<SuppressionRow>().HasKey(x => x.Address);
    }

    private static string TableName(Type row)
    {
        var noun = SnakeCase(row.Name[..^"Row".Length]);
        return row == typeof(FeedbackRow) ? noun
            : noun.EndsWith('y') && !noun.EndsWith("ay", StringComparison.Ordinal) ? noun[..^1] + "ies"
            : noun.EndsWith('s') ? noun
            : noun + "s";
    }

    internal static string SnakeCase(string name) => WordStart().Replace(name, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]|(?<=[a-z])[0-9]+")]
    private static partial Regex WordStart();
}
