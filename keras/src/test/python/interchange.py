"""Models that move between Keras and Gradus, both ways, on generated architectures (architectures.py).

    interchange.py make FOLDER [COUNT] [FIRST]   Keras makes models, from number FIRST on, trains each an epoch, saves it,
                                         and notes what comes next
    interchange.py check FOLDER                  Keras opens what Gradus made of them, and compares

Between the two, the Java program gradus.keras.Interchange (test sources of module keras) opens each file, compares,
trains on, and saves what it has. interchange.sh runs all three. The models in src/test/resources/interchange were made so.

Models that are chosen, not drawn, are made by the scripts beside this one, such as ranks.py, with keep().

Files of a model m017: m017.keras, m017.weights.h5, m017.safetensors (by the reference library) and m017.json with the
numbers; by Gradus, an epoch later, m017.gradus.keras, .gradus.weights.h5, .gradus.safetensors and .gradus.json.

Left out are models that float32 cannot tell apart: where predictions or losses move by more than what is allowed when
the last bits of the weights are changed, or outputs are so saturated that Keras on Torch and JAX clips them.
"""

import json
import os
import sys
import zipfile
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras  # noqa: E402
import numpy as np  # noqa: E402
from architectures import Maker, begin_at, single  # noqa: E402
from safetensors.numpy import load_file, save_file  # noqa: E402

BATCH, EPOCHS = 4, 3
VERSION = tuple(int(n) for n in keras.__version__.split(".")[:2])
PREDICTIONS, LOSSES = 1e-6, 1e-5


def repair_sparsemax():
    """Sparsemax of Keras does not sum to 1 (keras-team/keras issue 23425), until that is mended."""
    from keras import ops

    if not hasattr(keras.activations, "sparsemax"):
        return
    if abs(float(ops.sum(keras.activations.sparsemax(np.array([[0.3, 0.2, 0.1]], "float32")))) - 1) < 1e-6:
        return
    from keras.src import backend

    def sparsemax(x, axis=-1):
        ranked = ops.flip(ops.sort(x, axis=axis), axis=axis)
        position = ops.cast(ops.arange(1, x.shape[axis] + 1), x.dtype)
        kept = position * ranked > ops.cumsum(ranked, axis=axis) - 1
        count = ops.cast(ops.sum(ops.cast(kept, "int32"), axis=axis, keepdims=True), x.dtype)
        edge = (ops.sum(ops.where(kept, ranked, 0.0), axis=axis, keepdims=True) - 1) / count
        return ops.maximum(x - edge, 0.0)

    backend.nn.sparsemax = sparsemax


def repair_schedule_free():
    """ScheduleFreeAdamW of Keras 3.15 reads on TensorFlow and Torch, where it needs the momentum before the update, the
    variable that it has changed by then; on JAX it is right. On TensorFlow it also starts from 0 unless it runs eagerly.
    """
    from keras import ops

    rule = getattr(keras.optimizers, "ScheduleFreeAdamW", None)
    if rule is None or keras.backend.backend() == "jax" or hasattr(rule, "_repaired"):
        return
    update = rule.update_step

    def update_step(self, gradient, variable, learning_rate):
        momentum = self._momentums[self._get_variable_index(variable)]
        before = ops.copy(ops.convert_to_tensor(momentum))
        update(self, gradient, variable, learning_rate)
        rest = 1 - 1 / ops.cast(self.iterations + 1, variable.dtype)
        self.assign_add(variable, rest * (1 - self.beta_1) * (momentum - before))

    rule.update_step, rule._repaired = update_step, True


def apart(found, expected):
    """The largest difference, relative where the number is above 1."""
    found, expected = np.asarray(found, "float64"), np.asarray(expected, "float64")
    return float(np.max(np.abs(found - expected) / np.maximum(1, np.abs(expected)), initial=0))


def outputs(model, x):
    """All numbers of all outputs, one output after the other."""
    predictions = model.predict(single(x), verbose=0)
    return np.concatenate([p.ravel() for p in (predictions if isinstance(predictions, list) else [predictions])])


def fit(model, x, y, sample_weight, epochs):
    options = {"batch_size": BATCH, "epochs": epochs, "shuffle": False, "verbose": 0}
    return model.fit(single(x), single(y), sample_weight=weights_of_outputs(y, sample_weight, model.outputs), **options).history["loss"]


def weights_of_outputs(y, sample_weight, outputs=()):
    """The weights of rows, one entry an output; as columns, which Keras repeats for every position of further axes."""
    if sample_weight is None:
        return None
    if sample_weight.ndim > 1:
        # One for each position.
        return [sample_weight] * len(y) if len(y) > 1 else sample_weight
    ranks = [len(output.shape) for output in outputs] or [2] * len(y)
    weights = [sample_weight if rank < 3 else sample_weight.reshape((-1,) + (1,) * (rank - 2)) for rank in ranks]
    return weights if len(y) > 1 else weights[0]


def evaluate(model, x, y, sample_weight):
    """Losses and metrics that are one number."""
    weights = weights_of_outputs(y, sample_weight, model.outputs)
    logs = model.evaluate(single(x), single(y), batch_size=len(y[0]), sample_weight=weights, verbose=0, return_dict=True)
    found = {name: float(value) for name, value in logs.items() if np.ndim(value) == 0}
    # Up to 3.6, the loss of an output was logged with its weight.
    return {name: value for name, value in found.items() if VERSION >= (3, 7) or not name.endswith("_loss")}


def tensors(model, prefix=""):
    """The variables of a model by the names that Gradus gives them in safetensors files."""
    found = {}
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            found.update(tensors(layer, f"{prefix}{layer.name}/"))
        else:
            inner = "layer/" if isinstance(layer, keras.layers.TimeDistributed) else ""
            found.update({f"{prefix}{layer.name}/{inner}{variable.name}": variable for variable in layer.weights})
    return found


def nudged(path):
    """The model of a file, with the last bits of its weights changed."""
    model, rng = keras.models.load_model(path), np.random.default_rng(1)
    for variable in model.trainable_variables:
        value = variable.numpy()
        variable.assign(np.nextafter(value, value + rng.choice([-1, 0, 1], value.shape).astype(value.dtype)))
    return model


def deflate(path):
    """Small files for the repository; Keras and Gradus read them just as well."""
    with zipfile.ZipFile(path) as old:
        members = [(info.filename, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name, content in members:
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def is_text(values):
    return getattr(values, "dtype", None) == "string"


def table(values):
    """Rows of text, which TensorFlow alone has, or of numbers."""
    if not isinstance(values[0], list) or not isinstance(values[0][0], str):
        return np.array(values, "float32")
    import tensorflow

    return tensorflow.constant(values)


def short(values):
    if is_text(values):
        return [[text.decode() for text in row] for row in values.numpy()]
    values = np.asarray(values, "float32")
    return [short(v) for v in values] if values.ndim else float(str(values[()]))


def make_one(number, folder):
    """Makes the files of a model, or tells why it cannot serve."""
    maker = Maker(number)
    model, x, y, sample_weight = maker.model()
    for variable in model.trainable_variables:
        # Dead units and saturated ends would hide mistakes.
        variable.assign(variable + 0.1 * maker.grid(variable.shape))
    probabilities = any(loss in ("sigmoid", "softmax") for loss in maker.ends)
    return keep(model, x, y, sample_weight, folder / f"m{number:03d}.keras", maker.random, probabilities)


def keep(model, x, y, sample_weight, path, random=False, probabilities=False):
    """Makes the files of a compiled model, or tells why it cannot serve.

    `x` and `y` are lists with an entry for each input and output, `random` says whether the layers draw random numbers.
    """
    try:
        fit(model, x, y, sample_weight, 1)
    except (TypeError, RuntimeError, ValueError) as error:
        # Variables that Keras on JAX makes too late; numbers that are no longer finite, on Torch; mistakes of old versions.
        return f"Keras cannot train it: {str(error).splitlines()[0]}"
    model.save(path)
    try:
        # What a file says is what Keras reads from it: it forgets delta of Huber (3.15), for one.
        model = keras.models.load_model(path)
    except (TypeError, ValueError) as error:
        # Identity initializers (3.0), for one.
        return f"Keras cannot open what it saved: {str(error).splitlines()[-1][:200]}"
    predictions, logs = outputs(model, x), evaluate(model, x, y, sample_weight)
    stored = {name: variable.numpy().copy() for name, variable in tensors(model).items()}
    losses = fit(model, x, y, sample_weight, EPOCHS)
    # Lion on Torch takes a gradient that is not a number for zero.
    slots = keras.models.load_model(path).optimizer.variables
    if not all(np.all(np.isfinite(values)) for values in (losses, predictions, *(slot.numpy() for slot in slots))):
        return "numbers are not finite"
    if np.any(np.abs(predictions) > 1e4):
        return "predictions are huge"
    if probabilities and np.max(predictions) > 1 - 1e-5:
        return "an output is saturated"
    other = nudged(path)
    moved, moved_losses = apart(outputs(other, x), predictions), 0
    # Until 3.5, an optimizer that accumulates gradients counts batches, not updates.
    counts_batches = model.optimizer.gradient_accumulation_steps and not hasattr(model.optimizer, "_iterations")
    compares_losses = not random and not counts_batches
    if compares_losses:
        moved_losses = apart(fit(other, x, y, sample_weight, EPOCHS), losses)
    if moved > PREDICTIONS or moved_losses > LOSSES:
        return f"last bits of weights move predictions by {moved:.0e} and losses by {moved_losses:.0e}"
    deflate(path)
    save_file(stored, path.with_suffix(".safetensors"))
    keras.models.load_model(path).save_weights(path.with_suffix(".weights.h5"))
    numbers = {"inputs": [short(v) for v in x], "targets": [short(v) for v in y]}
    if sample_weight is not None:
        numbers["sample_weight"] = short(sample_weight)
    numbers |= {"predictions": short(predictions), "evaluation": logs}
    if compares_losses:
        numbers["losses"] = [float(v) for v in losses]
    path.with_suffix(".json").write_text(json.dumps(numbers, separators=(",", ":")) + "\n")
    return None


def make(folder, count, number):
    folder.mkdir(parents=True, exist_ok=True)
    begin_at(number)
    made = 0
    while made < count:
        keras.utils.clear_session()
        keras.utils.set_random_seed(number)
        problem = make_one(number, folder)
        if problem:
            print(f"m{number:03d} is left out: {problem}")
            (folder / f"m{number:03d}.keras").unlink(missing_ok=True)
        made += problem is None
        number += 1
    print(made, "models made by Keras", keras.__version__)


def has_optimizer_of(path):
    """Whether this Keras has the variables of a file's optimizer in the order of 3.10, which Gradus writes."""
    with zipfile.ZipFile(path) as archive:
        optimizer = json.loads(archive.read("config.json"))["compile_config"]["optimizer"]
    options = optimizer["config"]
    moved = optimizer["class_name"] == "Nadam" or (options.get("use_ema") and options.get("gradient_accumulation_steps"))
    return VERSION >= (3, 10) or not moved


def check(folder):
    worst, failures, done, bare = {}, 0, 0, 0
    for path in sorted(folder.glob("*.gradus.keras")):
        name = path.name.removesuffix(".gradus.keras")
        given = json.loads((folder / f"{name}.json").read_text())
        noted = json.loads((folder / f"{name}.gradus.json").read_text())
        x, y = ([table(v) for v in given[key]] for key in ("inputs", "targets"))
        sample_weight = np.array(given["sample_weight"], "float32") if "sample_weight" in given else None
        compiled = has_optimizer_of(path)
        bare += not compiled
        model = keras.models.load_model(path, compile=compiled)
        found = {"predictions": apart(outputs(model, x), noted["predictions"])}
        if compiled:
            logs = evaluate(model, x, y, sample_weight)
            found["evaluation"] = max(apart(value, noted["evaluation"][key]) for key, value in logs.items())
        other = keras.models.load_model(folder / f"{name}.keras", compile=compiled)
        other.load_weights(folder / f"{name}.gradus.weights.h5")
        found["weights.h5"] = apart(outputs(other, x), noted["predictions"])
        other = keras.models.load_model(folder / f"{name}.keras")
        stored, variables = load_file(folder / f"{name}.gradus.safetensors"), tensors(other)
        assert stored.keys() == variables.keys(), (stored.keys(), variables.keys())
        for key, value in stored.items():
            variables[key].assign(value)
        found["safetensors"] = apart(outputs(other, x), noted["predictions"])
        if "losses" in noted and compiled:
            found["losses"] = apart(fit(model, x, y, sample_weight, EPOCHS), noted["losses"])
        done += 1
        bad = {key: value for key, value in found.items() if value > (LOSSES if key in ("losses", "evaluation") else PREDICTIONS)}
        if bad:
            failures += 1
            print(f"{name}: " + ", ".join(f"{key} {value:.1e} apart" for key, value in bad.items()))
        for key, value in found.items():
            worst[key] = max(worst.get(key, (0, "")), (value, name))
    print(f"{done} models of Gradus opened in Keras {keras.__version__} on {keras.backend.backend()}, {failures} differ;", end=" ")
    print(f"{bare} of them without their optimizers" if bare else "", end=" ")
    print("at most apart: " + ", ".join(f"{key} {value:.1e} ({name})" for key, (value, name) in worst.items()))
    sys.exit(failures > 0 or done == 0)


if __name__ == "__main__":
    if keras.backend.backend() == "torch":
        import torch

        torch.set_num_threads(1)
    repair_sparsemax()
    repair_schedule_free()
    if sys.argv[1] == "make":
        count, first = (*map(int, sys.argv[3:5]), *(150, 0)[len(sys.argv[3:5]) :])
        make(Path(sys.argv[2]), count, first)
    else:
        check(Path(sys.argv[2]))
