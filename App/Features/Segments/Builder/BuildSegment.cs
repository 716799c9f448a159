using Core.Segments;
using Data;
using Data.Queries;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Features.Segments.Builder;

/// <summary>A product to choose.</summary>
public sealed record ProductChoice(string Id, string Name);

/// <summary>A saved rule.</summary>
public sealed record SavedRule(string Name, string Description, string Rule);

/// <summary>What the builder asks for and saves.</summary>
public sealed class BuildSegment(
    IDbContextFactory<AppDb> databases,
    NpgsqlDataSource database,
    SegmentStore store,
    SegmentHistory history,
    RuleFields fields
)
{
    private const int MostProducts = 200;
    private const int Some = 8;

    /// <summary>What rules can ask for, products to choose from, and how many customers there are.</summary>
    public async Task<(IReadOnlyList<RuleField> Fields, IReadOnlyList<ProductChoice> Products, long Customers)> StartAsync(
        CancellationToken cancellation = default
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var products = await db
            .Products.AsNoTracking()
            .OrderBy(p => p.Name)
            .Where(p => p.Name != null)
            .Take(MostProducts)
            .Select(p => new ProductChoice(p.ExternalId, p.Name!))
            .ToListAsync(cancellation);
        return (await fields.ListAsync(cancellation), products, await db.Customers.LongCountAsync(cancellation));
    }

    public async Task<SavedRule?> FindAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db
            .Segments.AsNoTracking()
            .Where(s => s.Id == id && s.Rule != null)
            .Select(s => new SavedRule(s.Name, s.Description, s.Rule!))
            .SingleOrDefaultAsync(cancellation);
    }

    /// <exception cref="FormatException">The rule does not fit; the message says where.</exception>
    public Task<long> CountAsync(string rule, long? ownId, CancellationToken cancellation) =>
        store.CountRuleAsync(rule, ownId, cancellation);

    /// <summary>A few of the customers whom the rule fits.</summary>
    public async Task<IReadOnlyList<Member>> SomeAsync(string rule, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var condition = SegmentCondition.Parse(rule);
        SqlParameterList parameters = new();
        var references = await SegmentReferences.LoadAsync(db, condition, null, cancellation);
        var where = SegmentRuleSql.Compile(condition, parameters, references);
        await using var command = database.CreateCommand($"SELECT {Member.Columns} FROM customers c WHERE {where} LIMIT {Some}");
        parameters.CopyTo(command);
        return await Member.ReadAsync(command, cancellation);
    }

    /// <summary>Saves a new segment, or changes one.</summary>
    /// <returns>Its id.</returns>
    public async Task<long> SaveAsync(long? id, string name, string description, string rule, CancellationToken cancellation = default)
    {
        if (id is { } known)
        {
            await store.RenameAsync(known, name, description, rule, cancellation);
        }
        var saved = id ?? await store.AddRuleAsync(name, description, rule, cancellation);
        await history.RecordAsync(cancellation);
        return saved;
    }
}
