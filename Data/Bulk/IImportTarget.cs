using Core.Cleaning;

namespace Data.Bulk;

/// <summary>Where the rows of one kind of file go: they are staged as they come, then merged into the tables.</summary>
internal interface IImportTarget : IAsyncDisposable
{
    /// <summary>Makes what the rows are staged in; it goes with the transaction.</summary>
    Task BeginAsync(ImportSession session, CancellationToken cancellation);

    /// <summary>Reads one row and stages it; false when it was rejected.</summary>
    bool Write(long rowNumber, IReadOnlyList<string> fields, List<ImportIssue> issues);

    /// <summary>There are no further rows.</summary>
    Task CompleteAsync(CancellationToken cancellation);

    /// <summary>Merges the staged rows into the tables.</summary>
    Task<MergeCount> MergeAsync(ImportSession session, CancellationToken cancellation);
}
