using System.Globalization;
using System.Text.Json;
using Core.Campaigns;
using Core.Customers;

namespace Core.Cleaning;

/// <summary>A clean row of a customers file.</summary>
public sealed record CustomerRecord(
    long RowNumber,
    string CustomerId,
    string? Name,
    string? Email,
    string? Location,
    string? Country,
    string? Channel,
    string? Region,
    DateOnly? SignupDate,
    string? SubscriptionId,
    string Attributes
);

/// <summary>Turns a raw row of a customers file into a clean record, or says why not. Never throws for what stands in a row.</summary>
public sealed class CustomerRecordRules(FileColumns columns, DateOrder dateOrder)
{
    private readonly int id = columns.PositionOf("customer_id");
    private readonly int name = columns.PositionOf("name");
    private readonly int email = columns.PositionOf("email");
    private readonly int location = columns.PositionOf("location");
    private readonly int country = columns.PositionOf("country");
    private readonly int channel = columns.PositionOf("channel");
    private readonly int region = columns.PositionOf("region");
    private readonly int signup = columns.PositionOf("signup_date");
    private readonly int subscription = columns.PositionOf("subscription_id");

    /// <summary>Reads one row; what was found is added to <paramref name="issues"/>. Null when the row is rejected.</summary>
    public CustomerRecord? Read(long rowNumber, IReadOnlyList<string> fields, List<ImportIssue> issues)
    {
        var found = new RowIssues(rowNumber, columns, fields, issues);
        if (Field(fields, id) is not { } customerId)
        {
            found.Reject(CleaningRule.MissingId, id, "There is no customer id.");
            return null;
        }
        if (customerId.Length > ExternalId.Longest)
        {
            found.Reject(CleaningRule.OutOfRange, id, $"An id may have {ExternalId.Longest} characters at most.");
            return null;
        }
        var address = Field(fields, email);
        if (address is not null && !EmailAddress.IsPlausible(address))
        {
            found.Repair(CleaningRule.UnreadableAddress, email, "Left empty: nobody can be reached at this.");
            address = null;
        }
        DateOnly? signedUp = null;
        if (Field(fields, signup) is { } date)
        {
            if (DateText.TryParse(date, dateOrder, out var at))
            {
                signedUp = DateOnly.FromDateTime(at);
            }
            else
            {
                found.Repair(CleaningRule.UnreadableDate, signup, "Left empty: this is not a date that can be read.");
            }
        }
        return new CustomerRecord(
            rowNumber,
            customerId,
            Field(fields, name),
            address,
            Field(fields, location),
            Field(fields, country),
            Field(fields, channel),
            Field(fields, region),
            signedUp,
            Field(fields, subscription),
            Attributes(fields)
        );
    }

    // Numbers stay numbers, so that rules can compare them and engines use them.
    private string Attributes(IReadOnlyList<string> fields)
    {
        if (columns.Others.Count == 0)
        {
            return "{}";
        }
        Dictionary<string, object> attributes = [];
        foreach (var position in columns.Others)
        {
            if (Field(fields, position) is { } text)
            {
                // The database's text can't hold the character NUL.
                var value = text.Replace('\0', '\uFFFD');
                attributes[columns.Headers[position]] = IsPlainNumber(value, out var number) ? number : value;
            }
        }
        return JsonSerializer.Serialize(attributes);
    }

    // 007 and 1e5 are codes rather than numbers to the person who wrote them.
    private static bool IsPlainNumber(string text, out decimal number)
    {
        number = 0;
        var leadingZero = text.Length > 1 && text[0] == '0' && text[1] != '.';
        const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return !leadingZero && text[0] != '+' && decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out number);
    }

    private static string? Field(IReadOnlyList<string> fields, int position)
    {
        if (position < 0 || position >= fields.Count)
        {
            return null;
        }
        var text = fields[position].Trim();
        return text.Length == 0 ? null : text;
    }
}
