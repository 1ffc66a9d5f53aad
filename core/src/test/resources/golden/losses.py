"""losses.json: per-row losses, every reduction with and without sample weights, and gradients."""

from common import close, f32, grid, jax, keras, np, use_float64, write

use_float64()
rng = np.random.default_rng(3)
ROWS, COLUMNS = 6, 4
WEIGHTS = f32([1, 0.5, 0, 2, 1.25, 3])
REDUCTIONS = ["sum_over_batch_size", "sum", "mean_with_sample_weight", "none"]

real = grid(rng, (ROWS, COLUMNS), 1.5)
real[np.abs(real) == 1] += 1 / 128
# Errors of all sizes, some exact hits, some beyond every delta below.
close_to_real = real + f32(rng.choice([-4, -1.5, -0.25, -1 / 64, 0, 1 / 128, 0.125, 0.75, 3], (ROWS, COLUMNS)))
counts = f32(rng.integers(0, 7, (ROWS, COLUMNS)))
positive = np.abs(grid(rng, (ROWS, COLUMNS), 2)) + 1 / 16
zero_one = f32(rng.integers(0, 2, (ROWS, COLUMNS)))
probabilities = f32(rng.integers(1, 127, (ROWS, COLUMNS)) / 128)
logits = grid(rng, (ROWS, COLUMNS), 3)
classes = rng.integers(0, COLUMNS, (ROWS, 1))
one_hot = np.eye(COLUMNS)[classes[:, 0]]
# Rows of dyadic fractions that sum to one exactly, and rows that do not: Keras divides by the sum.
distribution = f32(rng.dirichlet(np.ones(COLUMNS), ROWS) * 256).round() / 256
distribution[:, 0] += 1 - distribution.sum(axis=1)
distribution = np.maximum(distribution, 1 / 256)
distribution[0] = [0.9375, 0.0625, 0, 0]  # zeros are clipped to 1e-7
soft_labels = np.full((ROWS, COLUMNS), 0.125) + 0.5 * one_hot
binary = f32(rng.integers(0, 2, (ROWS, 1)))
binary_probabilities = f32([[0], [1], [0.25], [0.5], [0.96875], [1e-3]])
binary_logits = grid(rng, (ROWS, 1), 3)
saturated = f32([[60, -60, 0, 1], [-60, 60, 59, 0], [60, 60, 60, 60], [30, -30, 29, -29], [0, 0, 0, 0], [-60, -59, -58, -57]])
saturated_one = f32([[60], [-60], [40], [-40], [16.5], [-16.5]])

# Classes of which each has several rows, and vectors that are nearly of length 1.
pairs = np.array([2, 0, 2, 1, 0, 1])
unit = f32(logits / np.sqrt((logits**2).sum(axis=1, keepdims=True)))

LOGITS = {"from_logits": True}
SMOOTH = {"label_smoothing": 0.125}
# Where the rounding of float32 decides: at p = 1 the probability of the other class is 1.2e-7, not the 1e-7 of the clipping.
FLOAT32 = ["binary_crossentropy/one_column", "binary_focal_crossentropy/one_column"]
# name, class, arguments, y_true, y_pred
LOSSES = [
    ("mean_squared_error", "MeanSquaredError", {}, real, close_to_real),
    ("mean_absolute_error", "MeanAbsoluteError", {}, real, close_to_real),
    ("mean_absolute_percentage_error", "MeanAbsolutePercentageError", {}, real, close_to_real),
    ("mean_absolute_percentage_error/zeros", "MeanAbsolutePercentageError", {}, zero_one, close_to_real),
    ("mean_squared_logarithmic_error", "MeanSquaredLogarithmicError", {}, counts, positive),
    ("mean_squared_logarithmic_error/negative", "MeanSquaredLogarithmicError", {}, real, close_to_real),
    ("huber", "Huber", {}, real, close_to_real),
    ("huber/delta=0.25", "Huber", {"delta": 0.25}, real, close_to_real),
    ("huber/delta=2", "Huber", {"delta": 2.0}, real, close_to_real),
    ("log_cosh", "LogCosh", {}, real, close_to_real),
    ("log_cosh/large", "LogCosh", {}, real, close_to_real * 64),
    ("poisson", "Poisson", {}, counts, positive),
    ("kl_divergence", "KLDivergence", {}, soft_labels, distribution),
    ("kl_divergence/one_hot", "KLDivergence", {}, one_hot, distribution),
    ("hinge", "Hinge", {}, 2 * zero_one - 1, real),
    ("hinge/zero_one", "Hinge", {}, zero_one, real),
    ("squared_hinge", "SquaredHinge", {}, 2 * zero_one - 1, real),
    ("squared_hinge/zero_one", "SquaredHinge", {}, zero_one, real),
    ("categorical_hinge", "CategoricalHinge", {}, one_hot, real),
    ("categorical_hinge/minus_plus", "CategoricalHinge", {}, 2 * one_hot - 1, real),
    ("cosine_similarity", "CosineSimilarity", {}, real, logits),
    ("binary_crossentropy", "BinaryCrossentropy", {}, zero_one, probabilities),
    ("binary_crossentropy/one_column", "BinaryCrossentropy", {}, binary, binary_probabilities),
    ("binary_crossentropy/smoothing", "BinaryCrossentropy", SMOOTH, zero_one, probabilities),
    ("binary_crossentropy/logits", "BinaryCrossentropy", LOGITS, zero_one, logits),
    ("binary_crossentropy/logits_one_column", "BinaryCrossentropy", LOGITS, binary, binary_logits),
    ("binary_crossentropy/logits_smoothing", "BinaryCrossentropy", {**LOGITS, **SMOOTH}, zero_one, logits),
    ("categorical_crossentropy", "CategoricalCrossentropy", {}, one_hot, distribution),
    ("categorical_crossentropy/unnormalised", "CategoricalCrossentropy", {}, one_hot, probabilities),
    ("categorical_crossentropy/soft_labels", "CategoricalCrossentropy", {}, soft_labels, distribution),
    ("categorical_crossentropy/smoothing", "CategoricalCrossentropy", SMOOTH, one_hot, distribution),
    ("categorical_crossentropy/logits", "CategoricalCrossentropy", LOGITS, one_hot, logits),
    ("categorical_crossentropy/logits_soft_labels", "CategoricalCrossentropy", LOGITS, soft_labels, logits),
    ("categorical_crossentropy/logits_smoothing", "CategoricalCrossentropy", {**LOGITS, **SMOOTH}, one_hot, logits),
    ("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy", {}, classes, distribution),
    ("sparse_categorical_crossentropy/unnormalised", "SparseCategoricalCrossentropy", {}, classes, probabilities),
    ("sparse_categorical_crossentropy/logits", "SparseCategoricalCrossentropy", LOGITS, classes, logits),
    (
        "sparse_categorical_crossentropy/logits_ignore",
        "SparseCategoricalCrossentropy",
        {**LOGITS, "ignore_class": int(classes[0, 0])},
        classes,
        logits,
    ),
    (
        "sparse_categorical_crossentropy/ignore_negative",
        "SparseCategoricalCrossentropy",
        {"ignore_class": -1},
        np.where(np.arange(ROWS)[:, None] % 3 == 1, -1, classes),
        probabilities,
    ),
    ("binary_focal_crossentropy", "BinaryFocalCrossentropy", {}, zero_one, probabilities),
    ("binary_focal_crossentropy/one_column", "BinaryFocalCrossentropy", {}, binary, binary_probabilities),
    ("binary_focal_crossentropy/balanced", "BinaryFocalCrossentropy", {"apply_class_balancing": True}, zero_one, probabilities),
    (
        "binary_focal_crossentropy/balanced_alpha_gamma_smoothing",
        "BinaryFocalCrossentropy",
        {"apply_class_balancing": True, "alpha": 0.75, "gamma": 3.0, **SMOOTH},
        zero_one,
        probabilities,
    ),
    ("binary_focal_crossentropy/gamma=0", "BinaryFocalCrossentropy", {"gamma": 0.0}, zero_one, probabilities),
    ("binary_focal_crossentropy/logits", "BinaryFocalCrossentropy", LOGITS, zero_one, logits),
    ("categorical_focal_crossentropy", "CategoricalFocalCrossentropy", {}, one_hot, distribution),
    (
        "categorical_focal_crossentropy/alpha_gamma_smoothing",
        "CategoricalFocalCrossentropy",
        {"alpha": 0.5, "gamma": 3.0, **SMOOTH},
        one_hot,
        probabilities,
    ),
    ("categorical_focal_crossentropy/logits", "CategoricalFocalCrossentropy", LOGITS, one_hot, logits),
    # Large logits: a fused loss neither overflows nor loses its gradient.
    ("saturated/binary_crossentropy", "BinaryCrossentropy", LOGITS, binary, saturated_one),
    ("saturated/binary_crossentropy_wrong", "BinaryCrossentropy", LOGITS, np.array([[0.0, 1, 0, 1, 0, 1]]).T, saturated_one),
    ("saturated/binary_crossentropy_columns", "BinaryCrossentropy", LOGITS, zero_one, saturated),
    ("saturated/categorical_crossentropy", "CategoricalCrossentropy", LOGITS, one_hot, saturated),
    ("saturated/categorical_crossentropy_smoothing", "CategoricalCrossentropy", {**LOGITS, **SMOOTH}, one_hot, saturated),
    ("saturated/sparse_categorical_crossentropy", "SparseCategoricalCrossentropy", LOGITS, classes, saturated),
    ("categorical_generalized_cross_entropy", "CategoricalGeneralizedCrossEntropy", {}, classes[:, 0], soft_labels),
    ("categorical_generalized_cross_entropy/q=0.75", "CategoricalGeneralizedCrossEntropy", {"q": 0.75}, classes[:, 0], probabilities),
    ("dice", "Dice", {}, zero_one, probabilities),
    ("dice/soft", "Dice", {}, soft_labels, distribution),
    ("dice/rows", "Dice", {"axis": [-1]}, zero_one, probabilities),
    ("tversky", "Tversky", {}, zero_one, probabilities),
    ("tversky/alpha_beta", "Tversky", {"alpha": 0.25, "beta": 1.5}, zero_one, probabilities),
    ("tversky/rows", "Tversky", {"alpha": 0.75, "beta": 0.25, "axis": [-1]}, zero_one, probabilities),
    ("circle", "Circle", {"gamma": 16.0}, pairs, unit),
    ("circle/gamma_margin", "Circle", {"gamma": 3.0, "margin": 0.125}, pairs, unit),
    ("circle/diagonal", "Circle", {"gamma": 8.0, "remove_diagonal": False}, pairs, unit),
]


def case(name, class_name, arguments, y_true, y_pred):
    make = getattr(keras.losses, class_name)
    if class_name == "Tversky" and keras.__version__ < "3.16":
        # Up to 3.15, Keras exchanges them; goldens are what 3.16 computes.
        make = lambda alpha=0.5, beta=0.5, **others: keras.losses.Tversky(alpha=beta, beta=alpha, **others)
    dtype = "float32" if name in FLOAT32 else "float64"
    losses = {reduction: make(reduction=reduction, dtype=dtype, **arguments) for reduction in REDUCTIONS}
    # A jax array: numpy input would take another path through type promotion.
    true, pred, weights = (jax.numpy.asarray(part, dtype if part.dtype.kind == "f" else None) for part in (y_true, y_pred, WEIGHTS))
    mean = losses["sum_over_batch_size"]
    rows, weighted = losses["none"](true, pred), losses["none"](true, pred, weights)
    if rows.shape == ():
        # One loss for the whole batch: it counts once for each row, and has no sum.
        rows = jax.numpy.broadcast_to(rows, ROWS)
        del losses["sum"]
    computed = {
        "rows": rows,
        "reduced": {key: loss(true, pred) for key, loss in losses.items() if key != "none"},
        "gradient": jax.grad(lambda p: mean(true, p))(pred),
        "weighted_rows": weighted,
        "weighted_reduced": {key: loss(true, pred, weights) for key, loss in losses.items() if key != "none"},
        "weighted_gradient": jax.grad(lambda p: mean(true, p, weights))(pred),
    }
    inputs = {"name": name, "config": {"class_name": class_name, **arguments}, "y_true": y_true, "y_pred": y_pred}
    return inputs | jax.tree.map(lambda value: np.asarray(value, "float64"), computed)


def root_mean_squared_error():
    """No Keras loss: the root of the mean over the whole batch, weights multiplying the squared errors of a row."""
    error = close_to_real - real
    made = {"name": "root_mean_squared_error", "config": {"class_name": "RootMeanSquaredError"}, "source": "numpy"}
    made |= {"y_true": real, "y_pred": close_to_real}
    for prefix, weight in [("", np.ones(ROWS)), ("weighted_", WEIGHTS)]:
        value = np.sqrt((weight[:, None] * error**2).mean())
        made[f"{prefix}reduced"] = {"sum_over_batch_size": value}
        made[f"{prefix}gradient"] = weight[:, None] * error / (error.size * value)
    return made


def check(made):
    assert not (np.abs(real) == 1).any(), "a hinge would sit on its corner"
    cce = keras.losses.CategoricalCrossentropy
    true, pred = np.array([[0.0, 1, 0], [0, 0, 1]]), np.array([[0.05, 0.95, 0], [0.1, 0.8, 0.1]])
    close(cce()(true, pred), 1.1769392, 1e-7)
    close(cce(label_smoothing=0.1)(true, pred), 1.4591359, 1e-7)
    error = close_to_real - real
    close(made[0]["gradient"], 2 * error / error.size)
    for one in made:
        if one["name"] == "saturated/categorical_crossentropy":
            exp = np.exp(saturated - saturated.max(axis=1, keepdims=True))
            close(one["gradient"], (exp / exp.sum(axis=1, keepdims=True) - one_hot) / ROWS)


made = [case(*row) for row in LOSSES]
check(made)
made.append(root_mean_squared_error())
write(
    "losses.json",
    "rows = reduction none; reduced = the other reductions; gradient = d(sum_over_batch_size)/d(y_pred); weighted_* the same "
    "with sample_weight.",
    made,
    sample_weight=WEIGHTS,
)
