namespace App.Features.Customers;

/// <summary>What a person types of a customer; kept as typed until it can be saved.</summary>
public sealed class CustomerForm
{
    public string ExternalId { get; set; } = "";

    public string Name { get; set; } = "";

    public string Email { get; set; } = "";

    public string Location { get; set; } = "";

    public string Country { get; set; } = "";

    public string Channel { get; set; } = "";

    public string Region { get; set; } = "";

    public string SubscriptionId { get; set; } = "";

    public static CustomerForm Of(CustomerInput person) =>
        new()
        {
            ExternalId = person.ExternalId ?? "",
            Name = person.Name ?? "",
            Email = person.Email ?? "",
            Location = person.Location ?? "",
            Country = person.Country ?? "",
            Channel = person.Channel ?? "",
            Region = person.Region ?? "",
            SubscriptionId = person.SubscriptionId ?? "",
        };

    /// <summary>Attributes are not in the form, and stay.</summary>
    public CustomerInput ToInput() => new(ExternalId, Name, Email, Location, Country, Channel, Region, SubscriptionId);
}
