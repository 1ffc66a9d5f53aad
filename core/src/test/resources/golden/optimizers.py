"""optimizers.json: all weights after every step of every Keras optimizer, for given gradients."""

from common import close, f32, grid, keras, np, plain, use_float64, write

use_float64()
S = keras.optimizers.schedules
rng = np.random.default_rng(1)

# Two variables each, so that clipping per variable differs from clipping by the global norm.
PROBLEMS = {
    "short": {
        "variables": [f32([1, -2, 0.5]), f32([0.1])],
        "gradients": [
            [f32(g), f32([0.05])]
            for g in [[0.5, -0.1, 0], [0.4, 0.3, -1e-4], [-0.2, 0.6, 2], [0.1, -0.5, 1], [0.3, 0.2, -3]]
        ],
    },
    # Magnitudes from step to step range from tiny to huge: clipping acts on some steps only, and signs change.
    "long": {
        "variables": [grid(rng, (2, 3)), grid(rng, (1,))],
        "gradients": [
            [grid(rng, (2, 3), scale, scale / 256), grid(rng, (1,), scale, scale / 256)]
            for scale in [1, 0.5, 2, 0.25, 4, 1, 0.125, 1, 2, 0.5, 8, 1]
        ],
    },
}
# One weight never sees a gradient until step 5 and one step has no gradient at all.
for step in range(5):
    PROBLEMS["long"]["gradients"][step][0][1, 2] = 0.0
PROBLEMS["long"]["gradients"][7] = [np.zeros((2, 3)), np.zeros(1)]

BASES = {
    "sgd": ("SGD", {}),
    "sgd_momentum": ("SGD", {"momentum": 0.9}),
    "sgd_nesterov": ("SGD", {"momentum": 0.9, "nesterov": True}),
    "adagrad": ("Adagrad", {}),
    "adadelta": ("Adadelta", {}),
    "adadelta_lr1": ("Adadelta", {"learning_rate": 1.0}),
    "rmsprop": ("RMSprop", {}),
    "rmsprop_momentum": ("RMSprop", {"momentum": 0.9}),
    "rmsprop_centered": ("RMSprop", {"centered": True}),
    "rmsprop_momentum_centered": ("RMSprop", {"momentum": 0.9, "centered": True}),
    "adam": ("Adam", {}),
    "adam_amsgrad": ("Adam", {"amsgrad": True}),
    "adamw": ("AdamW", {}),
    "adamax": ("Adamax", {}),
    "nadam": ("Nadam", {}),
    "lion": ("Lion", {}),
}
OTHER_ARGUMENTS = {
    "sgd_lr0.5_momentum0.5": ("SGD", {"learning_rate": 0.5, "momentum": 0.5}),
    # Keras 3 keeps the slot out when momentum is 0: Nesterov alone is plain descent.
    "sgd_nesterov_without_momentum": ("SGD", {"nesterov": True}),
    "adagrad_lr1_initial0_eps": (
        "Adagrad",
        {"learning_rate": 1.0, "initial_accumulator_value": 0.0, "epsilon": 1e-3},
    ),
    "adadelta_rho_eps": ("Adadelta", {"learning_rate": 0.5, "rho": 0.8, "epsilon": 1e-3}),
    "rmsprop_rho_eps": ("RMSprop", {"learning_rate": 0.01, "rho": 0.5, "epsilon": 1e-2}),
    "rmsprop_eps_centered": ("RMSprop", {"rho": 0.5, "epsilon": 1e-2, "centered": True}),
    "adam_betas_eps": ("Adam", {"learning_rate": 0.01, "beta_1": 0.5, "beta_2": 0.7, "epsilon": 1e-2}),
    "adam_amsgrad_low_beta2": ("Adam", {"learning_rate": 0.01, "beta_2": 0.5, "amsgrad": True}),
    "adamw_decay_lr": ("AdamW", {"learning_rate": 0.1, "weight_decay": 0.1}),
    "adamw_amsgrad": ("AdamW", {"beta_2": 0.5, "amsgrad": True}),
    "adamax_betas_eps": ("Adamax", {"learning_rate": 0.01, "beta_1": 0.5, "beta_2": 0.7, "epsilon": 1e-2}),
    "nadam_betas_eps": ("Nadam", {"learning_rate": 0.01, "beta_1": 0.5, "beta_2": 0.7, "epsilon": 1e-2}),
    "lion_betas": ("Lion", {"learning_rate": 0.01, "beta_1": 0.5, "beta_2": 0.7}),
}
OPTIONS = {
    "weight_decay": {"weight_decay": 0.05},
    "clipnorm": {"clipnorm": 1.0},
    "clipvalue": {"clipvalue": 0.25},
    "global_clipnorm": {"global_clipnorm": 1.0},
    "accumulation": {"gradient_accumulation_steps": 3},
    "ema": {"use_ema": True, "ema_momentum": 0.9},
    "ema_overwrite": {"use_ema": True, "ema_momentum": 0.9, "ema_overwrite_frequency": 2},
    "schedule": {
        "learning_rate": {
            "class_name": "ExponentialDecay",
            "initial_learning_rate": 0.125,
            "decay_steps": 4,
            "decay_rate": 0.5,
        }
    },
}
COMBINATIONS = {
    "decay_clipnorm": {"weight_decay": 0.05, "clipnorm": 0.5},
    "decay_schedule": {"weight_decay": 0.05, **OPTIONS["schedule"]},
    "accumulation_clip_decay": {"gradient_accumulation_steps": 3, "global_clipnorm": 0.5, "weight_decay": 0.05},
    "accumulation_schedule": {"gradient_accumulation_steps": 3, **OPTIONS["schedule"]},
    "accumulation_ema": {"gradient_accumulation_steps": 3, "use_ema": True, "ema_momentum": 0.5},
    "accumulation_ema_overwrite": {
        "gradient_accumulation_steps": 3,
        "use_ema": True,
        "ema_momentum": 0.5,
        "ema_overwrite_frequency": 2,
    },
    "decay_ema_overwrite": {
        "weight_decay": 0.05,
        "use_ema": True,
        "ema_momentum": 0.5,
        "ema_overwrite_frequency": 3,
    },
    "piecewise": {
        "learning_rate": {"class_name": "PiecewiseConstantDecay", "boundaries": [3, 6], "values": [0.125, 0.5, 0.25]}
    },
}


def build(class_name, arguments):
    arguments = dict(arguments)
    rate = arguments.get("learning_rate")
    if isinstance(rate, dict):
        arguments["learning_rate"] = getattr(S, rate["class_name"])(
            **{key: value for key, value in rate.items() if key != "class_name"}
        )
    return getattr(keras.optimizers, class_name)(**arguments)


def run(name, problem, class_name, arguments):
    optimizer = build(class_name, arguments)
    start = PROBLEMS[problem]["variables"]
    variables = [keras.Variable(value, name=key) for value, key in zip(start, ["kernel", "bias"])]
    optimizer.build(variables)
    case = {"name": name, "problem": problem, "config": {"class_name": class_name, **arguments}}
    weights, averages, rates = [], [], []
    for gradients in PROBLEMS[problem]["gradients"]:
        rates.append(float(optimizer.learning_rate))
        optimizer.apply([keras.ops.convert_to_tensor(gradient) for gradient in gradients])
        weights.append(plain(variables))
        if optimizer.use_ema:
            averages.append(plain(optimizer._model_variables_moving_average))
    if isinstance(arguments.get("learning_rate"), dict):
        case["learning_rates"] = rates
    case["weights"] = weights
    if averages:
        case["averages"] = averages
    # What a file would hold after the last step, in Keras's order.
    case["state"] = [{"name": variable.name, "value": plain(variable)} for variable in optimizer.variables]
    return case


def cases():
    for name, (class_name, arguments) in {**BASES, **OTHER_ARGUMENTS}.items():
        for problem in PROBLEMS:
            yield run(f"{name}/{problem}", problem, class_name, arguments)
    for name, (class_name, arguments) in BASES.items():
        for option, more in OPTIONS.items():
            yield run(f"{name}/{option}", "long", class_name, {**arguments, **more})
    for name in ["sgd_momentum", "rmsprop_momentum", "adam", "nadam"]:
        for option, more in COMBINATIONS.items():
            yield run(f"{name}/{option}", "long", BASES[name][0], {**BASES[name][1], **more})


def check(made):
    """Adam and Nesterov, written out from their formulas, against what Keras gave."""
    by_name = {case["name"]: case for case in made}
    gradients = [np.array(step[0]) for step in PROBLEMS["short"]["gradients"]]
    w, m, v = PROBLEMS["short"]["variables"][0].copy(), 0, 0
    for t, g in enumerate(gradients, 1):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w = w - 0.001 * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (np.sqrt(v) + 1e-7)
    close(by_name["adam/short"]["weights"][-1][0], w)
    w, v = PROBLEMS["short"]["variables"][0].copy(), 0
    for g in gradients:
        v = 0.9 * v - 0.01 * g
        w = w + 0.9 * v - 0.01 * g
    close(by_name["sgd_nesterov/short"]["weights"][-1][0], w)


made = list(cases())
check(made)
write(
    "optimizers.json",
    "weights[step][variable] after each step; state = optimizer.variables after the last one; averages = EMA per step. "
    "Absent config arguments have Keras's defaults.",
    made,
    problems=PROBLEMS,
)
