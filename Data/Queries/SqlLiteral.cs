namespace Data.Queries;

/// <summary>
/// A text inside SQL, for where no parameter can stand, such as in COPY. Strings are standard-conforming, so that a doubled apostrophe
/// is all there is to escape.
/// </summary>
internal static class SqlLiteral
{
    public static string Of(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'::text";
}
