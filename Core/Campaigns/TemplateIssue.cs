namespace Core.Campaigns;

/// <summary>Something wrong in a text that a person wrote, with the place where it stands.</summary>
/// <remarks><c>Line</c>: From 1. <c>Column</c>: From 1, in characters.</remarks>
public sealed record TemplateIssue(int Line, int Column, string Message)
{
    internal static TemplateIssue At(string text, int position, string message)
    {
        var before = text.AsSpan(0, position);
        var lineStart = before.LastIndexOf('\n') + 1;
        return new TemplateIssue(before.Count('\n') + 1, position - lineStart + 1, message);
    }

    public override string ToString() => $"Line {Line}, column {Column}: {Message}";
}
