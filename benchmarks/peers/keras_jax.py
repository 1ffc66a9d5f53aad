#!/usr/bin/env python3
"""Keras on JAX: `compile` and `fit`, as its users run it."""

import os

os.environ["KERAS_BACKEND"] = "jax"

import statistics
import time

import numpy as np

import workloads
from jax_jit import limit_threads


def model(workload):
    import keras
    from keras import layers

    chain = [layers.Input((workload.inputs,))]
    for units in workload.hidden:
        if workload.normalize_and_drop:
            chain += [
                layers.Dense(units),
                layers.BatchNormalization(),
                layers.Activation(workload.activation),
                layers.Dropout(0.2),
            ]
        else:
            chain.append(layers.Dense(units, activation=workload.activation))
    one_unit = workload.outputs == 1
    chain.append(layers.Dense(workload.outputs, activation="sigmoid" if one_unit else "softmax"))
    network = keras.Sequential(chain)
    rate = workloads.LEARNING_RATES[workload.optimizer]
    optimizer = keras.optimizers.Adam(rate) if workload.optimizer == "adam" else keras.optimizers.SGD(rate)
    loss = "binary_crossentropy" if one_unit else "sparse_categorical_crossentropy"
    network.compile(optimizer, loss)
    return network


def measure(workload, arguments):
    """Windows of whole epochs: `fit` gives the loss of the steps at their ends."""
    import keras

    class Clock(keras.callbacks.Callback):
        def __init__(self):
            super().__init__()
            self.speeds = []
            self.warm = False
            self.begin()

        def begin(self):
            self.steps = 0
            self.start = time.perf_counter()

        def on_train_batch_end(self, batch, logs=None):
            self.steps += 1

        def on_epoch_end(self, epoch, logs=None):
            seconds = time.perf_counter() - self.start
            if seconds < (arguments.seconds if self.warm else arguments.warm_up):
                return
            if self.warm:
                self.speeds.append(self.steps / seconds)
            self.warm = True
            self.model.stop_training = len(self.speeds) == workloads.WINDOWS
            self.begin()

    clock = Clock()
    x, y = workload.data()
    if workload.outputs == 1:
        y = y.astype(np.float32).reshape(-1, 1)
    model(workload).fit(x, y, batch_size=workload.batch, epochs=10**9, verbose=0, callbacks=[clock])
    workloads.report(
        workload.name,
        max(clock.speeds),
        statistics.median(clock.speeds),
        workload.batch,
        "keras-jax",
        arguments.threads,
        "float32",
    )


def main():
    arguments = workloads.parse()
    limit_threads(arguments.threads)
    for workload in arguments.workloads:
        measure(workload, arguments)


if __name__ == "__main__":
    main()
