#!/usr/bin/env python3
"""Opens files of Gradus in the real Keras, without custom objects, and compares the answers to the same rows.

    keras_opens.py MODEL.keras… [--gradus ./gradus] [--rows 500]

The rows are drawn around the medians that the first layer keeps, some of them far away. A line per file: the largest
difference, divided by the largest answer. The exit code is 1 if a file does not open, or differs by more than 1e-5.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np

MOST = 1e-5


def without_notes(model, to):
    """A copy without Gradus's notes on columns: rows are then numbers, as Keras takes them."""
    with zipfile.ZipFile(model) as old, zipfile.ZipFile(to, "w") as new:
        for item in old.infolist():
            if item.filename != "gradus.json":
                new.writestr(item, old.read(item.filename))


def rows(network, count):
    """Numbers around the statistics of the first normalization, and far from them in every tenth row."""
    import keras

    def inner(layers):
        for layer in layers:
            yield layer
            yield from inner(getattr(layer, "layers", []))

    random = np.random.default_rng(1)
    spread = np.ones(count)
    spread[::10] = 100
    z = random.normal(size=(count, network.input_shape[-1])) * spread[:, None]
    for layer in inner(network.layers):
        if isinstance(layer, keras.layers.Normalization):
            mean, deviation = np.ravel(layer.mean), np.sqrt(np.ravel(layer.variance))
            # Of a column that never changes the deviation is huge.
            return (mean + z * np.where(deviation < 1e9, deviation, 1)).astype(np.float32)
    return z.astype(np.float32)


def difference(model, program, count):
    import keras

    network = keras.models.load_model(model, compile=False)
    x = rows(network, count)
    keras_says = np.asarray(network.predict(x, verbose=0)).reshape(count, -1)
    with tempfile.TemporaryDirectory() as folder:
        plain, table, answers = (Path(folder) / name for name in ("plain.keras", "rows.csv", "answers.csv"))
        without_notes(model, plain)
        with open(table, "w") as file:
            file.write(",".join(f"x{i}" for i in range(x.shape[1])) + "\n")
            for row in x:
                file.write(",".join(repr(float(value)) for value in row) + "\n")
        done = subprocess.run([program, "predict", plain, table, "--out", answers], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr.strip())
        lines = answers.read_text().splitlines()[1:]
    gradus_says = np.array([[float(cell) for cell in line.split(",")[: keras_says.shape[1]]] for line in lines])
    return float(np.abs(gradus_says - keras_says).max() / max(np.abs(keras_says).max(), 1e-30))


def main():
    os.environ.setdefault("KERAS_BACKEND", "jax")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", type=Path)
    parser.add_argument("--gradus", default=str(Path(__file__).resolve().parents[2] / "gradus"))
    parser.add_argument("--rows", type=int, default=500)
    arguments = parser.parse_args()
    wrong = 0
    for model in arguments.models:
        try:
            apart = difference(model, arguments.gradus, arguments.rows)
            wrong += apart > MOST
            print(f"{model}: {apart:.1e}" + (" TOO MUCH" if apart > MOST else ""), flush=True)
        except Exception as problem:
            wrong += 1
            print(f"{model}: FAILED: {type(problem).__name__}: {problem}", flush=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
