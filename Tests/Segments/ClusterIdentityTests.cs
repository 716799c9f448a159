using System.Globalization;
using System.Text;
using App.Features.Segments;
using App.Shell;
using Core.Estimators;
using Data;
using Data.Queries;
using Microsoft.EntityFrameworkCore;
using Tests.Data;
using Tests.Imports;
using Xunit;

namespace Tests.Segments;

/// <summary>When the automatic clustering is made again, a cluster that goes on keeps its segment, label and name.</summary>
public sealed class ClusterIdentityTests(TestDatabase database) : IClassFixture<TestDatabase>, IDbContextFactory<AppDb>
{
    private static readonly SegmentationOptions Options = SegmentationOptions.Usual with { Parameters = new SegmentationParameters(K: 2) };

    public AppDb CreateDbContext() => database.Context();

    [Fact]
    public async Task A_cluster_keeps_its_segment_and_name_though_it_is_no_longer_the_richest()
    {
        ImportDesk desk = new(database);
        await desk.ClearAsync();
        // Regulars spend much; the others once and little.
        await desk.RunAsync(Orders(1, regulars: 100, once: 10));
        var run = Runner(out var store);
        await FeatureTable.RefreshAsync(database.Source, new DateOnly(2011, 12, 1));
        var id = await run.RunAsync(Options, new Progress<Progress>(), default, automatic: true);
        var before = await SegmentsAsync(id);
        Assert.Equal([(0, 12L), (1, 30L)], before.Select(s => (s.Cluster!.Value, s.Size)));
        await new SegmentStore(this, database.Source, TimeProvider.System).RenameAsync(before[0].Id, "Our regulars", "");

        // One giant order each makes those who bought once worth more than the regulars.
        await desk.RunAsync(Orders(2, regulars: 0, once: 9000));
        await FeatureTable.RefreshAsync(database.Source, new DateOnly(2011, 12, 1));
        Assert.Equal(id, await run.RunAsync(Options, new Progress<Progress>(), default, automatic: true));

        var after = await SegmentsAsync(id);
        Assert.Equal(before.Select(s => (s.Id, s.Cluster, s.Colour)), after.Select(s => (s.Id, s.Cluster, s.Colour)));
        Assert.Equal("Our regulars", after[0].Name);
        Assert.True(after[0].Revenue / after[0].Size < after[1].Revenue / after[1].Size);
        var (_, result) = (await store.FindAsync(id))!.Value;
        Assert.Equal([(0, 0, 12), (1, 1, 30)], result.Flows!.Select(f => (f.OldLabel!.Value, f.NewLabel!.Value, f.Customers)));
    }

    private static string Orders(int file, int regulars, int once)
    {
        StringBuilder rows = new("order_id,customer_id,ordered_at,amount\n");
        for (var i = regulars > 0 ? 0 : 12; i < 42; i++)
        {
            for (var o = 0; o < (i < 12 ? 6 : 1); o++)
            {
                rows.Append(
                    CultureInfo.InvariantCulture,
                    $"{file}-{i}-{o},c{i},2011-{(i < 12 ? 11 - o : 2):00}-{1 + (i % 9):00},{(i < 12 ? regulars : once) + i}\n"
                );
            }
        }
        return rows.ToString();
    }

    private RunSegmentation Runner(out SegmentationStore store)
    {
        store = new SegmentationStore(this, TimeProvider.System);
        return new RunSegmentation(new FeatureStore(database.Source), database.Source, this, store, new RfmSettings(this));
    }

    private async Task<List<SegmentSummary>> SegmentsAsync(long run) =>
        [.. (await new SegmentList(database.Source).AllAsync()).Where(s => s.SegmentationId == run).OrderBy(s => s.Cluster)];
}
