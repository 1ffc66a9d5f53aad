"""optimizers.json: all weights after every step of every Keras optimizer, for given gradients."""

import contextlib

from common import close, f32, generator, grid, keras, np, plain, use_float64, write

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


def problem(name, shapes):
    """Variables of these shapes, by name, and gradients of twelve steps; one step and one row see none."""
    rng = generator(name)
    variables = [grid(rng, shape) for shape in shapes.values()]
    gradients = []
    for scale in [1, 0.5, 2, 0.25, 4, 1, 0.125, 1, 2, 0.5, 8, 1]:
        gradients.append([grid(rng, shape, scale, scale / 256) for shape in shapes.values()])
        gradients[-1][0][0] = 0.0
    gradients[7] = [np.zeros(shape) for shape in shapes.values()]
    return {"names": list(shapes), "variables": variables, "gradients": gradients}


# Wide and tall matrices, and what is none, for rules that look at whole parameters.
PROBLEMS["matrices"] = problem("matrices", {"first/kernel": (3, 5), "first/bias": (5,), "last/kernel": (5, 2)})
PROBLEMS["embedding"] = problem("embedding", {"Embedding/embeddings": (4, 3), "kernel": (3, 2)})
PROBLEMS["stacked"] = problem("stacked", {"kernel": (2, 3, 4), "bias": (4,)})

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
    "ftrl": ("Ftrl", {}),
    "lamb": ("Lamb", {}),
    "adafactor": ("Adafactor", {}),
    "muon": ("Muon", {}),
    "schedule_free_adamw": ("ScheduleFreeAdamW", {}),
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
    "ftrl_power_initial": (
        "Ftrl",
        {"learning_rate": 0.1, "learning_rate_power": -0.7, "initial_accumulator_value": 0.5},
    ),
    "ftrl_power0": ("Ftrl", {"learning_rate": 0.1, "learning_rate_power": 0.0}),
    "ftrl_l1": ("Ftrl", {"learning_rate": 0.1, "l1_regularization_strength": 0.5}),
    "ftrl_l2": ("Ftrl", {"learning_rate": 0.1, "l2_regularization_strength": 0.5}),
    "ftrl_shrinkage": ("Ftrl", {"learning_rate": 0.1, "l2_shrinkage_regularization_strength": 0.25}),
    "ftrl_beta": ("Ftrl", {"learning_rate": 0.1, "initial_accumulator_value": 0.0, "beta": 0.5}),
    "lamb_betas_eps": ("Lamb", {"learning_rate": 0.01, "beta_1": 0.5, "beta_2": 0.7, "epsilon": 1e-2}),
    "schedule_free_adamw_betas_eps": (
        "ScheduleFreeAdamW",
        {"learning_rate": 0.01, "beta_1": 0.5, "beta_2": 0.7, "epsilon": 1e-2},
    ),
    "schedule_free_adamw_warmup": ("ScheduleFreeAdamW", {"learning_rate": 0.1, "warmup_steps": 6}),
    "adafactor_lr_not_relative": ("Adafactor", {"learning_rate": 0.5, "relative_step": False}),
}
# On matrices, each argument of its own.
ON_MATRICES = {
    "lamb": ("Lamb", {}),
    "lamb_decay": ("Lamb", {"learning_rate": 0.1, "weight_decay": 0.1}),
    "adafactor": ("Adafactor", {}),
    "adafactor_decay": ("Adafactor", {"learning_rate": 0.1, "beta_2_decay": -0.4}),
    "adafactor_eps1": ("Adafactor", {"learning_rate": 0.1, "epsilon_1": 0.01}),
    "adafactor_eps2": ("Adafactor", {"learning_rate": 0.1, "epsilon_2": 2.0}),
    "adafactor_clip": ("Adafactor", {"learning_rate": 0.1, "clip_threshold": 0.5}),
    "muon": ("Muon", {}),
    "muon_adam_betas_eps": (
        "Muon",
        {"learning_rate": 0.01, "adam_beta_1": 0.5, "adam_beta_2": 0.7, "epsilon": 1e-2},
    ),
    "muon_decays": ("Muon", {"learning_rate": 0.1, "weight_decay": 0.2, "adam_weight_decay": 0.1}),
    "muon_no_decays": ("Muon", {"learning_rate": 0.1, "weight_decay": None, "adam_weight_decay": None}),
    "muon_exclude_layers": ("Muon", {"learning_rate": 0.01, "exclude_layers": ["la.t"]}),
    "muon_coefficients": ("Muon", {"learning_rate": 0.1, "muon_a": 2.0, "muon_b": -1.5, "muon_c": 0.5}),
    "muon_ratio": ("Muon", {"learning_rate": 0.1, "adam_lr_ratio": 0.25}),
    "muon_momentum": ("Muon", {"learning_rate": 0.1, "momentum": 0.5}),
    "muon_steps": ("Muon", {"learning_rate": 0.1, "ns_steps": 2}),
    "muon_not_nesterov": ("Muon", {"learning_rate": 0.1, "nesterov": False}),
    "muon_rms_rate": ("Muon", {"learning_rate": 0.1, "rms_rate": None}),
    "muon_clipped_average": ("Muon", {"learning_rate": 0.1, "global_clipnorm": 1.0, "use_ema": True}),
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


# What Keras takes out of the weight decay of a problem with matrices: by words in names, and by variables.
EXCLUSIONS = {"names": {"var_names": ["bias", "embed"]}, "variables": {"var_list": ["first/kernel"]}}


def build(class_name, arguments):
    arguments = dict(arguments)
    rate = arguments.get("learning_rate")
    if isinstance(rate, dict):
        arguments["learning_rate"] = getattr(S, rate["class_name"])(
            **{key: value for key, value in rate.items() if key != "class_name"}
        )
    return getattr(keras.optimizers, class_name)(**arguments)


def run(name, problem, class_name, arguments, exclusion=None):
    optimizer = build(class_name, arguments)
    start = PROBLEMS[problem]["variables"]
    names = PROBLEMS[problem].get("names", ["kernel", "bias"])
    variables = []
    for value, path in zip(start, names):
        *scope, variable = path.split("/")
        with keras.name_scope(scope[0]) if scope else contextlib.nullcontext():
            variables.append(keras.Variable(value, name=variable))
    case = {"name": name, "problem": problem, "config": {"class_name": class_name, **arguments}}
    if exclusion:
        case["exclude_from_weight_decay"] = exclusion
        listed = [value for value, path in zip(variables, names) if path in exclusion.get("var_list", [])]
        optimizer.exclude_from_weight_decay(listed, exclusion.get("var_names"))
    optimizer.build(variables)
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
    slots = {}
    if class_name == "Adafactor":
        # Keras calls both by the name of the parameter.
        for kind, kept in (("rows", optimizer._r), ("columns", optimizer._c)):
            slots |= {id(slot): f"{path}_{kind}".replace("/", "_") for slot, path in zip(kept, names)}
    case["state"] = [
        {"name": slots.get(id(variable), variable.name), "value": plain(variable)} for variable in optimizer.variables
    ]
    return case


def cases():
    for name, (class_name, arguments) in {**BASES, **OTHER_ARGUMENTS}.items():
        for problem in ["short", "long"]:
            yield run(f"{name}/{problem}", problem, class_name, arguments)
    for name, (class_name, arguments) in ON_MATRICES.items():
        yield run(f"{name}/matrices", "matrices", class_name, arguments)
    for name in ["muon", "adafactor"]:
        yield run(f"{name}/stacked", "stacked", BASES[name][0], {"learning_rate": 0.1})
    for exclude in [True, False]:
        arguments = {"learning_rate": 0.1, "exclude_embeddings": exclude}
        yield run(f"muon_exclude_embeddings_{exclude}/embedding", "embedding", "Muon", arguments)
    for name in ["sgd_momentum", "adam", "adamw", "lion", "lamb", "adafactor", "muon"]:
        class_name, arguments = BASES[name]
        arguments = {**arguments, "learning_rate": 0.1, "weight_decay": 0.2}
        for kind, exclusion in EXCLUSIONS.items():
            yield run(f"{name}/decay_without_{kind}", "matrices", class_name, arguments, exclusion)
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
