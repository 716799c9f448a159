using Core.Campaigns;
using Xunit;

namespace Tests.Campaigns;

public sealed class MailTemplateTests
{
    private static readonly IReadOnlySet<string> Allowed = MergeFields.Allowed(["shop_url"]);

    [Theory]
    [InlineData(MailFormat.Html, "Hi {{first_name}}!", "A<b> & \"c\"", "Hi A&lt;b&gt; &amp; &quot;c&quot;!")]
    [InlineData(MailFormat.Text, "Hi {{first_name}}!", "A<b> & c", "Hi A<b> & c!")]
    [InlineData(MailFormat.Text, "Hi {{ first_name | there }}!", null, "Hi there!")]
    [InlineData(MailFormat.Text, "Hi {{first_name|there}}!", "  ", "Hi there!")]
    [InlineData(MailFormat.Text, "Hi {{first_name}}!", null, "Hi !")]
    [InlineData(MailFormat.Subject, "Hi {{first_name}}", "Eve\r\nBcc: all@example.com", "Hi Eve  Bcc: all@example.com")]
    [InlineData(MailFormat.Subject, "Hi\r\nX: y {{first_name}}", "Eve", "Hi  X: y Eve")]
    [InlineData(MailFormat.Text, "No fields, } one { brace", null, "No fields, } one { brace")]
    public void A_value_is_written_for_its_place(MailFormat format, string text, string? value, string expected) =>
        Assert.Equal(expected, MailTemplate.Parse(text).Render(format, _ => value));

    [Fact]
    public void A_value_that_looks_like_a_field_is_not_read_again() =>
        Assert.Equal("{{email}}", MailTemplate.Parse("{{name}}").Render(MailFormat.Text, f => f == "name" ? "{{email}}" : "secret"));

    [Theory]
    [InlineData("Dear\n {{fist_name}}", "Line 2, column 2: There is no merge field {{fist_name}}. Did you mean {{first_name}}?")]
    [InlineData("Dear {{first_name", "Line 1, column 6: The merge field that opens here with {{ is never closed with }}.")]
    [InlineData("{{a {{name}}", "Line 1, column 1: The merge field that opens here with {{ is never closed with }}.")]
    public void What_is_wrong_is_told_with_its_place(string text, string expected) =>
        Assert.Equal(expected, Assert.Single(MailTemplate.Parse(text).Validate(Allowed)).ToString());

    [Theory]
    [InlineData("{{7*7}}")]
    [InlineData("{{name.length}}")]
    [InlineData("{{#if name}}")]
    [InlineData("{{}}")]
    public void There_is_no_expression_language(string text)
    {
        var template = MailTemplate.Parse(text);
        Assert.Contains("is not the name of a merge field", Assert.Single(template.Validate(Allowed)).Message, StringComparison.Ordinal);
        Assert.Equal(text, template.Render(MailFormat.Text, _ => "x"));
    }

    [Fact]
    public void A_field_that_resembles_nothing_lists_what_there_is() =>
        Assert.Contains(
            "Allowed: average_order_value",
            Assert.Single(MailTemplate.Parse("{{zzzzzzzzzz}}").Validate(Allowed)).Message,
            StringComparison.Ordinal
        );
}
