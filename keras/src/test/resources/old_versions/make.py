"""Models whose optimizers lie in files as only Keras 3.0 wrote them: run with Keras 3.0.

frozen.keras: slots of a frozen layer, too. alike.keras: averages and accumulated gradients in turn, of one shape, so that
only the version tells them apart. The .json files have the variables by name, in the order of the file.
"""

import json
import os
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras  # noqa: E402
import numpy as np  # noqa: E402

FOLDER = Path(__file__).parent
assert keras.__version__.startswith("3.0."), keras.__version__


def make(name, optimizer, layers):
    keras.utils.set_random_seed(7)
    model = keras.Sequential([keras.Input((3,)), *layers])
    model.compile(optimizer, keras.losses.MeanSquaredError())
    x = np.random.default_rng(1).normal(size=(10, 3)).astype("float32")
    model.fit(x, x @ np.ones((3, layers[-1].units), "float32"), batch_size=2, epochs=1, shuffle=False, verbose=0)
    model.save(FOLDER / f"{name}.keras")
    variables = [{"name": v.name, "values": v.numpy().ravel().tolist()} for v in model.optimizer.variables]
    (FOLDER / f"{name}.json").write_text(json.dumps(variables) + "\n")


make(
    "frozen",
    keras.optimizers.Adam(0.01),
    [keras.layers.Dense(3, trainable=False, name="first"), keras.layers.Dense(2, name="second")],
)
make(
    "alike",
    keras.optimizers.SGD(0.01, use_ema=True, ema_momentum=0.9, gradient_accumulation_steps=2),
    [keras.layers.Dense(3, use_bias=False, name="first"), keras.layers.Dense(3, use_bias=False, name="second")],
)
