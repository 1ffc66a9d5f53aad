"""Models that Gradus made, opened in Keras: KERAS_BACKEND=tensorflow made.py FOLDER

gradus.keras.MadeModels, in the Java tests, makes them: java ... gradus.keras.MadeModels FOLDER [COUNT]. Predictions are
compared, texts and integers that were looked up by their index included; only on TensorFlow does Keras have texts.
"""

import json
import sys
from pathlib import Path

import interchange
import keras
import numpy as np
import tensorflow as tf
from architectures import single

ALLOWED = 1e-5


def difference(path):
    told = json.loads(path.with_suffix(".json").read_text())
    model = keras.models.load_model(path)
    x = []
    for node, values in zip(model.inputs, told["inputs"]):
        shape = (-1, *node.shape[1:])
        x.append(tf.constant(np.reshape(np.array(values, "float32").astype(node.dtype), shape)))
    # Texts cannot be joined from batches.
    outputs = model(single(x))
    outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
    worst = 0.0
    assert len(outputs) == len(told["outputs"])
    for found, wanted in zip(outputs, told["outputs"]):
        found = found.numpy().ravel()
        if found.dtype == object:
            worst = max(worst, float([text.decode() for text in found] != wanted))
        else:
            assert len(found) == len(wanted)
            worst = max(worst, interchange.apart(found, wanted))
    return worst


def main(folder):
    counts, differing, worst = {}, 0, 0.0
    for path in sorted(folder.glob("*.keras")):
        kind = path.stem.split("_")[0]
        counts[kind] = counts.get(kind, 0) + 1
        try:
            found = difference(path)
        except Exception as problem:  # noqa: BLE001
            found = float("nan")
            print(f"{path.stem}: {str(problem).strip().splitlines()[-1][:200]}")
        if not found <= ALLOWED:
            differing += 1
            print(f"{path.stem}: {found:.1e} apart")
        else:
            worst = max(worst, found)
    print(f"{counts} opened in Keras {keras.__version__}, {differing} differ, the others at most {worst:.1e} apart")
    sys.exit(differing > 0 or not counts)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
