"""What SciPy's linkage and dendrogram give for seeded data, as JSON: python3 expected_linkage.py > expected-linkage.json

The data are those of ../Density/expected_labels.py; "lattice" are whole numbers, where many distances are equal.
"""

import json
import os
import sys

import scipy
from scipy.cluster.hierarchy import dendrogram, fcluster, linkage

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Density"))
from expected_labels import blobs, lattice  # noqa: E402

cases = []
for kind, n, d, extra, seed in [("blobs", 60, 3, 4, 2), ("blobs", 150, 9, 5, 3), ("lattice", 70, 2, 12, 7)]:
    rows = blobs(n, d, extra, 1.0, seed) if kind == "blobs" else lattice(n, d, extra, seed)
    for method in ["ward", "complete", "average", "weighted", "single"]:
        found = linkage(rows, method)
        drawn = dendrogram(found, p=12, truncate_mode="lastp", no_plot=True)
        height = float(found[-6, 2] + found[-5, 2]) / 2
        cases.append(
            {
                "data": {"kind": kind, "rows": n, "columns": d, "size": extra, "seed": seed},
                "method": method,
                "linkage": [[int(a), int(b), float(h), int(s)] for a, b, h, s in found],
                "leaves": [int(leaf) for leaf in drawn["leaves"]],
                "icoord": drawn["icoord"],
                "dcoord": [[float(v) for v in link] for link in drawn["dcoord"]],
                "height": height,
                "labels": fcluster(found, height, "distance").tolist(),
            }
        )
print(json.dumps({"made by": f"scipy {scipy.__version__}", "cases": cases}, separators=(",", ":")))
