using System.Text;
using Core.Simulation;
using Data.Sources;

namespace Tests.Simulation;

/// <summary>Reads what simulators write.</summary>
internal static class SimulatedText
{
    public static string Text(this IReadOnlyList<SimulatedFile> files, string kind)
    {
        using var writer = new StringWriter();
        files.Single(f => f.Kind == kind).Write(writer);
        return writer.ToString();
    }

    /// <summary>Rows by column, read as the import reads them.</summary>
    public static List<Dictionary<string, string>> Rows(this IReadOnlyList<SimulatedFile> files, string kind)
    {
        using var table = CsvTable.Open(new MemoryStream(Encoding.UTF8.GetBytes(files.Text(kind))), () => 0);
        List<Dictionary<string, string>> rows = [];
        while (table.Read())
        {
            rows.Add(table.Headers.Zip(table.Fields).ToDictionary(c => c.First, c => c.Second));
        }
        return rows;
    }

    public static double Share<T>(this IReadOnlyCollection<T> rows, Func<T, bool> condition) => rows.Count(condition) / (double)rows.Count;
}

/// <summary>Counts lines and keeps nothing; looks at the memory in use now and then.</summary>
internal sealed class LineCounter : TextWriter
{
    private const int Look = 200_000;

    public long Lines { get; private set; }

    public long MostBytes { get; private set; }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        if (value == '\n' && ++Lines % Look == 0)
        {
            MostBytes = Math.Max(MostBytes, GC.GetTotalMemory(forceFullCollection: true));
        }
    }

    public override void Write(string? value) { }
}
