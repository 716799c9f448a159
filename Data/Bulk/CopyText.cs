using Core.Cleaning;
using Npgsql;
using NpgsqlTypes;

namespace Data.Bulk;

internal static class CopyText
{
    /// <summary>Writes a text that may be absent, without the characters that the database can't hold.</summary>
    public static void WriteText(this NpgsqlBinaryImporter copy, string? text)
    {
        if (text is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(CleanText.WithoutNul(text), NpgsqlDbType.Text);
        }
    }
}
