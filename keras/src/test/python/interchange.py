"""Models that move between Keras and Gradus, both ways, on generated architectures.

    interchange.py make FOLDER [COUNT [FIRST]]   Keras makes models, trains each an epoch, saves it, and notes what comes next
    interchange.py check FOLDER          Keras opens what Gradus saved from them, and compares

Between the two, the Java program gradus.keras.Interchange (test sources of module keras) loads each model, compares, and
saves it as NAME.gradus.keras. interchange.sh runs all three. The models in src/test/resources/interchange were made so.

Architectures are drawn at random, from the number of the model; layers, activations, optimizers, losses and options take
turns, so that each comes up. Rates of dropout and noise are 0, because random numbers differ.
"""

import json
import os
import sys
import zipfile
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras  # noqa: E402
import numpy as np  # noqa: E402

L, O, S = keras.layers, keras.optimizers, keras.optimizers.schedules
ROWS, BATCH, EPOCHS = 12, 4, 3

ACTIVATIONS = (
    "linear relu relu6 leaky_relu elu selu celu gelu silu hard_silu mish softplus softsign sigmoid hard_sigmoid log_sigmoid"
    " sparse_sigmoid tanh hard_tanh tanh_shrink soft_shrink hard_shrink exponential softmax log_softmax sparsemax squareplus"
    " sparse_plus"
).split()
INITIALIZERS = [
    "zeros", "ones", keras.initializers.Constant(0.1), "identity", "orthogonal", "random_normal", "random_uniform",
    "truncated_normal", keras.initializers.VarianceScaling(2.0, "fan_avg", "uniform"), "glorot_uniform", "glorot_normal",
    "he_uniform", "he_normal", "lecun_uniform", "lecun_normal",
]  # fmt: skip
REGULARIZERS = [None, "l1", "l2", keras.regularizers.L1L2(0.01, 0.002), keras.regularizers.L1(0.02), keras.regularizers.L2(0.003)]
CONSTRAINTS = [
    None, keras.constraints.MaxNorm(1.5), keras.constraints.NonNeg(), keras.constraints.UnitNorm(),
    keras.constraints.MinMaxNorm(0.5, 1.5, rate=0.7),
]  # fmt: skip
OPTIONS = [
    {}, {"clipnorm": 0.5}, {"global_clipnorm": 0.7}, {"clipvalue": 0.1}, {"weight_decay": 0.01}, {},
    {"use_ema": True, "ema_momentum": 0.9}, {"gradient_accumulation_steps": 2}, {"use_ema": True, "ema_overwrite_frequency": 2},
]  # fmt: skip
RATES = [
    lambda r: r, lambda r: r, lambda r: S.ExponentialDecay(r, 3, 0.9), lambda r: S.InverseTimeDecay(r, 4, 0.5, staircase=True),
    lambda r: S.PolynomialDecay(r, 8, r / 10, power=2.0), lambda r: S.PiecewiseConstantDecay([3, 6], [r, r / 2, r / 4]),
    lambda r: S.CosineDecay(r, 9, alpha=0.1), lambda r: S.CosineDecayRestarts(r, 4, t_mul=1.5, m_mul=0.9),
    lambda r: S.CosineDecay(r / 10, 6, warmup_target=r, warmup_steps=3),
]  # fmt: skip
OPTIMIZERS = [
    lambda **o: O.SGD(**o), lambda **o: O.SGD(momentum=0.9, **o), lambda **o: O.SGD(momentum=0.8, nesterov=True, **o),
    lambda **o: O.Adam(**o), lambda **o: O.Adam(amsgrad=True, beta_1=0.8, **o), lambda **o: O.AdamW(**{"weight_decay": 0.01, **o}),
    lambda **o: O.Adamax(**o), lambda **o: O.Nadam(**o), lambda **o: O.RMSprop(**o),
    lambda **o: O.RMSprop(momentum=0.5, centered=True, rho=0.8, **o), lambda **o: O.Adagrad(**o), lambda **o: O.Adadelta(**o),
    lambda **o: O.Lion(**o),
]  # fmt: skip
# Loss, activation of the last layer, kind of target.
LOSSES = [
    ("mse", "linear", "real"), (keras.losses.MeanAbsoluteError(), "linear", "real"), (keras.losses.Huber(), "linear", "real"),
    ("log_cosh", "tanh", "real"), (keras.losses.BinaryCrossentropy(), "sigmoid", "binary"),
    (keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.1), "linear", "binary"),
    (keras.losses.CategoricalCrossentropy(label_smoothing=0.1), "softmax", "one_hot"),
    (keras.losses.CategoricalCrossentropy(from_logits=True), "linear", "one_hot"),
    ("sparse_categorical_crossentropy", "softmax", "label"), ("poisson", "softplus", "positive"),
    ("kl_divergence", "softmax", "one_hot"), ("hinge", "tanh", "sign"), ("squared_hinge", "linear", "sign"),
    ("categorical_hinge", "softmax", "one_hot"), ("cosine_similarity", "linear", "real"),
    (keras.losses.BinaryFocalCrossentropy(gamma=1.5), "sigmoid", "binary"),
    (keras.losses.CategoricalFocalCrossentropy(alpha=0.3), "softmax", "one_hot"),
    ("mean_squared_logarithmic_error", "softplus", "positive"), ("mean_absolute_percentage_error", "softplus", "positive"),
    (keras.losses.MeanSquaredError(reduction="sum"), "linear", "real"),
]  # fmt: skip


def turn(options, number):
    return options[number % len(options)]


class Maker:
    def __init__(self, number):
        self.number, self.rng, self.count = number, np.random.default_rng(1000 + number), 0

    def dense(self, units=None):
        self.count += 1
        k = self.number * 3 + self.count
        return L.Dense(
            units or int(self.rng.integers(2, 6)),
            activation=turn(ACTIVATIONS, k) if self.rng.random() < 0.7 else None,
            use_bias=bool(self.rng.random() < 0.8),
            kernel_initializer=turn(INITIALIZERS, k),
            kernel_regularizer=turn(REGULARIZERS, k),
            bias_regularizer=turn(REGULARIZERS, k + 2),
            activity_regularizer=turn(REGULARIZERS, k + 1) if self.rng.random() < 0.3 else None,
            kernel_constraint=turn(CONSTRAINTS, k),
            bias_constraint=turn(CONSTRAINTS, k + 3) if self.rng.random() < 0.3 else None,
            trainable=bool(self.rng.random() < 0.9),
        )

    def between(self):
        """A layer that keeps the width."""
        makers = [
            L.BatchNormalization, lambda: L.BatchNormalization(momentum=0.8, scale=False), L.LayerNormalization,
            lambda: L.LayerNormalization(center=False, epsilon=0.01), L.UnitNormalization, lambda: L.Dropout(0.0),
            lambda: L.AlphaDropout(0.0), lambda: L.GaussianDropout(0.0), lambda: L.GaussianNoise(0.0), L.PReLU, L.LeakyReLU,
            lambda: L.ELU(alpha=0.7), lambda: L.ReLU(max_value=2.0, negative_slope=0.1), L.Softmax,
            lambda: L.Activation(turn(ACTIVATIONS, self.number)), lambda: L.ActivityRegularization(l1=0.01, l2=0.02),
            lambda: L.Rescaling(0.5, offset=0.1), L.Identity, L.Flatten, lambda: L.BatchNormalization(trainable=False),
            L.RMSNormalization,
        ]  # fmt: skip
        self.count += 1
        return turn(makers, self.number * 2 + self.count)()

    def chain(self, width, depth):
        layers = [keras.Input((width,))]
        for _ in range(depth):
            layers += [self.dense(), self.between()] if self.rng.random() < 0.7 else [self.dense()]
        return layers

    def model(self):
        loss, last, target = turn(LOSSES, self.number)
        width = int(self.rng.integers(2, 6))
        outputs = 3 if target in ("one_hot", "label") else int(self.rng.integers(1, 4))
        if loss == "cosine_similarity":
            outputs = 3
        end = L.Dense(outputs, activation=last, name="end")
        form = self.number % 4
        if form < 2:
            layers = self.chain(width, int(self.rng.integers(1, 4)))
            if self.number % 8 == 1:
                layers.insert(1, keras.Sequential(self.chain(width, 2), name="block"))
            model, inputs = keras.Sequential([*layers, end]), 1
        else:
            inputs = 1 + self.number % 3 % 2
            ends = [keras.Input((width,)) for _ in range(inputs)]
            shared = L.Dense(4, activation=turn(ACTIVATIONS, self.number))
            sides = [shared(x) for x in ends] + [L.Dense(4)(ends[0])]
            merge = turn([L.Add, L.Multiply, L.Average, L.Maximum, L.Minimum, L.Concatenate, L.Subtract, lambda: L.Dot(1)], self.number // 4)()
            joined = merge(sides[:2]) if isinstance(merge, (L.Subtract, L.Dot)) else merge(sides)
            if self.number % 3 == 0:
                wide = joined.shape[-1]
                block = keras.Sequential(self.chain(wide, 2), name="block")
                joined = block(joined)
            elif self.number % 3 == 1:
                a = keras.Input((joined.shape[-1],))
                h = self.dense(4)(a)
                block = keras.Model(a, L.Add()([h, L.Dense(4)(a)]), name="block")
                joined = block(joined)
            model = keras.Model(ends, end(self.between()(L.Dense(4)(joined))))
        rate = {11: 0.5, 10: 0.05, 12: 0.001}.get(self.number % len(OPTIMIZERS), 0.01)
        options = dict(turn(OPTIONS, self.number // 2))
        optimizer = turn(OPTIMIZERS, self.number)(learning_rate=turn(RATES, self.number // 3)(rate), **options)
        model.compile(optimizer=optimizer, loss=loss, metrics=["mae"] if target != "label" else ["accuracy"])
        return model, inputs, width, outputs, target

    def grid(self, shape):
        return (np.round(self.rng.normal(size=shape) * 32) / 32).astype("float32")

    def targets(self, kind, outputs):
        shape = (ROWS, outputs)
        if kind == "real":
            return self.grid(shape)
        if kind == "positive":
            return np.abs(self.grid(shape)) + 0.25
        if kind == "binary":
            return self.rng.integers(0, 2, shape).astype("float32")
        if kind == "sign":
            return (2 * self.rng.integers(0, 2, shape) - 1).astype("float32")
        labels = self.rng.integers(0, outputs, ROWS)
        return np.eye(outputs, dtype="float32")[labels] if kind == "one_hot" else labels[:, None].astype("float32")


def single(x):
    return x if len(x) > 1 else x[0]


def fit(model, x, y, epochs):
    return model.fit(single(x), y, batch_size=BATCH, epochs=epochs, shuffle=False, verbose=0).history["loss"]


def deflate(path):
    """Small files for the repository; Keras and Gradus read them just as well."""
    with zipfile.ZipFile(path) as old:
        members = [(info.filename, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name, content in members:
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def short(values):
    values = np.asarray(values, "float32")
    return [short(v) for v in values] if values.ndim else float(str(values[()]))


def make(folder, count, first=0):
    folder.mkdir(parents=True, exist_ok=True)
    number, made = first, 0
    while made < count:
        maker = Maker(number)
        keras.utils.clear_session()
        keras.utils.set_random_seed(number)
        name = f"m{number:03d}"
        number += 1
        model, inputs, width, outputs, target = maker.model()
        for variable in model.trainable_variables:
            # Dead units and saturated ends would hide mistakes.
            variable.assign(variable + 0.1 * maker.grid(variable.shape))
        x = [maker.grid((ROWS, width)) for _ in range(inputs)]
        y = maker.targets(target, outputs)
        try:
            fit(model, x, y, 1)
        except (TypeError, RuntimeError) as error:
            # Variables that Keras on JAX makes too late; numbers that are no longer finite, on Torch.
            print(f"{name}: Keras cannot train it: {error}")
            continue
        path = folder / f"{name}.keras"
        model.save(path)
        deflate(path)
        predictions = model.predict(single(x), verbose=0)
        losses = fit(model, x, y, EPOCHS)
        if not (np.all(np.isfinite(losses)) and np.all(np.isfinite(predictions))):
            print(f"{name}: not finite, left out")
            path.unlink()
            continue
        numbers = {"inputs": [short(v) for v in x], "y": short(y), "predictions": short(predictions), "losses": [float(v) for v in losses]}
        (folder / f"{name}.json").write_text(json.dumps(numbers, separators=(",", ":")) + "\n")
        made += 1
    print(made, "models")


def check(folder):
    failures = done = 0
    for path in sorted(folder.glob("*.gradus.keras")):
        numbers = json.loads((folder / path.name.replace(".gradus.keras", ".json")).read_text())
        x, y = [np.array(v, "float32") for v in numbers["inputs"]], np.array(numbers["y"], "float32")
        expected, losses = np.array(numbers["predictions"]), np.array(numbers["losses"])
        model = keras.models.load_model(path)
        found = model.predict(single(x), verbose=0)
        apart = np.max(np.abs(found - expected) / np.maximum(1, np.abs(expected)))
        then = np.array(fit(model, x, y, EPOCHS))
        apart_then = np.max(np.abs(then - losses) / np.maximum(1, np.abs(losses)))
        done += 1
        if apart > 1e-6 or apart_then > 1e-5:
            failures += 1
            print(f"{path.name}: predictions {apart:.1e} apart, losses {apart_then:.1e}")
    print(f"{done} models of Gradus opened in Keras {keras.__version__}, {failures} differ")
    sys.exit(failures > 0)


if sys.argv[1] == "make":
    make(Path(sys.argv[2]), *(int(argument) for argument in sys.argv[3:] or [120]))
else:
    check(Path(sys.argv[2]))
