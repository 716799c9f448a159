using Data.Sources;

namespace Data.Bulk;

/// <summary>Two different external ids with the same 64-bit hash would be taken for one; that is found here and refused.</summary>
internal static class IdCollision
{
    /// <param name="session">The import.</param>
    /// <param name="staging">The staged rows.</param>
    /// <param name="id">Their column with the hash.</param>
    /// <param name="text">Their column with the id itself.</param>
    /// <param name="table">Where the ids belong.</param>
    /// <param name="key">The key of that table.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ImportFileException">Two ids have the same hash.</exception>
    public static async Task CheckAsync(
        ImportSession session,
        string staging,
        string id,
        string text,
        string table,
        string key,
        CancellationToken cancellation
    )
    {
        var sql = $"""
            SELECT (SELECT min({text}) || ' and ' || max({text}) FROM {staging} WHERE {text} IS NOT NULL GROUP BY {id}
                    HAVING min({text}) <> max({text}) LIMIT 1),
                   (SELECT s.{text} || ' and ' || t.external_id FROM {staging} s JOIN {table} t ON t.{key} = s.{id}
                    WHERE t.external_id <> s.{text} LIMIT 1)
            """;
        var found = await session.QueryAsync(
            sql,
            r => r.IsDBNull(0) ? (r.IsDBNull(1) ? null : r.GetString(1)) : r.GetString(0),
            cancellation
        );
        if (found is not null)
        {
            throw new ImportFileException(
                $"Two ids in {table} have the same hash: {found}. Nothing was imported. Change one of the two ids in the file."
            );
        }
    }
}
