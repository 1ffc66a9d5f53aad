"""keras-classes.json: the classes of Keras, of the kinds that matter to dense networks: catalogue.py FILE

KerasTableTest compares them with the concepts of Gradus and with docs/keras.md.
"""

import inspect
import json
import sys
from pathlib import Path

import keras

KINDS = {
    "layers": keras.layers.Layer,
    "activations": None,
    "losses": keras.losses.Loss,
    "metrics": keras.metrics.Metric,
    "optimizers": keras.optimizers.Optimizer,
    "optimizers.schedules": keras.optimizers.schedules.LearningRateSchedule,
    "initializers": keras.initializers.Initializer,
    "regularizers": keras.regularizers.Regularizer,
    "constraints": keras.constraints.Constraint,
    "callbacks": keras.callbacks.Callback,
}
UTILITIES = ["deserialize", "get", "serialize"]


def names(kind, base):
    module = keras
    for part in kind.split("."):
        module = getattr(module, part)
    members = {name: value for name, value in vars(module).items() if not name.startswith("_")}
    if base is None:
        return sorted(name for name, value in members.items() if inspect.isfunction(value) and name not in UTILITIES)
    classes = {name: value for name, value in members.items() if inspect.isclass(value) and issubclass(value, base)}
    # A class with two names counts once, under its own name.
    return sorted({value.__name__ for name, value in classes.items() if value is not base})


found = {"keras": keras.__version__, **{kind: names(kind, base) for kind, base in KINDS.items()}}
text = "{\n" + ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in found.items()) + "\n}\n"
Path(sys.argv[1]).write_text(text)
