"""chain.keras1.h5, chain.keras222.h5, chain.tf213.keras: fixtures/weights/chain in the words of older versions.

Keras 1 and 2 are not run: files of Keras 3 are rewritten in their words.
"""

import io
import json
import zipfile
from pathlib import Path

import h5py

import numpy as np

HERE = Path(__file__).parent
FIXTURES = HERE.parent / "fixtures" / "weights"


def rewrite(target, version, layers):
    """A file of Keras 2 whose config is the list of its layers."""
    with h5py.File(FIXTURES / "chain.keras2.h5") as old, h5py.File(target, "w") as new:
        for key, value in old.attrs.items():
            new.attrs[key] = value
        for name in old:
            old.copy(name, new)
        new.attrs["keras_version"] = version
        new.attrs["model_config"] = json.dumps({"class_name": "Sequential", "config": layers(json.loads(old.attrs["model_config"]))})


def listed(config):
    """Up to Keras 2.2.2: no input layer, its shape is with the first layer."""
    first, *rest = config["config"]["layers"]
    rest[0]["config"]["batch_input_shape"] = first["config"]["batch_input_shape"]
    for layer in rest:
        for key in [key for key in layer if key not in ("class_name", "config")]:
            del layer[key]
    return rest


def keras_1(config):
    layers = listed(config)
    for layer in layers:
        words = layer["config"]
        if layer["class_name"] == "Dense":
            shape = {"batch_input_shape": words["batch_input_shape"], "input_dtype": "float32"} if "batch_input_shape" in words else {}
            layer["config"] = shape | {
                "name": words["name"], "trainable": True, "output_dim": words["units"], "init": "glorot_uniform",
                "activation": words["activation"], "W_regularizer": {"name": "L1L2Regularizer", "l1": 0.0, "l2": 0.01},
                "b_regularizer": None, "activity_regularizer": None, "W_constraint": {"name": "MaxNorm", "m": 9, "axis": 0},
                "b_constraint": None, "bias": True, "input_dim": 3,
            }
        elif layer["class_name"] == "BatchNormalization":
            layer["config"] = {
                "name": words["name"], "trainable": True, "epsilon": words["epsilon"], "mode": 0, "axis": -1,
                "momentum": words["momentum"], "gamma_regularizer": None, "beta_regularizer": None,
                "gamma_init": "one", "beta_init": "zero",
            }
        else:
            layer["config"] = {"name": words["name"], "trainable": True, "alpha": words["alpha"]}
    return layers


def tf_213():
    """The archive of tf.keras 2.12 to 2.15."""
    with h5py.File(FIXTURES / "chain.keras2.h5") as old:
        config = json.loads(old.attrs["model_config"])
        training = json.loads(old.attrs["training_config"])
    first, second, *_ = config["config"]["layers"]
    second["config"]["batch_input_shape"] = first["config"]["batch_input_shape"]
    optimizer = training["optimizer_config"]
    optimizer["class_name"] = optimizer["class_name"].replace("Custom>", "")
    config["compile_config"] = {
        "optimizer": {"module": "keras.optimizers", "registered_name": None} | optimizer,
        "loss": training["loss"], "metrics": ["categorical_accuracy"], "loss_weights": None, "weighted_metrics": None,
        "run_eagerly": None, "steps_per_execution": None, "jit_compile": None,
    }
    weights = io.BytesIO()
    with zipfile.ZipFile(FIXTURES / "chain.keras") as modern, zipfile.ZipFile(HERE / "chain.tf213.keras", "w") as out:
        with h5py.File(io.BytesIO(modern.read("model.weights.h5"))) as source, h5py.File(weights, "w") as target:
            for name in source["layers"]:
                source.copy(source["layers"][name], target.require_group("_layer_checkpoint_dependencies"), name)
            target["optimizer/vars/0"] = np.int64(3)
        members = {"metadata.json": json.dumps({"keras_version": "2.13.1"}), "config.json": json.dumps(config)}
        for name, content in (members | {"model.weights.h5": weights.getvalue()}).items():
            out.writestr(zipfile.ZipInfo(name), content)


rewrite(HERE / "chain.keras222.h5", "2.2.2", listed)
rewrite(HERE / "chain.keras1.h5", "1.2.2", keras_1)
tf_213()
