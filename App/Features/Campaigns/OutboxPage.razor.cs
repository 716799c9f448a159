using App.Shell;
using Core.Campaigns;
using Data.Mail;
using Microsoft.AspNetCore.Components;

namespace App.Features.Campaigns;

/// <summary>The mails of a program without a mail server. The open message and the place in the list stand in the address.</summary>
public sealed partial class OutboxPage
{
    private const int Limit = 30;
    private OutboxListing? page;
    private StoredMail? opened;

    [SupplyParameterFromQuery]
    public int Skip { get; set; }

    /// <summary>The id of the open message.</summary>
    [SupplyParameterFromQuery]
    public string? Message { get; set; }

    private string Finding =>
        Mail.HasServer ? "A mail server is configured, so new messages go there. Here lies what was written before."
        : page is { Total: > 0 } ? $"{Format.Count(page.Total, "message", "messages")} on this machine; nobody has received anything."
        : "No mail server is configured: messages stay on this machine.";

    private string Path => string.Join('/', Message!.Split('/').Select(Uri.EscapeDataString));

    protected override async Task OnParametersSetAsync()
    {
        page = await Outbox.ListAsync(Math.Max(0, Skip), Limit);
        opened = Message is null ? null : await Outbox.FindAsync(Message);
    }

    private static string Address(int skip, string? message) =>
        $"campaigns/outbox?skip={Math.Max(0, skip)}" + (message is null ? "" : $"&message={Uri.EscapeDataString(message)}");
}
