"""Records the numeric assertions of Keras's own tests: assertions.py KERAS_SOURCES OUT.json [FOLDER...]

KERAS_SOURCES is a checkout of Keras, with which the tests run; nothing of it is kept here. A comparison of numbers is
recorded if one side came from a loss, metric, schedule, activation, regularizer, constraint, layer or operation of a layer,
or is a variable that an optimizer changed: what it was, its inputs, and the numbers that the test expects. Callbacks have
no numbers of their own: callback_runs.py says how theirs are recorded. An assertion that numbers differ is one, too.
TESTS, if set, selects tests as the -k of pytest does. KerasAssertions, in the Java tests, computes them with Gradus and counts.
"""

import functools
import inspect
import json
import os
import re
import sys
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")
sys.path.insert(0, sys.argv[1])

import callback_runs  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402
import pytest  # noqa: E402
from keras.src import testing  # noqa: E402

FOLDERS = ["losses", "metrics", "optimizers/schedules", "activations", "regularizers", "constraints", "optimizers"]
FOLDERS += [f"layers/{kind}" for kind in "core activations merging normalization pooling regularization reshaping".split()]
FOLDERS += ["callbacks"]
tags, kept, records, untied, changed = {}, [], [], {}, {}
depth = 0


def numbers(value):
    if value is None:
        return None
    array = np.asarray(keras.ops.convert_to_numpy(value) if keras.ops.is_tensor(value) else value)
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
        @functools.wraps(original)
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
    if isinstance(value, dict):
        return value
    value = np.array(value) if np.ndim(value) == 0 else value
    return tag(value, {"kind": "metric", "concept": config(self), "updates": list(self.__dict__.get("_recorded", []))})


def array(value):
    return keras.ops.convert_to_numpy(value)


def variable_value(value):
    return numbers(array(value))


def starting(self, variables):
    """What an optimizer begins with: noted before its first update."""
    if "_recorded" not in self.__dict__:
        names = [getattr(v, "path", getattr(v, "name", "")) or "" for v in variables]
        self.__dict__["_recorded"] = {"names": names, "start": [variable_value(v) for v in variables], "events": []}
        self.__dict__["_watched"] = list(variables)
        # A rate that the test assigns later counts for later updates only.
        self.__dict__["_config"] = config(self)
        for variable in variables:
            changed[id(variable)] = self
            kept.append(variable)
    return self.__dict__["_recorded"]


def before_update(original):
    def apply(self, grads, trainable_variables=None):
        global depth
        if depth == 0:
            variables = trainable_variables if trainable_variables is not None else self._trainable_variables
            noted = starting(self, list(variables))
            scale = getattr(self, "scale_loss", float)(1.0)
            overwrites = any(getattr(v, "overwrite_with_gradient", False) for v in variables)
            event = {"gradients": [None if g is None else numbers(array(g)) for g in grads]}
            noted["events"].append(event | {"scale": float(array(scale)), "overwrites": overwrites})
        depth += 1
        try:
            return original(self, grads, trainable_variables)
        finally:
            depth -= 1

    return apply


def before_finish(original):
    def finalize_variable_values(self, var_list):
        if depth == 0:
            starting(self, list(var_list))["events"].append({"finish": True})
        return original(self, var_list)

    return finalize_variable_values


def before_exclusion(original):
    def exclude(self, var_list=None, var_names=None):
        excluded = {"variables": [id(v) for v in var_list or []], "names": list(var_names or [])}
        self.__dict__["_excluded"] = excluded
        return original(self, var_list, var_names)

    return exclude


def of_variable(value):
    """The record of a variable that an optimizer changed, or of its average; null for another value."""
    if isinstance(value, (list, tuple)) and len(value) == 1:
        value = value[0]
    optimizer = changed.get(id(value))
    kind = "variable"
    if optimizer is None:
        for other in {id(o): o for o in changed.values()}.values():
            for i, average in enumerate(getattr(other, "_model_variables_moving_average", [])):
                if average is value:
                    optimizer, kind, value = other, "average", other._watched[i]
    if optimizer is None or "_recorded" not in optimizer.__dict__:
        return None
    place = [i for i, v in enumerate(optimizer._watched) if v is value]
    if not place:
        return None
    noted = optimizer.__dict__["_recorded"]
    excluded = optimizer.__dict__.get("_excluded", {"variables": [], "names": []})
    without = [
        i
        for i, v in enumerate(optimizer._watched)
        if id(v) in excluded["variables"] or any(re.search(name, v.path) for name in excluded["names"])
    ]
    record = {"kind": "optimizer", "concept": optimizer._config, "what": kind, "place": place[0], "without": without}
    return record | {"names": noted["names"], "start": noted["start"], "events": list(noted["events"])}


@outermost
def of_layer(value, self, *args, **kwargs):
    if len(args) != 1 or not isinstance(value, (np.ndarray,)) and not keras.ops.is_tensor(value):
        return value
    inputs = args[0] if isinstance(args[0], (list, tuple)) else [args[0]]
    try:
        masks = [getattr(x, "_keras_mask", None) for x in inputs]
        masks = [None if mask is None else numbers(array(mask)) for mask in masks]
        inputs = [numbers(array(x)) for x in inputs]
        weights = [numbers(array(v)) for v in self.weights]
    except Exception:
        return value
    options = {key: given if isinstance(given, (bool, type(None))) else "given" for key, given in kwargs.items()}
    given = {"inputs": inputs, "masks": masks, "weights": weights, "options": options}
    return tag(value, {"kind": "layer", "concept": config(self), **given})


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


for made in [keras.optimizers.Optimizer, keras.optimizers.LossScaleOptimizer, keras.optimizers.MultiOptimizer]:
    for base in made.__mro__:
        for name, wrap in [("apply", before_update), ("finalize_variable_values", before_finish), ("exclude_from_weight_decay", before_exclusion)]:
            if name in vars(base) and not hasattr(vars(base)[name], "_wraps"):
                wrapped = wrap(vars(base)[name])
                wrapped._wraps = True
                setattr(base, name, wrapped)
keras.layers.Layer.__call__ = of_layer(keras.layers.Layer.__call__)


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


def tied(x1, x2):
    """The record that one side of a comparison belongs to, and the other side."""
    for side, other in [(x1, x2), (x2, x1)]:
        record = tags.get(id(side)) or of_variable(side)
        if record is not None:
            try:
                return record, numbers(array(other[0] if isinstance(other, (list, tuple)) and len(other) == 1 else other))
            except Exception:
                break
    return None, None


def noted(test, x1, x2, atol, rtol, differs=False):
    record, expected = tied(x1, x2)
    if record is not None:
        records.append({"test": test.id(), **record, "expected": expected, "atol": atol, "rtol": rtol, "differs": differs})
    else:
        untied[type(test).__name__] = untied.get(type(test).__name__, 0) + 1


def asserted(self, x1, x2, atol=1e-6, rtol=1e-6, *args, **kwargs):
    noted(self, x1, x2, atol, rtol)
    return plain(self, x1, x2, atol, rtol, *args, **kwargs)


def differing(self, x1, x2, atol=1e-6, rtol=1e-6, msg=None):
    noted(self, x1, x2, atol, rtol, differs=True)
    try:
        plain(self, x1, x2, atol=atol, rtol=rtol)
    except AssertionError:
        return
    raise AssertionError(f"The two values are close at all elements. {msg or ''}")


def almost(self, x1, x2, decimal=3, *args, **kwargs):
    noted(self, x1, x2, 1.5 * 10**-decimal, 0)
    return plainly(self, x1, x2, decimal, *args, **kwargs)


plain, testing.TestCase.assertAllClose = testing.TestCase.assertAllClose, asserted
testing.TestCase.assertNotAllClose = differing
plainly, testing.TestCase.assertAlmostEqual = testing.TestCase.assertAlmostEqual, almost
callback_runs.start(testing.TestCase)
selected = ["-k", os.environ["TESTS"]] if "TESTS" in os.environ else []
for folder in sys.argv[3:] or FOLDERS:
    files = [str(file) for file in sorted((Path(sys.argv[1]) / "keras/src" / folder).glob("*_test.py"))]
    pytest.main(["-q", "-p", "no:cacheprovider", "--no-header", "--tb=line", "--continue-on-collection-errors", "-W", "ignore", *files, *selected])
    # After each folder, for the tests take minutes.
    Path(sys.argv[2]).write_text(json.dumps(records + callback_runs.records(), default=str))
print(len(records), "assertions are recorded; not tied to a concept:", untied)
