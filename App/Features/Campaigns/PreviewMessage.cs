using Core.Campaigns;
using Core.Customers;
using Data.Queries;
using Data.Tables;
using Npgsql;

namespace App.Features.Campaigns;

/// <summary>Which message, and as whom.</summary>
/// <param name="Variant">0 is A.</param>
/// <param name="CustomerId">The customer's own number (external id); null takes the one at <paramref name="Place"/> in the audience.</param>
/// <param name="Place">From 0.</param>
public sealed record PreviewRequest(int Variant = 0, string? CustomerId = null, int Place = 0);

/// <summary>A message as one customer would see it.</summary>
/// <param name="Customer">The customer's own number; null when the audience is empty, and the fallbacks are shown.</param>
public sealed record MessagePreview(string? Customer, string? Name, string Subject, string Html, string Text);

/// <summary>Shows a message as a real customer would see it. Nothing is sent or counted.</summary>
public sealed class PreviewMessage(NpgsqlDataSource database, CampaignStore campaigns)
{
    /// <exception cref="KeyNotFoundException">There is no such campaign.</exception>
    public async Task<Outcome<MessagePreview>> RunAsync(long id, PreviewRequest request, CancellationToken cancellation = default)
    {
        var row = await campaigns.RowAsync(id, cancellation);
        if (request.Variant < 0 || request.Variant >= row.Variants.Count)
        {
            return Outcome<MessagePreview>.Invalid(
                "variant",
                $"The campaign has the variants 0 to {row.Variants.Count - 1}. Got {request.Variant}."
            );
        }
        if (request.Place < 0)
        {
            return Outcome<MessagePreview>.Invalid("place", $"The place counts from 0. Got {request.Place}.");
        }
        long? customer = request.CustomerId is { } external
            ? ExternalId.Hash(external)
            : await AudienceFunnelQuery.NthAsync(database, campaigns.AudienceOf(row), request.Place, cancellation);
        var values = customer is { } number ? await CustomerMergeValues.FindAsync(database, number, cancellation) : null;
        if (request.CustomerId is not null && values is null)
        {
            return Outcome<MessagePreview>.Invalid("customerId", $"There is no customer '{request.CustomerId}'.");
        }
        return Outcome<MessagePreview>.Done(Show(DraftOf(row, request.Variant), CampaignView.MergeValuesOf(row), values));
    }

    private static MessageDraft DraftOf(CampaignRow row, int variant)
    {
        var found = row.Variants.Single(v => v.Variant == variant);
        return new MessageDraft(found.Subject, found.Html, found.Text);
    }

    /// <summary>The merge values of the customer at a place in an audience; null when the audience ends before.</summary>
    public async Task<Dictionary<string, string>?> CustomerAsync(Audience audience, int place, CancellationToken cancellation = default) =>
        await AudienceFunnelQuery.NthAsync(database, audience, place, cancellation) is { } number
            ? await CustomerMergeValues.FindAsync(database, number, cancellation)
            : null;

    /// <summary>Renders a text that need not be saved. Links lead straight to their targets and count nothing.</summary>
    public static MessagePreview Show(
        MessageDraft draft,
        IReadOnlyDictionary<string, string> mergeValues,
        IReadOnlyDictionary<string, string>? customer
    )
    {
        var values = customer ?? new Dictionary<string, string>();
        var compiled = CampaignMessage.Compile(draft, mergeValues, 1);
        var message = compiled.Render(
            field => values.GetValueOrDefault(field),
            // A draft may hold anything, also the number of a link that is not there.
            new MessageAddresses(
                link => link >= 1 && link <= compiled.Targets.Count ? compiled.Targets[link - 1] : "#",
                "#unsubscribe",
                null
            )
        );
        return new MessagePreview(
            values.GetValueOrDefault("external_id"),
            values.GetValueOrDefault("name"),
            message.Subject,
            message.Html,
            message.Text
        );
    }
}
