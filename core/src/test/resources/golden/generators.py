"""generators.tsv: what Keras's fit logs for batches from generators and from data sets of unknown length.

A data set that ends with an epoch, as 5 batches with 5 steps per epoch, is not among them: the next epoch of Keras 3.15.1
has no step then, and fails.

Each line: the case, the numbers of steps of its epochs, loss, mean absolute error, validation loss, the weights at the end.
"""

import os
import warnings
from pathlib import Path

os.environ["KERAS_BACKEND"] = "jax"
import keras
import numpy as np
import tensorflow as tf

warnings.simplefilter("ignore")
SIZES = [4, 3, 6, 2, 5]


def batch(number):
    rows = SIZES[number % 5]
    value = lambda i, j: ((number * 13 + i * 7 + j * 5) % 11) / 8 - 0.5
    inputs = np.array([[value(i, j) for j in range(3)] for i in range(rows)], "float32")
    targets = np.array([[value(i, 3)] for i in range(rows)], "float32")
    weights = np.array([1 + i % 2 for i in range(rows)], "float32")
    return inputs, targets, weights


def five():
    yield from map(batch, range(5))


def endless():
    number = 0
    while True:
        yield batch(number)
        number += 1


def again():
    shapes = [(None, 3), (None, 1), (None,)]
    return tf.data.Dataset.from_generator(five, output_signature=tuple(tf.TensorSpec(shape) for shape in shapes))


class Steps(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.counts = []

    def on_epoch_begin(self, epoch, logs=None):
        self.counts.append(0)

    def on_train_batch_end(self, batch, logs=None):
        self.counts[-1] += 1


CASES = {
    "passes": (again, {"epochs": 3}),
    "endless": (endless, {"epochs": 3, "steps_per_epoch": 2}),
    "short": (again, {"epochs": 4, "steps_per_epoch": 2}),
    "more": (again, {"epochs": 3, "steps_per_epoch": 9}),
}


def row(name):
    source, settings = CASES[name]
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    model.layers[0].set_weights([np.full((3, 1), 0.25, "float32"), np.zeros(1, "float32")])
    model.compile(keras.optimizers.SGD(0.125), "mse", metrics=["mae"])
    steps = Steps()
    history = model.fit(source(), verbose=0, callbacks=[steps], validation_data=batch(7), **settings).history
    weights = np.concatenate([w.ravel() for w in model.get_weights()])
    columns = [steps.counts, history["loss"], history["mae"], history["val_loss"], weights]
    return "\t".join([name] + [" ".join(repr(float(v)) for v in column) for column in columns])


if __name__ == "__main__":
    Path(__file__).with_suffix(".tsv").write_text("".join(row(case) + "\n" for case in CASES))
