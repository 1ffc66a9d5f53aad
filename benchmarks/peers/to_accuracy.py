#!/usr/bin/env python3
"""Fashion-MNIST to 88% of the test rows, as whole processes: Gradus, PyTorch and Keras on JAX in turn, seed by seed.

A process reads the files, trains 784-512-512-10 (ReLU) by Adam in batches of 128, looks at the test rows after each epoch,
and ends after the first with the accuracy. The time is that of the process, from start to end.
"""

import argparse
import gzip
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
GRADUS = HERE.parent.parent / "gradus"
PEERS = ("pytorch-fused", "pytorch-compiled", "keras-jax")
BATCH = 128
MOST_EPOCHS = 30


def read(folder, name):
    with gzip.open(Path(folder) / name) as file:
        data = file.read()
    header = 4 + 4 * data[3]
    return np.frombuffer(data, np.uint8, offset=header)


def data(folder):
    """Pixels standardized all alike, as Gradus does it."""
    parts = []
    for part in ("train", "t10k"):
        pixels = read(folder, f"{part}-images-idx3-ubyte.gz").reshape(-1, 784).astype(np.float32)
        parts += [pixels, read(folder, f"{part}-labels-idx1-ubyte.gz").astype(np.int64)]
    mean, deviation = parts[0].mean(), parts[0].std()
    parts[0] = (parts[0] - mean) / deviation
    parts[2] = (parts[2] - mean) / deviation
    return parts


def pytorch(arguments):
    import torch
    from torch import nn

    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    x, y, test_x, test_y = (torch.from_numpy(part) for part in data(arguments.data))
    model = nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10))
    optimizer = torch.optim.Adam(model.parameters(), fused=True)
    loss_of = nn.CrossEntropyLoss()
    compute = lambda inputs, targets: loss_of(model(inputs), targets)
    if arguments.program == "pytorch-compiled":
        compute = torch.compile(compute, dynamic=False)
    for epoch in range(MOST_EPOCHS):
        order = torch.randperm(len(x))
        for start in range(0, len(x), BATCH):
            rows = order[start : start + BATCH]
            optimizer.zero_grad(set_to_none=True)
            compute(x[rows], y[rows]).backward()
            optimizer.step()
        with torch.inference_mode():
            accuracy = (model(test_x).argmax(1) == test_y).float().mean().item()
        if accuracy >= arguments.accuracy:
            break
    print(f"epochs {epoch + 1}, accuracy {accuracy:.4f}")


def keras_jax(arguments):
    import os

    os.environ["KERAS_BACKEND"] = "jax"
    from jax_jit import limit_threads

    limit_threads(arguments.threads)
    import keras
    from keras import layers

    class Stop(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            self.model.stop_training = logs["val_accuracy"] >= arguments.accuracy

    keras.utils.set_random_seed(arguments.seed)
    x, y, test_x, test_y = data(arguments.data)
    dense = [layers.Dense(512, activation="relu") for _ in range(2)]
    model = keras.Sequential([layers.Input((784,)), *dense, layers.Dense(10, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    test = (test_x, test_y)
    fit = dict(batch_size=BATCH, epochs=MOST_EPOCHS, validation_data=test, validation_batch_size=1000, verbose=0)
    history = model.fit(x, y, callbacks=[Stop()], **fit).history
    print(f"epochs {len(history['loss'])}, accuracy {history['val_accuracy'][-1]:.4f}")


def command(program, arguments, seed):
    shared = ["--seed", seed, "--threads", str(arguments.threads)]
    if program == "gradus":
        layers = ["--layers", "dense(512,relu) dense(512,relu)", "--batch", str(BATCH), "--epochs", str(MOST_EPOCHS)]
        stop = ["--patience", "0", "--callbacks", f"stop_at(val_accuracy, {arguments.accuracy})"]
        return [str(GRADUS), "train", arguments.data, "--validation", arguments.data, *layers, *stop, *shared]
    files = ["--data", arguments.data, "--accuracy", str(arguments.accuracy)]
    return [arguments.python, str(HERE / "to_accuracy.py"), program, *files, *shared]


def measure(program, arguments, seed):
    start = time.perf_counter()
    result = subprocess.run(command(program, arguments, seed), capture_output=True, text=True)
    seconds = time.perf_counter() - start
    found = re.search(r"epochs (\d+), accuracy" if program != "gradus" else r"(\d+) epochs? in", result.stdout)
    if result.returncode != 0 or not found:
        sys.exit(f"{program} failed ({result.returncode}): {result.stderr.strip()[-500:]}")
    print(f"  {program}, seed {seed}: {seconds:.2f} s, {found.group(1)} epochs", file=sys.stderr)
    return seconds, int(found.group(1))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", nargs="?", help="one of the peers, in this process; without it all in turn")
    parser.add_argument("--data", default="/usr/share/datasets/fashion-mnist", help="folder with the four files")
    parser.add_argument("--accuracy", type=float, default=0.88)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", default="1,2,3", help="of all in turn")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--programs", default=",".join(("gradus", *PEERS)))
    arguments = parser.parse_args()
    if arguments.program:
        (keras_jax if arguments.program == "keras-jax" else pytorch)(arguments)
        return
    programs = arguments.programs.split(",")
    runs = {program: [] for program in programs}
    for seed in arguments.seeds.split(","):
        for program in programs:
            runs[program].append(measure(program, arguments, seed))
    best = min(statistics.mean(s for s, _ in runs[p]) for p in programs if p != "gradus" or len(programs) == 1)
    print("| program | seconds | epochs | mean seconds | of the best peer |\n|---|---|---|---|---|")
    for program, measured in runs.items():
        mean = statistics.mean(seconds for seconds, _ in measured)
        listed = ", ".join(f"{seconds:.1f}" for seconds, _ in measured)
        print(f"| {program} | {listed} | {', '.join(str(n) for _, n in measured)} | {mean:.1f} | {mean / best:.2f} |")


if __name__ == "__main__":
    main()
