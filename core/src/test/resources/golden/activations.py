"""activations.json: value and gradient of every Keras activation."""

from common import close, f32, grid, jax, keras, np, use_float64, write

use_float64()
rng = np.random.default_rng(2)

# Between the kinks: tiny, ordinary and saturated. Beyond 80, exp leaves float32.
X = f32(
    [-80, -30, -12.5, -6.5, -4.25, -3.25, -2.5, -2, -1.5, -1.25, -0.9375, -0.75, -0.6, -0.4, -0.25, -0.1, -1e-3, -1e-6]
    + [1e-6, 1e-3, 0.1, 0.25, 0.4, 0.6, 0.75, 0.9375, 1.25, 1.5, 2, 2.5, 3.25, 4.25, 6.5, 12.5, 30, 80]
)
ZERO = [0.0]

# name -> (function, extra argument sets, kinks of the default). Functions without a kink also get x = 0.
ELEMENTWISE = {
    "linear": ([], []),
    "relu": (
        [
            {"negative_slope": 0.25},
            {"max_value": 2.25},
            {"threshold": 0.5},
            {"negative_slope": 0.125, "max_value": 5.0, "threshold": 1.125},
        ],
        ZERO,
    ),
    "relu6": ([], [0, 6]),
    "leaky_relu": ([{"negative_slope": 0.3}], ZERO),
    "elu": ([{"alpha": 0.5}], []),
    "selu": ([], ZERO),
    "celu": ([{"alpha": 0.5}], []),
    "gelu": ([{"approximate": True}], []),
    "silu": ([], []),
    "hard_silu": ([], [-3, 3]),
    "mish": ([], []),
    "softplus": ([], []),
    "softsign": ([], []),
    "sigmoid": ([], []),
    "hard_sigmoid": ([], [-3, 3]),
    "log_sigmoid": ([], []),
    "sparse_sigmoid": ([], [-1, 1]),
    "tanh": ([], []),
    "hard_tanh": ([], [-1, 1]),
    "tanh_shrink": ([], []),
    "soft_shrink": ([{"threshold": 0.3}], [-0.5, 0.5]),
    "hard_shrink": ([{"threshold": 0.3}], [-0.5, 0.5]),
    "threshold": ([{"threshold": 1.0, "default_value": -0.5}], None),  # both arguments are required
    "exponential": ([], []),
    "squareplus": ([{"b": 1.0}], []),
    "sparse_plus": ([], [-1, 1]),
}
ROWS = {
    "softmax": [],
    "log_softmax": [],
    "sparsemax": [],
    "glu": [],
}


def case(name, function, arguments, x, dy, **more):
    call = getattr(keras.activations, function)
    y, back = jax.vjp(lambda value: call(value, **arguments), x)
    return {
        "name": name,
        "config": {"class_name": function, **arguments},
        "x": x,
        "y": y,
        "dy": dy,
        "dx": back(dy)[0],
        **more,
    }


def suffix(arguments):
    return "".join(f"/{key}={value}" for key, value in arguments.items())


def cases():
    upstream = grid(rng, len(X) + 1, 2)
    for function, (others, kinks) in ELEMENTWISE.items():
        for arguments in ([{}] if kinks is not None else []) + others:
            x = np.concatenate([X, ZERO]) if kinks == [] and not arguments else X
            yield case(function + suffix(arguments), function, arguments, x, upstream[: len(x)])
        if kinks:
            x = f32(kinks)
            yield case(f"{function}/kinks", function, {}, x, np.ones(len(x)), kinks=True)
    matrix = grid(rng, (4, 6), 1.5)
    matrix[1] = f32([60, -60, 30, 0, 59.5, -1])  # saturated
    matrix[2] = 0.75  # all equal
    matrix[3] *= 1 / 16  # sparsemax keeps several
    for function in ROWS:
        columns = 3 if function == "glu" else 6
        yield case(function, function, {}, matrix, grid(rng, (4, columns)))
    dy = grid(rng, (4, 6))
    y, dx = simplex_projection(matrix, dy)
    config = {"class_name": "sparsemax"}
    yield {"name": "sparsemax/paper", "config": config, "x": matrix, "y": y, "dy": dy, "dx": dx, "source": "numpy"}


def simplex_projection(x, dy):
    """Sparsemax as Martins and Astudillo (2016) define it: the nearest point of the probability simplex.

    Keras 3.15 sums all cumulative sums over the support where the paper takes the last one; its rows need not sum to 1.
    """
    y, dx = np.zeros_like(x), np.zeros_like(x)
    for row, values in enumerate(x):
        ordered = np.sort(values)[::-1]
        candidates = (np.cumsum(ordered) - 1) / np.arange(1, len(values) + 1)
        support = np.flatnonzero(ordered > candidates)[-1]
        y[row] = np.maximum(values - candidates[support], 0)
        kept = y[row] > 0
        dx[row, kept] = dy[row, kept] - dy[row, kept].mean()
    return y, dx


def check(made):
    """Published values at x = -1, and rows that must sum to one."""
    for name, value in {"leaky_relu": -0.2, "elu": -0.63212056, "selu": -1.11133074, "gelu": -0.15865525}.items():
        close(getattr(keras.activations, name)(np.array([-1.0])), [value], 1e-8)
    close(keras.activations.mish(np.array([-1.0])), [-0.30340146], 1e-8)
    for made_case in made:
        if made_case["name"] in ("softmax", "sparsemax/paper"):
            close(np.sum(made_case["y"], axis=-1), np.ones(4))


made = list(cases())
check(made)
write(
    "activations.json",
    "y = f(x), dx = dy * f'(x). Cases with kinks=true sit on a corner of f: y is exact, dx is JAX's convention there. "
    "sparsemax is what Keras computes, sparsemax/paper what the paper defines (see simplex_projection).",
    made,
)
