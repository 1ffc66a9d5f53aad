"""FeatureSpaces of Keras with what they give: KERAS_BACKEND=tensorflow feature_space.py FOLDER

The files in src/test/resources/feature-space were made so: the FeatureSpace itself with vectors and with a dict of
outputs, a model behind its inputs and encoded features, and the data that they were adapted to. With --check, the files
gradus.*.keras, which Gradus wrote, are opened and asked the same.
"""

import json
import sys
from pathlib import Path

import interchange
import keras
import numpy as np
import tensorflow as tf

FS = keras.utils.FeatureSpace
ROWS = 40


def columns():
    rng = np.random.default_rng(3)
    return {
        "age": np.round(rng.normal(40, 10, ROWS), 1).astype("float32"),
        "income": np.round(rng.gamma(2, 1000, ROWS)).astype("float32"),
        "size": np.round(rng.normal(size=ROWS), 2).astype("float32"),
        "town": rng.choice(["a", "bb", "Łódź", "d e"], ROWS),
        "kind": rng.integers(-2, 5, ROWS).astype("int32"),
        "code": rng.integers(0, 100, ROWS).astype("int32"),
        "name": rng.choice(["x", "y", "z", ""], ROWS),
        "plain": np.round(rng.normal(size=ROWS), 2).astype("float32"),
    }


def features():
    return {
        "size": FS.float_rescaled(scale=0.5, offset=1.0),
        "age": FS.float_normalized(),
        "income": FS.float_discretized(num_bins=6),
        "town": FS.string_categorical(max_tokens=4),
        "kind": FS.integer_categorical(num_oov_indices=2),
        "code": FS.integer_hashed(num_bins=8),
        "name": FS.string_hashed(num_bins=5),
        "plain": "float",
    }


def save(folder, name, data, outputs, order):
    interchange.deflate(folder / f"{name}.keras")
    given = {"inputs": {key: np.asarray(data[key])[:, None].tolist() for key in order}}
    given["outputs"] = {key: np.asarray(value, "float64").tolist() for key, value in outputs.items()}
    (folder / f"{name}.json").write_text(json.dumps(given, separators=(",", ":")) + "\n")


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    data = columns()
    adapted = {key: np.asarray(value)[:, None].tolist() for key, value in data.items()}
    (folder / "adapted.json").write_text(json.dumps(adapted, separators=(",", ":")) + "\n")
    crosses = [FS.cross(("town", "kind"), crossing_dim=7), ("code", "name"), FS.cross(("income", "code"), 5, "int")]
    for mode in ["concat", "dict"]:
        space = FS(features(), mode, crosses[: 2 if mode == "concat" else 3], crossing_dim=9)
        space.adapt(tf.data.Dataset.from_tensor_slices(data))
        # Towns and kinds that training did not have.
        asked = {**data, "town": np.where(data["town"] == "d e", "zz", data["town"]), "kind": data["kind"] * 2}
        found = space(asked)
        space.save(folder / f"{mode}.keras")
        save(folder, mode, asked, found if mode == "dict" else {"": found}, data)
        if mode == "concat":
            model = keras.Model(space.get_inputs(), keras.layers.Dense(1)(space.get_encoded_features()))
            model.save(folder / "model.keras")
            tensors = {key: tf.constant(value[:, None].tolist(), dtype=model.input[key].dtype) for key, value in asked.items()}
            save(folder, "model", asked, {"": model(tensors)}, sorted(data))


def check(folder):
    data = columns()
    for mode in ["concat", "dict"]:
        given = json.loads((folder / f"{mode}.json").read_text())
        space = keras.models.load_model(folder / f"gradus.{mode}.keras")
        assert isinstance(space, FS)
        found = space({key: np.array(given["inputs"][key], data[key].dtype) for key in data})
        for key, value in (found if mode == "dict" else {"": found}).items():
            np.testing.assert_allclose(np.asarray(value), given["outputs"][key], rtol=1e-6, atol=1e-6)
        print(f"gradus.{mode}.keras: a FeatureSpace that gives the same")


if __name__ == "__main__":
    if sys.argv[1] == "--check":
        check(Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]))
