"""Models of tables with categories, for the interchange: KERAS_BACKEND=tensorflow categories.py FOLDER [COUNT] [FIRST]

Raw columns of text, integers and numbers go through lookups, hashes, bins, crossings, encodings and embeddings, drawn
at random. The models in src/test/resources/interchange-categories were made so. Only on TensorFlow does Keras train a
network behind a layer that reads text. gradus.keras.Interchange and interchange.py check take them from there.
"""

import inspect
import sys
from pathlib import Path

import interchange
import keras
import numpy as np
import tensorflow as tf

L = keras.layers
ROWS = 24
# Keras 3.0 takes them only when it runs eagerly.
HAS_WEIGHTS = "count_weights" in inspect.signature(L.CategoryEncoding.compute_output_spec).parameters
WORDS = np.array(["Port Elms", "Fennside", "Ålesund", "Łódź", "東京", "a b", "x", "", "12", "-3", "[UNK]", "long " * 20])


class Table:
    """Draws columns, the layers that read them, and what these give."""

    def __init__(self, number):
        self.rng = np.random.default_rng([7, number])
        self.inputs, self.data, self.texts, self.integers = [], [], [], []

    def one_of(self, *values):
        return values[self.rng.integers(len(values))]

    def maybe(self, **options):
        return {key: value for key, value in options.items() if self.rng.random() < 0.5}

    def late(self, **options):
        """Arguments of lookups that came after Keras 3.12."""
        drawn = self.maybe(**options)
        return drawn if interchange.VERSION > (3, 12) else {}

    def text(self, width=1):
        words = self.rng.choice(WORDS, (ROWS, width))
        return self.add(keras.Input((width,), dtype="string"), tf.constant(words.astype(str).tolist()))

    def whole(self, width=1, most=30, least=-5):
        values = self.rng.integers(least, most, (ROWS, width))
        return self.add(keras.Input((width,), dtype=self.one_of("int32", "int64")), values.astype("float32"))

    def number(self, width=2):
        values = np.round(self.rng.normal(size=(ROWS, width)) * 32) / 32
        return self.add(keras.Input((width,)), values.astype("float32"))

    def add(self, node, values):
        self.inputs.append(node)
        self.data.append(values)
        if node.shape[1] == 1 and node.dtype != "float32":
            (self.texts if node.dtype == "string" else self.integers).append(node)
        return node, values

    def encoded(self, indices, depth):
        """Indices as numbers: embedded, or one-hot."""
        if self.rng.random() < 0.5:
            options = self.maybe(embeddings_initializer="normal", mask_zero=True)
            # Without a penalty, TensorFlow's gradient is sparse, and Keras squares the parts of an index that occurs
            # twice, not their sum, as its other backends do.
            options["embeddings_regularizer"] = self.one_of("l2", keras.regularizers.L2(0.0))
            options |= self.maybe(embeddings_constraint="max_norm")
            return L.Flatten()(L.Embedding(depth, 3, **options)(indices))
        mode = self.one_of("one_hot", "multi_hot", "count") if indices.shape[1] == 1 else self.one_of("multi_hot", "count")
        return L.CategoryEncoding(depth, output_mode=mode)(indices)

    def looked_up(self, kind, column, **options):
        node, values = column
        mode = self.one_of("int", "int", "one_hot", "multi_hot", "count", "tf_idf")
        if node.shape[1] > 1 and mode == "one_hot":
            mode = "count"
        options |= self.maybe(num_oov_indices=3)
        options |= self.maybe(max_tokens=8)
        if mode in ("multi_hot", "count") and "max_tokens" in options:
            options |= self.maybe(pad_to_max_tokens=True)
        layer = kind(output_mode=mode, **options)
        half = values[: ROWS // 2]
        layer.adapt(half if tf.is_tensor(half) else half.astype("int64"))
        if mode != "int":
            return layer(node)
        return self.encoded(layer(node), layer.vocabulary_size())

    def string_lookup(self):
        options = self.maybe(mask_token="") | self.late(salt=[3, 4])
        return self.looked_up(L.StringLookup, self.text(self.one_of(1, 1, 2)), **options)

    def integer_lookup(self):
        options = self.maybe(mask_token=0) | self.late(oov_method="farmhash")
        return self.looked_up(L.IntegerLookup, self.whole(self.one_of(1, 1, 3)), **options)

    def hashed(self):
        node, _ = self.one_of(self.text, self.whole)(self.one_of(1, 2))
        bins, mode = int(self.rng.integers(2, 20)), self.one_of("int", "multi_hot", "count")
        options = self.maybe(salt=[133, 137])
        options |= self.maybe(mask_value="" if node.dtype == "string" else 3)
        hashed = L.Hashing(bins, output_mode=mode, **options)(node)
        return self.encoded(hashed, bins) if mode == "int" else hashed

    def crossed(self):
        kind = self.one_of(self.texts, self.integers, self.texts + self.integers)
        nodes = kind[: self.one_of(2, 3)]
        while len(nodes) < 2:
            nodes = [*nodes, self.text()[0]]
        bins, mode = int(self.rng.integers(2, 20)), self.one_of("int", "one_hot")
        crossed = L.HashedCrossing(bins, output_mode=mode)(nodes)
        return self.encoded(crossed, bins) if mode == "int" else crossed

    def binned(self):
        node, values = self.number(self.one_of(1, 2))
        mode = self.one_of("int", "multi_hot", "count")
        layer = L.Discretization(num_bins=int(self.rng.integers(2, 8)), output_mode=mode)
        layer.adapt(values)
        return self.encoded(layer(node), len(layer.bin_boundaries) + 1) if mode == "int" else layer(node)

    def weighted(self):
        node, _ = self.whole(3, 6, 0)
        if not HAS_WEIGHTS:
            return L.CategoryEncoding(6, output_mode="count")(node)
        weights, _ = self.number(3)
        return L.CategoryEncoding(6, output_mode="count")(node, count_weights=weights)

    def embedded(self):
        return self.encoded(self.whole(self.one_of(1, 2), 9, 0)[0], 9)

    def plain(self):
        return self.number()[0]

    def model(self):
        kinds = [self.string_lookup, self.integer_lookup, self.hashed, self.crossed, self.binned, self.weighted]
        kinds += [self.embedded, self.plain]
        chosen = self.rng.permutation(len(kinds))[: self.rng.integers(2, 6)]
        parts = [kinds[i]() for i in sorted(chosen)]
        joined = L.Dense(5, activation="tanh")(L.Concatenate()(parts))
        model = keras.Model(self.inputs, L.Dense(2)(joined))
        model.compile(self.one_of("adam", "rmsprop", "adagrad", keras.optimizers.SGD(0.05, 0.5)), "mse")
        return model


def make(folder, count, number):
    folder.mkdir(parents=True, exist_ok=True)
    made = 0
    while made < count:
        keras.utils.clear_session()
        keras.utils.set_random_seed(number)
        table = Table(number)
        model = table.model()
        y = [table.rng.normal(size=(ROWS, 2)).astype("float32")]
        path = folder / f"category_{number:03d}.keras"
        problem = interchange.keep(model, table.data, y, None, path)
        if problem:
            print(f"{path.name} is left out: {problem}")
            path.unlink(missing_ok=True)
        made += problem is None
        number += 1
    print(made, "models made by Keras", keras.__version__)


if __name__ == "__main__":
    count, first = (*map(int, sys.argv[2:4]), *(60, 0)[len(sys.argv[2:4]) :])
    make(Path(sys.argv[1]), count, first)
