"""The workloads that all peers run: networks, batches and the shapes of the (random) data; and the clock."""

import argparse
import json
import statistics
import time
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Workload:
    """A training whose speed is measured. A head of one unit is a sigmoid, a wider one a softmax.

    With `members`, the network is TabM-mini: each row goes through it as so many members.
    """

    name: str
    inputs: int
    hidden: tuple
    activation: str
    outputs: int
    rows: int
    batch: int
    optimizer: str = "adam"
    normalize_and_drop: bool = False
    members: int = 1

    def data(self):
        random = np.random.default_rng(1)
        x = random.random((self.rows, self.inputs), dtype=np.float32)
        y = random.integers(0, max(2, self.outputs), self.rows)
        return x, y


WORKLOADS = {
    workload.name: workload
    for workload in (
        Workload("fashion-128", 784, (512, 512), "relu", 10, 60_000, 128),
        Workload("fashion-32", 784, (512, 512), "relu", 10, 60_000, 32),
        Workload("fashion-bn-drop-128", 784, (512, 512), "relu", 10, 60_000, 128, normalize_and_drop=True),
        Workload("wide-tanh-256", 784, (1024, 1024), "tanh", 10, 60_000, 256),
        Workload("tabular-32", 30, (64, 64), "relu", 1, 20_000, 32),
        Workload("playground-10", 2, (8, 8), "tanh", 1, 500, 10, optimizer="sgd"),
        Workload("realmlp-256", 20, (256, 256, 256), "selu", 1, 10_000, 256, optimizer="adamw"),
        Workload("tabm-256", 20, (512, 512), "relu", 1, 10_000, 256, optimizer="adamw", members=32),
    )
}
TABLES = ("realmlp-256", "tabm-256")
LEARNING_RATES = {"adam": 1e-3, "adamw": 1e-3, "sgd": 0.03}
WINDOWS = 5


def parse(variants=()):
    """The command line of every peer: a workload or all, threads, the seconds of a window, and a variant."""
    parser = argparse.ArgumentParser()
    parser.add_argument("workload", choices=[*WORKLOADS, "all"])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=1.0, help="the least length of a window")
    parser.add_argument("--warm-up", type=float, default=3.0, help="seconds")
    if variants:
        parser.add_argument("--variant", choices=variants, default=variants[0])
    arguments = parser.parse_args()
    arguments.workloads = list(WORKLOADS.values()) if arguments.workload == "all" else [WORKLOADS[arguments.workload]]
    return arguments


def measure(workload, epochs, arguments, peer, precision="float32"):
    """Times the whole loop and prints one line of JSON.

    `epochs` is a generator that trains for ever. It yields how many steps it has done since the last time, after it has
    read their loss: order of the rows, gathering, forward pass, loss, backward pass and update all lie between two
    yields. After the warm-up, the best and the median of five windows.
    """
    end = time.perf_counter() + arguments.warm_up
    while time.perf_counter() < end:
        next(epochs)
    speeds = []
    for _ in range(WINDOWS):
        start = time.perf_counter()
        steps = 0
        while True:
            steps += next(epochs)
            seconds = time.perf_counter() - start
            if seconds >= arguments.seconds:
                break
        speeds.append(steps / seconds)
    report(workload.name, max(speeds), statistics.median(speeds), workload.batch, peer, arguments.threads, precision)


def report(name, best, median, batch, peer, threads, precision):
    print(
        json.dumps(
            {
                "workload": name,
                "steps_per_second": round(best, 1),
                "median_steps_per_second": round(median, 1),
                "rows_per_second": round(best * batch),
                "kernels": peer,
                "threads": threads,
                "precision": precision,
            }
        ),
        flush=True,
    )


def batches(workload, random):
    """For ever, the row numbers of full batches in a new order every epoch."""
    while True:
        order = random.permutation(workload.rows)
        for start in range(0, workload.rows - workload.batch + 1, workload.batch):
            yield order[start : start + workload.batch]
