using Bench;

// dotnet run --project Tests/Bench -c Release [-- part-of-a-name …]
foreach (
    var (name, run) in SegmentCases
        .All.Concat(TextCases.All)
        .Concat(ImportCases.All)
        .Concat(ExportCases.All)
        .Concat(GridCases.All)
        .Concat(DensityCases.All)
)
{
    if (args.Length == 0 || args.Any(a => name.Contains(a, StringComparison.OrdinalIgnoreCase)))
    {
        run();
    }
}
