using App.Shell;
using Core.Explore;
using Data.Queries;
using Microsoft.AspNetCore.Components;

namespace App.Features.Explore;

/// <summary>Any column of any table, described and compared; what is looked at lives in the URL.</summary>
public sealed partial class ExplorePage(
    ExploreCatalog catalog,
    DescribeColumn describe,
    FeatureStore features,
    NavigationManager navigation
) : IDisposable
{
    private ExploreFilter filter = ExploreFilter.None;
    private ExploreState? state;
    private ColumnDescription? found;
    private HashSet<string> filled = [];
    private string? problem;
    private int loads;

    [SupplyParameterFromQuery(Name = "table")]
    private string? Table { get; set; }

    [SupplyParameterFromQuery(Name = "column")]
    private string? Column { get; set; }

    [SupplyParameterFromQuery(Name = "split")]
    private string? Split { get; set; }

    [SupplyParameterFromQuery(Name = "x")]
    private string? X { get; set; }

    [SupplyParameterFromQuery(Name = "y")]
    private string? Y { get; set; }

    [SupplyParameterFromQuery(Name = "pair")]
    private string? Pair { get; set; }

    [SupplyParameterFromQuery(Name = "method")]
    private string? Method { get; set; }

    private string Finding
    {
        get
        {
            if (state is null || found is null || found.Figures.Rows == 0)
            {
                return "How every column of every table is spread, what is unusual, and how it goes over time and with others.";
            }
            var column = state.Column;
            var missing = found.Figures.Rows - found.Figures.Known;
            var unknown = missing == 0 ? "" : $" In {Format.Percent((double)missing / found.Figures.Rows)} it is not known.";
            var rows = Format.Count(found.Figures.Rows, state.Table.Row, state.Table.Rows);
            return found switch
            {
                { Figures.Known: 0 } => $"{rows}; {column.Label} is not known of any.",
                { Summary: { Q1: { } q1, Q3: { } q3 } } when q1 < q3 =>
                    $"{rows}. {column.Label}: half lie between {Write(q1)} and {Write(q3)}.{unknown}",
                { Summary: not null } => $"{rows}. {column.Label}: most are {Write(found.Summary.Median)}.{unknown}",
                { Values.Values: [var top, ..] } =>
                    $"{rows}. {column.Label}: {Format.Count(found.Values.Distinct, "value", "different values")}, most often {top.Value} ({Format.Percent((double)top.Count / found.Figures.Rows)}).{unknown}",
                _ => rows + ".",
            };

            string Write(double? value) => ColumnFigures.Write(column, value);
        }
    }

    protected override void OnInitialized() => features.Changed += OnChanged;

    protected override async Task OnParametersSetAsync()
    {
        var load = ++loads;
        filter = AddressFilter;
        filled = await catalog.FilledAsync();
        var wanted = ExploreState.Parse(await catalog.OpenAsync(Table, filled), Column, Split, X, Y, Pair, Method, filter);
        var wrong = FilterQuery.Problem(wanted.Filter);
        ColumnDescription? read = null;
        try
        {
            read = wrong is null ? await describe.RunAsync(wanted) : null;
        }
        catch (KeyNotFoundException exception)
        {
            wrong = exception.Message + " Choose another.";
        }
        // Whoever chooses twice sees the second choice, whichever is read first.
        if (load == loads)
        {
            (state, found, problem) = (wanted, read, wrong);
        }
    }

    private void Go(string name, string? value) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(ExploreState.With(name, value)));

    private void OnChanged() =>
        InvokeAsync(async () =>
        {
            await OnParametersSetAsync();
            StateHasChanged();
        });

    public void Dispose() => features.Changed -= OnChanged;
}
