"""Models drawn from everything that came after dense chains: KERAS_BACKEND=tensorflow concepts.py FOLDER [COUNT] [FIRST]

Columns of text, integers and numbers through lookups, hashes, bins and embeddings; rows of several axes; operations;
frozen layers; several outputs; optimizers that look at whole parameters or are made of others; overlaps as losses. The
models in src/test/resources/interchange-concepts were made so. gradus.keras.Interchange and interchange.py check take
them from there.
"""

import sys
from pathlib import Path

import interchange
import keras
import numpy as np
import operations
import tensorflow as tf
from categories import ROWS, Table
from keras import ops

L, O, F, M = keras.layers, keras.optimizers, keras.losses, keras.metrics


def those_it_has(makers, maker=lambda made: made):
    """Those that this version of Keras has; all of them from 3.15 on."""
    had = []
    for one in makers:
        try:
            maker(one)()
            had.append(one)
        except (AttributeError, TypeError, ValueError):
            pass
    return had


RULES = [
    lambda: O.Adafactor(0.02),
    lambda: O.Ftrl(0.05),
    lambda: O.Lamb(0.01),
    lambda: O.Muon(0.005),
    lambda: O.ScheduleFreeAdamW(0.01),
    lambda: O.Adam(O.schedules.CosineDecay(0.02, 9), clipnorm=0.5),
    lambda: O.SGD(0.02, momentum=0.9, nesterov=True, use_ema=True, ema_momentum=0.8),
    lambda: O.AdamW(0.01, gradient_accumulation_steps=2),
    lambda: O.LossScaleOptimizer(O.Adam(0.01), initial_scale=8.0, dynamic_growth_steps=2),
    lambda: O.LossScaleOptimizer(O.SGD(0.02, momentum=0.5)),
    lambda: O.MultiOptimizer(O.OptimizerMap(O.Adam(0.01), {"end.*/.*": O.SGD(0.02, momentum=0.9)})),
    lambda: O.MultiOptimizer(
        O.OptimizerMap(O.RMSprop(0.005), {"joined/kernel": O.Lamb(0.01), ".*/bias": O.Nadam(0.01, clipvalue=0.5)})
    ),
    lambda: O.LossScaleOptimizer(O.MultiOptimizer(O.OptimizerMap(O.Adamax(0.01), {"joined/.*": O.Lion(0.002)})), 16.0, 3),
]
REAL = [lambda: M.PearsonCorrelation(), lambda: M.ConcordanceCorrelation(), M.R2Score, M.RootMeanSquaredError]
MARKS = [
    lambda: M.RecallAtPrecision(0.6),
    lambda: M.PrecisionAtRecall(0.5),
    lambda: M.SensitivityAtSpecificity(0.5),
    lambda: M.SpecificityAtSensitivity(0.5),
    lambda: M.BinaryIoU([0, 1], 0.5),
    M.AUC,
]
# Loss, activation of the end, targets, metrics.
ENDS = [
    (F.MeanSquaredError, "linear", "real", REAL),
    (F.Huber, "linear", "real", REAL),
    (lambda: F.Dice(), "sigmoid", "marks", MARKS),
    # With unequal weights Keras up to 3.15 exchanges them.
    (lambda: F.Tversky(0.4, 0.4), "sigmoid", "marks", MARKS),
    (F.BinaryCrossentropy, "sigmoid", "marks", MARKS),
    (lambda: F.CategoricalGeneralizedCrossEntropy(0.6), "softmax", "labels", [lambda: M.MeanIoU(3, sparse_y_pred=False)]),
    (F.CategoricalCrossentropy, "softmax", "one_hot", [lambda: M.OneHotMeanIoU(3), M.CategoricalAccuracy]),
]
RULES, REAL, MARKS = (those_it_has(makers) for makers in (RULES, REAL, MARKS))
ENDS = [(*end, those_it_has(metrics)) for *end, metrics in those_it_has(ENDS, lambda end: end[0])]


class Drawn(Table):
    def sequence(self, h):
        """Rows of several axes, from numbers or from embedded integers, and back to one."""
        if self.rng.random() < 0.5:
            h = L.Reshape((4, 3))(L.Dense(12)(h))
        else:
            ids = self.whole(4, 9, 0)[0]
            embedding = {"embeddings_regularizer": "l2", "embeddings_initializer": "glorot_uniform"}
            h = L.Embedding(9, 3, **embedding | self.maybe(mask_zero=True))(ids)
        for _ in range(self.rng.integers(1, 4)):
            h = self.of_rows()(h)
        end = self.one_of(L.Flatten, L.GlobalAveragePooling1D, L.GlobalMaxPooling1D)()
        return end(h)

    def of_rows(self):
        width = int(self.rng.integers(2, 5))
        return self.one_of(
            lambda: L.Dense(width, activation="tanh"),
            lambda: L.EinsumDense("abc,cd->abd", (None, width), bias_axes="d", activation="tanh"),
            lambda: L.TimeDistributed(L.Dense(width, activation="softsign")),
            lambda: L.LayerNormalization(epsilon=0.1),
            lambda: L.LayerNormalization(axis=[1, 2], epsilon=0.1),
            lambda: L.BatchNormalization(axis=1, epsilon=0.1),
            lambda: L.GroupNormalization(1, epsilon=0.1),
            lambda: L.Permute((2, 1)),
            lambda: L.Softmax(axis=1),
            lambda: L.PReLU(shared_axes=[1]),
            lambda: L.SpatialDropout1D(0.0),
        )()

    def computed(self, h):
        values = [h, L.Dense(h.shape[-1], activation="tanh")(h)]
        for _ in range(self.rng.integers(2, 5)):
            a, b = (values[int(self.rng.integers(len(values)))] for _ in range(2))
            kind = self.rng.integers(3)
            if kind == 0:
                values.append(operations.unary(self.rng, a))
            else:
                values.append(operations.binary(self.rng, a, b) if kind == 1 else operations.reshaping(self.rng, a))
        return ops.tanh(sum(values[1:], values[0]) / 4)

    def target(self, kind):
        if kind == "real":
            return self.rng.normal(size=(ROWS, 3)).astype("float32")
        if kind == "marks":
            return self.rng.integers(0, 2, (ROWS, 3)).astype("float32")
        labels = self.rng.integers(0, 3, ROWS)
        # With labels in a column, Keras takes the loss of each row with the label of each.
        return labels.astype("float32") if kind == "labels" else np.eye(3, dtype="float32")[labels]

    def model(self, number):
        kinds = [self.string_lookup, self.integer_lookup, self.hashed, self.crossed, self.binned, self.weighted]
        kinds += [self.embedded, self.plain]
        chosen = sorted(self.rng.permutation(len(kinds))[: self.rng.integers(1, 4)])
        parts = [kinds[i]() for i in chosen] + [self.plain()]
        # Keras 3.0 trains a layer that is made with trainable=False, as it is when it comes from a file.
        frozen = self.rng.random() < 0.3 and interchange.VERSION > (3, 0)
        h = L.Dense(6, activation="tanh", name="joined")(L.Concatenate()(parts))
        joined = [h]
        if self.rng.random() < 0.7:
            joined.append(self.sequence(h))
        if self.rng.random() < 0.7:
            joined.append(self.computed(h))
        h = L.Concatenate()(joined) if len(joined) > 1 else h
        h = L.Dense(4, activation="softsign", trainable=not frozen, name="narrow")(h)
        ends = [ENDS[(number + i) % len(ENDS)] for i in range(self.rng.integers(1, 3))]
        outputs = [L.Dense(3, activation=end[1], name=f"end_{i}")(h) for i, end in enumerate(ends)]
        model = keras.Model(self.inputs, outputs if len(ends) > 1 else outputs[0])
        metrics = [[self.one_of(*end[3])()] for end in ends]
        model.compile(
            RULES[number % len(RULES)](),
            [end[0]() for end in ends] if len(ends) > 1 else ends[0][0](),
            loss_weights=[1.0, 0.5] if len(ends) > 1 else None,
            metrics=metrics if len(ends) > 1 else metrics[0],
        )
        return model, [self.target(end[2]) for end in ends]


def make(folder, count, number):
    folder.mkdir(parents=True, exist_ok=True)
    made = 0
    while made < count:
        keras.utils.clear_session()
        keras.utils.set_random_seed(number)
        table = Drawn(1000 + number)
        path = folder / f"concept_{number:03d}.keras"
        try:
            model, y = table.model(number)
            # A name that a pattern describes counts from loading on: in a model that is built, paths begin otherwise.
            model.save(path)
            keras.utils.clear_session()
            problem = interchange.keep(keras.models.load_model(path), table.data, y, None, path)
        except (ValueError, TypeError, AttributeError, NotImplementedError, tf.errors.InvalidArgumentError) as error:
            # What an older version does not have, or cannot read again.
            problem = f"Keras cannot build or open it: {str(error).splitlines()[0]}"
        if problem:
            print(f"{path.name} is left out: {problem}", flush=True)
            path.unlink(missing_ok=True)
        made += problem is None
        number += 1
    print(made, "models made by Keras", keras.__version__, "up to number", number - 1)


if __name__ == "__main__":
    # Small models are traced for longer than they compute.
    tf.config.run_functions_eagerly(True)
    interchange.repair_schedule_free()
    count, first = (*map(int, sys.argv[2:4]), *(60, 0)[len(sys.argv[2:4]) :])
    make(Path(sys.argv[1]), count, first)
