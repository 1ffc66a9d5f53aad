"""initializers.json: bounds and moments of every Keras initializer for kernels of several shapes.

`std`, `minimum` and `maximum` are exact where a formula exists (null where there is none); `measured` is of 10^6 draws, for
the larger shapes.
"""

import math

from common import close, keras, np, use_float64, write

use_float64()
SHAPES = [[4, 3], [64, 16], [10, 1000]]
DRAWS = 1_000_000
# Standard deviation of a unit normal cut at two: what is left of sigma after truncation.
TRUNCATED = math.sqrt(1 - 4 * math.exp(-2) / math.sqrt(2 * math.pi) / math.erf(math.sqrt(2)))

uniform, normal, truncated = "uniform", "normal", "truncated"


def scaled(scale, mode, distribution):
    """The rule of variance scaling: what the parameter of the distribution is for one shape."""

    def rule(shape):
        fan = {"fan_in": shape[0], "fan_out": shape[1], "fan_avg": (shape[0] + shape[1]) / 2}[mode]
        variance = scale / max(1, fan)
        if distribution == uniform:
            return uniform, math.sqrt(3 * variance)
        return distribution, math.sqrt(variance) / (TRUNCATED if distribution == truncated else 1)

    return rule


def fixed(distribution, parameter):
    return lambda shape: (distribution, parameter)


# name, class, arguments, rule: shape -> (distribution, its bound or sigma)
INITIALIZERS = [
    ("random_normal", "RandomNormal", {}, fixed(normal, 0.05)),
    ("random_normal/arguments", "RandomNormal", {"mean": 1.0, "stddev": 0.5}, fixed(normal, 0.5)),
    ("random_uniform", "RandomUniform", {}, fixed(uniform, 0.05)),
    ("random_uniform/arguments", "RandomUniform", {"minval": -1.0, "maxval": 3.0}, fixed(uniform, 2.0)),
    ("truncated_normal", "TruncatedNormal", {}, fixed(truncated, 0.05)),
    ("truncated_normal/arguments", "TruncatedNormal", {"mean": 1.0, "stddev": 0.5}, fixed(truncated, 0.5)),
    ("glorot_uniform", "GlorotUniform", {}, scaled(1, "fan_avg", uniform)),
    ("glorot_normal", "GlorotNormal", {}, scaled(1, "fan_avg", truncated)),
    ("he_uniform", "HeUniform", {}, scaled(2, "fan_in", uniform)),
    ("he_normal", "HeNormal", {}, scaled(2, "fan_in", truncated)),
    ("lecun_uniform", "LecunUniform", {}, scaled(1, "fan_in", uniform)),
    ("lecun_normal", "LecunNormal", {}, scaled(1, "fan_in", truncated)),
    ("variance_scaling", "VarianceScaling", {}, scaled(1, "fan_in", truncated)),
    (
        "variance_scaling/fan_out_untruncated",
        "VarianceScaling",
        {"scale": 0.5, "mode": "fan_out", "distribution": "untruncated_normal"},
        scaled(0.5, "fan_out", normal),
    ),
    (
        "variance_scaling/fan_avg_uniform",
        "VarianceScaling",
        {"scale": 3.0, "mode": "fan_avg", "distribution": "uniform"},
        scaled(3, "fan_avg", uniform),
    ),
]
MEANS = {"random_normal/arguments": 1.0, "random_uniform/arguments": 1.0, "truncated_normal/arguments": 1.0}


def many_draws(class_name, arguments, shape):
    """About 10^6 values; a new seed each time, since one Keras initializer object gives the same values on every call."""
    make = getattr(keras.initializers, class_name)
    count = math.ceil(DRAWS / (shape[0] * shape[1]))
    return np.concatenate([np.ravel(make(**arguments, seed=seed)(shape)) for seed in range(count)])


def random_case(name, class_name, arguments, rule, shape):
    distribution, parameter = rule(shape)
    mean = MEANS.get(name, 0.0)
    case = {"name": f"{name}/{shape[0]}x{shape[1]}", "config": {"class_name": class_name, **arguments}, "shape": shape}
    case |= {"distribution": distribution, "mean": mean}
    if distribution == uniform:
        case |= {"std": parameter / math.sqrt(3), "minimum": mean - parameter, "maximum": mean + parameter}
    elif distribution == truncated:
        case |= {"std": parameter * TRUNCATED, "minimum": mean - 2 * parameter, "maximum": mean + 2 * parameter}
    else:
        case |= {"std": parameter, "minimum": None, "maximum": None}
    if shape[0] * shape[1] < 1000:
        return case
    draws = many_draws(class_name, arguments, shape)
    case["measured"] = {"mean": draws.mean(), "std": draws.std(), "minimum": draws.min(), "maximum": draws.max()}
    close(draws.mean() - mean, 0, 6 * case["std"] / math.sqrt(draws.size))
    close(draws.std() / case["std"], 1, 0.005)
    if case["maximum"] is not None:
        assert draws.max() <= case["maximum"] * (1 + 1e-6) and draws.min() >= case["minimum"] - 1e-6
    return case


def exact_cases():
    for name, class_name, arguments in [
        ("zeros", "Zeros", {}),
        ("ones", "Ones", {}),
        ("constant", "Constant", {"value": 0.25}),
        ("identity", "Identity", {}),
        ("identity/gain", "Identity", {"gain": 2.0}),
    ]:
        for shape in [[3, 3], [2, 4]]:
            value = getattr(keras.initializers, class_name)(**arguments)(shape, dtype="float64")
            config = {"class_name": class_name, **arguments}
            yield {"name": f"{name}/{shape[0]}x{shape[1]}", "config": config, "shape": shape, "value": value}
    for gain in [1.0, 2.0]:
        for rows, columns in [[6, 6], [6, 3], [3, 6]]:
            kernel = np.asarray(keras.initializers.Orthogonal(gain=gain, seed=1)((rows, columns)))
            # The shorter side is orthogonal: columns of a tall kernel, rows of a wide one.
            gram = kernel.T @ kernel if rows >= columns else kernel @ kernel.T
            close(gram, gain**2 * np.eye(min(rows, columns)), 1e-6)
            config = {"class_name": "Orthogonal", "gain": gain}
            case = {"name": f"orthogonal/{rows}x{columns}/gain={gain:g}", "config": config, "shape": [rows, columns]}
            yield {**case, "gram": "columns" if rows >= columns else "rows", "gram_diagonal": gain**2}


close(TRUNCATED, 0.87962566103423978)
made = [random_case(*row, shape) for row in INITIALIZERS for shape in SHAPES] + list(exact_cases())
write("initializers.json", __doc__.strip().replace("\n", " "), made)
