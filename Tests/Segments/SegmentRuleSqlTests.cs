using System.Text.Json;
using Core.Segments;
using Data.Queries;
using Tests.Data;
using Tests.Imports;
using Xunit;

namespace Tests.Segments;

/// <summary>Rules find the right people on a real database, whatever stands in them.</summary>
public sealed class SegmentRuleSqlTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Customers = """
        customer_id,name,email,country,channel,signup_date,age,vip,odd key's
        ann,Ann,ann@example.com,France,web,2011-01-31,38,true,1
        bob,Bob,,Spain,shop,2011-02-28,9,false,2
        cid,100% Cid_,cid@example.com,,web,,,,
        dan,Dan,,France,,2012-01-01,1e999,,

        """;

    // cid never ordered; dan only long ago.
    private const string Orders = """
        order_id,customer_id,ordered_at,product_id,quantity,unit_price
        1,ann,2011-04-01,p,1,0.29
        2,ann,2011-05-31,q,1,10
        3,bob,2011-05-31,p,1,5
        4,dan,2010-01-01,q,1,7

        """;

    private readonly ImportDesk desk = new(database);

    public async ValueTask InitializeAsync()
    {
        await desk.ClearAsync();
        await desk.RunAsync(Customers, kind: "customers");
        await desk.RunAsync(Orders);
        await FeatureTable.RefreshAsync(database.Source, new DateOnly(2011, 6, 1));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<string> FindAsync(string rule)
    {
        SqlParameterList parameters = new();
        var condition = SegmentRuleSql.Compile(SegmentCondition.Parse(rule), parameters);
        await using var command = database.Source.CreateCommand($"SELECT c.external_id FROM customers c WHERE {condition} ORDER BY 1");
        parameters.CopyTo(command);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> found = [];
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetString(0));
        }
        return string.Join(' ', found);
    }

    private Task<string> FieldAsync(string field, string op, string? value) =>
        FindAsync(
            value is null
                ? JsonSerializer.Serialize(new { field, op })
                : $"{{\"field\": {JsonSerializer.Serialize(field)}, \"op\": \"{op}\", \"value\": {value}}}"
        );

    [Theory]
    // Columns of customers
    [InlineData("country", "=", "\"France\"", "ann dan")]
    [InlineData("country", "!=", "\"France\"", "bob cid")]
    [InlineData("country", "in", "[\"France\", \"Spain\"]", "ann bob dan")]
    [InlineData("country", "isNull", null, "cid")]
    [InlineData("country", "isNotNull", null, "ann bob dan")]
    [InlineData("externalId", "startsWith", "\"c\"", "cid")]
    [InlineData("customer_id", "=", "\"ann\"", "ann")]
    [InlineData("name", "startsWith", "\"100%\"", "cid")]
    [InlineData("name", "contains", "\"CID_\"", "cid")]
    [InlineData("name", "contains", "\"%\"", "cid")]
    [InlineData("name", "<", "\"B\"", "ann cid")]
    [InlineData("signupDate", "<", "\"2011-02-28\"", "ann")]
    [InlineData("signup_date", "<=", "\"2011-02-28\"", "ann bob")]
    [InlineData("signupDate", ">", "\"2011-02-28\"", "dan")]
    [InlineData("signupDate", "between", "[\"2011-02-01\", \"2012-12-31\"]", "bob dan")]
    // Attributes
    [InlineData("age", ">", "20", "ann")]
    [InlineData("attributes.age", ">=", "9", "ann bob")]
    [InlineData("age", "=", "38", "ann")]
    [InlineData("age", "=", "\"38\"", "ann")]
    [InlineData("age", "between", "[5, 40]", "ann bob")]
    [InlineData("age", "in", "[9, 10]", "bob")]
    [InlineData("age", "isNull", null, "cid")]
    [InlineData("vip", "=", "true", "ann")]
    [InlineData("vip", "=", "\"false\"", "bob")]
    [InlineData("odd key's", "=", "2", "bob")]
    [InlineData("no such thing", "isNull", null, "ann bob cid dan")]
    [InlineData("no such thing", "=", "1", "")]
    // Features
    [InlineData("frequency", "=", "2", "ann")]
    [InlineData("frequency", "isNull", null, "cid")]
    [InlineData("recencyDays", "<=", "1", "ann bob")]
    [InlineData("monetary", "=", "10.29", "ann")]
    [InlineData("monetary", "between", "[5, 7]", "bob dan")]
    [InlineData("monetary", ">", "7", "ann")]
    [InlineData("daysBetweenOrders", ">", "59.5", "ann")]
    public async Task Finds(string field, string op, string? value, string expected) =>
        Assert.Equal(expected, await FieldAsync(field, op, value));

    [Theory]
    [InlineData("""{"all": []}""", "ann bob cid dan")]
    [InlineData("""{"any": []}""", "")]
    [InlineData("""{"not": {"field": "country", "op": "=", "value": "France"}}""", "bob cid")]
    [InlineData("""{"all": [{"field": "country", "op": "=", "value": "France"}, {"field": "frequency", "op": ">", "value": 1}]}""", "ann")]
    [InlineData("""{"any": [{"field": "country", "op": "=", "value": "Spain"}, {"field": "age", "op": ">", "value": 20}]}""", "ann bob")]
    [InlineData("""{"not": {"all": [{"field": "country", "op": "!=", "value": "x"}]}}""", "")]
    [InlineData("""{"did": "order"}""", "ann bob dan")]
    [InlineData("""{"did": "order", "times": {"value": 2}}""", "ann")]
    [InlineData("""{"did": "order", "times": {"op": "=", "value": 0}}""", "cid")]
    [InlineData("""{"did": "order", "times": {"op": "!=", "value": 1}}""", "ann cid")]
    [InlineData("""{"did": "order", "times": {"op": "<", "value": 2}}""", "bob cid dan")]
    [InlineData("""{"did": "order", "withinDays": 60}""", "ann bob")]
    [InlineData("""{"did": "order", "withinDays": 61, "times": {"value": 2}}""", "ann")]
    [InlineData("""{"did": "order", "withinDays": 60, "times": {"value": 2}}""", "")]
    [InlineData("""{"did": "order", "withinDays": 36500}""", "ann bob dan")]
    [InlineData("""{"did": "order", "productId": "p"}""", "ann bob")]
    [InlineData("""{"did": "order", "productId": "q", "withinDays": 60}""", "ann")]
    [InlineData("""{"did": "order", "productId": "no such"}""", "")]
    public async Task Finds_by_a_rule(string rule, string expected) => Assert.Equal(expected, await FindAsync(rule));

    [Theory]
    [InlineData("'; DROP TABLE customers; --")]
    [InlineData("x' OR '1'='1")]
    [InlineData("\" OR true --")]
    [InlineData("@p0")]
    [InlineData("$1")]
    [InlineData("{0}")]
    [InlineData("\\")]
    [InlineData("c.email) OR (true")]
    [InlineData("attributes.')::text OR true --")]
    public async Task Nothing_that_a_person_wrote_becomes_SQL(string text)
    {
        var value = JsonSerializer.Serialize(text);
        foreach (var op in new[] { "=", "<", "startsWith", "contains" })
        {
            Assert.Equal("", await FieldAsync(text, op, "1"));
            Assert.Equal(op == "<" ? await FieldAsync("email", "<", value) : "", await FieldAsync("email", op, value));
        }
        Assert.Equal("", await FieldAsync("country", "in", $"[{value}]"));
        Assert.Equal("", await FindAsync($"{{\"did\": \"order\", \"productId\": {value}}}"));
        Assert.Equal("ann bob cid dan", await FieldAsync(text, "isNull", null));
        Assert.Equal(4, await desk.OneAsync<long>("SELECT count(*) FROM customers"));
    }

    [Theory]
    [InlineData("frequency", "\"many\"", "The value of 'frequency' must be a number. Got 'many' instead.")]
    [InlineData("signupDate", "\"soon\"", "The value of 'signupDate' must be a date such as 2025-03-31. Got 'soon' instead.")]
    public async Task A_value_that_does_not_fit_is_named(string field, string value, string message) =>
        Assert.Equal(message, (await Assert.ThrowsAsync<FormatException>(() => FieldAsync(field, "=", value))).Message);

    [Theory]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    [InlineData("1e-999")]
    public async Task Numbers_beyond_any_figure_find_nobody_and_break_nothing(string number)
    {
        Assert.Equal("", await FieldAsync("monetary", "=", number));
        Assert.Equal("", await FieldAsync("age", "=", number));
    }
}
