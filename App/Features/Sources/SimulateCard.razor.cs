using System.Globalization;
using Core.Simulation;
using Microsoft.AspNetCore.Components;

namespace App.Features.Sources;

/// <summary>Which shop, how many people, how long a time; kept in the address of the page.</summary>
public sealed partial class SimulateCard(NavigationManager navigation)
{
    private SimulationRequest form = new();
    private Dictionary<string, string[]> problems = [];

    [SupplyParameterFromQuery(Name = "shop")]
    public string? QueryShop { get; set; }

    [SupplyParameterFromQuery(Name = "customers")]
    public int? QueryCustomers { get; set; }

    [SupplyParameterFromQuery(Name = "days")]
    public int? QueryDays { get; set; }

    [SupplyParameterFromQuery(Name = "seed")]
    public long? QuerySeed { get; set; }

    private SimulatedShop? Shop => SimulatedShops.Find(form.Shop);

    private IEnumerable<(string Id, string Label, string Value)> Numbers =>
        [
            ("customers", "Customers", form.Customers.ToString(CultureInfo.InvariantCulture)),
            ("days", "Days back", form.Days.ToString(CultureInfo.InvariantCulture)),
            ("seed", "Seed", form.Seed.ToString(CultureInfo.InvariantCulture)),
        ];

    protected override void OnParametersSet()
    {
        var asked = new SimulationRequest();
        form = new SimulationRequest(
            SimulatedShops.Find(QueryShop) is { } shop ? shop.Key : asked.Shop,
            QueryCustomers ?? asked.Customers,
            QueryDays ?? asked.Days,
            QuerySeed ?? asked.Seed
        );
    }

    private void Change(SimulationRequest changed)
    {
        (form, problems) = (changed, []);
        var standard = new SimulationRequest();
        navigation.NavigateTo(
            navigation.GetUriWithQueryParameters(
                new Dictionary<string, object?>
                {
                    ["shop"] = form.Shop == standard.Shop ? null : form.Shop,
                    ["customers"] = form.Customers == standard.Customers ? null : form.Customers,
                    ["days"] = form.Days == standard.Days ? null : form.Days,
                    ["seed"] = form.Seed == standard.Seed ? null : form.Seed,
                }
            ),
            replace: true
        );
    }

    private void ChangeNumber(string field, ChangeEventArgs change)
    {
        if (!long.TryParse(change.Value as string, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            problems[field] = [$"{field} must be a whole number. Got '{change.Value}' instead."];
            return;
        }
        var whole = (int)Math.Clamp(number, int.MinValue, int.MaxValue);
        Change(
            field switch
            {
                "customers" => form with { Customers = whole },
                "days" => form with { Days = whole },
                _ => form with { Seed = number },
            }
        );
    }

    private Task StartAsync(SourceRun run)
    {
        problems = form.Problems();
        return problems.Count > 0 ? Task.CompletedTask : run.StartAsync(form.Title, form);
    }
}
