using System.Globalization;
using System.Text.Json;
using Core.Cleaning;
using Microsoft.Playwright;
using Tests.Api;
using Tests.Imports.SharedData;
using Xunit;

namespace Tests.Journeys;

/// <summary>
/// Every file of the shared real data goes in through the wizard, as a person would do it in a browser, with the counts that pandas
/// finds.
/// </summary>
[Collection(JourneyCollection.Name)]
public sealed class SharedDataWizardTests(Browser browser, ApiApp app) : IClassFixture<ApiApp>
{
    [Theory]
    [MemberData(nameof(SharedDataCases.Files), MemberType = typeof(SharedDataCases))]
    public async Task A_file_goes_in_through_the_wizard_with_the_counts_that_pandas_finds(string file)
    {
        var page = await browser.PageAsync(app.Running.Url);
        try
        {
            await Browser.OpenAsync(page, "/data/import");
            await page.SetInputFilesAsync("#import-file", SharedFiles.Path("data/" + file));
            await page.GetByTestId("preview").WaitForAsync(new() { Timeout = 60_000 });
            await TellAsync(page, SharedDataCases.Of(file));
            await page.GetByTestId("start-import").ClickAsync();
            await page.GetByTestId("import-result").WaitForAsync(new() { Timeout = 120_000 });

            var expected = SharedDataCases.Expected[file];
            await Assertions.Expect(page.GetByTestId("rows-imported")).ToHaveTextAsync(Spaced(expected.Imported));
            await Assertions.Expect(page.GetByTestId("rows-read")).ToHaveTextAsync(Spaced(expected.Read));
        }
        finally
        {
            await page.CloseAsync();
        }
    }

    private static async Task TellAsync(IPage page, SharedDataCases.Case how)
    {
        var options = how.Options ?? new CleaningOptions();
        if (how.Kind is not null)
        {
            await page.Locator("#kind").SelectOptionAsync(how.Kind);
            await Assertions.Expect(page.Locator("[data-kind]")).ToHaveAttributeAsync("data-kind", how.Kind);
        }
        if (options.HeaderRow is { } header)
        {
            await OpenRulesAsync(page);
            await page.Locator("#header-row").SelectOptionAsync(header.ToString(CultureInfo.InvariantCulture));
            await page.GetByLabel("What is Column 1?").WaitForAsync();
        }
        var mapping = how.Mapping is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(how.Mapping)!;
        foreach (var (column, field) in mapping)
        {
            var choice = page.GetByLabel($"What is {column}?", new() { Exact = true });
            await choice.SelectOptionAsync(field);
            await Assertions.Expect(choice).ToHaveValueAsync(field);
        }
        if (options.RowIdPrefix is { } prefix)
        {
            await OpenRulesAsync(page);
            await FillAsync(page.GetByTestId("row-id-prefix"), prefix);
        }
        foreach (var (column, value) in options.Constants)
        {
            await OpenRulesAsync(page);
            await FillAsync(page.Locator($"#same-{column}"), value);
        }
        await Assertions.Expect(page.GetByTestId("start-import")).ToBeEnabledAsync();
    }

    private static async Task FillAsync(ILocator field, string value)
    {
        await field.FillAsync(value);
        await field.BlurAsync();
    }

    private static Task OpenRulesAsync(IPage page) => page.Locator("details:has(#header-row)").EvaluateAsync("d => d.open = true");

    private static string Spaced(long count) => count.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u202F');
}
