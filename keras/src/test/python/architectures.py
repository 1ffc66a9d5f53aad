"""Models drawn at random, so that every layer, activation, optimizer, loss, metric and option of Keras that Gradus has
comes up: each kind is a deck of cards, dealt in turn. InterchangeCoverageTest tells what no model has.
"""

import keras
import numpy as np

L, O, S, I = keras.layers, keras.optimizers, keras.optimizers.schedules, keras.initializers
R, C, F, M = keras.regularizers, keras.constraints, keras.losses, keras.metrics
ROWS = 12
# From 3.16 on, this counts rows instead of numbers.
REGRESSORS = 2 if tuple(int(n) for n in keras.__version__.split(".")[:2]) < (3, 16) else 0


class Deck:
    """Options that take turns. Objects are made anew each time, so that no two models share one."""

    def __init__(self, *cards):
        self.cards, self.dealt = cards, 0

    def deal(self, *arguments):
        card = self.cards[self.dealt % len(self.cards)]
        self.dealt += 1
        return card(*arguments) if callable(card) else card

    def keep(self, make):
        """Only the cards that this version of Keras has: old ones lack some."""
        self.cards = [card for card in self.cards if works(make, card)]


def works(make, card):
    try:
        make(card)
    except (AttributeError, TypeError, ValueError):
        return False
    return True


ACTIVATIONS = Deck(
    *"linear relu relu6 leaky_relu elu selu celu gelu silu hard_silu mish softplus softsign sigmoid hard_sigmoid log_sigmoid"
    " sparse_sigmoid tanh hard_tanh tanh_shrink soft_shrink hard_shrink exponential softmax log_softmax sparsemax squareplus"
    " sparse_plus".split()
)
INITIALIZERS = Deck(
    "zeros", "ones", lambda: I.Constant(0.1), "identity", lambda: I.Identity(gain=0.5), "orthogonal",
    lambda: I.Orthogonal(gain=0.7), "random_normal", lambda: I.RandomNormal(0.1, 0.3), "random_uniform",
    lambda: I.RandomUniform(-0.3, 0.4), "truncated_normal", lambda: I.TruncatedNormal(0.1, 0.3),
    lambda: I.VarianceScaling(2.0, "fan_avg", "uniform"), lambda: I.VarianceScaling(0.5, "fan_out", "untruncated_normal"),
    "glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal",
)  # fmt: skip
# For vectors, which cannot be orthogonal.
VECTORS = Deck(
    "zeros", "ones", lambda: I.Constant(0.3), lambda: I.RandomNormal(1.0, 0.1), lambda: I.RandomUniform(0.5, 1.5),
    lambda: I.TruncatedNormal(1.0, 0.2),
)  # fmt: skip
REGULARIZERS = Deck(
    None, "l1", "l2", lambda: R.L1L2(0.01, 0.002), None, lambda: R.L1(0.02), lambda: R.L2(0.003), lambda: R.L1L2(), None,
)  # fmt: skip
CONSTRAINTS = Deck(
    None, lambda: C.MaxNorm(1.5), lambda: C.NonNeg(), None, lambda: C.UnitNorm(), lambda: C.MinMaxNorm(0.5, 1.5, rate=0.7),
    lambda: C.MaxNorm(1.2, axis=1), None, lambda: C.UnitNorm(axis=1), lambda: C.MinMaxNorm(0.1, 1.1, axis=1),
)  # fmt: skip
VECTOR_CONSTRAINTS = Deck(lambda: C.MaxNorm(1.5), C.NonNeg, lambda: C.UnitNorm(), lambda: C.MinMaxNorm(0.5, 1.5, rate=0.7))
# Layers that keep the width, which they are told.
BETWEEN = Deck(
    lambda width: L.BatchNormalization(),
    lambda width: L.BatchNormalization(axis=1, momentum=0.8, scale=False),
    lambda width: L.BatchNormalization(epsilon=0.01, center=False),
    lambda width: L.BatchNormalization(
        beta_initializer=VECTORS.deal(), gamma_initializer=I.RandomUniform(0.5, 1.5),
        moving_mean_initializer=I.RandomNormal(0, 0.2), moving_variance_initializer=I.Constant(1.3),
        beta_regularizer=R.L2(0.02), gamma_regularizer=R.L1(0.01),
        beta_constraint=C.MaxNorm(0.5), gamma_constraint=C.NonNeg(),
    ),
    lambda width: L.BatchNormalization(trainable=not FREEZES),
    lambda width: L.LayerNormalization(),
    lambda width: L.LayerNormalization(axis=1, center=False, epsilon=0.01),
    lambda width: L.LayerNormalization(
        beta_initializer=I.Constant(0.2), gamma_initializer=I.RandomUniform(0.5, 1.5),
        beta_regularizer=R.L1(0.01), gamma_regularizer=R.L2(0.02),
        beta_constraint=C.MinMaxNorm(0.1, 0.9), gamma_constraint=C.UnitNorm(),
    ),
    lambda width: L.LayerNormalization(scale=False, epsilon=0.02),
    lambda width: L.RMSNormalization(),
    lambda width: L.RMSNormalization(axis=1, epsilon=1e-3),
    lambda width: L.UnitNormalization(),
    lambda width: L.UnitNormalization(axis=1),
    lambda width: L.Dropout(0.0),
    lambda width: L.AlphaDropout(0.0),
    lambda width: L.GaussianDropout(0.0),
    lambda width: L.GaussianNoise(0.0),
    lambda width: L.PReLU(),
    lambda width: L.PReLU(alpha_initializer=I.Constant(0.2), alpha_regularizer=R.L1(0.01), alpha_constraint=C.NonNeg()),
    lambda width: L.LeakyReLU(),
    lambda width: L.LeakyReLU(negative_slope=0.1),
    lambda width: L.ELU(),
    lambda width: L.ELU(alpha=0.7),
    lambda width: L.ReLU(),
    lambda width: L.ReLU(max_value=2.0, negative_slope=0.1, threshold=0.25),
    lambda width: L.Softmax(),
    lambda width: L.Softmax(axis=1),
    lambda width: L.Activation(ACTIVATIONS.deal()),
    lambda width: L.ActivityRegularization(l1=0.01 * AVERAGES, l2=0.02 * AVERAGES),
    lambda width: L.Rescaling(0.5),
    lambda width: L.Rescaling(0.5, offset=0.1),
    lambda width: L.Identity(),
    lambda width: L.Flatten(),
    lambda width: L.Reshape((width,)),
    lambda width: L.Normalization(mean=[0.1 * i for i in range(width)], variance=[1.0 + i for i in range(width)]),
    lambda width: L.Normalization(axis=1, mean=[0.2] * width, variance=[0.5] * width, invert=True),
    lambda width: L.Normalization(axis=None, mean=0.25, variance=2.0),
    # These draw random numbers, which differ: models with them only predict.
    lambda width: L.Dropout(0.3),
    lambda width: L.AlphaDropout(0.2, seed=5),
    lambda width: L.GaussianDropout(0.25),
    lambda width: L.GaussianNoise(0.1),
)  # fmt: skip
MERGES = Deck(
    L.Add, L.Multiply, L.Average, L.Maximum, L.Minimum, L.Concatenate, L.Subtract, lambda: L.Dot(1),
    lambda: L.Concatenate(axis=1), lambda: L.Dot(axes=1, normalize=True),
)  # fmt: skip
RATES = Deck(
    lambda r: r,
    lambda r: S.ExponentialDecay(r, 3, 0.9),
    lambda r: S.InverseTimeDecay(r, 4, 0.5, staircase=True),
    lambda r: r,
    lambda r: S.PolynomialDecay(r, 8, r / 10, power=2.0),
    lambda r: S.PolynomialDecay(r, 4, r / 5, cycle=True),
    lambda r: S.PiecewiseConstantDecay([3, 6], [r, r / 2, r / 4]),
    lambda r: r,
    lambda r: S.CosineDecay(r, 9, alpha=0.1),
    lambda r: S.CosineDecayRestarts(r, 4, t_mul=1.5, m_mul=0.9, alpha=0.2),
    lambda r: S.CosineDecay(r / 10, 6, warmup_target=r, warmup_steps=3),
    lambda r: S.ExponentialDecay(r, 2, 0.7, staircase=True),
    lambda r: S.InverseTimeDecay(r, 5, 0.3),
)
AROUND = Deck(
    {}, {"clipnorm": 0.5}, {"global_clipnorm": 0.7}, {"clipvalue": 0.1}, {"weight_decay": 0.01}, {},
    {"use_ema": True, "ema_momentum": 0.9}, {"gradient_accumulation_steps": 2},
    {"use_ema": True, "ema_overwrite_frequency": 2}, {"gradient_accumulation_steps": 3, "clipnorm": 0.4},
    {"use_ema": True, "ema_momentum": 0.8, "ema_overwrite_frequency": 3, "weight_decay": 0.02},
    {"use_ema": True, "gradient_accumulation_steps": 2, "ema_overwrite_frequency": 2},
)  # fmt: skip
# A rule, and a rate that suits it. Old versions of Keras lack some.
OTHER_OPTIMIZERS = [
    ("Ftrl", {}, 0.05),
    (
        "Ftrl",
        {
            "learning_rate_power": -0.6, "initial_accumulator_value": 0.2, "l1_regularization_strength": 0.01,
            "l2_regularization_strength": 0.02, "l2_shrinkage_regularization_strength": 0.03, "beta": 0.1,
        },
        0.05,
    ),
    ("Lamb", {}, 0.01), ("Lamb", {"beta_1": 0.8, "beta_2": 0.97, "epsilon": 1e-4}, 0.01),
    ("Adafactor", {}, 0.02),
    (
        "Adafactor",
        {"beta_2_decay": -0.6, "epsilon_1": 1e-6, "epsilon_2": 0.01, "clip_threshold": 0.8, "relative_step": False},
        0.02,
    ),
    ("Muon", {}, 0.005),
    (
        "Muon",
        {
            "adam_beta_1": 0.8, "adam_beta_2": 0.98, "adam_weight_decay": None, "epsilon": 1e-5, "weight_decay": 0.01,
            "exclude_layers": ["end"], "exclude_embeddings": False, "muon_a": 3.0, "muon_b": -4.0, "muon_c": 1.8,
            "adam_lr_ratio": 0.5, "momentum": 0.9, "ns_steps": 3, "nesterov": False, "rms_rate": 0.3,
        },
        0.005,
    ),
    ("ScheduleFreeAdamW", {}, 0.01),
    ("ScheduleFreeAdamW", {"beta_1": 0.8, "beta_2": 0.97, "epsilon": 1e-5, "warmup_steps": 5}, 0.01),
]  # fmt: skip
OPTIMIZERS = Deck(
    (O.SGD, {}, 0.01), (O.SGD, {"momentum": 0.9}, 0.01), (O.SGD, {"momentum": 0.8, "nesterov": True}, 0.01),
    (O.Adam, {}, 0.01), (O.Adam, {"amsgrad": True, "beta_1": 0.8}, 0.01), (O.Adam, {"beta_2": 0.99, "epsilon": 1e-4}, 0.02),
    (O.AdamW, {}, 0.01), (O.AdamW, {"weight_decay": 0.05, "beta_1": 0.8, "beta_2": 0.98, "epsilon": 1e-5, "amsgrad": True}, 0.01),
    (O.Adamax, {}, 0.01), (O.Adamax, {"beta_1": 0.8, "beta_2": 0.95, "epsilon": 1e-5}, 0.01),
    (O.Nadam, {}, 0.01), (O.Nadam, {"beta_1": 0.85, "beta_2": 0.97, "epsilon": 1e-6}, 0.005),
    (O.RMSprop, {}, 0.005), (O.RMSprop, {"momentum": 0.5, "centered": True, "rho": 0.8, "epsilon": 1e-3}, 0.005),
    (O.Adagrad, {}, 0.05), (O.Adagrad, {"initial_accumulator_value": 0.2, "epsilon": 1e-3}, 0.05),
    (O.Adadelta, {}, 0.5), (O.Adadelta, {"rho": 0.8, "epsilon": 1e-5}, 0.5),
    (O.Lion, {}, 0.001), (O.Lion, {"beta_1": 0.8, "beta_2": 0.95}, 0.002),
    *((getattr(O, name), own, rate) for name, own, rate in OTHER_OPTIMIZERS if hasattr(O, name)),
)  # fmt: skip
# A loss, the activation of the last layer, the kind of target.
LOSSES = Deck(
    ("mse", "linear", "real"), (lambda: F.MeanAbsoluteError(), "linear", "real"), (lambda: F.Huber(), "linear", "real"),
    (lambda: F.Huber(delta=0.4, reduction="sum"), "linear", "real"), ("log_cosh", "tanh", "real"),
    (lambda: F.LogCosh(reduction="sum"), "linear", "real"),
    (lambda: F.BinaryCrossentropy(), "sigmoid", "binary"),
    (lambda: F.BinaryCrossentropy(from_logits=True, label_smoothing=0.1, reduction="sum"), "linear", "binary"),
    (lambda: F.CategoricalCrossentropy(label_smoothing=0.1), "softmax", "one_hot"),
    (lambda: F.CategoricalCrossentropy(from_logits=True, reduction="sum"), "linear", "one_hot"),
    ("sparse_categorical_crossentropy", "softmax", "label"),
    (lambda: F.SparseCategoricalCrossentropy(from_logits=True, reduction="sum"), "linear", "label"),
    (lambda: F.SparseCategoricalCrossentropy(ignore_class=1), "softmax", "label"),
    ("poisson", "softplus", "positive"), (lambda: F.Poisson(reduction="sum"), "softplus", "positive"),
    ("kl_divergence", "softmax", "one_hot"), (lambda: F.KLDivergence(reduction="sum"), "softmax", "one_hot"),
    ("hinge", "tanh", "sign"), (lambda: F.Hinge(reduction="sum"), "linear", "sign"),
    ("squared_hinge", "linear", "sign"), (lambda: F.SquaredHinge(reduction="sum"), "tanh", "binary"),
    ("categorical_hinge", "softmax", "one_hot"), (lambda: F.CategoricalHinge(reduction="sum"), "linear", "one_hot"),
    ("cosine_similarity", "linear", "real"), (lambda: F.CosineSimilarity(reduction="sum"), "linear", "real"),
    (lambda: F.BinaryFocalCrossentropy(gamma=1.5), "sigmoid", "binary"),
    (
        lambda: F.BinaryFocalCrossentropy(
            apply_class_balancing=True, alpha=0.4, from_logits=True, label_smoothing=0.1, reduction="sum"
        ),
        "linear",
        "binary",
    ),
    (lambda: F.CategoricalFocalCrossentropy(alpha=0.3), "softmax", "one_hot"),
    (
        lambda: F.CategoricalFocalCrossentropy(gamma=1.0, from_logits=True, label_smoothing=0.1, reduction="sum"),
        "linear",
        "one_hot",
    ),
    ("mean_squared_logarithmic_error", "softplus", "positive"),
    (lambda: F.MeanSquaredLogarithmicError(reduction="sum"), "exponential", "positive"),
    ("mean_absolute_percentage_error", "softplus", "positive"),
    (lambda: F.MeanAbsolutePercentageError(reduction="sum"), "softplus", "positive"),
    (lambda: F.MeanSquaredError(reduction="sum"), "linear", "real"),
    (lambda: F.MeanAbsoluteError(reduction="mean_with_sample_weight"), "linear", "real"),
)  # fmt: skip
REAL = [
    M.MeanSquaredError, M.RootMeanSquaredError, "mae", M.MeanAbsolutePercentageError, M.CosineSimilarity,
    lambda: M.R2Score(), lambda: M.R2Score(class_aggregation="variance_weighted_average", num_regressors=REGRESSORS), M.Accuracy,
]  # fmt: skip
MULTI_LABEL = [
    M.BinaryAccuracy, lambda: M.BinaryAccuracy(threshold=0.3), M.TruePositives, lambda: M.TruePositives(thresholds=0.4),
    M.TrueNegatives, lambda: M.TrueNegatives(thresholds=0.6), M.FalsePositives, lambda: M.FalsePositives(thresholds=0.45),
    M.FalseNegatives, lambda: M.FalseNegatives(thresholds=0.55), M.Precision, lambda: M.Precision(thresholds=0.4),
    lambda: M.Precision(class_id=0), M.Recall, lambda: M.Recall(thresholds=0.6), lambda: M.Recall(class_id=0),
    lambda: M.AUC(), lambda: M.AUC(curve="PR"), lambda: M.AUC(multi_label=True), lambda: M.FBetaScore(threshold=0.5),
    lambda: M.FBetaScore(average="micro", beta=0.5, threshold=0.4), lambda: M.F1Score(threshold=0.5),
    lambda: M.F1Score(average="macro", threshold=0.5),
]  # fmt: skip
ONE_OF = [
    M.CategoricalAccuracy, lambda: M.TopKCategoricalAccuracy(k=2), lambda: M.Precision(top_k=2), lambda: M.Recall(top_k=1),
    lambda: M.F1Score(), lambda: M.F1Score(average="weighted"), lambda: M.FBetaScore(average="macro", beta=2.0),
    lambda: M.FBetaScore(), "accuracy", lambda: M.TopKCategoricalAccuracy(),
]  # fmt: skip
METRICS = {
    "real": Deck(*REAL), "positive": Deck(*reversed(REAL)), "sign": Deck("mse", "mae", M.Accuracy),
    "binary": Deck(*MULTI_LABEL), "one_hot": Deck(*ONE_OF),
    "label": Deck(
        M.SparseCategoricalAccuracy, lambda: M.SparseTopKCategoricalAccuracy(k=2), "accuracy",
        lambda: M.SparseTopKCategoricalAccuracy(),
    ),
}  # fmt: skip
# Keras 3.0 goes on training layers that were made frozen.
FREEZES = not keras.Sequential([keras.Input((1,)), L.Dense(1, trainable=False)]).trainable_variables
ACTIVATIONS.keep(keras.activations.get)
# What old versions add up over the rows of a batch, new ones average.
AVERAGES = L.ActivityRegularization(l2=1.0)
AVERAGES(np.ones((2, 1), "float32"))
AVERAGES = float(AVERAGES.losses[0]) == 1
INITIALIZERS.keep(lambda card: card() if callable(card) else I.get(card))
LOSSES.keep(lambda card: card[0]() if callable(card[0]) else card[0])
BETWEEN.keep(lambda layer: layer(4))
ACTIVATIONS.dealt = VECTORS.dealt = 0


def begin_at(number):
    """Deals the optimizers as if so many models had been made: for models that are added to those there are."""
    OPTIMIZERS.dealt = number


class Maker:
    """Makes one model, compiled, and data for it."""

    def __init__(self, number):
        self.number, self.rng, self.random = number, np.random.default_rng(1000 + number), False

    def some(self, deck, share):
        return deck.deal() if self.rng.random() < share else None

    def dense(self, units=None):
        return L.Dense(
            units or int(self.rng.integers(2, 6)),
            activation=self.some(ACTIVATIONS, 0.7),
            use_bias=bool(self.rng.random() < 0.8),
            kernel_initializer=INITIALIZERS.deal(),
            bias_initializer=VECTORS.deal(),
            kernel_regularizer=self.some(REGULARIZERS, 0.5),
            bias_regularizer=self.some(REGULARIZERS, 0.3),
            activity_regularizer=self.some(REGULARIZERS, 0.3 * AVERAGES),
            kernel_constraint=self.some(CONSTRAINTS, 0.5),
            bias_constraint=self.some(VECTOR_CONSTRAINTS, 0.3),
            trainable=bool(self.rng.random() < 0.9) or not FREEZES,
        )

    def between(self, width):
        layer = BETWEEN.deal(width)
        self.random |= getattr(layer, "rate", getattr(layer, "stddev", 0)) > 0
        return layer

    def chain(self, width, depth):
        layers = [keras.Input((width,))]
        for _ in range(depth):
            layers.append(self.dense())
            if self.rng.random() < 0.8:
                layers.append(self.between(layers[-1].units))
        return layers

    def end(self, name):
        """Loss, kind of target, and the layer of an output."""
        loss, last, kind = LOSSES.deal()
        loss = loss() if callable(loss) else loss
        units = 6 if kind in ("one_hot", "label") else int(self.rng.integers(3, 5))
        self.kinds.append((kind, units))
        self.ends.append(last)
        self.losses.append(loss)
        self.metrics.append([METRICS[kind].deal() for _ in range(3)])
        return L.Dense(units, activation=last, name=name)

    def model(self):
        self.kinds, self.ends, self.losses, self.metrics = [], [], [], []
        width = int(self.rng.integers(2, 6))
        form, inputs = self.number % 5, 1
        if form < 2:
            layers = self.chain(width, int(self.rng.integers(1, 4)))
            if self.number % 10 == 1:
                layers.insert(1, keras.Sequential(self.chain(width, 2), name="block"))
                layers.insert(2, L.Dense(width))
            model = keras.Sequential([*layers, self.end("end")])
        else:
            inputs = 1 + self.number % 2
            ends = [keras.Input((width,)) for _ in range(inputs)]
            shared = L.Dense(4, activation=ACTIVATIONS.deal())
            sides = [shared(x) for x in ends] + [L.Dense(4)(ends[0])]
            merge = MERGES.deal()
            joined = merge(sides[:2]) if isinstance(merge, (L.Subtract, L.Dot)) else merge(sides)
            if self.number % 3 == 0:
                joined = keras.Sequential(self.chain(joined.shape[-1], 2), name="block")(joined)
            elif self.number % 3 == 1:
                a = keras.Input((joined.shape[-1],))
                joined = keras.Model(a, L.Add()([self.dense(4)(a), L.Dense(4)(a)]), name="block")(joined)
            else:
                joined = L.Flatten()(L.Activation(ACTIVATIONS.deal())(L.Reshape((2, 3))(L.Dense(6)(joined))))
            h = self.between(4)(L.Dense(4)(joined))
            outputs = [self.end("end")(h)]
            if form == 4:
                outputs.append(self.end("other")(h))
            model = keras.Model(ends, outputs if len(outputs) > 1 else outputs[0])
        rule, own, rate = OPTIMIZERS.deal()
        optimizer = rule(**{"learning_rate": RATES.deal(rate), **AROUND.deal(), **own})
        weights = [1.0, 0.5] if len(self.losses) > 1 else None
        # An ignored class changes the sample weights of metrics, too, with Keras on Torch, and only there.
        ignoring = [not isinstance(loss, str) and loss.get_config().get("ignore_class") is not None for loss in self.losses]
        weighted = self.number % 4 == 2 and not any(ignoring)
        model.compile(
            optimizer=optimizer,
            loss=single(self.losses),
            loss_weights=weights,
            metrics=single(self.metrics),
            weighted_metrics=None if not weighted else single([["mse"] if k != "label" else ["accuracy"] for k, _ in self.kinds]),
        )
        x = [self.grid((ROWS, width)) for _ in range(inputs)]
        y = [self.targets(kind, units) for kind, units in self.kinds]
        sample_weight = np.abs(self.grid((ROWS,))) + 0.5 if weighted else None
        return model, x, y, sample_weight

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


def single(values):
    """Keras takes a list of one as something else than its element."""
    return values if len(values) > 1 else values[0]
