using Data.Queries;
using Npgsql;

namespace App.Features.Campaigns;

/// <summary>The audience of a draft that is being put together.</summary>
/// <param name="WouldReachWithPractice">How many more would get a mail if people without an address got a made-up one; 0 where that is not possible.</param>
public sealed record AudienceCount(AudienceFunnel Funnel, long WouldReachWithPractice);

/// <summary>Counts an audience while a person chooses it.</summary>
public sealed class CountAudience(NpgsqlDataSource database, MailSettings mail)
{
    /// <summary>Whether made-up addresses may be used at all.</summary>
    public bool MayPractise => !mail.HasServer;

    /// <exception cref="KeyNotFoundException">A segment does not exist.</exception>
    public async Task<AudienceCount> RunAsync(Audience audience, CancellationToken cancellation = default)
    {
        var funnel = await AudienceFunnelQuery.CountAsync(
            database,
            audience with
            {
                PracticeAddresses = audience.PracticeAddresses && MayPractise,
            },
            cancellation
        );
        if (!MayPractise || audience.PracticeAddresses || funnel.NoAddress == 0)
        {
            return new AudienceCount(funnel, 0);
        }
        var practised = await AudienceFunnelQuery.CountAsync(database, audience with { PracticeAddresses = true }, cancellation);
        return new AudienceCount(funnel, practised.WillBeSent - funnel.WillBeSent);
    }
}
