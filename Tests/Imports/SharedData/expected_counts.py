"""Counts, by pandas alone, what an import of each file of the shared data must give, and prints it as JSON.

Run beside the program:  python3 expected_counts.py FOLDER > expected-counts.json
The figures are committed, the data are not. "sums" are by column of the file.
"""

import csv
import json
import os
import sys

import pandas as pd

root = sys.argv[1]
found = {}


def read(path, **options):
    return pd.read_csv(os.path.join(root, path), **options)


def add(path, frame, good=None, sums=()):
    kept = frame if good is None else frame[good]
    found[path] = {
        "read": len(frame),
        "imported": len(kept),
        "sums": {str(c): round(float(pd.to_numeric(kept[c], errors="coerce").sum()), 4) for c in sums},
    }


retail = read("online-retail/online-retail-dataset.csv.gz", dtype={"InvoiceNo": str, "CustomerID": str})
add(
    "online-retail/online-retail-dataset.csv.gz",
    retail,
    retail.CustomerID.notna() & (retail.Quantity > 0) & (retail.UnitPrice > 0) & ~retail.InvoiceNo.str.startswith("C"),
    ["Quantity"],
)

cdnow = read("cdnow/CDNOW_sample.txt", sep=r"\s+", header=None, dtype={0: str, 1: str, 2: str})
add("cdnow/CDNOW_sample.txt", cdnow, (cdnow[3] > 0) & (cdnow[4] > 0), [3, 4])
add("cdnow/cdnow_customers_summary.csv", read("cdnow/cdnow_customers_summary.csv"), sums=["frequency", "recency", "T"])
add(
    "cdnow/cdnow_customers_summary_with_transactions.csv",
    read("cdnow/cdnow_customers_summary_with_transactions.csv"),
    sums=["x", "t_x", "T", "zbar"],
)
add("cdnow/donations.csv", read("cdnow/donations.csv"), sums=["frequency", "weights"])

reviews = read("clothing-reviews/womens-clothing-reviews.csv.gz")
add("clothing-reviews/womens-clothing-reviews.csv.gz", reviews, reviews["Review Text"].notna(), ["Rating", "Age"])

for name in sorted(os.listdir(os.path.join(root, "clustering/fcps"))):
    if name.endswith(".gz"):
        frame = read("clustering/fcps/" + name, sep=r"\s+", header=None)
        add("clustering/fcps/" + name, frame, sums=list(frame.columns))

journey = "completejourney/"
add(journey + "campaigns.csv.gz", read(journey + "campaigns.csv.gz"))
add(journey + "coupon_redemptions.csv.gz", read(journey + "coupon_redemptions.csv.gz"))
add(journey + "coupons.csv.gz", read(journey + "coupons.csv.gz"))
add(journey + "demographics.csv.gz", read(journey + "demographics.csv.gz"))
add(journey + "products.csv.gz", read(journey + "products.csv.gz"))
bought = read(journey + "transactions_sample.csv.gz")
add(journey + "transactions_sample.csv.gz", bought, (bought.quantity > 0) & (bought.sales_value > 0), ["quantity", "sales_value"])

add("hillstrom/hillstrom.csv.gz", read("hillstrom/hillstrom.csv.gz"), sums=["history", "visit", "spend"])
telco = read("telco/Telco-Customer-Churn.csv.gz")
add("telco/Telco-Customer-Churn.csv.gz", telco, sums=["tenure", "MonthlyCharges", "TotalCharges"])

plain = {"sep": "\t", "header": None, "quoting": csv.QUOTE_NONE, "keep_default_na": False}
lexicon = read("vader/vader_lexicon.txt", **plain)
add("vader/vader_lexicon.txt", lexicon, sums=[1])
add("vader/emoji_utf8_lexicon.txt", read("vader/emoji_utf8_lexicon.txt", **plain))
add("vader/vader_compound_tweets.txt", read("vader/vader_compound_tweets.txt", **plain), sums=[1])
add("vader/vader_gt_tweets.txt.gz", read("vader/vader_gt_tweets.txt.gz", **plain), sums=[1])

add("wholesale/wholesale-customers.csv", read("wholesale/wholesale-customers.csv"), sums=["Fresh", "Milk", "Grocery", "Delicassen"])

json.dump(found, sys.stdout, indent=2)
print()
