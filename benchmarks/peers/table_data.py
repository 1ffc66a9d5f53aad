"""Tables for a comparison: how a folder describes them, how they are split, and how answers are judged.

A folder has one folder per table, with data.csv and about.json: target, task (regression, binary, multiclass, ordinal),
header (false where the file has none), separator, drop (columns that give the answer away).
"""

import csv
import json
import re
from pathlib import Path

import numpy as np

SPLIT = 20261129
MISSING = ("", "NA", "?")
# Columns that give the answer away, where about.json does not say so.
LEAKS = {"bank": ["duration"], "taxis": ["total"]}


class Table:
    """One table, split into train.csv and test.csv in a folder of its own."""

    def __init__(self, folder, work):
        self.folder = folder
        self.name = folder.name
        self.source = folder / "data.csv"
        self.about = json.loads((folder / "about.json").read_text())
        self.target = self.about["target"]
        self.header = self.about.get("header", True)
        self.dropped = self.about.get("drop", LEAKS.get(self.name, []))
        self.work = work / self.name

    @property
    def regression(self):
        return self.about["task"] == "regression"

    def path(self, part):
        return self.work / f"{part}.csv"

    def separator(self):
        with open(self.source, encoding="utf-8-sig", newline="") as file:
            line = file.readline()
        return max(",;\t|", key=line.count)

    def split(self, seed=SPLIT):
        """A fifth of the lines is held out, the same share of every class. The lines stay as they are, byte for byte."""
        if self.path("test").exists():
            return
        self.work.mkdir(parents=True, exist_ok=True)
        lines = re.findall(r"[^\n]*\n|[^\n]+", self.source.read_bytes().decode("utf-8-sig"))
        head = lines[:1] if self.header else []
        lines = lines[len(head):]
        separator = self.separator()
        if self.header:
            place = next(csv.reader(head, delimiter=separator)).index(self.target)
        else:
            place = int(self.target.split("_")[1]) - 1
        targets = []
        for line in lines:
            fields = next(csv.reader([line], delimiter=separator), [])
            targets.append(fields[place].strip() if len(fields) > place else "")
        order = np.random.default_rng(seed).permutation(len(lines))
        known = [i for i in order if targets[i] not in MISSING]
        if self.regression:
            test = set(known[: len(known) // 5])
        else:
            test = set()
            for label in sorted({targets[i] for i in known}):
                rows = [i for i in known if targets[i] == label]
                test.update(rows[: len(rows) // 5])
        for part, inside in (("train", False), ("test", True)):
            chosen = [line.rstrip("\n") + "\n" for i, line in enumerate(lines) if (i in test) == inside]
            with open(self.path(part), "w", newline="") as file:
                file.writelines(head + chosen)

    def rows(self, part):
        """Columns and targets of a part, as pandas reads them."""
        import pandas

        frame = pandas.read_csv(
            self.path(part), sep=self.separator(), header=0 if self.header else None, skipinitialspace=True,
            na_values=["?", " "], encoding="utf-8-sig")
        if not self.header:
            frame.columns = [f"column_{i + 1}" for i in range(frame.shape[1])]
        frame = frame[frame[self.target].notna()]
        inputs = frame.drop(columns=[self.target, *[column for column in self.dropped if column in frame]])
        targets = frame[self.target]
        return inputs, targets.astype(float) if self.regression else targets.map(label)


def tables(folder, work, only=None):
    found = sorted(path.parent for path in Path(folder).glob("*/about.json"))
    if only:
        unknown = set(only) - {path.name for path in found}
        if unknown:
            raise SystemExit(f"{folder} has no table {', '.join(sorted(unknown))}")
        found = [path for path in found if path.name in only]
    return [Table(path, Path(work)) for path in found]


def label(value):
    """One text for one label, whoever wrote it: 1, 1.0, "1", " >50K", "'-1'"."""
    text = str(value).strip().strip("'\"")
    try:
        number = float(text)
        return str(int(number)) if number == int(number) else repr(number)
    except ValueError:
        return text


def numeric_and_words(inputs):
    """Number columns, and word columns but those with another text in almost every row."""
    import pandas

    filled = [column for column in inputs.columns if inputs[column].notna().any()]
    numbers = [column for column in filled if pandas.api.types.is_numeric_dtype(inputs[column])]
    words = []
    for column in filled:
        different = inputs[column].nunique()
        if column not in numbers and (different <= 20 or different <= 0.9 * inputs[column].notna().sum()):
            words.append(column)
    return numbers, words


def calibration_error(p, right, bins=15):
    """How far the probabilities of the chosen classes are from the shares that are right, in bins of equal width."""
    said = p.max(1)
    bin_of = np.clip(np.ceil(said * bins).astype(int) - 1, 0, bins - 1)
    gaps = np.bincount(bin_of, said, bins) - np.bincount(bin_of, right, bins)
    return float(np.abs(gaps).sum() / len(said))


def judge(table, truth, answer):
    """The error: RMSE of numbers, or the log loss of (labels, probabilities); R² or the accuracy; calibration error."""
    if table.regression:
        y, p = np.asarray(truth, float), np.asarray(answer, float)
        error = float(np.mean((y - p) ** 2))
        return {"error": error ** 0.5, "score": float(1 - error / np.var(y))}
    labels, p = answer
    place = {name: i for i, name in enumerate(labels)}
    index = np.array([place.get(value, -1) for value in truth])
    p = np.clip(np.asarray(p, float), 1e-7, 1)
    p /= p.sum(1, keepdims=True)
    right = np.where(index >= 0, p[np.arange(len(index)), np.maximum(index, 0)], 1e-7)
    hit = p.argmax(1) == index
    return {"error": float(-np.mean(np.log(right))), "score": float(np.mean(hit)), "ece": calibration_error(p, hit)}
