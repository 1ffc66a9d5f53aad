"""Records the numeric assertions of Keras's own tests: assertions.py KERAS_SOURCES OUT.json [FOLDER...]

KERAS_SOURCES is a checkout of Keras, with which the tests run; nothing of it is kept here. A comparison of numbers is
recorded if one side came from a loss, metric, schedule, activation, regularizer or constraint of Keras: what it was, its
inputs, and the numbers that the test expects.
TESTS, if set, selects tests as the -k of pytest does. KerasAssertions, in the Java tests, computes them with Gradus and counts.
"""

import inspect
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")
sys.path.insert(0, sys.argv[1])

import keras  # noqa: E402
import numpy as np  # noqa: E402
import pytest  # noqa: E402
from keras.src import testing  # noqa: E402

FOLDERS = ["losses", "metrics", "optimizers/schedules", "activations", "regularizers", "constraints"]
tags, kept, records, untied = {}, [], [], {}
depth = 0


def numbers(value):
    if value is None:
        return None
    array = np.asarray(value)
    flat = array.astype("float64").ravel().tolist()
    return {"shape": list(array.shape), "values": [x if np.isfinite(x) else str(x) for x in flat]}


def tag(value, record):
    tags[id(value)] = record
    kept.append(value)
    return value


def config(instance):
    try:
        return keras.saving.serialize_keras_object(instance)
    except Exception:
        return {"class_name": type(instance).__name__, "config": None}


def outermost(function):
    """Records only what a test calls, not what Keras calls itself."""

    def wrapped(original):
        def call(*args, **kwargs):
            global depth
            depth += 1
            try:
                value = original(*args, **kwargs)
            finally:
                depth -= 1
            return function(value, *args, **kwargs) if depth == 0 else value

        return call

    return wrapped


@outermost
def of_loss(value, self, y_true, y_pred, sample_weight=None):
    inputs = {"y_true": numbers(y_true), "y_pred": numbers(y_pred), "sample_weight": numbers(sample_weight)}
    return tag(value, {"kind": "loss", "concept": config(self), **inputs})


@outermost
def of_unary(value, self, x):
    kind = next(k for k, base in BASES.items() if isinstance(self, base))
    return tag(value, {"kind": kind, "concept": config(self), "x": numbers(x)})


@outermost
def of_update(value, self, *args, **kwargs):
    bound = dict(zip(["y_true", "y_pred", "sample_weight"], args)) | kwargs
    self.__dict__.setdefault("_recorded", []).append({key: numbers(bound.get(key)) for key in ["y_true", "y_pred", "sample_weight"]})
    return value


@outermost
def of_reset(value, self):
    self.__dict__["_recorded"] = []
    return value


@outermost
def of_result(value, self):
    value = np.array(value) if np.ndim(value) == 0 else value
    return tag(value, {"kind": "metric", "concept": config(self), "updates": list(self.__dict__.get("_recorded", []))})


def of_function(name):
    @outermost
    def activation(value, x, *args, **kwargs):
        if args or any(not isinstance(v, (int, float, bool)) for v in kwargs.values()):
            return value
        return tag(value, {"kind": "activation", "concept": {"class_name": name, "config": kwargs}, "x": numbers(x)})

    return activation


BASES = {
    "schedule": keras.optimizers.schedules.LearningRateSchedule,
    "regularizer": keras.regularizers.Regularizer,
    "constraint": keras.constraints.Constraint,
}
keras.losses.Loss.__call__ = of_loss(keras.losses.Loss.__call__)
for base in BASES.values():
    for made in [base, *base.__subclasses__(), *(deep for one in base.__subclasses__() for deep in one.__subclasses__())]:
        if "__call__" in vars(made):
            made.__call__ = of_unary(made.__call__)


def subclasses(of):
    return {of} | {deep for one in of.__subclasses__() for deep in subclasses(one)}


for made in subclasses(keras.metrics.Metric):
    for name, wrap in [("update_state", of_update), ("result", of_result), ("reset_state", of_reset)]:
        if name in vars(made):
            setattr(made, name, wrap(vars(made)[name]))
keras.metrics.Metric.__call__ = lambda self, *args, **kwargs: (self.update_state(*args, **kwargs), self.result())[1]
for name, function in list(vars(keras.activations).items()):
    if inspect.isfunction(function) and name not in ["get", "serialize", "deserialize"]:
        wrapped = of_function(name)(function)
        setattr(keras.activations, name, wrapped)
        setattr(sys.modules["keras.src.activations"], name, wrapped)
        setattr(sys.modules["keras.src.activations.activations"], name, wrapped)


def asserted(self, x1, x2, atol=1e-6, rtol=1e-6, *args, **kwargs):
    record, expected = (tags.get(id(x1)), x2) if id(x1) in tags else (tags.get(id(x2)), x1)
    if record is not None:
        records.append({"test": self.id(), **record, "expected": numbers(expected), "atol": atol, "rtol": rtol})
    else:
        untied[type(self).__name__] = untied.get(type(self).__name__, 0) + 1
    return plain(self, x1, x2, atol, rtol, *args, **kwargs)


def almost(self, x1, x2, decimal=3, *args, **kwargs):
    record, expected = (tags.get(id(x1)), x2) if id(x1) in tags else (tags.get(id(x2)), x1)
    if record is not None:
        records.append({"test": self.id(), **record, "expected": numbers(expected), "atol": 1.5 * 10**-decimal, "rtol": 0})
    else:
        untied[type(self).__name__] = untied.get(type(self).__name__, 0) + 1
    return plainly(self, x1, x2, decimal, *args, **kwargs)


plain, testing.TestCase.assertAllClose = testing.TestCase.assertAllClose, asserted
plainly, testing.TestCase.assertAlmostEqual = testing.TestCase.assertAlmostEqual, almost
selected = ["-k", os.environ["TESTS"]] if "TESTS" in os.environ else []
for folder in sys.argv[3:] or FOLDERS:
    files = [str(file) for file in sorted((Path(sys.argv[1]) / "keras/src" / folder).glob("*_test.py"))]
    pytest.main(["-q", "-p", "no:cacheprovider", "--no-header", "--tb=line", "-W", "ignore", *files, *selected])
    # After each folder, for the tests take minutes.
    Path(sys.argv[2]).write_text(json.dumps(records, default=str))
print(len(records), "assertions are recorded; not tied to a concept:", untied)
