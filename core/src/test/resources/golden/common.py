"""Shared by the golden scripts: Keras on JAX in float64, inputs that float32 holds exactly, one case per line.

Import this before keras: the backend and the precision are chosen when Keras and JAX are first imported.
"""

import json
import os
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_ENABLE_X64", "1")
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import jax  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402

assert jax.config.jax_enable_x64, "import common before jax"
HERE = Path(__file__).resolve().parent


def use_float64():
    """float64 throughout, so that the recorded values are the formula and not its rounding.

    On JAX, Keras's type promotion lowers float64 to float32 whatever floatx says (tanh, variance, matmul, ...); the
    table that does so is changed here to what it is on TensorFlow.
    """
    keras.backend.set_floatx("float64")
    keras.src.backend.common.dtypes.BIT64_TO_BIT32_DTYPE["float64"] = "float64"


def f32(values):
    """Rounds to float32 and widens again: a float32 implementation then starts from the very same numbers."""
    return np.asarray(values, dtype=np.float32).astype(np.float64)


def generator(name):
    """Random numbers that depend on a name alone: a new case changes those of no other."""
    return np.random.default_rng(list(name.encode()))


def grid(rng, shape, scale=1.0, step=1 / 128):
    """Normal random numbers on a dyadic grid: exact in float32 and short to print."""
    return np.round(rng.normal(size=shape) * scale / step) * step


def plain(value):
    """Arrays, tensors and numpy scalars as nested lists of Python numbers."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, keras.Variable):
        value = value.value
    value = np.asarray(value)
    # Some functions fall back to float32 for some kinds of input; such a value must not pass for an exact one.
    assert value.dtype != np.float32 or keras.backend.floatx() == "float32", "float32 among float64"
    return value.tolist()


def write(file, about, cases, **extra):
    """Writes `{"about", ..., "cases": [...]}` with one case per line; refuses NaN and infinity, which JSON lacks."""
    names = [case["name"] for case in cases]
    assert len(names) == len(set(names)), [name for name in names if names.count(name) > 1]
    head = {"about": about, "keras": keras.__version__, **extra}
    lines = [f"{json.dumps(key)}:{dump(value)}" for key, value in head.items()]
    lines.append('"cases":[\n' + ",\n".join(dump(case) for case in cases) + "\n]")
    path = HERE / file
    path.write_text("{" + ",\n".join(lines) + "}\n")
    print(f"{file}: {len(cases)} cases, {path.stat().st_size // 1024} kB")


def dump(value):
    return json.dumps(plain(value), separators=(",", ":"), allow_nan=False)


def close(actual, expected, tolerance=1e-12):
    """A sanity check against a formula or a published number."""
    np.testing.assert_allclose(np.asarray(actual), np.asarray(expected), rtol=tolerance, atol=tolerance)
