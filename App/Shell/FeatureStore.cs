using Core.Customers;
using Data.Queries;
using Npgsql;

namespace App.Shell;

/// <summary>
/// The features of all customers in memory, by column, shared by every page. Loaded when first asked for and again when the data have
/// changed; another instance's change is seen by the version in the database.
/// </summary>
public sealed class FeatureStore(NpgsqlDataSource database)
{
    private readonly SemaphoreSlim gate = new(1);
    private FeatureMatrix? matrix;
    private string version = "";

    /// <summary>Raised when the features, or what follows them by itself, have changed; pages then ask again.</summary>
    public event Action? Changed;

    public async Task<FeatureMatrix> GetAsync(CancellationToken cancellation = default)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            var current = await FeatureTable.VersionAsync(database, cancellation);
            if (matrix is null || version != current)
            {
                matrix = await FeatureTable.LoadAsync(database, cancellation);
                version = current;
            }
            return matrix;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Lets the next call load anew.</summary>
    public void Forget()
    {
        version = "";
        Announce();
    }

    /// <summary>Says that something which follows the features has been computed from them.</summary>
    public void Announce() => Changed?.Invoke();
}
