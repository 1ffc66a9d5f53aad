"""layers.json: forward, backward and state of every layer; weight normalisation comes from PyTorch."""

import torch

from common import close, f32, grid, jax, keras, np, plain, use_float64, write

use_float64()
jnp = jax.numpy
rng = np.random.default_rng(4)
ROWS, COLUMNS = 5, 3


def inputs(shape=(ROWS, COLUMNS), scale=1.5):
    """Odd multiples of 1/256: no value, sum or difference of two sits on a corner such as 0, 1/2 or 1."""
    return grid(rng, shape, scale) + 1 / 256


def build(config):
    """A layer from {"class_name", arguments...}; regularizers inside are written the same way."""
    arguments = {key: value for key, value in config.items() if key != "class_name"}
    for key, value in arguments.items():
        if isinstance(value, dict):
            value = dict(value)
            arguments[key] = getattr(keras.regularizers, value.pop("class_name"))(**value)
    return getattr(keras.layers, config["class_name"])(**arguments)


def set_weights(layer):
    """Weights that no initialiser gives: gamma around 1, variances positive, the rest around 0."""
    for variable in layer.weights:
        value = grid(rng, variable.shape, 0.75)
        if "variance" in variable.name:
            value = np.abs(value) + 0.25
        elif variable.name == "gamma":
            value = 1 + value / 2
        variable.assign(value)


def named(variables, values=None):
    values = variables if values is None else values
    return [{"name": variable.name, "value": plain(value)} for variable, value in zip(variables, values)]


def layer_case(name, config, x=None, layer=None, **more):
    """`x` is a list for the merge layers. The scalar that is differentiated is sum(y * dy) + sum(losses)."""
    x = inputs() if x is None else x
    several = isinstance(x, list)
    if layer is None:
        layer = build(config)
        layer.build([value.shape for value in x] if several else x.shape)
        set_weights(layer)
    arguments = [jnp.asarray(value) for value in x] if several else jnp.asarray(x)
    trainable = [variable.value for variable in layer.trainable_variables]
    fixed = [variable.value for variable in layer.non_trainable_variables]

    def call(trainable, x, training):
        """Like `stateless_call`, which leaves activity regularizers out: those live in `__call__`."""
        mode = {"training": training} if layer._call_has_training_arg else {}
        state = [*zip(layer.trainable_variables, trainable), *zip(layer.non_trainable_variables, fixed)]
        with keras.StatelessScope(state_mapping=state, collect_losses=True) as scope:
            y = layer(x, **mode)
            losses = layer.losses
        return y, ([scope.get_current_value(variable) for variable in layer.non_trainable_variables], losses)

    y_inference, _ = call(trainable, arguments, False)
    y_training, (updated, losses) = call(trainable, arguments, True)
    dy = grid(rng, y_training.shape)

    def scalar(trainable, x, training):
        y, (_, losses) = call(trainable, x, training)
        return jnp.sum(y * dy) + sum(losses, jnp.zeros(()))

    gradients, dx = jax.grad(scalar, argnums=(0, 1))(trainable, arguments, True)
    case = {"name": name, "config": config, **more}
    case["inputs" if several else "x"] = x
    case |= {"weights": named(layer.weights), "y_inference": y_inference, "y_training": y_training, "dy": dy, "dx": dx}
    case |= {"gradients": named(layer.trainable_variables, gradients)}
    case |= {"updated": named(layer.non_trainable_variables, updated), "losses": [float(loss) for loss in losses]}
    if config["class_name"] == "BatchNormalization":
        case["dx_inference"] = jax.grad(scalar, argnums=1)(trainable, arguments, False)
    return case


def dense_cases():
    yield layer_case("dense", {"class_name": "Dense", "units": 4})
    yield layer_case("dense/no_bias", {"class_name": "Dense", "units": 4, "use_bias": False})
    yield layer_case("dense/one_unit", {"class_name": "Dense", "units": 1})
    for activation in ["relu", "tanh", "sigmoid", "softmax", "gelu", "elu", "selu", "softplus", "leaky_relu", "mish"]:
        yield layer_case(f"dense/{activation}", {"class_name": "Dense", "units": 4, "activation": activation})
    for name, regularizer in {
        "l1": {"class_name": "L1", "l1": 0.125},
        "l2": {"class_name": "L2", "l2": 0.125},
        "l1_l2": {"class_name": "L1L2", "l1": 0.25, "l2": 0.125},
    }.items():
        config = {"class_name": "Dense", "units": 4, "kernel_regularizer": regularizer}
        yield layer_case(f"dense/kernel_{name}", config)
        config = {"class_name": "Dense", "units": 4, "activation": "tanh", "activity_regularizer": regularizer}
        yield layer_case(f"dense/activity_{name}", config)
    both = {"kernel_regularizer": {"class_name": "L2", "l2": 0.125}, "bias_regularizer": {"class_name": "L1", "l1": 0.25}}
    yield layer_case("dense/kernel_and_bias_regularizer", {"class_name": "Dense", "units": 4, **both})
    config = {"class_name": "Dense", "units": 3}
    yield layer_case("dense/three_dimensional", config, inputs((2, 3, 4)))


def activation_cases():
    for activation in ["relu", "tanh", "softmax", "silu"]:
        yield layer_case(f"activation/{activation}", {"class_name": "Activation", "activation": activation})
    yield layer_case("relu", {"class_name": "ReLU"})
    yield layer_case("relu/max_value", {"class_name": "ReLU", "max_value": 1.0})
    yield layer_case("relu/negative_slope", {"class_name": "ReLU", "negative_slope": 0.25})
    yield layer_case("relu/threshold", {"class_name": "ReLU", "threshold": 0.5})
    everything = {"class_name": "ReLU", "max_value": 1.5, "negative_slope": 0.25, "threshold": 0.5}
    yield layer_case("relu/everything", everything)
    yield layer_case("leaky_relu", {"class_name": "LeakyReLU"})
    yield layer_case("leaky_relu/negative_slope", {"class_name": "LeakyReLU", "negative_slope": 0.125})
    yield layer_case("prelu", {"class_name": "PReLU"})
    yield layer_case("prelu/shared_axes", {"class_name": "PReLU", "shared_axes": [1]}, inputs((2, 3, 4)))
    yield layer_case("elu", {"class_name": "ELU"})
    yield layer_case("elu/alpha", {"class_name": "ELU", "alpha": 0.5})
    yield layer_case("softmax", {"class_name": "Softmax"})


def normalization_cases():
    name = "BatchNormalization"
    yield layer_case("batch_normalization", {"class_name": name})
    yield layer_case("batch_normalization/no_center", {"class_name": name, "center": False})
    yield layer_case("batch_normalization/no_scale", {"class_name": name, "scale": False})
    yield layer_case("batch_normalization/no_center_no_scale", {"class_name": name, "center": False, "scale": False})
    yield layer_case("batch_normalization/momentum_epsilon", {"class_name": name, "momentum": 0.5, "epsilon": 0.25})
    yield layer_case("batch_normalization/momentum=0", {"class_name": name, "momentum": 0.0})
    yield layer_case("batch_normalization/frozen", {"class_name": name, "trainable": False})
    yield layer_case("batch_normalization/one_row", {"class_name": name}, inputs((1, COLUMNS)))
    yield layer_case("batch_normalization/two_rows", {"class_name": name}, inputs((2, COLUMNS)))
    x = inputs()
    x[:, 0] = 0.75  # no variance
    x[:, 1] += 1024  # the mean of squares minus the square of the mean would lose this one in float32
    yield layer_case("batch_normalization/constant_and_large", {"class_name": name}, x)
    name = "LayerNormalization"
    yield layer_case("layer_normalization", {"class_name": name}, inputs((ROWS, 6)))
    yield layer_case("layer_normalization/no_center", {"class_name": name, "center": False}, inputs((ROWS, 6)))
    yield layer_case("layer_normalization/no_scale", {"class_name": name, "scale": False}, inputs((ROWS, 6)))
    off = {"class_name": name, "center": False, "scale": False, "epsilon": 0.25}
    yield layer_case("layer_normalization/no_center_no_scale_epsilon", off, inputs((ROWS, 6)))
    x = inputs((3, 4))
    x[0] = 0.75
    x[1] += 1024
    yield layer_case("layer_normalization/constant_and_large", {"class_name": name}, x)
    yield layer_case("unit_normalization", {"class_name": "UnitNormalization"})
    x = inputs() / 128
    x[0] = [0.0, 0.0, 2**-20]
    yield layer_case("unit_normalization/small", {"class_name": "UnitNormalization"}, x)


def preprocessing_cases():
    yield layer_case("rescaling", {"class_name": "Rescaling", "scale": 0.25})
    yield layer_case("rescaling/offset", {"class_name": "Rescaling", "scale": 0.25, "offset": -1.5})
    given = {"class_name": "Normalization", "mean": [0.5, -1.0, 2.0], "variance": [4.0, 0.25, 2.0]}
    yield layer_case("normalization/given", given)
    yield layer_case("normalization/given_invert", {**given, "invert": True})
    yield layer_case("normalization/scalar", {"class_name": "Normalization", "mean": 0.5, "variance": 4.0, "axis": None})
    data = inputs((9, COLUMNS), 4)
    data[:, 2] = 1.25  # a constant column is divided by 1e-7, not by 0
    for name, config in {
        "normalization/adapted": {"class_name": "Normalization"},
        "normalization/adapted_invert": {"class_name": "Normalization", "invert": True},
        "normalization/adapted_axis_none": {"class_name": "Normalization", "axis": None},
    }.items():
        layer = build(config)
        layer.adapt(data)
        x = inputs()
        x[:, 2] = 1.25
        yield layer_case(name, config, x, layer, adapt=data)
    yield layer_case("flatten", {"class_name": "Flatten"}, inputs((2, 3, 2)))
    yield layer_case("flatten/matrix", {"class_name": "Flatten"})
    yield layer_case("reshape", {"class_name": "Reshape", "target_shape": [2, 3]}, inputs((2, 6)))
    yield layer_case("activity_regularization", {"class_name": "ActivityRegularization", "l1": 0.25, "l2": 0.125})


def merge_cases():
    for name in ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate"]:
        for count in [2] if name == "Subtract" else [2, 3]:
            # Each input lies on a grid of its own, so that maximum and minimum have no ties.
            x = [inputs() + index / 1024 for index in range(count)]
            yield layer_case(f"{name.lower()}/{count}", {"class_name": name}, x)
    yield layer_case("concatenate/widths", {"class_name": "Concatenate"}, [inputs((ROWS, 2)), inputs((ROWS, 4))])
    yield layer_case("dot", {"class_name": "Dot", "axes": 1}, [inputs(), inputs()])
    yield layer_case("dot/normalize", {"class_name": "Dot", "axes": 1, "normalize": True}, [inputs(), inputs()])


def noise_cases():
    """Random layers: inference is the identity; training is described by its distribution on 10^6 values."""
    size = 1_000_000
    for name, config, kind in [
        ("dropout", {"class_name": "Dropout", "rate": 0.25}, "ones"),
        ("alpha_dropout", {"class_name": "AlphaDropout", "rate": 0.25}, "normal"),
        ("gaussian_dropout", {"class_name": "GaussianDropout", "rate": 0.2}, "ones"),
        ("gaussian_noise", {"class_name": "GaussianNoise", "stddev": 0.5}, "ones"),
    ]:
        x = inputs()
        layer = build({**config, "seed": 5})
        case = {"name": name, "config": config, "x": x, "y_inference": layer(jnp.asarray(x), training=False)}
        many = np.ones(size) if kind == "ones" else np.random.default_rng(6).normal(size=size)
        y = np.asarray(layer(jnp.asarray(many)[:, None], training=True)).ravel()
        training = {"input": kind, "size": size}
        if name == "dropout":
            kept = 1 - config["rate"]
            training |= {"values": [0.0, 1 / kept], "zero_share": config["rate"]}
            training |= {"mean": 1.0, "std": np.sqrt(config["rate"] / kept)}
            close(np.unique(y), [0, 1 / kept])
        elif name == "alpha_dropout":
            rate, low = config["rate"], -1.6732632423543772 * 1.0507009873554805
            a = ((1 - rate) * (1 + rate * low**2)) ** -0.5
            training |= {"a": a, "b": -a * low * rate, "dropped_value": a * low - a * low * rate, "dropped_share": rate}
            training |= {"mean": 0.0, "std": 1.0}
            close(np.median(y[np.isclose(y, training["dropped_value"])]), training["dropped_value"], 1e-9)
        elif name == "gaussian_dropout":
            training |= {"mean": 1.0, "std": np.sqrt(config["rate"] / (1 - config["rate"]))}
        else:
            training |= {"mean": 1.0, "std": config["stddev"]}
        close([y.mean(), y.std()], [training["mean"], training["std"]], 4e-3)
        training |= {"measured_mean": y.mean(), "measured_std": y.std()}
        yield {**case, "training": training}
    for rate in [0.0, 1.0]:
        layer, x = keras.layers.Dropout(rate), inputs()
        y = layer(jnp.asarray(x), training=True)
        config = {"class_name": "Dropout", "rate": rate}
        yield {"name": f"dropout/rate={rate:g}", "config": config, "x": x, "y_inference": x, "y_training": y}


def embedding_cases():
    config = {"class_name": "Embedding", "input_dim": 5, "output_dim": 3}
    yield layer_case("embedding", config, np.array([[2.0], [4], [0], [2]]))
    config = {**config, "embeddings_regularizer": {"class_name": "L2", "l2": 0.125}}
    yield layer_case("embedding/regularizer", config, np.array([[2.0, 4], [0, 2], [2, 2]]))


def weight_normalization():
    """y = x W + b with column j of W = g_j v_j / |v_j|; PyTorch keeps the transpose, so rows are its columns here."""
    x, dy, v, g, bias = (grid(rng, shape) for shape in [(ROWS, COLUMNS), (ROWS, 4), (COLUMNS, 4), (4,), (4,)])
    linear = torch.nn.utils.parametrizations.weight_norm(torch.nn.Linear(COLUMNS, 4, dtype=torch.float64), dim=0)
    magnitude, direction = linear.parametrizations.weight.original0, linear.parametrizations.weight.original1
    with torch.no_grad():
        magnitude.copy_(torch.tensor(g)[:, None])
        direction.copy_(torch.tensor(v.T))
        linear.bias.copy_(torch.tensor(bias))
    tensor = torch.tensor(x, requires_grad=True)
    y = linear(tensor)
    close(y.detach().numpy(), x @ (g * v / np.linalg.norm(v, axis=0)) + bias)
    (y * torch.tensor(dy)).sum().backward()
    return {
        "name": "weight_normalization",
        "config": {"class_name": "WeightNormalization", "units": 4},
        "source": f"torch {torch.__version__.split('+')[0]}",
        "x": x,
        "v": v,
        "g": g,
        "bias": bias,
        "kernel": linear.weight.detach().numpy().T,
        "y": y.detach().numpy(),
        "dy": dy,
        "dx": tensor.grad.numpy(),
        "dv": direction.grad.numpy().T,
        "dg": magnitude.grad.numpy().ravel(),
        "dbias": linear.bias.grad.numpy(),
    }


def check(made):
    """The worked example of batch normalisation: the moving variance takes the biased variance of the batch."""
    layer = keras.layers.BatchNormalization()
    layer(jnp.array([[1.0, 2], [3, 6], [5, 13]]), training=True)
    close(layer.moving_variance, [0.99 + 0.01 * 8 / 3, 0.99 + 0.01 * 62 / 3])
    for case in made:
        if case["name"] == "activity_regularization":
            x = case["x"]
            close(case["losses"], [(0.25 * np.abs(x).sum() + 0.125 * (x * x).sum()) / len(x)])
        if case["name"] == "dense":
            kernel, bias = (np.array(weight["value"]) for weight in case["weights"])
            close(case["y_training"], case["x"] @ kernel + bias)
            close(case["gradients"][0]["value"], case["x"].T @ case["dy"])


ABOUT = (
    "Gradients and dx are of sum(y_training * dy) + sum(losses); losses are those the layer adds (regularizers; activity "
    "divided by the batch size). updated = non-trainable weights after the training call. dx_inference: same, training=False. "
    "Merge layers have inputs, and dx is a list."
)


if __name__ == "__main__":
    groups = [dense_cases, activation_cases, normalization_cases, preprocessing_cases, merge_cases, noise_cases]
    made = [case for group in groups for case in group()] + [weight_normalization(), *embedding_cases()]
    check(made)
    write("layers.json", ABOUT, made)
