"""Models of Keras through the command line and back: command_line.py FOLDER [NAME...]

FOLDER has models that interchange.keep() made, as those of concepts.py. GRADUS is the command, ./gradus if it is not set.
GRADUS_LINES, if it is set, starts gradus.cli.CommandLines of the tests of cli, which runs all of them in one JVM.
Each model predicts, is evaluated and trained on by the command line, and what that training saved predicts, is evaluated
and trained on by both; all numbers are compared. A table counts what agrees, differs and was refused.
"""

import csv
import functools
import json
import os
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path

import interchange
import keras
import numpy as np

ROOT = Path(__file__).resolve().parents[4]
GRADUS = shlex.split(os.environ.get("GRADUS", str(ROOT / "gradus")))
LINES = shlex.split(os.environ.get("GRADUS_LINES", ""))
STEPS = ["predict", "evaluate", "train on", "predict again", "evaluate again", "train on again"]


class Refused(Exception):
    """What the command line said instead of an answer."""


@functools.cache
def lines():
    return subprocess.Popen(LINES, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def gradus(*arguments):
    arguments = [str(argument) for argument in arguments]
    if LINES:
        print(json.dumps(arguments), file=lines().stdin, flush=True)
        code, out, err = json.loads(lines().stdout.readline()).values()
    else:
        done = subprocess.run([*GRADUS, *arguments], capture_output=True, text=True)
        code, out, err = done.returncode, done.stdout, done.stderr
    if code:
        raise Refused(" ".join(err.strip().splitlines()[-2:])[:300])
    return out


def columns(values):
    """The columns of an input or target: texts as they are, numbers to all their digits."""
    values = np.array(values, dtype=object if isinstance(values[0], list) and isinstance(values[0][0], str) else "float32")
    rows = values.reshape(len(values), -1)
    return [[cell if isinstance(cell, str) else f"{cell:.9g}" for cell in column] for column in rows.T]


def write(path, tables):
    named = [(f"{letter}{i}", column) for letter, table in tables.items() for i, column in enumerate(table)]
    with open(path, "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow([name for name, _ in named])
        writer.writerows(zip(*(column for _, column in named)))


class Case:
    def __init__(self, path):
        self.path, self.given = path, json.loads(path.with_suffix(".json").read_text())
        self.x, self.y = ([interchange.table(v) for v in self.given[key]] for key in ("inputs", "targets"))
        self.weights = np.array(self.given["sample_weight"], "float32") if "sample_weight" in self.given else None
        x, y = ([column for v in self.given[key] for column in columns(v)] for key in ("inputs", "targets"))
        self.texts = [i for i, column in enumerate(c for v in self.given["inputs"] for c in self.kinds(v)) if column]
        self.here = path.parent / path.stem
        self.here.mkdir(exist_ok=True)
        tables = {"x": x, "y": y}
        if self.weights is not None:
            tables["w"] = columns(self.weights)
        write(self.here / "x.csv", {"x": x})
        write(self.here / "xy.csv", tables)
        self.options = ["--target", ",".join(f"y{i}" for i in range(len(y)))]
        self.options += ["--sample-weight", "w0"] if self.weights is not None else []

    @staticmethod
    def kinds(values):
        row = np.array(values[0], dtype=object).reshape(-1)
        return [isinstance(cell, str) for cell in row]

    def text_options(self):
        return [option for i in self.texts for option in ("--as", f"x{i}=category")]

    def predict(self, model, widths):
        """All numbers of all outputs, one output after the other, as interchange.outputs() gives them."""
        out = self.here / "p.csv"
        gradus("predict", model, self.here / "x.csv", "--out", out, *self.text_options())
        with open(out, newline="") as lines:
            table = np.array([row for row in csv.reader(lines)][1:], "float64")
        parts = np.split(table, np.cumsum(widths)[:-1], axis=1)
        return np.concatenate([part.ravel() for part in parts])

    def evaluate(self, model):
        said = gradus("evaluate", model, self.here / "xy.csv", "--json", *self.options, *self.text_options())
        return json.loads(said.splitlines()[-1])["metrics"]

    def train(self, model, out):
        told = ["--epochs", 3, "--batch", interchange.BATCH, "--no-shuffle", "--validation", 0, "--test", 0, "--patience", 0]
        told += ["--quiet", "--json", "--out", self.here / out, *self.options, *self.text_options()]
        said = gradus("train", self.here / "xy.csv", "--from", model, *told)
        runs = json.loads(said.splitlines()[-1])
        return runs["history"]["loss"], next((self.here / out).rglob("model.keras"))


def load(path, **options):
    # Names follow from how many layers there were since the session began.
    keras.utils.clear_session()
    return keras.models.load_model(path, **options)


def logs_apart(found, wanted):
    return max((interchange.apart(found.get(key, np.nan), value) for key, value in wanted.items()), default=0.0)


def steps(case, model):
    """The name of each step, how far its numbers are apart, and how far they may be."""
    widths = [int(np.prod(output.shape[1:])) for output in model.outputs]
    few, more = interchange.PREDICTIONS, interchange.LOSSES
    yield STEPS[0], few, lambda: interchange.apart(case.predict(case.path, widths), case.given["predictions"])
    yield STEPS[1], more, lambda: logs_apart(case.evaluate(case.path), case.given["evaluation"])
    trained = []

    def train():
        losses, file = case.train(case.path, "run")
        trained.append(file)
        return interchange.apart(losses, case.given["losses"]) if "losses" in case.given else 0.0

    yield STEPS[2], more, train
    if not trained:
        return
    compiled = interchange.has_optimizer_of(case.path)
    opened = []

    def again():
        opened.append(load(trained[0], compile=compiled))
        return opened[0]

    yield STEPS[3], few, lambda: interchange.apart(case.predict(trained[0], widths), interchange.outputs(again(), case.x))
    if not opened or not compiled:
        return
    wanted = interchange.evaluate(opened[0], case.x, case.y, case.weights)
    yield STEPS[4], more, lambda: logs_apart(case.evaluate(trained[0]), wanted)
    if "losses" in case.given:
        losses = interchange.fit(load(trained[0]), case.x, case.y, case.weights, interchange.EPOCHS)
        yield STEPS[5], more, lambda: interchange.apart(case.train(trained[0], "again")[0], losses)


def main(folder, wanted):
    counts, worst, models = Counter(), {}, 0
    paths = [p for p in sorted(folder.glob("*.keras")) if p.name.count(".") == 1 and (not wanted or p.stem in wanted)]
    for path in paths:
        try:
            model = load(path)
        except ValueError as problem:
            # Up to 3.6, what computes a mask may get the name of a layer.
            print(f"{path.stem} is left out: Keras {keras.__version__} cannot open it: {str(problem).splitlines()[-1][:200]}")
            continue
        models += 1
        for step, allowed, measured in steps(Case(path), model):
            try:
                found = measured()
                outcome = "agree" if found <= allowed else "differ"
                worst[step] = max(worst.get(step, (0.0, "")), (found, path.stem)) if outcome == "agree" else worst.get(step, (0.0, ""))
                said = f"{found:.1e} apart"
            except Refused as problem:
                outcome, said = "refused", str(problem)
            except (ValueError, TypeError, AttributeError, KeyError) as problem:
                outcome, said = "Keras refused", str(problem).splitlines()[-1][:300]
            counts[step, outcome] += 1
            if outcome != "agree":
                print(f"{path.stem}, {step}: {outcome}, {said}", flush=True)
    print(f"\n{models} models, Keras {keras.__version__} on {keras.backend.backend()}\n")
    outcomes = ["agree", "differ", "refused", "Keras refused"]
    print(f"| step | {' | '.join(outcomes)} | at most apart |\n|---|{'---|' * (len(outcomes) + 1)}")
    for step in STEPS:
        print(f"| {step} | {' | '.join(str(counts[step, o]) for o in outcomes)} | {worst.get(step, (0.0,))[0]:.1e} |")
    sys.exit(any(counts[step, o] for step in STEPS for o in outcomes[1:]) or not models)


if __name__ == "__main__":
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        tf.config.run_functions_eagerly(True)
    interchange.repair_sparsemax()
    interchange.repair_schedule_free()
    main(Path(sys.argv[1]), sys.argv[2:])
