"""curvature.json: loss, gradient, a product of the Hessian with a vector and its largest eigenvalue, from dense Hessians."""

from common import generator, grid, jax, keras, np, use_float64, write

use_float64()
ROWS, INPUTS, UNITS, OUTPUTS = 24, 3, 6, 4


def case(name, activation, head, loss):
    """Weights are flat as Gradus has them: kernel and bias of each layer, in order."""
    rng = generator(name)
    layers = [keras.layers.Dense(UNITS, activation=activation), keras.layers.Dense(OUTPUTS, activation=head)]
    chain = keras.Sequential([keras.Input((INPUTS,)), *layers])
    x = grid(rng, (ROWS, INPUTS))
    labels = rng.integers(0, OUTPUTS, ROWS)
    y = labels if loss == "sparse_categorical_crossentropy" else np.eye(OUTPUTS)[labels]
    shapes = [variable.shape for variable in chain.trainable_variables]
    sizes = [int(np.prod(shape)) for shape in shapes]
    weights = grid(rng, (sum(sizes),), 0.8)
    vector = grid(rng, weights.shape)
    function = keras.losses.get(loss)

    def value(flat):
        parts = jax.numpy.split(flat, np.cumsum(sizes)[:-1].tolist())
        variables = [part.reshape(shape) for part, shape in zip(parts, shapes)]
        outputs, _ = chain.stateless_call(variables, [], x)
        return jax.numpy.mean(function(y, outputs))

    hessian = np.asarray(jax.hessian(value)(weights))
    return {
        "name": name,
        "activation": activation,
        "head": head,
        "loss": loss,
        "inputs": x,
        "labels": labels,
        "weights": weights,
        "vector": vector,
        "value": float(value(weights)),
        "gradient": np.asarray(jax.grad(value)(weights)),
        "product": hessian @ vector,
        "largest": float(np.linalg.eigvalsh(hessian)[-1]),
    }


write(
    "curvature.json",
    "Dense(6) and Dense(4) on rows of 3; weights and vectors are flat, kernel and bias of each layer in order.",
    [
        case("tanh_mse", "tanh", "linear", "mean_squared_error"),
        case("tanh_crossentropy", "tanh", "softmax", "sparse_categorical_crossentropy"),
        case("sigmoid_mse", "sigmoid", "sigmoid", "mean_squared_error"),
    ],
)
