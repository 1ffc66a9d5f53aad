"""regularizers.json: penalty and gradient of every Keras regularizer for dense kernels."""

from common import close, grid, jax, keras, np, use_float64, write

use_float64()
rng = np.random.default_rng(8)
kernel, bias = grid(rng, (4, 3)) + 1 / 256, grid(rng, (3,)) + 1 / 256  # no exact zeros: |w| has a corner there

REGULARIZERS = [
    ("l1", "L1", {}, kernel),
    ("l1/factor", "L1", {"l1": 0.125}, kernel),
    ("l1/bias", "L1", {"l1": 0.125}, bias),
    ("l2", "L2", {}, kernel),
    ("l2/factor", "L2", {"l2": 0.125}, kernel),
    ("l2/bias", "L2", {"l2": 0.125}, bias),
    ("l1_l2", "L1L2", {}, kernel),
    ("l1_l2/both", "L1L2", {"l1": 0.25, "l2": 0.125}, kernel),
    ("l1_l2/l1_only", "L1L2", {"l1": 0.25}, kernel),
    ("l1_l2/l2_only", "L1L2", {"l2": 0.125}, kernel),
    ("orthogonal/rows", "OrthogonalRegularizer", {"factor": 0.125}, kernel),
    ("orthogonal/columns", "OrthogonalRegularizer", {"factor": 0.125, "mode": "columns"}, kernel),
]


def case(name, class_name, arguments, x):
    regularizer = getattr(keras.regularizers, class_name)(**arguments)
    value, gradient = jax.value_and_grad(lambda weights: regularizer(weights))(jax.numpy.asarray(x))
    config = {"class_name": class_name, **arguments}
    return {"name": name, "config": config, "x": x, "value": float(value), "gradient": gradient}


made = [case(*row) for row in REGULARIZERS]
values = {one["name"]: one["value"] for one in made}
close(values["l1"], 0.01 * np.abs(kernel).sum())
close(values["l2"], 0.01 * (kernel**2).sum())
write("regularizers.json", "value = penalty added to the loss as it is (no 1/2, not divided by anything).", made)
