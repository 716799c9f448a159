using System.Text.RegularExpressions;

namespace Core.Campaigns;

/// <summary>What a person wrote for one variant.</summary>
/// <remarks><c>Text</c>: The plain-text part; null makes it from the HTML.</remarks>
public sealed record MessageDraft(string Subject, string Html, string? Text);

/// <summary>Something wrong in one of the three texts of a message.</summary>
/// <remarks><c>Field</c>: subject, html or text.</remarks>
public sealed record MessageIssue(string Field, string Message);

/// <summary>One message for one person.</summary>
public sealed record RenderedMessage(string Subject, string Html, string Text);

/// <summary>The addresses that are made for one person.</summary>
/// <remarks><c>Link</c>: The tracked address of a link by its number. <c>Open</c>: The address of the open pixel; null leaves it out.</remarks>
public sealed record MessageAddresses(Func<int, string> Link, string Unsubscribe, string? Open);

/// <summary>
/// A variant's message, made ready once per campaign: merge values are in, links are numbered, the plain text is made, and every
/// message has a way to unsubscribe. Rendering for one person is then only a walk over the parts.
/// </summary>
public sealed partial class CampaignMessage
{
    private const string LinkField = "tracked_link_";
    private const string OpenField = "open_pixel_url";
    private const string UnsubscribeTag = "{{" + MergeFields.UnsubscribeUrl + "}}";

    private const string Footer =
        "<p style=\"margin-top:32px;font-size:12px;color:#5f6368\">You get this mail as a customer of ours. <a href=\""
        + UnsubscribeTag
        + "\">Unsubscribe</a></p>";

    private readonly MailTemplate subject;
    private readonly MailTemplate html;
    private readonly MailTemplate text;

    private CampaignMessage(MailTemplate subject, MailTemplate html, MailTemplate text, IReadOnlyList<string> targets)
    {
        this.subject = subject;
        this.html = html;
        this.text = text;
        Targets = targets;
    }

    /// <summary>Where the tracked links lead, in the order of the HTML; the first has the number given to <see cref="Compile"/>.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>All that is wrong with a draft; empty when it can be sent.</summary>
    public static IReadOnlyList<MessageIssue> Validate(MessageDraft draft, IReadOnlyDictionary<string, string> mergeValues)
    {
        var allowed = MergeFields.Allowed(mergeValues.Keys);
        var issues = new List<MessageIssue>();
        Check("subject", "The subject", draft.Subject);
        Check("html", "The message", draft.Html);
        Check("text", "The plain text", draft.Text ?? "(made)");
        if (MailTemplate.Parse(draft.Subject).Fields.Any(f => f.Name == MergeFields.UnsubscribeUrl))
        {
            issues.Add(new MessageIssue("subject", "{{unsubscribe_url}} belongs in the message, not in the subject."));
        }
        var withValues = MailTemplate.Parse(draft.Html).Substitute(MailFormat.Html, mergeValues);
        issues.AddRange(MailLinks.Anchors(withValues).Select(LinkIssue).OfType<MessageIssue>());
        return issues;

        void Check(string field, string what, string value)
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                issues.Add(new MessageIssue(field, $"{what} is empty."));
            }
            issues.AddRange(MailTemplate.Parse(value).Validate(allowed).Select(i => new MessageIssue(field, i.ToString())));
        }
    }

    /// <summary>Makes a draft ready that <see cref="Validate"/> found nothing wrong with.</summary>
    /// <remarks><c>firstLink</c>: The number of the first link; numbers are unique in a campaign, so variants continue each other's.</remarks>
    public static CampaignMessage Compile(MessageDraft draft, IReadOnlyDictionary<string, string> mergeValues, int firstLink)
    {
        var body = MailTemplate.Parse(draft.Html).Substitute(MailFormat.Html, mergeValues);
        if (!body.Contains(MergeFields.UnsubscribeUrl, StringComparison.Ordinal))
        {
            body = AtEnd(body, Footer);
        }
        var links = MailLinks.Tracked(body);
        var tracked = MailLinks.Replace(body, links, i => LinkTag(firstLink + i));
        var plain = draft.Text is { } written
            ? WithTrackedLinks(MailTemplate.Parse(written).Substitute(MailFormat.Text, mergeValues), links, firstLink)
            : PlainText.FromHtml(tracked);
        if (!plain.Contains(MergeFields.UnsubscribeUrl, StringComparison.Ordinal))
        {
            plain = plain.TrimEnd() + "\n\nUnsubscribe: " + UnsubscribeTag + "\n";
        }
        var pixel = $"<img src=\"{{{{{OpenField}}}}}\" width=\"1\" height=\"1\" alt=\"\">";
        return new CampaignMessage(
            MailTemplate.Parse(MailTemplate.Parse(draft.Subject).Substitute(MailFormat.Subject, mergeValues)),
            MailTemplate.Parse(AtEnd(tracked, pixel)),
            MailTemplate.Parse(plain),
            [.. links.Select(l => l.Target)]
        );
    }

    /// <summary>Writes the message for one person.</summary>
    public RenderedMessage Render(Func<string, string?> value, MessageAddresses addresses)
    {
        return new RenderedMessage(
            subject.Render(MailFormat.Subject, Value),
            html.Render(MailFormat.Html, Value),
            text.Render(MailFormat.Text, Value)
        );

        string? Value(string field) =>
            field == MergeFields.UnsubscribeUrl ? addresses.Unsubscribe
            : field == OpenField ? addresses.Open ?? "data:,"
            : field.StartsWith(LinkField, StringComparison.Ordinal) && int.TryParse(field.AsSpan(LinkField.Length), out var link)
                ? addresses.Link(link)
            : value(field);
    }

    private static string LinkTag(int number) => $"{{{{{LinkField}{number}}}}}";

    private static MessageIssue? LinkIssue(MailLink link)
    {
        var target = link.Target;
        if (target == UnsubscribeTag || target.StartsWith('#') || IsOtherScheme(target))
        {
            return null;
        }
        if (target.Contains("{{", StringComparison.Ordinal))
        {
            return new MessageIssue(
                "html",
                $"The link to '{target}' holds a merge field of the customer. Where a link leads must be the same for everyone; "
                    + "use the campaign's own merge values or a fixed address."
            );
        }
        return MailLinks.IsWebAddress(target)
            ? null
            : new MessageIssue("html", $"The link to '{target}' leads nowhere from a mail. It must start with https:// or http://.");
    }

    private static bool IsOtherScheme(string target) =>
        target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || target.StartsWith("tel:", StringComparison.OrdinalIgnoreCase);

    // A reader of the plain text is counted too: an address that also stands in the HTML gets the same number.
    private static string WithTrackedLinks(string plain, IReadOnlyList<MailLink> links, int firstLink)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < links.Count; i++)
        {
            numbers.TryAdd(links[i].Target, firstLink + i);
        }
        return WebAddress().Replace(plain, m => numbers.TryGetValue(m.Value, out var number) ? LinkTag(number) : m.Value);
    }

    private static string AtEnd(string html, string addition)
    {
        var end = html.LastIndexOf("</body", StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html + "\n" + addition : html.Insert(end, addition);
    }

    [GeneratedRegex("""https?://[^\s<>"]*[^\s<>".,;:!?)\]]""", RegexOptions.IgnoreCase)]
    private static partial Regex WebAddress();
}
