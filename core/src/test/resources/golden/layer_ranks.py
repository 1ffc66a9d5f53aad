"""layer_ranks.json: layers on rows of several axes, along the last and along others; as layers.json."""

import layers
from common import close, generator, grid, jax, keras, np, plain, write
from layers import ABOUT, inputs, layer_case


def case(name, config, *shapes):
    """A case whose random numbers depend on its name alone."""
    layers.rng = generator(name)
    x = [inputs(shape) for shape in shapes or [(3, 4, 3)]]
    return layer_case(name, config, x if len(x) > 1 else x[0])


def dense():
    yield case("rank/dense", {"class_name": "Dense", "units": 2, "activation": "tanh"})
    yield case("rank/dense/softmax", {"class_name": "Dense", "units": 3, "activation": "softmax"}, (2, 2, 3, 2))
    yield case("rank/dense/no_bias", {"class_name": "Dense", "units": 4, "use_bias": False})
    activity = {"class_name": "L1L2", "l1": 0.25, "l2": 0.125}
    yield case("rank/dense/activity", {"class_name": "Dense", "units": 2, "activity_regularizer": activity})


def activations():
    for activation in ["tanh", "softmax", "log_softmax", "glu", "sparsemax"]:
        if activation != "sparsemax":  # see activations.json
            yield case(f"rank/activation/{activation}", {"class_name": "Activation", "activation": activation}, (2, 3, 4))
    for axis in [-1, 1, -2, 2, [1, 2], [2]]:
        yield case(f"rank/softmax/{axis}", {"class_name": "Softmax", "axis": axis})
    yield case("rank/softmax/four", {"class_name": "Softmax", "axis": [1, 3]}, (2, 2, 3, 2))
    for axes in [None, [1], [2], [1, 2]]:
        yield case(f"rank/prelu/{axes}", {"class_name": "PReLU", "shared_axes": axes})
    regularized = {"class_name": "PReLU", "shared_axes": [1, 3], "alpha_regularizer": {"class_name": "L2", "l2": 0.125}}
    yield case("rank/prelu/four", regularized, (2, 2, 3, 2))


def normalizations():
    for axis in [-1, 1, 2, -2]:
        yield case(f"rank/batch_normalization/{axis}", {"class_name": "BatchNormalization", "axis": axis})
    four = {"class_name": "BatchNormalization", "axis": 2, "momentum": 0.5, "scale": False}
    yield case("rank/batch_normalization/four", four, (3, 2, 3, 2))
    for name in ["LayerNormalization", "RMSNormalization", "UnitNormalization"]:
        # The scales of RMSNormalization in Keras fit the last axes only.
        last = name == "RMSNormalization"
        for axis in [-1, [1, 2], [2, 1]] if last else [-1, 1, [1, 2], [2, 1], [-2]]:
            yield case(f"rank/{name}/{axis}", {"class_name": name, "axis": axis})
        yield case(f"rank/{name}/four", {"class_name": name, "axis": [2, 3] if last else [1, 3]}, (2, 2, 3, 2))
    yield case("rank/layer_normalization/no_scale", {"class_name": "LayerNormalization", "axis": [1, 2], "scale": False})


def shapes():
    yield case("permute", {"class_name": "Permute", "dims": [2, 1]})
    yield case("permute/three", {"class_name": "Permute", "dims": [3, 1, 2]}, (2, 2, 3, 4))
    yield case("rank/reshape", {"class_name": "Reshape", "target_shape": [-1, 2, 3]}, (2, 3, 4))


def einsum():
    """All kinds of axes: of the input's own, shared, summed, of the kernel's own; in order and out of order."""
    for equation, output, bias, shape in [
        ("ab,bc->ac", 2, "c", (3, 4)),
        ("abc,cd->abd", [4, 2], "d", (3, 4, 3)),
        ("bki,kio->bko", [4, 2], "ko", (3, 4, 3)),
        ("bki,kio->bko", [4, 2], "o", (2, 4, 3)),
        ("abc,bc->ab", [4], None, (3, 4, 3)),
        ("abc,dcb->ad", 2, "d", (3, 4, 3)),
        ("abc,cde->adbe", [2, 4, 2], "bd", (3, 4, 3)),
        ("abcd,cde->aceb", [3, 2, 2], "cb", (2, 2, 3, 2)),
        ("abc,cd->adb", [2, 4], "db", (3, 4, 3)),
        ("...x,xy->...y", 2, "y", (2, 2, 3, 2)),
        ("...xy,yz->...zx", [2, None], "z", (2, 2, 3, 2)),
        ("ab...,bc->ac...", 2, "c", (2, 3, 2, 2)),
        ("aix,ihx->aih", [4, 2], "h", (3, 4, 3)),
    ]:
        config = {"class_name": "EinsumDense", "equation": equation, "output_shape": output, "bias_axes": bias}
        yield case(f"einsum/{equation} {output} {bias}", config, shape)
    config = {"class_name": "EinsumDense", "equation": "bki,kio->bko", "output_shape": [4, 3], "bias_axes": "ko"}
    regularizers = {
        "kernel_regularizer": {"class_name": "L2", "l2": 0.125},
        "bias_regularizer": {"class_name": "L1", "l1": 0.25},
        "activity_regularizer": {"class_name": "L2", "l2": 0.125},
    }
    yield case("einsum/softmax", {**config, "activation": "softmax"})
    yield case("einsum/tanh", {**config, "activation": "tanh", **regularizers})


def steps():
    yield case("repeat_vector", {"class_name": "RepeatVector", "n": 3}, (3, 4))
    for name in ["GlobalAveragePooling1D", "GlobalMaxPooling1D"]:
        yield case(name, {"class_name": name})
        yield case(f"{name}/first", {"class_name": name, "data_format": "channels_first", "keepdims": True})
        yield case(f"{name}/keepdims", {"class_name": name, "keepdims": True})


def groups():
    name = "GroupNormalization"
    for groups, axis, shape in [(2, -1, (3, 4)), (1, -1, (3, 4, 3)), (-1, -1, (3, 4, 3)), (2, 1, (3, 4, 3)), (2, -2, (3, 4, 3))]:
        yield case(f"group_normalization/{groups} {axis} {shape}", {"class_name": name, "groups": groups, "axis": axis}, shape)
    yield case(f"group_normalization/four", {"class_name": name, "groups": 3, "axis": 2, "epsilon": 0.25}, (2, 2, 6, 2))
    yield case(f"group_normalization/no_scale", {"class_name": name, "groups": 2, "scale": False}, (3, 2, 4))
    yield case(f"group_normalization/no_center", {"class_name": name, "groups": 2, "center": False}, (3, 2, 4))


def masks():
    """Steps of one value, and steps that have it in one feature only."""
    for value in [0.0, 0.25]:
        layers.rng = generator(f"masking/{value}")
        x = inputs((3, 4, 3))
        x[0, 1], x[1, 3], x[2, :3], x[1, 0, 1] = value, value, value, value
        yield layer_case(f"masking/{value}", {"class_name": "Masking", "mask_value": value}, x)


def spectral():
    """As TensorFlow and PyTorch train: the divided kernel replaces the kernel, and gradients are with respect to it."""
    for name, inner, shape, iterations in [
        ("dense", {"class_name": "Dense", "units": 4, "activation": "tanh"}, (5, 3), 1),
        ("dense/3", {"class_name": "Dense", "units": 2, "use_bias": False}, (3, 4, 3), 3),
        ("einsum", {"class_name": "EinsumDense", "equation": "abc,cde->abde", "output_shape": [4, 2, 2], "bias_axes": "e"}, (2, 4, 3), 2),
        ("embedding", {"class_name": "Embedding", "input_dim": 5, "output_dim": 3}, None, 1),
    ]:
        layers.rng = generator(f"spectral/{name}")
        x = inputs(shape) if shape else np.array([[2.0, 4], [0, 2], [2, 2]])
        layer = keras.layers.SpectralNormalization(layers.build(inner), power_iterations=iterations)
        layer.build(x.shape)
        layers.set_weights(layer)
        ours = [*layer.layer.trainable_variables, layer.vector_u]
        names = [f"layer/{variable.name}" for variable in ours[:-1]] + ["vector_u"]
        case = {"name": f"spectral_normalization/{name}", "x": x, "y_inference": layer(x)}
        case["config"] = {"class_name": "SpectralNormalization", "layer": inner, "power_iterations": iterations}
        case["weights"] = [{"name": name, "value": plain(variable)} for name, variable in zip(names, ours)]
        case["y_training"] = layer(x, training=True)  # changes the weights, since it is no stateless call
        close(np.linalg.norm(case["y_training"] - layer(x)), 0)
        case["dy"] = grid(layers.rng, case["y_training"].shape)

        def scalar(trainable, x):
            return jax.numpy.sum(layer.stateless_call(trainable, [layer.vector_u.value], x)[0] * case["dy"])

        trainable = [variable.value for variable in layer.trainable_variables]
        gradients, dx = jax.grad(scalar, argnums=(0, 1))(trainable, jax.numpy.asarray(x))
        case["dx"] = dx
        case["gradients"] = [{"name": name, "value": plain(value)} for name, value in zip(names, gradients)]
        case["updated"] = [{"name": name, "value": plain(variable)} for name, variable in zip(names, ours)]
        yield case | {"losses": []}


def dots():
    """Along an axis of each of two inputs: the other axes of the first one come before those of the second."""
    for name, axes, shapes in [
        ("same", 1, [(2, 3, 4), (2, 3, 2)]),
        ("last", -1, [(2, 3, 4), (2, 2, 4)]),
        ("matrices", [2, 1], [(2, 3, 4), (2, 4, 2)]),
        ("vector", [2, 1], [(3, 3, 4), (3, 4)]),
        ("vector_first", [1, -2], [(3, 4), (3, 4, 2)]),
        ("middle", [2, 1], [(2, 2, 3, 2), (2, 3, 4)]),
        ("four", [3, 2], [(2, 2, 3, 2), (2, 3, 2, 2)]),
    ]:
        for normalize in [False, True]:
            yield case(f"dot/{name}/{normalize}", {"class_name": "Dot", "axes": axes, "normalize": normalize}, *shapes)


if __name__ == "__main__":
    groups = [dense, activations, normalizations, shapes, einsum, steps, groups, masks, spectral, dots]
    made = [made for group in groups for made in group()]
    write("layer_ranks.json", ABOUT, made)
