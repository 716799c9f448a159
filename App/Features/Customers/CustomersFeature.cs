using App.Shell;

namespace App.Features.Customers;

public static class CustomersFeature
{
    public static void AddCustomers(this IServiceCollection services)
    {
        services.AddSingleton<CustomerDirectory>();
        services.AddSingleton<CustomerProfile>();
    }

    public static void MapCustomers(this IEndpointRouteBuilder app)
    {
        var customers = app.MapGroup("/api/customers").WithTags("Data");
        customers.MapGet("/", ListAsync).WithSummary("People, richest first; q searches id, name and address");
        customers.MapPost("/", AddAsync).WithSummary("Add a person");
        customers
            .MapGet(
                "/{id}",
                async (string id, CustomerProfile profile, CancellationToken cancellation) =>
                    await profile.FindAsync(IdOf(id), cancellation) is { } view ? Results.Ok(view) : Missing(IdOf(id))
            )
            .WithSummary("Everything known of a person");
        customers
            .MapGet(
                "/{id}/export",
                async (string id, CustomerProfile profile, HttpResponse response, CancellationToken cancellation) =>
                {
                    if (await profile.FindAsync(IdOf(id), cancellation) is not { } view)
                    {
                        return Missing(IdOf(id));
                    }
                    response.Headers.ContentDisposition = "attachment; filename=\"customer.json\"";
                    return Results.Json(new { customer = view, orderLines = await profile.LinesAsync(IdOf(id), cancellation) });
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
        CustomerDirectory directory,
        CancellationToken cancellation,
        string? q = null,
        long? segmentId = null,
        string sort = "revenue",
        int skip = 0,
        int limit = 50
    ) =>
        ApiErrors.CheckPaging(skip, limit)
        ?? (
            CustomerDirectory.SortKeys.Contains(sort)
                ? Results.Ok(await directory.ListAsync(skip, limit, q, segmentId, sort, cancellation))
                : ApiErrors.Invalid("sort", $"sort must be one of {string.Join(", ", CustomerDirectory.SortKeys)}. Got '{sort}' instead.")
        );

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

    // Routing leaves %2F as it is, since a slash would separate segments.
    private static string IdOf(string routed) => routed.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static IResult Missing(string id) => ApiErrors.NotFound($"There is no customer '{id}'.");
}
