using App.Shell;
using Data.Bulk;
using Data.Queries;

namespace App.Features.Customers;

public static class CustomersFeature
{
    public static void AddCustomers(this IServiceCollection services)
    {
        services.AddSingleton<CustomerDirectory>();
        services.AddSingleton<ErasePerson>();
        services.AddSingleton<CustomerList>();
        services.AddSingleton<CustomerChoices>();
        services.AddSingleton<CustomerTimeline>();
        services.AddSingleton<CustomerRecords>();
        services.AddSingleton<CustomerProfile>();
    }

    public static void MapCustomers(this IEndpointRouteBuilder app)
    {
        var customers = app.MapGroup("/api/customers").WithTags("Data");
        customers.MapGet("/", ListAsync).WithSummary("People, richest first; q searches id, name and address, the rest filters and sorts");
        customers.MapPost("/", AddAsync).WithSummary("Add a person");
        customers
            .MapGet(
                "/{id}",
                async (string id, CustomerProfile profile, CancellationToken cancellation) =>
                    await profile.FindAsync(IdOf(id), cancellation: cancellation) is { } view ? Results.Ok(view) : Missing(IdOf(id))
            )
            .WithSummary("Everything known of a person, with the latest 50 events of the timeline");
        customers.MapGet("/{id}/timeline", TimelineAsync).WithSummary("What a person did and was sent, the latest first");
        customers
            .MapGet(
                "/{id}/export",
                async (
                    string id,
                    CustomerProfile profile,
                    CustomerRecords records,
                    HttpResponse response,
                    CancellationToken cancellation
                ) =>
                {
                    if (await profile.FindAsync(IdOf(id), cancellation: cancellation) is not { } view)
                    {
                        return Missing(IdOf(id));
                    }
                    response.Headers.ContentDisposition = "attachment; filename=\"customer.json\"";
                    Dictionary<string, object> held = new()
                    {
                        ["customer"] = view,
                        ["orderLines"] = await profile.LinesAsync(IdOf(id), cancellation),
                    };
                    foreach (var (name, rows) in await records.AllAsync(Core.Customers.ExternalId.Hash(IdOf(id)), cancellation))
                    {
                        held[name] = rows;
                    }
                    return Results.Json(held);
                }
            )
            .WithSummary("All that is held of a person, to hand over");
        customers
            .MapPut(
                "/{id}",
                async (string id, CustomerInput input, CustomerDirectory directory, CancellationToken cancellation) =>
                    CustomerDirectory.Check(input) is { Count: > 0 } errors ? ApiErrors.Invalid(errors)
                    : await directory.ChangeAsync(IdOf(id), input, cancellation) ? Results.NoContent()
                    : Missing(IdOf(id))
            )
            .WithSummary("Change a person");
        customers
            .MapDelete(
                "/{id}",
                async (string id, CustomerDirectory directory, CancellationToken cancellation) =>
                    await directory.EraseAsync(IdOf(id), cancellation) is { } erased ? Results.Ok(new { erased }) : Missing(IdOf(id))
            )
            .WithSummary("Erase a person everywhere; says what was erased");
    }

    private static async Task<IResult> ListAsync(
        CustomerList list,
        CancellationToken cancellation,
        string? q = null,
        long? segmentId = null,
        string? country = null,
        string? channel = null,
        string? subscriptionId = null,
        bool? hasEmail = null,
        bool? hasOrders = null,
        string sort = "revenue",
        string? direction = null,
        int skip = 0,
        int limit = 50
    )
    {
        if (ApiErrors.CheckPaging(skip, limit) is { } problem)
        {
            return problem;
        }
        if (CustomerOrder.Find(sort) is not { } order)
        {
            return ApiErrors.Invalid(
                "sort",
                $"sort must be one of {string.Join(", ", CustomerOrder.All.Select(o => o.Key))}. Got '{sort}' instead."
            );
        }
        if (direction is not (null or CustomersState.Ascending or CustomersState.Descending))
        {
            return ApiErrors.Invalid("direction", $"direction must be asc or desc. Got '{direction}' instead.");
        }
        var (items, total) = await list.PageAsync(
            new CustomerFilter(q, segmentId, country, channel, subscriptionId, hasEmail, hasOrders),
            order,
            direction is null ? order.Descending : direction == CustomersState.Descending,
            skip,
            limit,
            cancellation
        );
        return Results.Ok(new Page<CustomerListItem>(items, total, skip, limit));
    }

    private static async Task<IResult> AddAsync(CustomerInput input, CustomerDirectory directory, CancellationToken cancellation)
    {
        if (CustomerDirectory.Check(input) is { Count: > 0 } errors)
        {
            return ApiErrors.Invalid(errors);
        }
        return await directory.AddAsync(input, cancellation) is { } id
            ? Results.Created($"/api/customers/{Uri.EscapeDataString(id)}", new { externalId = id })
            : ApiErrors.Conflict($"There is a customer '{input.ExternalId}' already.");
    }

    private static async Task<IResult> TimelineAsync(
        string id,
        CustomerTimeline timeline,
        CustomerProfile profile,
        CancellationToken cancellation,
        string? kind = null,
        int skip = 0,
        int limit = 50
    )
    {
        if (ApiErrors.CheckPaging(skip, limit) is { } problem)
        {
            return problem;
        }
        if (kind is not null && !CustomerTimeline.Kinds.Contains(kind))
        {
            return ApiErrors.Invalid("kind", $"kind must be one of {string.Join(", ", CustomerTimeline.Kinds)}. Got '{kind}' instead.");
        }
        if (!await profile.ExistsAsync(IdOf(id), cancellation))
        {
            return Missing(IdOf(id));
        }
        var customer = Core.Customers.ExternalId.Hash(IdOf(id));
        var counts = await timeline.CountsAsync(customer, cancellation);
        return Results.Ok(
            new Page<TimelineEvent>(
                await timeline.PageAsync(customer, kind, skip, limit, cancellation),
                kind is null ? counts.Values.Sum() : counts.GetValueOrDefault(kind),
                skip,
                limit
            )
        );
    }

    // Routing leaves %2F as it is, since a slash would separate segments.
    private static string IdOf(string routed) => routed.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static IResult Missing(string id) => ApiErrors.NotFound($"There is no customer '{id}'.");
}
