"""categories.json: layers of categories, forward; Keras computes those of text and hashes with TensorFlow.

The backend is TensorFlow here, in float32 as in files: indices and counts are exact.
"""

import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

HERE = Path(__file__).resolve().parent
TOWNS = ["Port Elms", "Fennside", "Ålesund", "", "Łódź", "Fennside", "Port Elms", "Port Elms", "東京", "a\tb"]
OTHERS = ["Nowhere", "x" * 16, "y" * 17, "z" * 33, "w" * 65, "the quick brown fox " * 11, "😀", "12", "[UNK]", "-1"]
ADAPTED = [[town] for town in TOWNS]
ASKED = [[town] for town in TOWNS[:6] + OTHERS]
PAIRS = [[a, b] for a, b in zip(TOWNS, OTHERS)]
NUMBERS = [[7], [-3], [7], [12], [0], [16777215], [12], [12], [-16777215], [5]]
ASKED_NUMBERS = NUMBERS + [[8], [9], [10], [11], [-1], [-2]]


def case(name, config, inputs, adapt=None, **more):
    arguments = {key: value for key, value in config.items() if key != "class_name"}
    layer = getattr(keras.layers, config["class_name"])(**arguments)
    made = {"name": name, "config": config, "inputs": inputs}
    if adapt is not None:
        layer.adapt(np.array(adapt, dtype="float32") if isinstance(adapt[0][0], float) else tf.constant(adapt))
        made["adapt"] = adapt
    if hasattr(layer, "get_vocabulary"):
        made["vocabulary"] = [str(token) for token in layer.get_vocabulary()]
    if hasattr(layer, "bin_boundaries"):
        made["bin_boundaries"] = layer.bin_boundaries
    if getattr(layer, "output_mode", "") == "tf_idf":
        made["idf_weights"] = layer.idf_weights_const.numpy().tolist()
    tensors = [tf.constant(values) for values in inputs]
    if more.get("weighted"):
        y = layer(tensors[0], count_weights=tensors[1])
    else:
        y = layer(tensors[0] if len(tensors) == 1 else tensors)
    y = np.asarray(y).tolist()
    return {**made, "y": [[v.decode() if isinstance(v, bytes) else v for v in row] for row in y]}


def lookups():
    name = "StringLookup"
    yield case("string_lookup", {"class_name": name}, [ASKED], ADAPTED)
    yield case("string_lookup/mask", {"class_name": name, "mask_token": ""}, [ASKED], ADAPTED)
    yield case("string_lookup/oov", {"class_name": name, "num_oov_indices": 5}, [ASKED], ADAPTED)
    salted = {"class_name": name, "num_oov_indices": 7, "salt": [133, 137], "mask_token": "Fennside"}
    yield case("string_lookup/salt", salted, [ASKED], ADAPTED)
    yield case("string_lookup/max_tokens", {"class_name": name, "max_tokens": 4}, [ASKED], ADAPTED)
    given = {"class_name": name, "vocabulary": ["b", "Fennside", "a\tb"], "num_oov_indices": 2}
    for mode in ["int", "one_hot", "multi_hot", "count"]:
        yield case(f"string_lookup/given_{mode}", {**given, "output_mode": mode}, [PAIRS])
    yield case("string_lookup/one_hot_mask", {**given, "output_mode": "one_hot", "mask_token": "m"}, [[["m"], ["c"], ["b"]]])
    whole = {**given, "vocabulary": ["", "[UNK]", "[UNK]", "b", "Fennside"], "mask_token": ""}
    yield case("string_lookup/whole", whole, [ASKED])
    padded = {**given, "output_mode": "multi_hot", "max_tokens": 9, "pad_to_max_tokens": True}
    yield case("string_lookup/padded", padded, [PAIRS])
    yield case("string_lookup/tf_idf", {"class_name": name, "output_mode": "tf_idf"}, [PAIRS], PAIRS)
    weighted = {**given, "output_mode": "tf_idf", "idf_weights": [0.25, 0.75, 1.5]}
    yield case("string_lookup/tf_idf_given", weighted, [PAIRS])
    inverse = {"class_name": name, "vocabulary": ["b", "Fennside", "東京"], "invert": True}
    asked = [[[0, 1], [2, 3], [4, 5], [-1, 7]]]
    yield case("string_lookup/invert", inverse, asked)
    yield case("string_lookup/invert_mask", {**inverse, "mask_token": "", "oov_token": "?", "num_oov_indices": 2}, asked)
    yield case("string_lookup/invert_all_known", {**inverse, "num_oov_indices": 0}, asked)
    name = "IntegerLookup"
    inverse = {"class_name": name, "vocabulary": [12, -3, 16777215], "invert": True}
    yield case("integer_lookup/invert", inverse, asked)
    yield case("integer_lookup/invert_mask", {**inverse, "mask_token": -9, "num_oov_indices": 2}, asked)
    yield case("integer_lookup", {"class_name": name}, [ASKED_NUMBERS], NUMBERS)
    yield case("integer_lookup/mask", {"class_name": name, "mask_token": 0}, [ASKED_NUMBERS], NUMBERS)
    given = {"class_name": name, "vocabulary": [12, -3, 12345678901], "num_oov_indices": 4}
    yield case("integer_lookup/floormod", given, [ASKED_NUMBERS])
    yield case("integer_lookup/farmhash", {**given, "oov_method": "farmhash"}, [ASKED_NUMBERS])
    yield case("integer_lookup/salt", {**given, "oov_method": "farmhash", "salt": [3, 4]}, [ASKED_NUMBERS])
    for mode in ["one_hot", "multi_hot", "count"]:
        yield case(f"integer_lookup/{mode}", {**given, "output_mode": mode}, [[[1, 12, 12], [-3, 4, 7]]])
    yield case("integer_lookup/tf_idf", {"class_name": name, "output_mode": "tf_idf"}, [NUMBERS], NUMBERS)


def encodings():
    name = "CategoryEncoding"
    values = [[0, 3, 3], [2, 2, 1]]
    for mode in ["one_hot", "multi_hot", "count"]:
        yield case(f"category_encoding/{mode}", {"class_name": name, "num_tokens": 4, "output_mode": mode}, [values])
    one = {"class_name": name, "num_tokens": 4, "output_mode": "one_hot"}
    yield case("category_encoding/one_column", one, [[[2], [0]]])
    weights = [[0.5, 1.25, 2.0], [0.25, 3.0, -1.0]]
    counted = {"class_name": name, "num_tokens": 4, "output_mode": "count"}
    yield case("category_encoding/weighted", counted, [values, weights], weighted=True)
    name = "Discretization"
    values = [[-1.5, 0.0, 0.25], [0.3, 1.0, 99.0], [0.1, -0.0, 2.0]]
    given = {"class_name": name, "bin_boundaries": [0.0, 0.1, 0.3, 1.0]}
    for mode in ["int", "one_hot", "multi_hot", "count"]:
        yield case(f"discretization/{mode}", {**given, "output_mode": mode}, [values])
    rng = np.random.default_rng(7)
    for count in [3, 40, 1000, 1234]:
        data = np.float32(rng.normal(size=(count, 1))).astype(float).tolist()
        for bins in [2, 5, 32]:
            config = {"class_name": name, "num_bins": bins}
            yield case(f"discretization/adapted_{count}_{bins}", config, [values[:1]], data)
    config = {"class_name": name, "num_bins": 4, "epsilon": 0.1}
    yield case("discretization/epsilon", config, [values], np.float32(rng.gamma(1, size=(77, 2))).astype(float).tolist())


def hashes():
    name = "Hashing"
    for bins in [1, 3, 1000, 16777216]:
        yield case(f"hashing/{bins}", {"class_name": name, "num_bins": bins}, [ASKED])
    yield case("hashing/mask", {"class_name": name, "num_bins": 10, "mask_value": ""}, [ASKED])
    yield case("hashing/salt", {"class_name": name, "num_bins": 1000, "salt": [133, 137]}, [ASKED])
    yield case("hashing/one_salt", {"class_name": name, "num_bins": 1000, "salt": 133}, [ASKED])
    yield case("hashing/one_hot", {"class_name": name, "num_bins": 5, "output_mode": "one_hot"}, [ASKED])
    for mode in ["multi_hot", "count"]:
        yield case(f"hashing/{mode}", {"class_name": name, "num_bins": 3, "output_mode": mode}, [PAIRS])
    yield case("hashing/integers", {"class_name": name, "num_bins": 1000}, [ASKED_NUMBERS])
    yield case("hashing/integers_mask", {"class_name": name, "num_bins": 1000, "mask_value": 12}, [ASKED_NUMBERS])
    yield case("hashing/integers_salt", {"class_name": name, "num_bins": 1000, "salt": [1, 2]}, [ASKED_NUMBERS])
    name = "HashedCrossing"
    right = ASKED[::-1]
    yield case("hashed_crossing", {"class_name": name, "num_bins": 1000}, [ASKED, right])
    yield case("hashed_crossing/three", {"class_name": name, "num_bins": 1000}, [ASKED, right, ASKED])
    yield case("hashed_crossing/one_hot", {"class_name": name, "num_bins": 5, "output_mode": "one_hot"}, [ASKED, right])
    numbers = [ASKED_NUMBERS, ASKED_NUMBERS[::-1]]
    yield case("hashed_crossing/integers", {"class_name": name, "num_bins": 16777216}, numbers)
    yield case("hashed_crossing/mixed", {"class_name": name, "num_bins": 1000}, [ASKED, ASKED_NUMBERS[: len(ASKED)]])


cases = [made for group in [lookups, encodings, hashes] for made in group()]
lines = ",\n".join(json.dumps(made, ensure_ascii=True, separators=(",", ":")) for made in cases)
about = "Inputs and outputs of layers of categories. vocabulary: with the tokens for missing and unknown values."
text = f'{{"about":{json.dumps(about)},"keras":"{keras.__version__}","cases":[\n{lines}\n]}}\n'
(HERE / "categories.json").write_text(text)
print(f"categories.json: {len(cases)} cases, {len(text) // 1000} kB")
