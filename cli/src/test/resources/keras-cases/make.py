"""Makes cases: models that Keras saved, and what Keras does with them. See README.md.

KERAS_BACKEND=jax python make.py [NAME …]
"""
import csv
import json
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "jax")
import keras
import numpy as np
from keras import layers, losses, metrics, optimizers, regularizers

ROWS = 97
HERE = os.path.dirname(os.path.abspath(__file__))


def numbers(rng, width):
    return rng.normal(size=(ROWS, width)).astype("float32")


def chain(*stack, inputs=5):
    return keras.Sequential([layers.Input((inputs,)), *stack])


def single(rng, kind, inputs=5):
    """Inputs and a target of one kind that follows from them."""
    x = numbers(rng, inputs)
    score = x @ rng.normal(size=(inputs, 4)).astype("float32") + 0.3 * numbers(rng, 4)
    if kind == "number":
        y = (2 * score[:, :1] + 1).astype("float32")
    elif kind == "binary":
        y = (score[:, :1] > 0).astype("float32")
    elif kind == "several":
        y = (score > 0).astype("float32")
    else:
        y = score[:, :3].argmax(axis=1).reshape(-1, 1).astype("float32")
        if kind == "onehot":
            y = np.eye(3, dtype="float32")[y[:, 0].astype(int)]
    return [x], [y]


def regression_nesterov_l2(rng):
    model = chain(layers.Dense(8, "tanh", kernel_regularizer=regularizers.L2(0.01)), layers.Dense(1, activity_regularizer="l1"))
    model.compile(optimizers.SGD(0.02, momentum=0.9, nesterov=True), "mse", metrics=["mae"])
    return model, single(rng, "number"), {}


def onehot_nadam(rng):
    model = chain(layers.Dense(8, "gelu"), layers.Dropout(0), layers.Dense(3, "softmax"))
    model.compile(optimizers.Nadam(0.01), losses.CategoricalCrossentropy(label_smoothing=0.1), metrics=["accuracy"])
    return model, single(rng, "onehot"), {}


def sparse_schedule(rng):
    model = chain(layers.Dense(8, "relu"), layers.BatchNormalization(), layers.Dense(3))
    rate = optimizers.schedules.CosineDecay(0.0, 60, warmup_target=0.02, warmup_steps=10)
    model.compile(
        optimizers.AdamW(rate, weight_decay=0.01, clipnorm=1.0),
        losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=[metrics.SparseTopKCategoricalAccuracy(2)],
    )
    return model, single(rng, "label"), {}


def two_inputs_two_outputs(rng):
    left, right = layers.Input((5,), name="left"), layers.Input((3,), name="right")
    h = layers.Dense(8, "tanh")(layers.Concatenate()([layers.Dense(4)(left), right]))
    out = [layers.Dense(3, "softmax", name="kind")(h), layers.Dense(2, name="price")(h)]
    model = keras.Model([left, right], out)
    model.compile(
        optimizers.Adam(optimizers.schedules.ExponentialDecay(0.02, 7, 0.9)),
        {"kind": "sparse_categorical_crossentropy", "price": losses.Huber()},
        loss_weights={"kind": 2.0, "price": 0.3},
        metrics={"kind": ["accuracy"], "price": ["mae", "mse"]},
    )
    a, b = numbers(rng, 5), numbers(rng, 3)
    kind = (a[:, :1] + b[:, :1] > 0).astype("float32") + (a[:, 1:2] > 0.5)
    return model, ([a, b], [kind, np.concatenate([a[:, :1] * 3, b[:, 1:2] + 1], axis=1)]), {}


def sample_weights(rng):
    model = chain(layers.Dense(8, "silu"), layers.Dense(3, "softmax"))
    model.compile(
        optimizers.RMSprop(0.005, momentum=0.5, centered=True),
        "sparse_categorical_crossentropy",
        metrics=["accuracy"],
        weighted_metrics=["accuracy", "sparse_categorical_crossentropy"],
    )
    return model, single(rng, "label"), {"sample_weight": rng.uniform(0, 2, ROWS).astype("float32")}


def class_weights(rng):
    model = chain(layers.Dense(6, "elu"), layers.Dense(1, "sigmoid"))
    model.compile(optimizers.Adam(0.01), "binary_crossentropy", metrics=["accuracy"], weighted_metrics=["accuracy"])
    return model, single(rng, "binary"), {"class_weight": {0: 0.5, 1: 2.0}}


def class_weights_onehot(rng):
    model = chain(layers.Dense(6, "relu"), layers.Dense(3, "softmax"))
    model.compile(optimizers.Adagrad(0.1), losses.CategoricalFocalCrossentropy(), metrics=["accuracy"])
    return model, single(rng, "onehot"), {"class_weight": {0: 0.5, 2: 3.0}}


def several_labels(rng):
    model = chain(layers.Dense(8, "selu"), layers.Dense(4, "sigmoid"))
    model.compile(
        optimizers.Adam(0.01, gradient_accumulation_steps=3, use_ema=True, ema_momentum=0.9),
        losses.BinaryFocalCrossentropy(gamma=1.5),
        metrics=[metrics.BinaryAccuracy(threshold=0.4), metrics.Precision(), metrics.Recall()],
    )
    return model, single(rng, "several"), {}


def named_columns(rng):
    """Each input is one number, named as a column; their order is not that of the file."""
    inputs = [layers.Input((1,), name=f"x{i}") for i in (3, 0, 2)]
    h = layers.Dense(6, "softplus")(layers.Concatenate()(inputs))
    model = keras.Model(inputs, layers.Dense(1)(h))
    model.compile(optimizers.Lamb(0.01), "log_cosh", metrics=["mae"])
    x = numbers(rng, 4)
    y = 2 * x[:, :1] - x[:, 3:]
    return model, ([x], [y]), {"feed": [x[:, 3:4], x[:, 0:1], x[:, 2:3]]}


def h5_regression(rng):
    model = chain(layers.Dense(8, "relu"), layers.LayerNormalization(), layers.Dense(1))
    model.compile(optimizers.RMSprop(0.01), "mean_absolute_error", metrics=["mse"])
    return model, single(rng, "number"), {"file": "model.h5"}


def h5_two_outputs(rng):
    x = layers.Input((5,))
    h = layers.Dense(8, "tanh", kernel_regularizer="l2")(x)
    model = keras.Model(x, [layers.Dense(1, "sigmoid", name="yes")(h), layers.Dense(3, "softmax", name="kind")(h)])
    model.compile(
        optimizers.Adam(optimizers.schedules.PolynomialDecay(0.02, 50)),
        ["binary_crossentropy", "categorical_crossentropy"],
        loss_weights=[1.0, 0.5],
        metrics=[["accuracy"], ["accuracy"]],
    )
    [a], [kind] = single(rng, "onehot")
    return model, ([a], [(a[:, :1] > 0).astype("float32"), kind]), {"file": "model.h5"}


def h5_onehot(rng):
    model = chain(layers.Dense(8), layers.LeakyReLU(0.2), layers.Dense(3, "softmax"))
    model.compile(optimizers.Adamax(0.01), "categorical_crossentropy", metrics=["accuracy"])
    return model, single(rng, "onehot"), {"file": "model.h5"}


def frozen_and_nested(rng):
    inner = chain(layers.Dense(6, "relu"), layers.Dense(4, "relu"))
    inner.layers[0].trainable = False
    model = chain(inner, layers.Dense(1))
    model.compile(optimizers.Lion(0.003), "mse")
    return model, single(rng, "number"), {}


def list_and_dict_names(rng):
    """Inputs and outputs in dicts."""
    inputs = {"b": layers.Input((2,), name="in_b"), "a": layers.Input((3,), name="in_a")}
    h = layers.Dense(6, "tanh")(layers.Concatenate()([inputs["b"], inputs["a"]]))
    model = keras.Model(inputs, {"z": layers.Dense(1, name="one")(h), "y": layers.Dense(2, name="two")(h)})
    model.compile(optimizers.Adam(0.01), {"z": "mse", "y": "mae"}, loss_weights={"y": 3.0, "z": 1.0}, metrics={"y": ["mse"]})
    b, a = numbers(rng, 2), numbers(rng, 3)
    z, y = b[:, :1] * 2, np.concatenate([a[:, :1], b[:, 1:]], axis=1)
    return model, ([b, a], [z, y]), {"feed": {"b": b, "a": a}, "goal": {"z": z, "y": y}}


def chain_on_three_axes(rng):
    """The columns are the numbers of rows of 4 × 3, one after the other."""
    model = keras.Sequential(
        [
            layers.Input((4, 3)),
            layers.TimeDistributed(layers.Dense(5, "tanh")),
            layers.EinsumDense("abc,cd->abd", (4, 4), bias_axes="d", activation="silu"),
            layers.BatchNormalization(axis=1),
            layers.Permute((2, 1)),
            layers.LayerNormalization(axis=[1, 2]),
            layers.PReLU(shared_axes=[1]),
            layers.Flatten(),
            layers.Dense(1),
        ]
    )
    model.compile(optimizers.Adam(0.01), "mse", metrics=["mae"])
    [x], y = single(rng, "number", 12)
    return model, ([x], y), {"feed": x.reshape(-1, 4, 3)}


def embedded_tokens(rng):
    """Rows of up to four tokens; 0 is none."""
    model = keras.Sequential(
        [
            layers.Input((4,), dtype="int32"),
            layers.Embedding(9, 3, mask_zero=True),
            layers.TimeDistributed(layers.Dense(5, "tanh")),
            layers.EinsumDense("abc,cd->abd", (None, 4), bias_axes="d"),
            layers.GlobalAveragePooling1D(),
            layers.Dense(3, "softmax"),
        ]
    )
    model.compile(optimizers.Adam(0.02), "sparse_categorical_crossentropy", metrics=["accuracy"])
    x = rng.integers(0, 9, (ROWS, 4))
    y = (x.sum(axis=1, keepdims=True) % 3).astype("float32")
    return model, ([x.astype("float32")], [y]), {"feed": x.astype("int32")}


CASES = [
    regression_nesterov_l2, onehot_nadam, sparse_schedule, two_inputs_two_outputs, sample_weights, class_weights,
    class_weights_onehot, several_labels, named_columns, h5_regression, h5_two_outputs, h5_onehot, frozen_and_nested,
    list_and_dict_names, chain_on_three_axes, embedded_tokens,
]



def write(path, names, tables):
    with open(path, "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        for row in np.concatenate(tables, axis=1):
            writer.writerow([f"{value:.9g}" for value in row])


def flat(predictions, goal):
    if isinstance(predictions, dict):
        return [predictions[key] for key in goal]
    return predictions if isinstance(predictions, list) else [predictions]


def make(case, seed):
    name = case.__name__.replace("_", "-")
    folder = os.path.join(HERE, name)
    os.makedirs(folder, exist_ok=True)
    keras.utils.set_random_seed(seed)
    model, (x, y), options = case(np.random.default_rng(seed))
    feed = options.get("feed", x if len(x) > 1 else x[0])
    goal = options.get("goal", y if len(y) > 1 else y[0])
    fit = {"batch_size": 16, "shuffle": False, "verbose": 0}
    weight, classes = options.get("sample_weight"), options.get("class_weight")
    # The first epochs are unweighted, and the optimizer has a state.
    model.fit(feed, goal, epochs=2, **fit)
    file = os.path.join(folder, options.get("file", "model.keras"))
    model.save(file)
    # Keras restores no optimizer's state from .h5, so such a model goes on as it is. On JAX, a model that accumulates
    # gradients can be evaluated or go on, but not both.
    opened = file.endswith(".keras")
    judge = keras.models.load_model(file) if opened else model
    model = keras.models.load_model(file) if opened else model
    width = sum(table.shape[1] for table in x)
    targets = sum(table.shape[1] for table in y)
    inputs = [f"x{i}" for i in range(width)]
    columns = inputs + [f"y{i}" for i in range(targets)] + (["w"] if weight is not None else [])
    write(os.path.join(folder, "x.csv"), inputs, x)
    write(os.path.join(folder, "xy.csv"), columns, x + y + ([] if weight is None else [weight.reshape(-1, 1)]))

    def predict(file, model):
        tables = flat(model.predict(feed, verbose=0, batch_size=ROWS), goal if isinstance(goal, dict) else None)
        names = [f"p{i}" for i in range(sum(table.shape[1] for table in tables))]
        write(os.path.join(folder, file), names, tables)

    predict("predictions.csv", judge)
    judged = judge.evaluate(feed, goal, sample_weight=weight, return_dict=True, verbose=0)
    epochs = model.fit(feed, goal, epochs=3, sample_weight=weight, class_weight=classes, **fit).history
    predict("continued_predictions.csv", model)
    with open(os.path.join(folder, "case.json"), "w") as out:
        json.dump(
            {
                "keras": keras.__version__,
                "note": case.__doc__ or name.replace("-", " "),
                "fit": {
                    "batch_size": 16, "shuffle": False, "epochs": 3, "sample_weight": weight is not None,
                    "class_weight": classes,
                },
                "evaluate": {key: float(value) for key, value in judged.items()},
                "continued": {key: [float(value) for value in values] for key, values in epochs.items()},
            },
            out,
            indent=1,
        )
        out.write("\n")


for number, one in enumerate(CASES):
    if len(sys.argv) == 1 or one.__name__.replace("_", "-") in sys.argv[1:]:
        make(one, 100 + number)
        print(one.__name__)
