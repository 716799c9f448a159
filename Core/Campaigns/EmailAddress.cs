using System.Text.RegularExpressions;

namespace Core.Campaigns;

/// <summary>Whether an address can be mailed: the dot-atom form of RFC 5321, ASCII, with a dot in the domain.</summary>
/// <remarks>Quoted local parts, address literals and non-ASCII addresses (RFC 6531) are refused: few servers take them.</remarks>
public static partial class EmailAddress
{
    public const int MaximumLength = 254;

    /// <summary>Of the part before the @.</summary>
    public const int MaximumLocalLength = 64;

    /// <summary>
    /// Understood alike by .NET and by PostgreSQL, so that the audience that is counted in SQL is the audience that is mailed.
    /// Without counted repetitions and look-ahead, which make PostgreSQL fifteen times slower: lengths are compared beside it.
    /// Without anchors: .NET's <c>$</c> lets a line break follow, PostgreSQL's does not.
    /// </summary>
    public const string Pattern =
        "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
        + "@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])";

    public static bool IsPlausible(string? address) =>
        address is { Length: > 0 and <= MaximumLength } && address.IndexOf('@') <= MaximumLocalLength && Whole().IsMatch(address);

    /// <summary>The form in which two spellings of one mailbox compare equal.</summary>
    public static string Normalize(string address) => address.Trim().ToLowerInvariant();

    [GeneratedRegex("\\A(?:" + Pattern + ")\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
