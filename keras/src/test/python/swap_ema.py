"""src/test/resources/swap-ema: what Keras logs when SwapEMAWeights validates the average of the weights.

    KERAS_BACKEND=torch swap_ema.py FOLDER
"""

import json
import sys
from pathlib import Path

import interchange
import keras
import numpy as np


class Between(keras.callbacks.Callback):
    """The predictions after each epoch, as a callback finds the model."""

    def __init__(self, x):
        super().__init__()
        self.x, self.seen = x, []

    def on_epoch_end(self, epoch, logs=None):
        # Without the callbacks of predict, which would swap once more.
        self.seen.append(np.asarray(keras.ops.convert_to_numpy(self.model(self.x, training=False))).ravel().tolist())


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(5)
    rng = np.random.default_rng(5)
    x, y = rng.normal(size=(12, 3)).astype("float32"), rng.normal(size=(12, 2)).astype("float32")
    layers = [keras.layers.Dense(4, activation="tanh"), keras.layers.BatchNormalization(), keras.layers.Dense(2)]
    model = keras.Sequential([keras.Input((3,)), *layers])
    model.compile(keras.optimizers.Adam(0.05, use_ema=True, ema_momentum=0.8), "mse", metrics=["mae"])
    path = folder / "model.keras"
    model.save(path)
    interchange.deflate(path)
    runs = []
    for swap in [False, True]:
        model = keras.models.load_model(path)
        between = Between(x[8:])
        callbacks = [keras.callbacks.SwapEMAWeights(swap_on_epoch=swap), between]
        options = {"batch_size": 4, "epochs": 4, "shuffle": False, "verbose": 0}
        history = model.fit(x[:8], y[:8], validation_data=(x[8:], y[8:]), callbacks=callbacks, **options).history
        final = interchange.outputs(model, [x[8:]])
        runs.append({"swap_on_epoch": swap, "history": history, "between": between.seen, "final": final.tolist()})
    numbers = {"x": interchange.short(x), "y": interchange.short(y), "runs": runs}
    (folder / "model.json").write_text(json.dumps(numbers, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
