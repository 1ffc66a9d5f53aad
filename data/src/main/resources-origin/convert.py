#!/usr/bin/env python3
"""Converts the original data files to the bundled CSV resources.

Usage: convert.py INPUT_DIR OUTPUT_DIR

INPUT_DIR holds the original files listed in README.md under their own names. Every input is
checked against a SHA-256 sum and every output against its known row, missing and class counts
before it is written. Python 3 standard library only.
"""

import csv
import gzip
import hashlib
import io
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

SHA256 = {
    "iris.csv": "f13ffa8fdd56fd8e6c8d16d4081a3fbd3114bcd0aae4256c43205169cd9d1449",
    "wine_data.csv": "10e8a802908b34f86e5da8ce962f3c806694bc98450a18f61851af59f324bede",
    "breast_cancer.csv": "fed3eb72d0575ef6192293f5093c6e801b1476b577d0386bf4455504522172ed",
    "digits.csv.gz": "09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22",
    "diabetes_data_raw.csv.gz": "7fc0ded571454b1982210d3bb43f0aca44eae01a0b8654a3b24022bdb6b38009",
    "diabetes_target.csv.gz": "8e53f65eb811df43c206f3534bb3af0e5fed213bc37ed6ba36310157d6023803",
    "penguins.csv": "f204db2c753b0937caac3cb35258562c14f073e4bbc76be24b4c51ce22767a93",
    "auto-mpg.data": "48b830e11feee5572525f8f1691ddb9d38d3d7b7063edcd8fca672c2a5e17d8d",
}

BREAST_CANCER_PARTS = ["radius", "texture", "perimeter", "area", "smoothness", "compactness",
                       "concavity", "concave_points", "symmetry", "fractal_dimension"]


def number(text):
    """The same number in plain notation without needless zeros: 1.510e+02 -> 151, 3504. -> 3504."""
    plain = format(Decimal(text.strip()), "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain


def read(folder, name):
    data = (folder / name).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256[name]:
        sys.exit(f"{name}: SHA-256 is {found}, expected {SHA256[name]}")
    if name.endswith(".gz"):
        data = gzip.decompress(data)
    return data.decode("utf-8").splitlines()


def coded(folder, name, words):
    """A scikit-learn file: a counts line, then rows of numbers that end with a class code."""
    for line in read(folder, name)[1:]:
        *values, code = line.split(",")
        yield [number(v) for v in values] + [words[int(code)]]


def iris(folder):
    header = ["sepal_length", "sepal_width", "petal_length", "petal_width", "species"]
    return header, list(coded(folder, "iris.csv", ["setosa", "versicolor", "virginica"]))


def wine(folder):
    header = ["alcohol", "malic_acid", "ash", "alcalinity_of_ash", "magnesium", "total_phenols",
              "flavanoids", "nonflavanoid_phenols", "proanthocyanins", "color_intensity", "hue",
              "od280_od315_of_diluted_wines", "proline", "cultivar"]
    # Classes 1, 2, 3 of the original are named in Forina et al. (1986).
    return header, list(coded(folder, "wine_data.csv", ["barolo", "grignolino", "barbera"]))


def breast_cancer(folder):
    header = [f"{kind}_{part}" for kind in ("mean", "se", "worst") for part in BREAST_CANCER_PARTS]
    rows = list(coded(folder, "breast_cancer.csv", ["malignant", "benign"]))
    return header + ["diagnosis"], rows


def digits(folder):
    header = [f"p{i}" for i in range(64)] + ["digit"]
    rows = [[number(v) for v in line.split(",")] for line in read(folder, "digits.csv.gz")]
    return header, rows


def diabetes(folder):
    header = ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6", "progression"]
    features = read(folder, "diabetes_data_raw.csv.gz")
    targets = read(folder, "diabetes_target.csv.gz")
    rows = [[number(v) for v in line.split()] + [number(target)]
            for line, target in zip(features, targets, strict=True)]
    return header, rows


def penguins(folder):
    header = ["island", "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g",
              "sex", "species"]
    rows = [["" if row[name] == "NA" else row[name] for name in header]
            for row in csv.DictReader(read(folder, "penguins.csv"))]
    return header, rows


def auto_mpg(folder):
    header = ["cylinders", "displacement", "horsepower", "weight", "acceleration", "model_year",
              "origin", "mpg"]
    origins = {"1": "usa", "2": "europe", "3": "japan"}
    rows = []
    for line in read(folder, "auto-mpg.data"):
        mpg, *values, origin = line.split("\t")[0].split()
        rows.append(["" if v == "?" else number(v) for v in values] + [origins[origin], number(mpg)])
    return header, rows


# name: (converter, rows, missing by column, classes or None)
EXPECTED = {
    "iris": (iris, 150, {}, {"setosa": 50, "versicolor": 50, "virginica": 50}),
    "digits": (digits, 1797, {}, {"0": 178, "1": 182, "2": 177, "3": 183, "4": 181, "5": 182,
                                  "6": 181, "7": 179, "8": 174, "9": 180}),
    "wine": (wine, 178, {}, {"barolo": 59, "grignolino": 71, "barbera": 48}),
    "breast_cancer": (breast_cancer, 569, {}, {"malignant": 212, "benign": 357}),
    "diabetes": (diabetes, 442, {}, None),
    "penguins": (penguins, 344, {"bill_length_mm": 2, "bill_depth_mm": 2, "flipper_length_mm": 2,
                                 "body_mass_g": 2, "sex": 11},
                 {"Adelie": 152, "Gentoo": 124, "Chinstrap": 68}),
    "auto_mpg": (auto_mpg, 398, {"horsepower": 6}, None),
}


def check(name, header, rows, count, missing, classes):
    assert len(rows) == count, (name, len(rows))
    assert all(len(row) == len(header) for row in rows), name
    found = {column: sum(row[i] == "" for row in rows) for i, column in enumerate(header)}
    assert {column: n for column, n in found.items() if n} == missing, (name, found)
    if classes is not None:
        assert Counter(row[-1] for row in rows) == classes, (name, Counter(row[-1] for row in rows))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    for name, (convert, count, missing, classes) in EXPECTED.items():
        header, rows = convert(source)
        check(name, header, rows, count, missing, classes)
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([header] + rows)
        (target / f"{name}.csv").write_bytes(out.getvalue().encode("utf-8"))
        print(f"{name}.csv: {len(rows)} rows, {len(header)} columns, missing {missing or 'none'}, "
              f"classes {classes or 'none'}")


if __name__ == "__main__":
    main()
