"""Models of rows with more than one axis, for the interchange: ranks.py FOLDER [NAME...]

Losses and metrics along the last axis of outputs, layers along the last axis and along others. The models in
src/test/resources/interchange-chosen whose names begin with "rank_" were made so.
"""

import sys
from pathlib import Path

import interchange
import keras
import numpy as np

L, F, M = keras.layers, keras.losses, keras.metrics
ROWS = 12
rng = np.random.default_rng(13)


def grid(*shape):
    return (np.round(rng.normal(size=shape) * 32) / 32).astype("float32")


def one_hot(*shape, classes=3):
    return np.eye(classes, dtype="float32")[rng.integers(0, classes, shape)]


def weights():
    return (rng.integers(1, 9, ROWS) / 4).astype("float32")


def positions(end, axes=(4, 3)):
    """A network with an output [batch, 4, 3] of a flat input."""
    return keras.Sequential([keras.Input((5,)), L.Dense(int(np.prod(axes))), L.Reshape(axes), L.Activation(end)])


def compiled(model, loss, metrics=(), weighted=(), optimizer="adam"):
    model.compile(optimizer=optimizer, loss=loss, metrics=list(metrics), weighted_metrics=list(weighted))
    return model


def losses():
    x = [grid(ROWS, 5)]
    classes = {
        "categorical_crossentropy": F.CategoricalCrossentropy(label_smoothing=0.1),
        "categorical_focal": F.CategoricalFocalCrossentropy(),
        "kl_divergence": F.KLDivergence(),
        "categorical_hinge": F.CategoricalHinge(),
        "poisson": F.Poisson(),
        "cosine_similarity": F.CosineSimilarity(),
    }
    for name, loss in classes.items():
        metrics = [M.CategoricalAccuracy(), M.TopKCategoricalAccuracy(k=2), M.CosineSimilarity(), M.Precision(top_k=1)]
        model = compiled(positions("softmax"), loss, metrics, [M.CategoricalAccuracy(), M.CategoricalCrossentropy()])
        yield "rank_loss_" + name, model, x, [one_hot(ROWS, 4)], weights()
    numbers = {"squared": F.MeanSquaredError(), "huber": F.Huber(), "log_cosh": F.LogCosh(), "absolute": F.MeanAbsoluteError()}
    for name, loss in numbers.items():
        metrics = [M.MeanAbsoluteError(), M.RootMeanSquaredError()]
        model = compiled(positions("linear", (2, 3, 2)), loss, metrics, [M.MeanSquaredError()])
        yield "rank_loss_" + name, model, x, [grid(ROWS, 2, 3, 2)], None if name == "absolute" else weights()
    metrics = [M.BinaryAccuracy(), M.Recall(), M.BinaryCrossentropy()]
    model = compiled(positions("sigmoid"), F.BinaryCrossentropy(label_smoothing=0.1), metrics, [M.BinaryAccuracy()])
    yield "rank_loss_binary", model, x, [(rng.random((ROWS, 4, 3)) < 0.4).astype("float32")], weights()
    metrics = [M.SparseCategoricalAccuracy(), M.SparseTopKCategoricalAccuracy(k=2)]
    for name, loss in {"sparse": F.SparseCategoricalCrossentropy(), "ignored": F.SparseCategoricalCrossentropy(ignore_class=0)}.items():
        model = compiled(positions("softmax"), loss, metrics, [M.SparseCategoricalAccuracy()])
        yield "rank_loss_" + name, model, x, [rng.integers(0, 3, (ROWS, 4)).astype("float32")], weights()
    own = np.random.default_rng(17)
    steps = (own.integers(0, 9, (ROWS, 4)) / 4).astype("float32")
    weighted = [M.SparseCategoricalAccuracy(), M.SparseCategoricalCrossentropy()]
    model = compiled(positions("softmax"), F.SparseCategoricalCrossentropy(), metrics, weighted)
    yield "rank_loss_steps", model, [own.normal(size=(ROWS, 5)).astype("float32")], [own.integers(0, 3, (ROWS, 4)).astype("float32")], steps
    model = compiled(positions("linear"), F.SparseCategoricalCrossentropy(from_logits=True), metrics)
    yield "rank_loss_logits", model, x, [rng.integers(0, 3, (ROWS, 4, 1)).astype("float32")], None


def wide(*layers, axes=(4, 3)):
    """A regression through layers on rows of several axes."""
    model = keras.Sequential([keras.Input(axes), *layers, L.Flatten(), L.Dense(2)])
    return compiled(model, "mse"), [grid(ROWS, *axes)], [grid(ROWS, 2)], None


def layers():
    activity = {"activation": "tanh", "activity_regularizer": "l2"}
    yield "rank_dense", *wide(L.Dense(5, **activity), L.Dense(2, use_bias=False), L.Activation("softmax"))
    softmaxes = [L.Softmax(axis=1), L.Dense(3), L.Softmax(axis=(1, 2)), L.Dense(3), L.Softmax(axis=[-2])]
    yield "rank_softmax", *wide(*softmaxes)
    slopes = [L.PReLU(shared_axes=[1]), L.Dense(3), L.PReLU(shared_axes=[1, 2]), L.Dense(3), L.PReLU()]
    yield "rank_prelu", *wide(*slopes)
    columns = [L.BatchNormalization(axis=1, momentum=0.5), L.BatchNormalization(axis=-2), L.BatchNormalization()]
    yield "rank_batch_normalization", *wide(*columns)
    rows = [L.LayerNormalization(axis=1, epsilon=0.1), L.Dense(3), L.LayerNormalization(axis=[2, 1], scale=False)]
    yield "rank_layer_normalization", *wide(*rows, L.Dense(4), L.LayerNormalization(epsilon=0.1))
    lengths = [L.UnitNormalization(axis=1), L.RMSNormalization(axis=[1, 2]), L.UnitNormalization(axis=[1, 2])]
    yield "rank_unit_normalization", *wide(*lengths)
    yield "rank_permute", *wide(L.Permute((3, 1, 2)), L.Dense(3), L.Reshape((-1, 2, 3)), axes=(2, 3, 2))
    dropped = [L.Dropout(0.25, noise_shape=(None, 1, None)), L.Dropout(0.5, noise_shape=(1, 4, 1))]
    yield "rank_dropout", *wide(*dropped, L.AlphaDropout(0.1, noise_shape=(None, 4, 1)), L.Dropout(0.1))


def new_layers():
    R, C, I = keras.regularizers, keras.constraints, keras.initializers
    members = [
        L.EinsumDense("bki,kio->bko", (4, 5), activation="tanh", bias_axes="ko", kernel_initializer="he_normal"),
        L.EinsumDense("...x,xy->...y", 3, bias_axes="y", bias_initializer=I.Constant(0.5), kernel_regularizer=R.L2(0.01)),
        L.EinsumDense(
            "abc,cd->adb", (3, 4), bias_axes="d", bias_regularizer=R.L1(0.01), activity_regularizer=R.L2(0.01),
            kernel_constraint=C.MaxNorm(1.5), bias_constraint=C.NonNeg(),
        ),
    ]
    yield "rank_einsum_dense", *wide(*members)
    steps = [L.TimeDistributed(L.Dense(3, activation="tanh")), L.TimeDistributed(L.LayerNormalization(epsilon=0.1))]
    yield "rank_time_distributed", *wide(*steps, L.Dense(2))
    repeated = [L.Reshape((6,)), L.RepeatVector(3), L.Dense(4), L.GlobalAveragePooling1D(data_format="channels_first", keepdims=True)]
    yield "rank_repeat_vector", *wide(*repeated, axes=(2, 3))
    yield "rank_average", *wide(L.Dense(4), L.GlobalAveragePooling1D())
    yield "rank_max", *wide(L.Dense(4), L.GlobalMaxPooling1D(keepdims=True), L.GlobalMaxPooling1D(data_format="channels_first"))
    groups = [
        L.GroupNormalization(2, axis=1, epsilon=0.1),
        L.Dense(4),
        L.GroupNormalization(2, epsilon=0.1, center=False, gamma_regularizer=R.L2(0.01), gamma_constraint=C.NonNeg()),
        L.Dense(6),
        L.GroupNormalization(
            -1, epsilon=0.1, scale=False, beta_initializer=I.Constant(0.5), beta_regularizer=R.L2(0.01),
            beta_constraint=C.MaxNorm(0.5),
        ),
        L.GroupNormalization(3, epsilon=0.1, gamma_initializer=I.Constant(0.75)),
    ]
    yield "rank_group_normalization", *wide(*groups)
    yield "rank_spatial_dropout", *wide(L.SpatialDropout1D(0.25), L.Dense(2))


def masks():
    """Missing steps, of which each row has some and none has all."""
    missing = rng.random((ROWS, 4)) < 0.4
    missing[:, 1] = False
    steps = [L.Dense(4, activation="tanh"), L.LayerNormalization(epsilon=0.1), L.TimeDistributed(L.Dense(3))]
    vectors = {
        "embeddings_initializer": "glorot_uniform",
        "embeddings_regularizer": keras.regularizers.L2(0.01),
        "embeddings_constraint": keras.constraints.MaxNorm(1.5),
    }
    start = [keras.Input((4,), dtype="int32"), L.Embedding(7, 3, mask_zero=True, **vectors)]
    model = keras.Sequential([*start, *steps, L.GlobalAveragePooling1D(), L.Dense(2)])
    x = np.where(missing, 0, rng.integers(1, 7, (ROWS, 4))).astype("int32")
    yield "rank_mask_embedding", compiled(model, "mse"), [x], [grid(ROWS, 2)], None
    inner = keras.Sequential([L.PReLU(), L.UnitNormalization(), L.GroupNormalization(2, epsilon=0.1)])
    steps = [L.Rescaling(0.5, 0.25), L.Masking(0.25), L.Activation("tanh"), L.Dense(4, activity_regularizer="l2"), inner]
    more = [L.LeakyReLU(), L.ELU(), L.ReLU(negative_slope=0.5), L.Dropout(0.0), L.ActivityRegularization(0.01), L.Identity()]
    ends = [L.GlobalAveragePooling1D(keepdims=True), L.Flatten()]
    model = keras.Sequential([keras.Input((4, 3)), *steps, *more, *ends, L.Dense(2)])
    x = np.where(missing[..., None], 0, grid(ROWS, 4, 3)).astype("float32")
    yield "rank_mask_layer", compiled(model, "mse"), [x], [grid(ROWS, 2)], None
    dropped = [L.Masking(), L.Dense(3), L.Permute((2, 1)), L.Dense(3), L.GlobalAveragePooling1D(), L.RepeatVector(2)]
    model = keras.Sequential([keras.Input((4, 3)), *dropped, L.Masking(), L.Dense(3), L.GlobalMaxPooling1D(), L.Dense(2)])
    yield "rank_mask_dropped", compiled(model, "mse"), [x], [grid(ROWS, 2)], None
    # What computes the masks decides in which order Keras has the layers of both branches.
    first, second = keras.Input((4, 3)), keras.Input((4, 3))
    masked = L.Masking()(first)
    steps = L.TimeDistributed(L.Dense(3, activation="tanh"))(masked)
    added = L.TimeDistributed(L.Dense(3))(L.Add()([masked, L.Masking()(second)]))
    pooled = L.GlobalAveragePooling1D()(L.Concatenate()([steps, added]))
    plain = L.Dense(3)(second)
    for _ in range(4):
        plain = L.Dense(3)(plain)
    model = keras.Model([first, second], L.Dense(2)(L.Concatenate()([pooled, L.Flatten()(plain)])))
    xs = [np.where(missing[..., None], 0, grid(ROWS, 4, 3)).astype("float32") for _ in range(2)]
    yield "rank_mask_branches", compiled(model, "mse"), xs, [grid(ROWS, 2)], None


def dots():
    """Products of every step with every step, and with a vector."""
    x = keras.Input((4, 3))
    steps = L.Dense(3, activation="tanh")(x)
    pairs = L.Dot(axes=(2, 2), normalize=True)([steps, L.Dense(3)(x)])
    vector = L.Dense(4, activation="tanh")(L.Flatten()(pairs))
    h = L.Concatenate()([L.Dot(axes=[1, 1])([x, vector]), L.Flatten()(L.Dot(axes=(1, 2))([x, L.Permute((2, 1))(steps)]))])
    yield "rank_dot", compiled(keras.Model(x, L.Dense(2)(h)), "mse"), [grid(ROWS, 4, 3)], [grid(ROWS, 2)], None


RANDOM = {"rank_dropout", "rank_spatial_dropout"}


def main(folder, wanted):
    for group in [losses, layers, new_layers, masks, dots]:
        for name, model, x, y, sample_weight in group():
            if wanted and name not in wanted:
                continue
            for variable in model.trainable_variables:
                variable.assign(variable + 0.1 * grid(*variable.shape))
            problem = interchange.keep(model, x, y, sample_weight, folder / f"{name}.keras", name in RANDOM)
            if problem:
                sys.exit(f"{name}: {problem}")
            for ending in [".weights.h5", ".safetensors"]:
                (folder / (name + ending)).unlink()


if __name__ == "__main__":
    interchange.repair_sparsemax()
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(13)
    main(folder, sys.argv[2:])
