using System.Text.Json;
using Core.Cleaning;
using Tests.Api;
using Xunit;

namespace Tests.Imports.SharedData;

/// <summary>Every file of the shared real data goes in through the REST interface, with the counts that pandas finds.</summary>
public sealed class SharedDataApiTests(ApiApp app) : IClassFixture<ApiApp>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    [Theory]
    [MemberData(nameof(SharedDataCases.Files), MemberType = typeof(SharedDataCases))]
    public async Task A_file_goes_in_through_the_API_with_the_counts_that_pandas_finds(string file)
    {
        var expected = SharedDataCases.Expected[file];
        var how = SharedDataCases.Of(file);
        List<(string, string)> parts = [("options", JsonSerializer.Serialize(how.Options ?? new CleaningOptions(), Json))];
        if (how.Kind is not null)
        {
            parts.Add(("kind", how.Kind));
        }
        if (how.Mapping is not null)
        {
            parts.Add(("mapping", how.Mapping));
        }

        var import = await app.ImportAsync(await File.ReadAllBytesAsync(SharedFiles.Path("data/" + file)), [.. parts]);

        Assert.Equal(
            (expected.Read, expected.Imported),
            (import.GetProperty("rowsRead").GetInt64(), import.GetProperty("rowsImported").GetInt64())
        );
    }
}
