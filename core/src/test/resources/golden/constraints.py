"""constraints.json: weights before and after every Keras constraint."""

from common import close, grid, jax, keras, np, use_float64, write

use_float64()
rng = np.random.default_rng(9)
kernel = grid(rng, (4, 3), 1.5)
kernel[:, 1] /= 16  # a column far below every bound
kernel[2] *= 4  # a row far above
bias = grid(rng, (3,), 2)
zeros = kernel.copy()
zeros[:, 0] = 0  # a norm of zero must not divide by zero

CONSTRAINTS = [
    ("max_norm", "MaxNorm", {}, kernel),
    ("max_norm/max_value", "MaxNorm", {"max_value": 0.75}, kernel),
    ("max_norm/axis=1", "MaxNorm", {"max_value": 0.75, "axis": 1}, kernel),
    ("max_norm/axis=0,1", "MaxNorm", {"max_value": 0.75, "axis": [0, 1]}, kernel),
    ("max_norm/bias", "MaxNorm", {"max_value": 0.75}, bias),
    ("max_norm/zeros", "MaxNorm", {"max_value": 0.75}, zeros),
    ("non_neg", "NonNeg", {}, kernel),
    ("non_neg/bias", "NonNeg", {}, bias),
    ("unit_norm", "UnitNorm", {}, kernel),
    ("unit_norm/axis=1", "UnitNorm", {"axis": 1}, kernel),
    ("unit_norm/bias", "UnitNorm", {}, bias),
    ("unit_norm/zeros", "UnitNorm", {}, zeros),
    ("min_max_norm", "MinMaxNorm", {}, kernel),
    ("min_max_norm/values", "MinMaxNorm", {"min_value": 0.5, "max_value": 2.0}, kernel),
    ("min_max_norm/rate", "MinMaxNorm", {"min_value": 0.5, "max_value": 2.0, "rate": 0.5}, kernel),
    ("min_max_norm/axis=1", "MinMaxNorm", {"min_value": 0.5, "max_value": 2.0, "axis": 1}, kernel),
    ("min_max_norm/zeros", "MinMaxNorm", {"min_value": 0.5, "max_value": 2.0}, zeros),
]


def case(name, class_name, arguments, x):
    y = getattr(keras.constraints, class_name)(**arguments)(jax.numpy.asarray(x))
    return {"name": name, "config": {"class_name": class_name, **arguments}, "x": x, "y": y}


made = [case(*row) for row in CONSTRAINTS]
after = {one["name"]: np.asarray(one["y"]) for one in made}
norms = np.linalg.norm(kernel, axis=0)
close(after["unit_norm"], kernel / (1e-7 + norms))
close(after["max_norm/max_value"], kernel * np.clip(norms, 0, 0.75) / (1e-7 + norms))
write("constraints.json", "y = constraint(x).", made)
