"""Records for assertions.py what callbacks of Keras's tests saw and did.

A test of a callback compares what follows from a training on random data, so its assertions are held to follow from what
its callbacks decided at the end of each epoch: a record has a test, the number of its assertions, and all runs of callbacks
in it with the logs that they saw, the rate that they left, and whether they stopped or saved.
"""

import inspect
import unittest

import keras
import numpy as np

DECIDING = ["EarlyStopping", "ReduceLROnPlateau", "ModelCheckpoint", "TerminateOnNaN"]
found, current = {}, []


def plain(value):
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def number(value):
    value = float(np.asarray(keras.ops.convert_to_numpy(value)))
    return value if np.isfinite(value) else str(value)


def watch(cls):
    make, begin, end = cls.__init__, cls.on_train_begin, cls.on_epoch_end

    def made(self, *args, **kwargs):
        bound = inspect.signature(make).bind(self, *args, **kwargs)
        self.__dict__["_given"] = {key: plain(value) for key, value in list(bound.arguments.items())[1:]}
        make(self, *args, **kwargs)

    def begun(self, *args, **kwargs):
        if current:
            run = {"class_name": cls.__name__, "config": self._given, "epochs": []}
            run["rate"] = rate(self)
            self.__dict__["_run"] = run
            current[-1]["runs"].append(run)
        return begin(self, *args, **kwargs)

    def ended(self, epoch, logs=None):
        single = {key: value for key, value in (logs or {}).items() if not isinstance(value, dict) and np.ndim(value) == 0}
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
                record["assertions"] += 1
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
    count(case)


def records():
    return [{key: value for key, value in one.items() if key != "within"} for one in found.values() if one["assertions"] and ".callbacks." in one["test"]]
