"""Models with operations of keras.ops in their graphs, drawn at random, with what Keras computes next.

    operations.py FOLDER [COUNT]    as interchange.py makes them; `interchange.py check` opens what Gradus saves of them
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")

import interchange  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras import ops  # noqa: E402

ROWS = 16


def constant(rng, *shape):
    return np.round(rng.normal(size=shape) * 16 + 0.5).astype("float32") / 16


def positive(h):
    return ops.abs(h) + 0.5


def unary(rng, h):
    choices = [
        lambda: -h,
        lambda: abs(h),
        lambda: ops.square(h) / 4,
        lambda: ops.sqrt(positive(h)),
        lambda: ops.rsqrt(positive(h)),
        lambda: ops.reciprocal(positive(h)),
        lambda: ops.exp(h / 4),
        lambda: ops.expm1(h / 4),
        lambda: ops.log(positive(h)),
        lambda: ops.log1p(ops.abs(h)),
        lambda: ops.log2(positive(h)),
        lambda: ops.log10(positive(h)),
        lambda: ops.sin(h * 3),
        lambda: ops.cos(h * 3),
        lambda: ops.tanh(h),
        lambda: ops.arctan(h),
        lambda: ops.arcsin(ops.tanh(h) / 2),
        lambda: ops.sinh(h / 4),
        lambda: ops.erf(h),
        lambda: ops.clip(h, -1, 1.5),
        lambda: ops.sigmoid(h),
        lambda: ops.relu(h),
        lambda: ops.softsign(h),
        lambda: keras.activations.leaky_relu(h, 0.3),
        lambda: keras.activations.relu(h, negative_slope=0.25, max_value=2.0),
        lambda: keras.activations.gelu(h, approximate=True),
        lambda: keras.activations.elu(h, alpha=0.5),
        lambda: ops.softmax(h),
        lambda: ops.log_softmax(h),
        lambda: ops.silu(h),
        lambda: ops.softplus(h),
    ]
    return choices[rng.integers(len(choices))]()


def binary(rng, a, b):
    width = a.shape[-1]
    choices = [
        lambda: a + b,
        lambda: a - b,
        lambda: a * b,
        lambda: a / positive(b),
        lambda: a * 2,
        lambda: 1 - a,
        lambda: a + 1,
        lambda: a / 3,
        lambda: 2 / positive(a),
        lambda: a**2 / 4,
        lambda: positive(a) ** 0.5,
        lambda: ops.maximum(a, 0.1),
        lambda: ops.minimum(a, b),
        lambda: a * constant(rng, width),
        lambda: a + constant(rng, 1, width),
        lambda: ops.where(a > 0, a, 0.5 * b),
        lambda: ops.where(ops.isnan(a), 0.0, a),
        lambda: ops.where(ops.logical_and(a > 0, b < 0.5), a, b),
        lambda: ops.cast(a > b, "float32") * a,
        lambda: ops.arctan2(a, positive(b)),
        lambda: ops.logaddexp(a, b),
        lambda: a * ops.sigmoid(keras.layers.Dense(1)(b)),
        lambda: keras.layers.Multiply()([a, keras.layers.Dense(1)(b)]),
        lambda: keras.layers.Add()([a, keras.layers.Dense(1)(b)]),
        lambda: keras.layers.Average()([keras.layers.Dense(1)(b), a]),
        lambda: ops.stop_gradient(ops.tanh(a)) * b,
    ]
    return choices[rng.integers(len(choices))]()


def reshaping(rng, h):
    width = h.shape[-1]
    half = width // 2
    choices = [
        lambda: ops.concatenate([h[:, half:], h[:, :half]], axis=-1),
        lambda: ops.concatenate([h[:, ::2], h[:, 1::2]], axis=1),
        lambda: ops.concatenate([h[:, 1:], h[:, :1]], axis=1),
        lambda: h - ops.mean(h, axis=-1, keepdims=True),
        lambda: h - ops.max(h, axis=1, keepdims=True),
        lambda: (h - ops.mean(h, axis=1, keepdims=True)) / (ops.std(h, axis=1, keepdims=True) + 0.5),
        lambda: h / (ops.var(h, axis=-1, keepdims=True) + 0.5),
        lambda: h - ops.logsumexp(h, axis=-1, keepdims=True),
        lambda: ops.reshape(ops.transpose(ops.reshape(h, (-1, 2, half)), (0, 2, 1)), (-1, width)),
        lambda: ops.sum(ops.stack([h, ops.tanh(h)], axis=1), axis=1),
        lambda: ops.squeeze(ops.swapaxes(ops.expand_dims(h, 1), 1, 2), 2),
        lambda: ops.flip(ops.roll(h, 1, axis=-1), axis=1),
        lambda: ops.repeat(h[:, :half], 2, axis=1),
        lambda: ops.reshape(ops.matmul(ops.reshape(h, (-1, 2, half)), constant(rng, half, half) / 2), (-1, width)),
        lambda: ops.matmul(h, constant(rng, width, width) / 2),
        lambda: ops.reshape(ops.moveaxis(ops.reshape(h, (-1, half, 2)), 1, 2), (-1, width)),
        lambda: h * h[:, 0:1],
        lambda: h[:, None, :][:, 0],
    ]
    return choices[rng.integers(len(choices))]()


def model(rng):
    x = keras.Input((4,), name="x")
    width = 2 * int(rng.integers(2, 4))
    values = [keras.layers.Dense(width, activation="tanh")(x), keras.layers.Dense(width)(x)]
    for _ in range(int(rng.integers(4, 9))):
        a, b = (values[int(rng.integers(len(values)))] for _ in range(2))
        kind = rng.integers(3)
        made = unary(rng, a) if kind == 0 else binary(rng, a, b) if kind == 1 else reshaping(rng, a)
        values.append(made)
        if rng.random() < 0.4:
            values.append(keras.layers.Dense(width)(made))
    return keras.Model(x, keras.layers.Dense(1)(sum(values[2:], values[0])))


def make(folder, count):
    folder.mkdir(parents=True, exist_ok=True)
    made = number = 0
    while made < count:
        rng = np.random.default_rng(number)
        keras.utils.set_random_seed(number)
        keras.backend.clear_session()
        path = folder / f"m{made:03d}.keras"
        drawn = model(rng)
        number += 1
        drawn.compile(keras.optimizers.Adam(0.01), "mse", metrics=["mae"])
        x = [rng.normal(size=(ROWS, 4)).astype("float32")]
        y = [rng.normal(size=(ROWS, 1)).astype("float32")]
        interchange.fit(drawn, x, y, None, 1)
        drawn.save(path)
        drawn = keras.models.load_model(path)
        predictions, logs = interchange.outputs(drawn, x), interchange.evaluate(drawn, x, y, None)
        losses = interchange.fit(drawn, x, y, None, interchange.EPOCHS)
        again = interchange.nudged(path)
        moved = interchange.apart(interchange.outputs(again, x), predictions)
        moved_losses = interchange.apart(interchange.fit(again, x, y, None, interchange.EPOCHS), losses)
        if not np.all(np.isfinite([*losses, *predictions])) or moved > interchange.PREDICTIONS / 2 or moved_losses > interchange.LOSSES / 4:
            print(f"{number - 1} is left out: last bits move predictions by {moved:.0e} and losses by {moved_losses:.0e}", flush=True)
            path.unlink()
            continue
        interchange.deflate(path)
        again = keras.models.load_model(path)
        stored = {name: variable.numpy().copy() for name, variable in interchange.tensors(again).items()}
        interchange.save_file(stored, path.with_suffix(".safetensors"))
        again.save_weights(path.with_suffix(".weights.h5"))
        numbers = {"inputs": [interchange.short(v) for v in x], "targets": [interchange.short(v) for v in y]}
        numbers |= {"predictions": interchange.short(predictions), "evaluation": logs, "losses": [float(v) for v in losses]}
        path.with_suffix(".json").write_text(json.dumps(numbers, separators=(",", ":")) + "\n")
        made += 1
        print(path.name, flush=True)
    print(f"{made} models of {number} drawn")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 24)
