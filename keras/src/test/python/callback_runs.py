"""Records for assertions.py what callbacks of Keras's tests saw and did.

A test of a callback compares what follows from a training on random data, so its assertions are held to follow from what
its callbacks did: a record has a test, and all runs of callbacks in it with the number of assertions about each. What a run has
depends on the callback: the logs that it saw, and whether it stopped or saved; the file that it wrote; the rates that it
set; the calls that it got; where a training went on. OTHERS are tests of something else, with the reason.
"""

import inspect
import unittest
from pathlib import Path

import keras
import numpy as np
from keras.src.callbacks.monitor_callback import MonitorCallback

DECIDING = ["EarlyStopping", "ReduceLROnPlateau", "ModelCheckpoint", "TerminateOnNaN"]
PRINTED, PYTHON = "what Keras prints is compared", "properties of objects of Python are compared"
OTHERS = {
    "test_verbose_logging": PRINTED,
    "test_lambda_callback_no_args": PYTHON,
    "test_lambda_callback_with_additional_kwargs": PYTHON,
    "test_lambda_callback_with_batches": "no event says that a batch begins",
    "test_lambda_callback_with_kwargs": "a prediction and an evaluation outside a training have no events",
    "test_lambda_callback_during_prediction": "a prediction and an evaluation outside a training have no events",
    "test_model_checkpoint_loading": "what a file has is compared, as the tests of files do",
    "test_model_deleted_case_epoch": "checkpoints stay when a training is over",
    "test_best_case_step": "a training goes on with the next batch, in Keras with the first one of the epoch",
    "raise_error_terminate": "Fit.stopOnNan is the argument raise_error",
    "normal_training_does_not_raise_raise_error_true": "Fit.stopOnNan is the argument raise_error",
    "SwapEMAWeights": "numbers of a training are compared, as SwapEMAWeightsTest does",
    "RemoteMonitor": "a request is compared, as RemoteMonitorTest does",
    "TensorBoard": "files of a convolutional network are compared, as TensorBoardTest does for dense ones",
    "model_state_is_current": "a layer counts its calls",
    "custom_summary": "a summary of TensorFlow is written",
}
found, current = {}, []


def plain(value):
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def number(value):
    value = float(np.asarray(keras.ops.convert_to_numpy(value)).item())
    return value if np.isfinite(value) else str(value)


def watch(cls):
    make, begin, end = cls.__init__, cls.on_train_begin, cls.on_epoch_end

    def made(self, *args, **kwargs):
        bound = inspect.signature(make).bind(self, *args, **kwargs)
        self.__dict__["_given"] = {key: plain(value) for key, value in list(bound.arguments.items())[1:]}
        make(self, *args, **kwargs)

    def begun(self, *args, **kwargs):
        if current:
            run = {"class_name": cls.__name__, "config": self._given, "epochs": [], "again": "_run" in self.__dict__}
            run["rate"] = rate(self)
            self.__dict__["_run"] = note(run)
        return begin(self, *args, **kwargs)

    def ended(self, epoch, logs=None):
        single = {key: value for key, value in (logs or {}).items() if not isinstance(value, dict) and np.size(value) == 1}
        seen = {key: number(value) for key, value in single.items()}
        saves, files = [], getattr(self, "_save_model", None)
        if files is not None:
            # Whether it saves is decided in there; other callbacks have no such method.
            self._save_model = lambda *args, **kwargs: saves.append(before_save(self, files, args, kwargs))
        try:
            return end(self, epoch, logs)
        finally:
            if files is not None:
                del self._save_model
            if "_run" in self.__dict__:
                stopped = bool(getattr(self.model, "stop_training", False))
                step = {"epoch": epoch, "logs": seen, "stopped": stopped, "rate": rate(self), "saved": any(saves)}
                self._run["epochs"].append(step)

    cls.__init__, cls.on_train_begin, cls.on_epoch_end = made, begun, ended
    if cls.__name__ == "EarlyStopping":
        finish = cls.on_train_end

        def finished(self, logs=None):
            self._run["best_epoch"] = self.best_epoch
            return finish(self, logs)

        cls.on_train_end = finished


def note(run):
    if current:
        # What was asserted before the first run belongs to it.
        begun = current[-1]["runs"]
        run["assertions"] = 0 if begun else current[-1]["assertions"]
        current[-1]["assertions"] = 0
        begun.append(run)
    return run


def around(cls, name, function):
    """Replaces a method by a function of the method itself and its arguments."""
    method = getattr(cls, name)
    setattr(cls, name, lambda self, *args, **kwargs: function(self, lambda: method(self, *args, **kwargs), *args, **kwargs))


def watch_files(cls):
    def begun(self, method, logs=None):
        given = {"separator": self.sep, "append": self.append}
        self._run = note({"class_name": cls.__name__, "config": given, "file": Path(self.filename).name, "epochs": []})
        return method()

    def ended(self, method, epoch, logs=None):
        seen = {key: number(value) for key, value in (logs or {}).items()}
        self._run["epochs"].append({"epoch": epoch, "logs": seen})
        return method()

    def finished(self, method, logs=None):
        method()
        self._run["text"] = Path(self.filename).read_text()

    around(cls, "on_train_begin", begun)
    around(cls, "on_epoch_end", ended)
    around(cls, "on_train_end", finished)


def watch_rates(cls):
    def begun(self, method, epoch, logs=None):
        if epoch == 0 or "_run" not in self.__dict__:
            self._run = note({"class_name": cls.__name__, "epochs": []})
        step = {"epoch": epoch, "before": rate(self)}
        self._run["epochs"].append(step)
        method()
        step["rate"] = rate(self)

    def ended(self, method, epoch, logs=None):
        method()
        self._run["epochs"][-1]["logged"] = number(logs["learning_rate"])

    around(cls, "on_epoch_begin", begun)
    around(cls, "on_epoch_end", ended)


def watch_calls(cls):
    """The order of calls, without those of batches, and what was trained."""

    def begun(self, method, logs=None):
        given = {key: self.params[key] for key in ["epochs", "steps"]}
        self._run = note({"class_name": cls.__name__, "config": given, "calls": ["on_train_begin"]})
        return method()

    def noting(name):
        def call(self, method, *args):
            if "_run" in self.__dict__:
                self._run["calls"].append(name)
            return method()

        return call

    make = cls.__init__

    def made(self, *args, **kwargs):
        make(self, *args, **kwargs)
        for name, function in [("on_train_begin", begun), *((n, noting(n)) for n in ["on_epoch_begin", "on_epoch_end", "on_train_end"])]:
            method = getattr(self, name)
            wrapped = lambda *a, _function=function, _method=method: _function(self, lambda: _method(*a), *a)  # noqa: E731
            setattr(self, name, wrapped)

    cls.__init__ = made


def watch_comparisons(cls):
    """Monitors by themselves: which direction is better, and what improves on what."""

    def direction(self, method):
        method()
        if type(self) is cls:
            given = {"monitor": self.monitor, "mode": self.mode, "min_delta": self.min_delta}
            run = {"class_name": cls.__name__, "config": given, "compared": []}
            run["larger"] = self.monitor_op is keras.ops.greater
            self._run = note(run)

    def improves(self, method, value, reference):
        better = bool(method())
        if type(self) is cls:
            self._run["compared"].append([value, reference, better])
        return better

    around(cls, "_set_monitor_op", direction)
    around(cls, "_is_improvement", improves)


def watch_backups(cls):
    """Each training with the batches and epochs that it ran, from the beginning or from a backup."""

    def begun(self, method, logs=None):
        path = Path(self._weights_path)
        broken = path.exists() and path.read_bytes() == b"0"
        given = {key: self.params[key] for key in ["epochs", "steps"]}
        self._run = note({"class_name": cls.__name__, "config": given, "broken": broken, "batches": 0, "epochs": []})
        return method()

    def batch(self, method, *args, **kwargs):
        self._run["batches"] += 1
        return method()

    def epoch(self, method, number, logs=None):
        self._run["epochs"].append(number)
        return method()

    around(cls, "on_train_begin", begun)
    around(cls, "on_train_batch_end", batch)
    around(cls, "on_epoch_end", epoch)


def before_save(callback, save, args, kwargs):
    """Whether the model was saved, which the model itself shows."""
    written = []
    for name in ["save", "save_weights"]:
        original = getattr(callback.model, name)

        def noted(*a, _original=original, **k):
            written.append(True)
            return _original(*a, **k)

        object.__setattr__(callback.model, name, noted)
    try:
        save(*args, **kwargs)
    finally:
        for name in ["save", "save_weights"]:
            callback.model.__dict__.pop(name, None)
    return bool(written)


def rate(callback):
    optimizer = getattr(callback.model, "optimizer", None)
    return None if optimizer is None else number(optimizer.learning_rate)


def count(case):
    """Counts the assertions of each test, and makes its record the one that runs are added to."""
    for name in [n for n in dir(case) if n.startswith("assert") and n not in ("assertRaises", "assertRaisesRegex", "assertWarns")]:
        original = getattr(case, name)

        def counted(self, *args, _original=original, **kwargs):
            record = found.get(self.id())
            outermost = record is not None and not record.get("within")
            if outermost:
                # An assertion is about the run before it.
                (record["runs"] or [record])[-1]["assertions"] += 1
                record["within"] = True
            try:
                return _original(self, *args, **kwargs)
            finally:
                if outermost:
                    record["within"] = False

        setattr(case, name, counted)
    run = unittest.TestCase.run

    def running(self, result=None):
        found[self.id()] = {"kind": "callback", "test": self.id(), "assertions": 0, "runs": [], "within": False}
        current.append(found[self.id()])
        try:
            return run(self, result)
        finally:
            current.pop()

    unittest.TestCase.run = running


def start(case):
    for name in DECIDING:
        watch(getattr(keras.callbacks, name))
    watch_files(keras.callbacks.CSVLogger)
    watch_rates(keras.callbacks.LearningRateScheduler)
    watch_calls(keras.callbacks.LambdaCallback)
    watch_comparisons(MonitorCallback)
    watch_backups(keras.callbacks.BackupAndRestore)
    count(case)


def reason(test):
    return next((why for part, why in OTHERS.items() if part in test), None)


def records():
    counted = [one for one in found.values() if ".callbacks." in one["test"] and (one["assertions"] or one["runs"])]
    return [{key: value for key, value in one.items() if key != "within"} | {"other": reason(one["test"])} for one in counted]
