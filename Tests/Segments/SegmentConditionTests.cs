using Core.Segments;
using Xunit;

namespace Tests.Segments;

public sealed class SegmentConditionTests
{
    [Fact]
    public void Reads_a_whole_rule()
    {
        var rule = SegmentCondition.Parse(
            """
            {"all": [
                {"any": [{"field": "country", "op": "in", "value": ["France", "Spain"]}, {"not": {"field": "email", "op": "isNull", "value": null}}]},
                {"field": "monetary", "op": "between", "value": [1, 2.5]},
                {"did": "order", "productId": 22423, "times": {"op": "<", "value": 0}, "withinDays": 60},
                {"did": "order", "productId": null}
            ]}
            """
        );
        var all = Assert.IsType<SegmentCondition.All>(rule);
        var any = Assert.IsType<SegmentCondition.Any>(all.Parts[0]);
        Assert.Equal(["France", "Spain"], Assert.IsType<SegmentCondition.Field>(any.Parts[0]).Values.Select(v => v.ToString()));
        Assert.Empty(Assert.IsType<SegmentCondition.Field>(Assert.IsType<SegmentCondition.Not>(any.Parts[1]).Part).Values);
        Assert.Equal(new SegmentCondition.Did("order", "22423", "<", 0, 60), all.Parts[2]);
        Assert.Equal(new SegmentCondition.Did("order", null, ">=", 1, null), all.Parts[3]);
    }

    [Theory]
    [InlineData("{", "The rule is not valid JSON:")]
    [InlineData("[]", "rule must be an object such as {\"field\": \"country\", \"op\": \"=\", \"value\": \"France\"}.")]
    [InlineData("{}", "rule must have one of all, any, not, field, did, segment.")]
    [InlineData("{\"all\": 1}", "rule.all must be a list of conditions.")]
    [InlineData("{\"any\": [{}]}", "rule.any[0] must have one of all, any, not, field, did, segment.")]
    [InlineData("{\"not\": 5}", "rule.not must be an object")]
    [InlineData("{\"field\": 5, \"op\": \"=\", \"value\": 1}", "rule.field must be a text.")]
    [InlineData("{\"field\": \"a\\u0000\", \"op\": \"=\", \"value\": 1}", "rule.field must not hold the character NUL.")]
    [InlineData("{\"field\": \"a\", \"op\": \"=\", \"value\": \"\\u0000\"}", "rule.value must not hold the character NUL.")]
    [InlineData("{\"field\": \"\\ud800\", \"op\": \"=\", \"value\": 1}", "The rule holds a text that is not valid Unicode.")]
    [InlineData("{\"field\": \"a\", \"op\": \"=\", \"value\": \"\\ud800\"}", "The rule holds a text that is not valid Unicode.")]
    [InlineData(
        "{\"field\": \"a\", \"op\": \"like\", \"value\": 1}",
        "rule.op must be one of = != < <= > >= between in startsWith contains isNull isNotNull. Got 'like' instead."
    )]
    [InlineData("{\"field\": \"a\", \"value\": 1}", "Got '' instead.")]
    [InlineData("{\"field\": \"a\", \"op\": \"=\"}", "rule.value does not fit '=': got 0 values.")]
    [InlineData("{\"field\": \"a\", \"op\": \"between\", \"value\": 1}", "rule.value does not fit 'between': got 1 values.")]
    [InlineData("{\"field\": \"a\", \"op\": \"in\", \"value\": []}", "rule.value does not fit 'in': got 0 values.")]
    [InlineData("{\"field\": \"a\", \"op\": \"isNull\", \"value\": 1}", "rule.value does not fit 'isNull': got 1 values.")]
    [InlineData("{\"field\": \"a\", \"op\": \"=\", \"value\": {}}", "rule.value must be a text, a number, true or false.")]
    [InlineData("{\"field\": \"a\", \"op\": \"in\", \"value\": [null]}", "rule.value must be a text, a number, true or false.")]
    [InlineData("{\"did\": \"sing\"}", "rule.did must be one of order interaction session feedback mail. Got 'sing' instead.")]
    [InlineData("{\"did\": 3}", "rule.did must be one of order interaction session feedback mail. Got '' instead.")]
    [InlineData("{\"did\": \"order\", \"times\": 3}", "rule.times must be an object such as")]
    [InlineData("{\"did\": \"order\", \"times\": {\"value\": \"3\"}}", "rule.times.value must be a whole number, 0 or more.")]
    [InlineData("{\"did\": \"order\", \"times\": {\"value\": -1}}", "rule.times.value must be a whole number, 0 or more.")]
    [InlineData(
        "{\"did\": \"order\", \"times\": {\"op\": \"in\", \"value\": 1}}",
        "rule.times.op must be one of = != < <= > >=. Got 'in' instead."
    )]
    [InlineData("{\"did\": \"order\", \"times\": {\"op\": 7, \"value\": 1}}", "Got '7' instead.")]
    [InlineData("{\"did\": \"order\", \"withinDays\": 0}", "rule.withinDays must be a whole number between 1 and 36500.")]
    [InlineData("{\"did\": \"order\", \"withinDays\": \"60\"}", "rule.withinDays must be a whole number between 1 and 36500.")]
    [InlineData("{\"did\": \"order\", \"withinDays\": 2000000000}", "rule.withinDays must be a whole number between 1 and 36500.")]
    [InlineData("{\"did\": \"order\", \"productId\": []}", "rule.productId must be a text.")]
    public void Says_what_is_wrong(string json, string message)
    {
        var error = Assert.Throws<FormatException>(() => SegmentCondition.Parse(json));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_rule_that_is_nested_too_deep()
    {
        var json = string.Concat(Enumerable.Repeat("{\"not\":", 40)) + "{}" + new string('}', 40);
        Assert.Contains("nested more than 32 deep", Assert.Throws<FormatException>(() => SegmentCondition.Parse(json)).Message);
    }
}
