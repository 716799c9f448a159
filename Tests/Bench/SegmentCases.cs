using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Core.Customers;
using Core.Segments;
using Core.Segments.Mixture;
using Core.Segments.Rules;

namespace Bench;

/// <summary>Engines of Core/Segments against scikit-learn.</summary>
internal static class SegmentCases
{
    private const int Runs = 5;

    public static readonly (string Name, Action Run)[] All =
    [
        ("k-means", KMeansFixedStart),
        ("k-means++", KMeansPlusPlusStart),
        ("k-means shapes", KMeansShapes),
        ("mini-batch k-means", MiniBatch),
        ("silhouette", SilhouetteFull),
        ("pca", PcaFull),
        ("gaussian mixture", MixtureFull),
        ("choosing and explaining", ChoosingAndExplaining),
    ];

    private static void KMeansFixedStart()
    {
        var (data, _) = SeededData.Blobs(1_000_000, 8, 8, 4);
        var start = Enumerable.Range(0, 8).Select(row => Row(data, row)).ToArray();
        FittedKMeans? fitted = null;
        var ours = Median(() => fitted = KMeans.Fit(data, new KMeansOptions(8) { InitialCenters = start }, 1));
        Print(
            "k-means 1M×8, k=8, fixed start",
            ours,
            "kmeans:1e6:4.0:lloyd:first8",
            $"inertia {fitted!.Inertia:R}, {fitted.Iterations} iterations",
            "inertia"
        );
    }

    private static void KMeansPlusPlusStart()
    {
        var (data, labels) = SeededData.Blobs(1_000_000, 8, 8, 4);
        // Another start each time: one start alone may be lucky or not, and its iterations few or many.
        var fits = new List<FittedKMeans>();
        var ours = Median(() => fits.Add(KMeans.Fit(data, new KMeansOptions(8, Starts: 1), (ulong)fits.Count)));
        var inertias = string.Join(' ', fits.Select(f => FormattableString.Invariant($"{f.Inertia:0}/{f.Iterations}")));
        var agreement = fits.Max(f => ClusterAgreement.AdjustedRand(labels, f.Labels));
        var quality = FormattableString.Invariant($"inertia/iterations {inertias}, best ARI {agreement:0.000000}");
        Print("k-means 1M×8, k=8, one k-means++ start", ours, "kmeans:1e6:4.0:lloyd:k-means++", quality, "inertia");
    }

    private const string ShapesOfPeer = """
        import sys, warnings; warnings.filterwarnings("ignore")
        sys.path.insert(0, sys.argv[1])
        from seeded import *
        from sklearn.cluster import KMeans
        n, d, k = (int(v) for v in sys.argv[2:5])
        X, y, c = blobs(n, d, k, 4.0)
        m = KMeans(k, algorithm="lloyd", init=X[:k].copy(), n_init=1, tol=1e-4, max_iter=300)
        o, r = measure("kmeans", lambda: m.fit(X), 5)
        o.update(inertia=float(r.inertia_)); emit(o)
        """;

    /// <summary>Few and many rows, columns and clusters, from a fixed start to the same inertia.</summary>
    private static void KMeansShapes()
    {
        foreach (
            var (n, d, k) in new[]
            {
                (10_000, 2, 3),
                (100_000, 2, 50),
                (100_000, 8, 8),
                (100_000, 16, 20),
                (100_000, 32, 50),
                (1_000_000, 3, 5),
            }
        )
        {
            var (data, _) = SeededData.Blobs(n, d, k, 4);
            var start = Enumerable.Range(0, k).Select(row => Row(data, row)).ToArray();
            FittedKMeans? fitted = null;
            var ours = Median(() => fitted = KMeans.Fit(data, new KMeansOptions(k) { InitialCenters = start }, 1));
            var folder = Path.GetDirectoryName(Peer.Shared("bench/seeded.py")) ?? "";
            var peer = Peer.RunCode(ShapesOfPeer, folder, $"{n}", $"{d}", $"{k}");
            var title = $"k-means {n}×{d}, k={k}, fixed start";
            Print(
                title,
                ours,
                peer,
                FormattableString.Invariant($"inertia {fitted!.Inertia:R}, {fitted.Iterations} iterations"),
                "inertia"
            );
        }
    }

    private static void MiniBatch()
    {
        var (data, labels) = SeededData.Blobs(1_000_000, 8, 8, 4);
        var fits = new List<FittedKMeans>();
        var ours = Median(() => fits.Add(MiniBatchKMeans.Fit(data, new MiniBatchKMeansOptions(8, Starts: 1), (ulong)fits.Count)));
        var full = KMeans.Fit(data, new KMeansOptions(8, Starts: 3), 1).Inertia;
        var steps = string.Join(' ', fits.Select(f => FormattableString.Invariant($"{f.Inertia / full:0.0000}/{f.Iterations}")));
        var agreement = fits.Max(f => ClusterAgreement.AdjustedRand(labels, f.Labels));
        var quality = FormattableString.Invariant($"inertia over that of k-means ({full:0})/steps {steps}, best ARI {agreement:0.000000}");
        Print("mini-batch k-means 1M×8, k=8, one start", ours, "mbk:1e6", quality, "inertia");
    }

    private static void SilhouetteFull()
    {
        var (data, labels) = SeededData.Blobs(10_000, 8, 8, 4);
        double mean = 0;
        var ours = Median(() => mean = Silhouette.Samples(data, labels).Average());
        Print("silhouette 10 000×8, full", ours, "sil:1e4:1e4", $"silhouette {mean:R}", "silhouette");
    }

    private static void PcaFull()
    {
        var (data, _) = SeededData.Blobs(1_000_000, 20, 8, 4);
        FittedPca? fitted = null;
        var ours = Median(() => fitted = Pca.Fit(data, new PcaOptions(5)));
        Print("PCA 1M×20, 5 components", ours, "pca:1e6:20:full", $"ratio {string.Join(' ', fitted!.ExplainedVarianceRatio)}", "evr");
    }

    private static void MixtureFull()
    {
        var (data, labels) = SeededData.Blobs(100_000, 8, 8, 4);
        // Another start each time, as for k-means++: the median, not a lucky one.
        var fits = new List<FittedGaussianMixture>();
        var ours = Median(() => fits.Add(GaussianMixture.Fit(data, new GaussianMixtureOptions(8), (ulong)fits.Count)));
        var found = string.Join(' ', fits.Select(f => FormattableString.Invariant($"{f.LogLikelihood / 1e5:0.00000}/{f.Iterations}")));
        var agreement = fits.Max(f => ClusterAgreement.AdjustedRand(labels, f.Labels));
        var quality = FormattableString.Invariant($"mean log-likelihood/iterations {found}, best ARI {agreement:0.000000}");
        Print("Gaussian mixture 100k×8, k=8, full", ours, "gmm:1e5:4.0", quality, "mean_loglik");
    }

    /// <summary>No peer has these as one call; the figures show what each adds to a run.</summary>
    private static void ChoosingAndExplaining()
    {
        var (data, _) = SeededData.Blobs(100_000, 8, 8, 4);
        var labels = KMeans.Fit(data, new KMeansOptions(8), 1).Labels;
        var plain = new ClusterCountOptions(GapReferences: 0, BicRows: 0);
        var seconds = new (string Name, double Seconds)[]
        {
            ("k by elbow and silhouette", Median(() => ClusterCount.Suggest(data, plain, 1))),
            ("with gap and BIC", Median(() => ClusterCount.Suggest(data, new ClusterCountOptions(), 1))),
            (
                "stability, 50 resamples",
                Median(() => ClusterStability.Measure(data, labels, (rows, seed) => KMeans.Fit(rows, new KMeansOptions(8), seed), new(), 1))
            ),
            ("rules", Median(() => ClusterRules.Find(data, labels, new ClusterRulesOptions(), 1))),
            ("names", Median(() => SegmentNaming.Name(data, labels))),
        };
        var found = string.Join(", ", seconds.Select(s => Text($"{s.Name} {s.Seconds * 1e3:0} ms")));
        Console.WriteLine($"choosing and explaining 100k×8, k=8: {found}");
    }

    private static double[] Row(FeatureMatrix data, int row) => [.. Enumerable.Range(0, data.Columns).Select(c => data.Column(c)[row])];

    private static double Median(Action work)
    {
        work();
        var times = new List<double>();
        for (var i = 0; i < Runs; i++)
        {
            var clock = Stopwatch.StartNew();
            work();
            times.Add(clock.Elapsed.TotalSeconds);
        }
        return times.Order().ElementAt(Runs / 2);
    }

    private static void Print(string title, double ours, string peerCase, string quality, string peerQuality) =>
        Print(title, ours, Peer.Run(peerCase), quality, peerQuality);

    private static void Print(string title, double ours, JsonElement? result, string quality, string peerQuality)
    {
        var memory = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        Console.WriteLine(Text($"{title}: ours {ours * 1e3:0.0} ms, peak {memory:0} MB, {quality}"));
        if (result is not { } peer)
        {
            Console.WriteLine("  scikit-learn is not installed here: no ratio");
            return;
        }
        var theirs = peer.GetProperty("median_s").GetDouble();
        var found = peer.TryGetProperty(peerQuality, out JsonElement value) ? $"{peerQuality} {value}" : "";
        Console.WriteLine(
            Text(
                $"  scikit-learn {theirs * 1e3:0.0} ms, peak {peer.GetProperty("peak_rss_mb")} MB, {found}: {theirs / ours:0.0} times as fast"
            )
        );
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
