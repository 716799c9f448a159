using System.Text.Json;
using Bench;
using Core.Customers;
using Core.Estimators;

namespace Tests.Segments.Density;

/// <summary>The data of <c>expected_labels.py</c> and of <c>bench/common.py</c>, which the oracles name: number for number.</summary>
internal static class SeededRows
{
    public static FeatureMatrix Of(JsonElement data)
    {
        int Get(string name) => data.GetProperty(name).GetInt32();
        return data.GetProperty("kind").GetString() == "blobs"
            ? SeededData.Blobs(Get("rows"), Get("columns"), Get("size"), 1, (ulong)Get("seed")).Data
            : Lattice(Get("rows"), Get("columns"), Get("size"), (ulong)Get("seed"));
    }

    /// <summary>Whole numbers 0 … size − 1, of which many rows are equal or equally far from each other.</summary>
    public static FeatureMatrix Lattice(int rows, int columns, int size, ulong seed)
    {
        var values = Enumerable.Range(0, columns).Select(_ => new double[rows]).ToArray();
        for (var i = 0; i < rows * columns; i++)
        {
            values[i % columns][i / columns] = Math.Floor(size * Uniform(seed, (ulong)i));
        }
        return new FeatureMatrix([.. values.Select((_, j) => $"x{j}")], values);
    }

    public static JsonElement Expected(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Segments", file)));
        return document.RootElement.Clone();
    }

    private static double Uniform(ulong seed, ulong i)
    {
        var state = unchecked(seed + i * 0x9E3779B97F4A7C15);
        return (SeededRandom.SplitMix64(ref state) >> 11) * (1.0 / (1UL << 53));
    }
}
