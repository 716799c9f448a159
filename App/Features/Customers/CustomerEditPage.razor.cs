using App.Shell;
using Data.Queries;
using Microsoft.AspNetCore.Components;

namespace App.Features.Customers;

/// <summary>Adds or changes a person. Whatever is wrong stands at its field, and nothing that was typed is lost.</summary>
public sealed partial class CustomerEditPage(CustomerDirectory directory, CustomerChoices lookup, NavigationManager navigation)
{
    private readonly OneAtATime work = new();
    private CustomerForm? form;
    private CustomerChoiceLists choices = new([], [], []);
    private Dictionary<string, string[]> errors = [];
    private bool missing;

    /// <summary>Null to add a person.</summary>
    [Parameter]
    public string? Id { get; set; }

    private string Heading => Id is null ? "Add a person" : $"Change {form?.Name}".TrimEnd();

    private string PersonHref => "customers/" + Uri.EscapeDataString(Id!);

    protected override async Task OnParametersSetAsync()
    {
        choices = await lookup.ListAsync();
        var person = Id is null ? new CustomerInput(null, null, null, null) : await directory.FindAsync(Id);
        missing = person is null;
        form = person is null ? null : CustomerForm.Of(person);
        errors = [];
    }

    private string? Error(string field) => errors.GetValueOrDefault(field)?[0];

    private Task SaveAsync() =>
        work.RunAsync(async () =>
        {
            var input = form!.ToInput();
            errors = CustomerDirectory.Check(input);
            if (errors.Count > 0)
            {
                return;
            }
            if (Id is not null)
            {
                missing = !await directory.ChangeAsync(Id, input);
                if (!missing)
                {
                    navigation.NavigateTo(PersonHref);
                }
            }
            else if (await directory.AddAsync(input) is { } added)
            {
                navigation.NavigateTo("customers/" + Uri.EscapeDataString(added));
            }
            else
            {
                errors["externalId"] = [$"There is a customer '{input.ExternalId}' already."];
            }
        });
}
