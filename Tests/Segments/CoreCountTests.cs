using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Core.Segments;
using Core.Segments.Mixture;
using Xunit;

namespace Tests.Segments;

/// <summary>The same run on one core and on all: the number of cores of a process is fixed when it starts, so one runs in another process.</summary>
public sealed class CoreCountTests
{
    private const string Target = "CORE_COUNT_TEST_FILE";

    [Fact]
    public async Task One_core_gives_the_same_labels_and_figures_as_all()
    {
        var file = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("dotnet")
            {
                ArgumentList =
                {
                    typeof(CoreCountTests).Assembly.Location,
                    "-method",
                    $"{typeof(CoreCountTests).FullName}.{nameof(Figures_are_written_where_they_are_asked_for)}",
                },
                Environment = { [Target] = file, ["DOTNET_PROCESSOR_COUNT"] = "1" },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, await output + await errors);
            var lines = await File.ReadAllLinesAsync(file);

            Assert.Equal(["1", .. Figures()], lines);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Figures_are_written_where_they_are_asked_for()
    {
        var figures = Figures().ToList();

        Assert.Equal(figures.Count, figures.Distinct().Count());
        if (Environment.GetEnvironmentVariable(Target) is { Length: > 0 } file)
        {
            await File.WriteAllLinesAsync(file, [$"{Environment.ProcessorCount}", .. figures]);
        }
    }

    private static IEnumerable<string> Figures()
    {
        // Many chunks, and groups that overlap, so that a sum in another order would show.
        var random = new Core.Estimators.SeededRandom(4);
        double[][] columns =
        [
            .. Enumerable.Range(0, 3).Select(c => Enumerable.Range(0, 60_000).Select(i => (i >> c) % 2 + random.NextNormal()).ToArray()),
        ];
        var data = new Core.Customers.FeatureMatrix(["a", "b", "c"], columns);
        var kMeans = KMeans.Fit(data, new KMeansOptions(6, 2), 1);
        yield return FormattableString.Invariant($"k-means {Hash(kMeans.Labels)} {kMeans.Inertia:R}");
        var mini = MiniBatchKMeans.Fit(data, new MiniBatchKMeansOptions(6), 1);
        yield return FormattableString.Invariant($"mini-batch {Hash(mini.Labels)} {mini.Inertia:R}");
        foreach (var type in Enum.GetValues<CovarianceType>())
        {
            var mixture = GaussianMixture.Fit(data, new GaussianMixtureOptions(6, type, MaxIterations: 20), 1);
            yield return FormattableString.Invariant($"mixture {type} {Hash(mixture.Labels)} {mixture.LogLikelihood:R}");
        }
        var stability = ClusterStability.Measure(
            data,
            kMeans.Labels,
            (rows, seed) => KMeans.Fit(rows, new KMeansOptions(6, 2), seed),
            new ClusterStabilityOptions(4, 2000),
            1
        );
        yield return FormattableString.Invariant($"stability {stability.Mean:R}");
        var choice = ClusterCount.Suggest(data, new ClusterCountOptions(4, 2, 1000, 4, 500, 2000), 1);
        yield return string.Join(" ", choice.Points);
    }

    private static string Hash(IReadOnlyList<int> labels) => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<int>([.. labels])));
}
