using System.Globalization;
using System.Text.Json;
using Core.Cleaning;
using Data.Bulk;
using Tests.Data;
using Xunit;

namespace Tests.Imports.SharedData;

/// <summary>
/// Every file of the shared real data goes in, with no code for any of them: at most a person says which column is which. The counts
/// and sums are those that pandas finds (expected_counts.py beside this file).
/// </summary>
public sealed class SharedDataTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [MemberData(nameof(SharedDataCases.Files), MemberType = typeof(SharedDataCases))]
    public async Task A_file_goes_in_with_the_counts_that_pandas_finds(string file)
    {
        var expected = SharedDataCases.Expected[file];
        var path = SharedFiles.Path("data/" + file);
        var how = SharedDataCases.Of(file);
        var mapping = how.Mapping is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(how.Mapping);
        var plan = ImportPlan.For(path, how.Kind, mapping, how.Options ?? new CleaningOptions());
        var desk = new ImportDesk(database);
        var import = await desk.NewImportAsync(plan.Kind.Key, "file");

        var result = await ImportRun.RunAsync(database.Source, import, path, plan);

        Assert.Equal((expected.Read, expected.Imported), (result.RowsRead, result.RowsImported));
        Assert.Equal(expected.Sums.Keys.Order(), how.Sums.Select(s => s.Column).Order());
        foreach (var (column, sql) in how.Sums)
        {
            Assert.Equal(
                expected.Sums[column],
                Math.Round(await desk.OneAsync<double>(sql.Replace("@import", import.ToString(CultureInfo.InvariantCulture))), 4),
                3
            );
        }
        var again = await ImportRun.RunAsync(database.Source, await desk.NewImportAsync(plan.Kind.Key, "file"), path, plan);
        Assert.Equal((0, 0), (again.Merged.Inserted, again.Merged.Updated));
    }

    [Fact]
    public void No_file_of_data_is_left_out()
    {
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(SharedFiles.Path("data/cdnow/CDNOW_sample.txt")))!;
        var files = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            // Descriptions for people.
            .Where(f => !Path.GetFileName(f).StartsWith("README", StringComparison.Ordinal))
            .Where(f => !(f.StartsWith("clustering/", StringComparison.Ordinal) && f.EndsWith(".txt", StringComparison.Ordinal)));
        Assert.Equal(files.Order(StringComparer.Ordinal), SharedDataCases.Expected.Keys.Order(StringComparer.Ordinal));
    }
}
