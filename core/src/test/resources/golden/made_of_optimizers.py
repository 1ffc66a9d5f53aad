"""made_of_optimizers.json: weights after every step of MultiOptimizer and LossScaleOptimizer, for given gradients."""

from common import generator, grid, keras, np, plain, use_float64, write

use_float64()
SHAPES = {"first/kernel": (3, 5), "first/bias": (5,), "last/kernel": (5, 2)}
SIZES = [1, 0.5, 2, 0.25, 4, 1, 0.125, 1, 2, 8]
rng = generator("made_of_optimizers")
VARIABLES = [grid(rng, shape) for shape in SHAPES.values()]
GRADIENTS = [[grid(rng, shape, size, size / 256) for shape in SHAPES.values()] for size in SIZES]


def build(class_name, arguments):
    return getattr(keras.optimizers, class_name)(**arguments)


# Optimizers that are made of optimizers: arguments of the parts by the patterns of their parameters.
MULTIPLE = {
    "exact_and_default": {"first/kernel": ("SGD", {"learning_rate": 0.1, "momentum": 0.9})},
    "patterns": {
        "first/.*": ("Adam", {"learning_rate": 0.05, "clipnorm": 0.5}),
        ".*/kernel": ("RMSprop", {"learning_rate": 0.01, "weight_decay": 0.1}),
        "first/kernel": ("Lion", {"learning_rate": 0.02}),
    },
    "options": {
        "first/.*": ("SGD", {"learning_rate": 0.1, "global_clipnorm": 0.5, "gradient_accumulation_steps": 3}),
        "last/.*": ("Adam", {"learning_rate": 0.1, "use_ema": True, "ema_momentum": 0.5}),
    },
    "whole_parameters": {"first/.*": ("Muon", {"learning_rate": 0.1}), "last/.*": ("Lamb", {"learning_rate": 0.1})},
    "none_of_these": {"other/.*": ("Lion", {})},
}


def described(class_name, arguments):
    return {"class_name": class_name, **arguments}


def multiple(name, parts):
    """Weights after each step, and what is left of them after training, when averages replace them."""
    default = ("Adam", {"learning_rate": 0.01})
    optimizer = keras.optimizers.MultiOptimizer(
        keras.optimizers.OptimizerMap(build(*default), {pattern: build(*part) for pattern, part in parts.items()})
    )
    variables = []
    for value, path in zip(VARIABLES, SHAPES):
        scope, variable = path.split("/")
        with keras.name_scope(scope):
            variables.append(keras.Variable(value, name=variable))
    optimizer.build(variables)
    weights = []
    for gradients in GRADIENTS:
        optimizer.apply([keras.ops.convert_to_tensor(gradient) for gradient in gradients], variables)
        weights.append(plain(variables))
    optimizer.finalize_variable_values(variables)
    return {
        "name": f"multiple/{name}",
        "default_optimizer": described(*default),
        "patterns": list(parts),
        "optimizers": [described(*part) for part in parts.values()],
        "weights": weights,
        "finished": plain(variables),
    }


def scaled(name, class_name, arguments, scale, growth, overflow=()):
    """In float32, where a scaled gradient can be infinite. Gradients of the steps of `overflow` are near the end."""
    optimizer = keras.optimizers.LossScaleOptimizer(
        build(class_name, arguments), initial_scale=scale, dynamic_growth_steps=growth
    )
    variables = [keras.Variable(value, dtype="float32") for value in VARIABLES]
    optimizer.build(variables)
    weights, scales, factors = [], [], []
    for step, gradients in enumerate(GRADIENTS):
        factors.append(2.0**110 if step in overflow else 1.0)
        now = np.float32(optimizer.dynamic_scale)
        with np.errstate(over="ignore"):
            products = [np.float32(gradient * factors[-1]) * now for gradient in gradients]
        # As fit does it on JAX: the optimizer branches on what it computes.
        changed, state = optimizer.stateless_apply(
            [variable.value for variable in optimizer.variables],
            [keras.ops.convert_to_tensor(product) for product in products],
            [variable.value for variable in variables],
        )
        for variable, value in zip(variables + optimizer.variables, changed + state):
            variable.assign(value)
        weights.append([np.asarray(variable, "float64") for variable in variables])
        scales.append([int(optimizer.step_counter), float(optimizer.dynamic_scale), int(optimizer.iterations)])
    return {
        "name": f"scaled/{name}",
        "inner_optimizer": described(class_name, arguments),
        "initial_scale": scale,
        "dynamic_growth_steps": growth,
        "factors": factors,
        "weights": weights,
        "scales": scales,
    }


def cases():
    for name, parts in MULTIPLE.items():
        yield multiple(name, parts)
    adam = ("Adam", {"learning_rate": 0.1})
    yield scaled("defaults", *adam, 32768.0, 2000)
    yield scaled("grows", *adam, 4.0, 3)
    yield scaled("no_power_of_two", "SGD", {"learning_rate": 0.1, "momentum": 0.9}, 1000.0, 2)
    yield scaled("overflows", *adam, 2.0**20, 2, overflow=(3, 4, 8))
    yield scaled("overflows_clipped", "SGD", {"learning_rate": 0.1, "clipnorm": 0.5}, 2.0**20, 2, overflow=(2, 5))
    yield scaled("nesterov", "SGD", {"learning_rate": 0.1, "momentum": 0.9, "nesterov": True}, 8.0, 1)


write(
    "made_of_optimizers.json",
    "weights[step][variable] after each step; finished: after training; scales[step]: counter, scale, updates.",
    list(cases()),
    names=list(SHAPES),
    variables=VARIABLES,
    gradients=GRADIENTS,
)
