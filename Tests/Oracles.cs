using System.Globalization;
using System.Text.Json;
using Core.Customers;

namespace Tests;

/// <summary>Published numbers by id, out of <c>shared/oracles</c>.</summary>
internal static class Oracles
{
    private static readonly Lazy<Dictionary<string, JsonElement>> Engines = new(() => Read("oracles/engines.json", "oracles"));
    private static readonly Lazy<Dictionary<string, JsonElement>> Experiments = new(() => Read("oracles/experiments.json", "vectors"));

    /// <summary>The vector of that id in engines.json: <c>input</c>, <c>expected</c>, <c>tol</c>.</summary>
    public static JsonElement Engine(string id) => Engines.Value[id];

    /// <summary>The ids in engines.json that begin so.</summary>
    public static IEnumerable<string> EngineIds(string prefix) =>
        Engines.Value.Keys.Where(id => id.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>The vector of that id in experiments.json: <c>inputs</c>, <c>expected</c>, <c>tolerance</c>.</summary>
    public static JsonElement Experiment(string id) => Experiments.Value[id];

    public static JsonElement Expected(this JsonElement vector, string name) => vector.GetProperty("expected").GetProperty(name);

    public static double[] Doubles(this JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];

    public static int[] Ints(this JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetInt32())];

    public static double[][] Table(this JsonElement array) => [.. array.EnumerateArray().Select(Doubles)];

    /// <summary>Rows of numbers as a matrix with columns x0, x1, ….</summary>
    public static FeatureMatrix Matrix(IReadOnlyList<double[]> rows)
    {
        var columns = Enumerable.Range(0, rows[0].Length).Select(c => rows.Select(r => r[c]).ToArray()).ToArray();
        return new FeatureMatrix([.. columns.Select((_, c) => $"x{c}")], columns);
    }

    /// <summary>Fisher's iris as scikit-learn ships it: 150 × 4, and the species 0, 1, 2.</summary>
    public static (FeatureMatrix Data, int[] Species) Iris()
    {
        var rows = File.ReadLines(SharedFiles.Path("oracles/data/iris.csv"))
            .Skip(1)
            .Select(line => line.Split(',').Select(f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray())
            .ToArray();
        return (Matrix([.. rows.Select(r => r[..4])]), [.. rows.Select(r => (int)r[4])]);
    }

    private static Dictionary<string, JsonElement> Read(string file, string list)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedFiles.Path(file)));
        return document.RootElement.GetProperty(list).EnumerateArray().ToDictionary(v => v.GetProperty("id").GetString()!, v => v.Clone());
    }
}
