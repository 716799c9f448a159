using Core.Cleaning;
using Npgsql;

namespace Data.Bulk;

/// <summary>Where the rows of one kind of file go: a staging table filled by COPY, then one set-based merge.</summary>
internal interface IImportTarget
{
    /// <summary>A temporary table that goes with the transaction.</summary>
    string CreateStaging { get; }

    /// <summary>COPY … FROM STDIN (FORMAT binary).</summary>
    string CopyCommand { get; }

    /// <summary>Reads one row and writes it to the COPY; false when it was rejected.</summary>
    bool Write(NpgsqlBinaryImporter copy, long rowNumber, IReadOnlyList<string> fields, List<ImportIssue> issues);

    /// <summary>Merges the staged rows into the tables.</summary>
    Task<MergeCount> MergeAsync(ImportSession session, CancellationToken cancellation);
}
