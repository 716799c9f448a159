using System.Text;

namespace Core.Campaigns;

/// <summary>How values are written into a text.</summary>
public enum MailFormat
{
    /// <summary>Values are HTML-encoded.</summary>
    Html,

    /// <summary>Values stand as they are.</summary>
    Text,

    /// <summary>One line: control characters become spaces, so that no value can start a header of its own.</summary>
    Subject,
}

/// <summary>
/// A text with merge fields: <c>{{first_name}}</c>, or <c>{{first_name|there}}</c> with a fallback for people where the field is empty.
/// There are no expressions on purpose: a field is looked up in an allow-list and nothing is ever evaluated.
/// </summary>
public sealed class MailTemplate
{
    private const string Open = "{{";
    private const string Close = "}}";
    private readonly string source;
    private readonly List<TemplatePart> parts = [];
    private readonly List<TemplateIssue> issues = [];

    private MailTemplate(string source) => this.source = source;

    /// <summary>The merge fields in the order of the text.</summary>
    public IEnumerable<TemplateField> Fields => parts.OfType<TemplateField>();

    /// <summary>Reads the text once. Never throws: what is wrong is told by <see cref="Validate"/> and rendered as it was written.</summary>
    public static MailTemplate Parse(string text)
    {
        var template = new MailTemplate(text);
        var position = 0;
        while (position < text.Length)
        {
            var open = text.IndexOf(Open, position, StringComparison.Ordinal);
            if (open < 0)
            {
                break;
            }
            template.AddLiteral(position, open);
            position = template.ReadField(open);
        }
        template.AddLiteral(position, text.Length);
        return template;
    }

    /// <summary>Braces that don't close, malformed names, and fields that are not in the allow-list, each with its place.</summary>
    public IReadOnlyList<TemplateIssue> Validate(IReadOnlyCollection<string> allowed)
    {
        var unknown = Fields
            .Where(f => !allowed.Contains(f.Name))
            .Select(f => TemplateIssue.At(source, f.Position, UnknownMessage(f.Name, allowed)));
        return [.. issues.Concat(unknown).OrderBy(i => i.Line).ThenBy(i => i.Column)];
    }

    /// <summary>Writes the text for one person.</summary>
    /// <remarks><c>value</c>: The value of a field; null or empty takes the fallback.</remarks>
    public string Render(MailFormat format, Func<string, string?> value)
    {
        var result = new StringBuilder(source.Length + 64);
        foreach (var part in parts)
        {
            switch (part)
            {
                case TemplateLiteral literal:
                    result.Append(literal.Text);
                    break;
                case TemplateField field:
                    var found = value(field.Name);
                    result.Append(Encode(format, string.IsNullOrWhiteSpace(found) ? field.Fallback : found.Trim()));
                    break;
            }
        }
        return format == MailFormat.Subject ? OneLine(result.ToString()) : result.ToString();
    }

    /// <summary>Puts constant values in and leaves the other fields standing.</summary>
    public string Substitute(MailFormat format, IReadOnlyDictionary<string, string> values)
    {
        var result = new StringBuilder(source.Length + 64);
        foreach (var part in parts)
        {
            result.Append(
                part switch
                {
                    TemplateLiteral literal => literal.Text,
                    TemplateField field when values.TryGetValue(field.Name, out var found) => Encode(
                        format,
                        found.Length > 0 ? found : field.Fallback
                    ),
                    _ => source.AsSpan(part.Position, part.Length),
                }
            );
        }
        return result.ToString();
    }

    private int ReadField(int open)
    {
        var close = source.IndexOf(Close, open + Open.Length, StringComparison.Ordinal);
        var next = source.IndexOf(Open, open + Open.Length, StringComparison.Ordinal);
        if (close < 0 || (next >= 0 && next < close))
        {
            issues.Add(TemplateIssue.At(source, open, "The merge field that opens here with {{ is never closed with }}."));
            AddLiteral(open, open + Open.Length);
            return open + Open.Length;
        }
        var inner = source[(open + Open.Length)..close];
        var bar = inner.IndexOf('|', StringComparison.Ordinal);
        var name = (bar < 0 ? inner : inner[..bar]).Trim();
        var end = close + Close.Length;
        if (!MergeFields.IsName(name))
        {
            issues.Add(
                TemplateIssue.At(
                    source,
                    open,
                    $"'{name}' is not the name of a merge field. Names are lower-case letters, digits and _, as in {{{{first_name}}}} or {{{{first_name|there}}}}."
                )
            );
            AddLiteral(open, end);
            return end;
        }
        parts.Add(new TemplateField(open, end - open, name, bar < 0 ? "" : inner[(bar + 1)..].Trim()));
        return end;
    }

    private void AddLiteral(int start, int endExclusive)
    {
        if (endExclusive > start)
        {
            parts.Add(new TemplateLiteral(start, endExclusive - start, source[start..endExclusive]));
        }
    }

    private static string Encode(MailFormat format, string value) =>
        format switch
        {
            MailFormat.Html => System.Net.WebUtility.HtmlEncode(value),
            MailFormat.Subject => OneLine(value),
            _ => value,
        };

    private static string OneLine(string value) => string.Create(value.Length, value, (to, from) => ReplaceControls(from, to)).Trim();

    private static void ReplaceControls(string from, Span<char> to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = char.IsControl(from[i]) || from[i] is '\u2028' or '\u2029' ? ' ' : from[i];
        }
    }

    private static string UnknownMessage(string name, IReadOnlyCollection<string> allowed)
    {
        var closest = Spelling.Closest(name, allowed);
        return closest is null
            ? $"There is no merge field {{{{{name}}}}}. Allowed: {string.Join(", ", allowed.Order(StringComparer.Ordinal))}."
            : $"There is no merge field {{{{{name}}}}}. Did you mean {{{{{closest}}}}}?";
    }
}

/// <summary>A piece of a template, with its place in the source.</summary>
public abstract record TemplatePart(int Position, int Length);

/// <summary>Text that stands as written.</summary>
public sealed record TemplateLiteral(int Position, int Length, string Text) : TemplatePart(Position, Length);

/// <summary>A merge field.</summary>
public sealed record TemplateField(int Position, int Length, string Name, string Fallback) : TemplatePart(Position, Length);
