using Core.Campaigns;
using Data.Mail;
using Data.Queries;
using Data.Tables;

namespace App.Features.Campaigns;

/// <summary>A campaign's messages made ready, and the addresses that lead back here.</summary>
public sealed class CampaignMailing
{
    private readonly CampaignRow campaign;
    private readonly CampaignMessage[] messages;

    private CampaignMailing(CampaignRow campaign, CampaignMessage[] messages, IReadOnlyList<CampaignLink> links)
    {
        this.campaign = campaign;
        this.messages = messages;
        Links = links;
    }

    /// <summary>Every tracked link; the numbers run on from one variant to the next and are the same whenever they are made.</summary>
    public IReadOnlyList<CampaignLink> Links { get; }

    public static CampaignMailing Prepare(CampaignRow campaign)
    {
        var values = CampaignView.MergeValuesOf(campaign);
        var links = new List<CampaignLink>();
        var messages = new List<CampaignMessage>();
        foreach (var variant in campaign.Variants.OrderBy(v => v.Variant))
        {
            var message = CampaignMessage.Compile(new MessageDraft(variant.Subject, variant.Html, variant.Text), values, links.Count + 1);
            messages.Add(message);
            links.AddRange(message.Targets.Select((target, i) => new CampaignLink(links.Count + 1 + i, variant.Variant, target)).ToList());
        }
        return new CampaignMailing(campaign, [.. messages], links);
    }

    /// <summary>The mail for one row of the ledger.</summary>
    /// <exception cref="ArgumentException">Something in it can't stand in a mail.</exception>
    public OutgoingMail Mail(ClaimedDelivery delivery, byte[] key, DateTimeOffset now)
    {
        var unsubscribe = Address('u', new TrackingToken(TrackingKind.Unsubscribe, campaign.Id, delivery.CustomerId));
        var addresses = new MessageAddresses(
            link => Address('c', new TrackingToken(TrackingKind.Click, campaign.Id, delivery.CustomerId, link)),
            unsubscribe,
            Address('o', new TrackingToken(TrackingKind.Open, campaign.Id, delivery.CustomerId))
        );
        var message = new MailMessage(
            new Mailbox(campaign.FromName, campaign.FromAddress),
            new Mailbox(delivery.Values.GetValueOrDefault("name", ""), delivery.Address),
            messages[delivery.Variant].Render(Lookup(delivery.Values), addresses),
            delivery.MessageId,
            now
        )
        {
            UnsubscribeUrl = unsubscribe,
        };
        return new OutgoingMail(FolderOf(campaign.Id), campaign.FromAddress, delivery.Address, delivery.MessageId, message.ToBytes());

        string Address(char kind, TrackingToken token) => $"{campaign.PublicUrl}/t/{kind}/{token.Sign(key)}";
    }

    public static string FolderOf(long campaignId) => campaignId.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Func<string, string?> Lookup(IReadOnlyDictionary<string, string> values) => field => values.GetValueOrDefault(field);
}
