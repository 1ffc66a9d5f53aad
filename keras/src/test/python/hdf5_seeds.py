"""Makes seeds for the fuzz target of HDF5: models as Keras writes them, stored as Keras never does. Run with h5py 3.x:

    python hdf5_seeds.py ../resources/gradus/keras/ModelFilesFuzzTestInputs/hdf5/newest_model.h5 ../resources/gradus/keras/ModelFilesFuzzTestInputs/hdf5

Each seed has the groups, attributes and numbers of the source, in another storage: chunks (of one piece, of many, with
filters, growing in one or in two directions), compact in the header of the object, external links left out, and each also in
the newest layout of the format, whose headers, links and indices of chunks have other structures.
"""

import sys
from pathlib import Path

import h5py
import numpy as np
from h5py import h5d, h5f, h5p, h5s, h5t

STORAGES = {
    "chunked_single": dict(chunks="whole"),
    "chunked_many": dict(chunks="one"),
    "chunked_growing": dict(chunks="one", maxshape="first"),
    "chunked_growing_twice": dict(chunks="one", maxshape="all"),
    "chunked_shuffled": dict(chunks="whole", shuffle=True, fletcher32=True),
    "chunked_compressed": dict(chunks="whole", compression="gzip"),
    "compact": dict(compact=True),
    "unwritten": dict(early=False, empty=True),
    "big_endian": dict(dtype=">f4"),
    "ordered": dict(order=True),
}


def numbers(target, name, value, compact=False, empty=False, early=True, chunks=None, maxshape=None, dtype=None, order=False, **filters):
    value = np.asarray(value)
    if value.dtype.kind == "f" and dtype:
        value = value.astype(dtype)
    if compact or empty or value.ndim == 0 or value.size == 0:
        properties = h5p.create(h5p.DATASET_CREATE)
        if compact and value.nbytes < 60000:
            properties.set_layout(h5d.COMPACT)
        space = h5s.create_simple(value.shape) if value.ndim else h5s.create(h5s.SCALAR)
        data = h5d.create(target.id, name.encode(), h5t.py_create(value.dtype, logical=True), space, properties)
        if not empty:
            data.write(h5s.ALL, h5s.ALL, np.ascontiguousarray(value))
        return
    shape = value.shape
    target.create_dataset(
        name,
        data=value,
        chunks={None: None, "whole": shape, "one": tuple(max(1, n // 2) for n in shape)}[chunks],
        maxshape={None: None, "first": (None, *shape[1:]), "all": (None,) * len(shape)}[maxshape] if chunks else None,
        **filters,
    )


def copy(source, target, options):
    for name, value in source.attrs.items():
        target.attrs[name] = value
    for name, item in source.items():
        if isinstance(item, h5py.Group):
            copy(item, target.create_group(name, track_order=options.get("order", False)), options)
        else:
            numbers(target, name, item[()], **options)
            for attribute, value in item.attrs.items():
                target[name].attrs[attribute] = value


def main():
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    for layout, version in ("", "earliest"), ("newest_", "latest"):
        for name, options in STORAGES.items():
            with h5py.File(source) as old, h5py.File(
                folder / f"{layout}{name}.h5", "w", libver=version, track_order=options.get("order", False)
            ) as new:
                copy(old, new, options)


if __name__ == "__main__":
    main()
