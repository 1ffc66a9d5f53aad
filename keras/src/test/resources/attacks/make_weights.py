"""*.h5: weight files of a model with one Dense(2) on 3 inputs that do what no weight file should.

Run with h5py; Hdf5ReaderTest reads them. Whole models are made by make_models.py.
"""

from pathlib import Path

import h5py
import numpy as np

HERE = Path(__file__).resolve().parent
KERNEL, BIAS = np.arange(6, dtype="float32").reshape(3, 2), np.zeros(2, "float32")


def attack(name, kernel):
    """A file that is good but for what `kernel` puts at `layers/dense/vars/0`."""
    with h5py.File(HERE / f"{name}.h5", "w", libver="latest" if name == "virtual" else None) as file:
        group = file.create_group("layers/dense/vars")
        group["1"] = BIAS
        kernel(file, group)


def good(file, group):
    group["0"] = KERNEL


def cycle(file, group):
    group["0"] = KERNEL
    group["up"] = file["layers"]


def virtual(file, group):
    layout = h5py.VirtualLayout((3, 2), "float32")
    layout[:] = h5py.VirtualSource("/etc/hostname", "x", (3, 2))
    group.create_virtual_dataset("0", layout)


def external_storage(file, group):
    group.create_dataset("0", (3, 2), "float32", external=[("/etc/hostname", 0, 24)])


def shape_bomb(file, group):
    group.create_dataset("0", (1 << 30, 1 << 30), "float32", chunks=(1, 1))


def deep(file, group):
    group["0"] = KERNEL
    file.create_group("/".join("g" * 40))


def unsigned(file, group):
    group["0"] = KERNEL
    file["step"] = np.uint64(5)


attack("good", good)
attack("unsigned", unsigned)
attack("float16", lambda file, group: group.create_dataset("0", data=KERNEL.astype("float16")))
attack("float64_big_endian", lambda file, group: group.create_dataset("0", data=KERNEL.astype(">f8")))
attack("integers", lambda file, group: group.create_dataset("0", data=KERNEL.astype("int16")))
attack("chunked", lambda file, group: group.create_dataset("0", data=KERNEL, chunks=(2, 2)))
attack("compressed", lambda file, group: group.create_dataset("0", data=KERNEL, compression="gzip"))
attack("soft_link", lambda file, group: group.__setitem__("0", h5py.SoftLink("/layers/dense/vars/1")))
attack("external_link", lambda file, group: group.__setitem__("0", h5py.ExternalLink("/etc/hostname", "/x")))
attack("external_storage", external_storage)
attack("virtual", virtual)
attack("cycle", cycle)
attack("deep", deep)
attack("shape_bomb", shape_bomb)
attack("wrong_shape", lambda file, group: group.create_dataset("0", data=KERNEL.T))
attack("wrong_type", lambda file, group: group.create_dataset("0", data=np.full((3, 2), b"x")))
attack("missing", lambda file, group: None)
