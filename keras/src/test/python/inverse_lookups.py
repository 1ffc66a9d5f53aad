"""A model whose outputs are text and integers looked up by their index: KERAS_BACKEND=tensorflow inverse_lookups.py

It writes inverse.keras with inverse.json, its inputs and what Keras gives, to src/test/resources/inverse.
"""

import json
from pathlib import Path

import interchange
import keras
import tensorflow as tf

L = keras.layers
FOLDER = Path(__file__).parents[1] / "resources" / "inverse"
FOLDER.mkdir(exist_ok=True)
INDICES = [[0, 1], [2, 3], [4, 5], [1, 17]]

index = keras.Input((2,), dtype="int64", name="index")
towns = L.StringLookup(vocabulary=["Fennside", "Port Elms, upper", "東京"], mask_token="", invert=True, name="town")
numbers = L.IntegerLookup(vocabulary=[12, -3, 900], oov_token=-7, invert=True, name="number")
model = keras.Model(index, [towns(index), numbers(index)])
model.save(FOLDER / "inverse.keras")
interchange.deflate(FOLDER / "inverse.keras")
town, number = keras.models.load_model(FOLDER / "inverse.keras")(tf.constant(INDICES, "int64"))
told = {"keras": keras.__version__, "index": INDICES, "number": number.numpy().tolist()}
told["town"] = [[text.decode() for text in row] for row in town.numpy()]
(FOLDER / "inverse.json").write_text(json.dumps(told, ensure_ascii=False) + "\n")
print(told)
