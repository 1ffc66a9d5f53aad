"""batches.json: logs of batches by hand, losses of epochs of some steps, and what a loss that is not finite leaves."""

from common import keras, np, use_float64, write

use_float64()
ROWS = range(12)
X = np.array([[(i * 7 + j * 5) % 11 / 8 - 0.5 for j in range(3)] for i in ROWS])
Y = np.array([[i * 3 % 7 / 4 - 0.75] for i in ROWS])
WEIGHTS = [1, 2, 0, 1]


def model():
    first = keras.initializers.Constant(0.25)
    chain = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, kernel_initializer=first)])
    chain.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse", metrics=[keras.metrics.MeanAbsoluteError()])
    return chain


def logs(result):
    return [float(result["loss"]), float(result["mean_absolute_error"])]


def by_hand():
    """Four calls; the metrics are reset before each, so that the logs are those of its batch."""
    chain = model()
    made = []
    for name, first, last, weights in (
        ("train", 0, 4, None),
        ("train", 4, 10, None),
        ("test", 8, 12, None),
        ("train", 0, 4, np.array(WEIGHTS, "float64")),
    ):
        chain.reset_metrics()
        call = chain.train_on_batch if name == "train" else chain.test_on_batch
        result = call(X[first:last], Y[first:last], sample_weight=weights, return_dict=True)
        given = {} if weights is None else {"weights": WEIGHTS}
        made.append({"call": name, "from": first, "to": last, **given, "logs": logs(result)})
    return {"name": "by_hand", "calls": made, "prediction": float(chain.predict(X, verbose=0)[0, 0])}


def epochs(name, log, count, **fit):
    history = model().fit(X, Y, batch_size=4, epochs=count, shuffle=False, verbose=0, **fit).history
    return {"name": name, "log": log, "values": history[log]}


def not_finite():
    chain = keras.Sequential([keras.Input((2,)), keras.layers.BatchNormalization(), keras.layers.Dense(1)])
    chain.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
    chain.train_on_batch(np.array([[1, 2], [np.inf, 3]]), np.array([[0.0], [1.0]]))
    moving = [number for weight in chain.layers[0].non_trainable_variables for number in np.asarray(weight.value)]
    trained = np.concatenate([np.ravel(weight.value) for weight in chain.trainable_variables])
    words = {"inf": "Infinity", "nan": "NaN"}
    return {
        "name": "not_finite",
        "moving": [float(number) if np.isfinite(number) else words[str(number)] for number in moving],
        "trained": [float(number) if np.isfinite(number) else words[str(float(number))] for number in trained],
    }


write(
    "batches.json",
    "x[i][j] = (7 i + 5 j) mod 11 / 8 - 1/2, y[i] = 3 i mod 7 / 4 - 3/4; Dense(1) of 0.25, SGD(0.1), mse; no shuffling.",
    [
        by_hand(),
        epochs("steps_per_epoch=2", "loss", 4, steps_per_epoch=2),
        epochs("validation_steps=2", "val_loss", 2, validation_data=(X, Y), validation_steps=2, validation_batch_size=4),
        not_finite(),
    ],
)
