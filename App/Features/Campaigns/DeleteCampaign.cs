using Data;
using Data.Queries;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Features.Campaigns;

/// <summary>Deletes a draft. A campaign that was launched stays: its ledger says who got what.</summary>
public sealed class DeleteCampaign(NpgsqlDataSource database)
{
    /// <exception cref="KeyNotFoundException">There is no such campaign.</exception>
    public async Task<Outcome<bool>> RunAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = Database.Context(database);
        if (await db.Campaigns.Where(c => c.Id == id && c.State == CampaignState.Draft).ExecuteDeleteAsync(cancellation) == 1)
        {
            return Outcome<bool>.Done(true);
        }
        var state =
            await db.Campaigns.Where(c => c.Id == id).Select(c => c.State).SingleOrDefaultAsync(cancellation)
            ?? throw new KeyNotFoundException($"There is no campaign {id}.");
        return Outcome<bool>.Forbidden($"Campaign {id} was launched already ({state}); only a draft can be deleted.");
    }
}
