"""Labels that scikit-learn's DBSCAN gives for seeded data, as JSON: python3 expected_labels.py > expected-labels.json

The data are those of Tests/Bench/SeededData.cs, number for number; "lattice" are whole numbers, where many rows lie exactly on the radius.
"""

import json

import numpy as np
import sklearn
from sklearn.cluster import DBSCAN


def uniform(seed, n):
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(11)).astype(np.float64) * 2.0**-53


def blobs(n, d, k, deviation, seed):
    u = uniform(seed + 1, 2 * n * d)
    noise = np.sqrt(-2 * np.log(1 - u[0::2])) * np.cos(2 * np.pi * u[1::2])
    centers = (20 * uniform(seed, k * d) - 10).reshape(k, d)
    return centers[np.arange(n) % k] + deviation * noise.reshape(n, d)


def lattice(n, d, size, seed):
    return np.floor(size * uniform(seed, n * d)).reshape(n, d)


def main():
    cases = []
    for kind, n, d, extra, seed, settings in [
        ("blobs", 600, 2, 8, 1, [(0.5, 5), (0.8, 10), (0.3, 1), (3.0, 40)]),
        ("blobs", 900, 5, 6, 4, [(1.5, 5), (2.0, 20)]),
        ("blobs", 500, 20, 4, 9, [(5.5, 10), (5.0, 4)]),
        ("lattice", 400, 2, 24, 5, [(1.0, 4), (1.5, 5), (2.0, 9)]),
        ("lattice", 700, 3, 9, 6, [(1.0, 5), (2.0, 20)]),
    ]:
        rows = blobs(n, d, extra, 1.0, seed) if kind == "blobs" else lattice(n, d, extra, seed)
        for eps, min_samples in settings:
            fitted = DBSCAN(eps=eps, min_samples=min_samples, algorithm="kd_tree").fit(rows)
            core = np.zeros(n, int)
            core[fitted.core_sample_indices_] = 1
            cases.append(
                {
                    "data": {"kind": kind, "rows": n, "columns": d, "size": extra, "seed": seed},
                    "eps": eps,
                    "minSamples": min_samples,
                    "labels": fitted.labels_.tolist(),
                    "core": "".join(map(str, core)),
                }
            )
    print(json.dumps({"made by": f"scikit-learn {sklearn.__version__}", "dbscan": cases}, separators=(",", ":")))


if __name__ == "__main__":
    main()
