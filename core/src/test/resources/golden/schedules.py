"""schedules.json: the learning rate at steps 0 to 60 of every Keras schedule, and of PyTorch's one-cycle policy."""

import warnings

import torch

from common import close, jax, keras, np, use_float64, write

use_float64()
STEPS = 61
# name -> (class, arguments)
SCHEDULES = {
    "exponential": ("ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5}),
    "exponential/staircase": (
        "ExponentialDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5, "staircase": True},
    ),
    "exponential/per_step": ("ExponentialDecay", {"initial_learning_rate": 1.0, "decay_steps": 1, "decay_rate": 0.96}),
    "inverse_time": ("InverseTimeDecay", {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5}),
    "inverse_time/staircase": (
        "InverseTimeDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5, "staircase": True},
    ),
    "polynomial": ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 40}),
    "polynomial/power_end": (
        "PolynomialDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 40, "end_learning_rate": 0.01, "power": 2.0},
    ),
    "polynomial/cycle": (
        "PolynomialDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 20, "end_learning_rate": 0.01, "power": 0.5, "cycle": True},
    ),
    "piecewise": ("PiecewiseConstantDecay", {"boundaries": [10, 20, 40], "values": [1.0, 0.5, 0.1, 0.05]}),
    "piecewise/one_boundary": ("PiecewiseConstantDecay", {"boundaries": [30], "values": [0.5, 0.25]}),
    "cosine": ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 50}),
    "cosine/alpha": ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 50, "alpha": 0.1}),
    "cosine/warmup": (
        "CosineDecay",
        {"initial_learning_rate": 0.0, "decay_steps": 40, "warmup_target": 0.1, "warmup_steps": 10},
    ),
    "cosine/warmup_alpha": (
        "CosineDecay",
        {"initial_learning_rate": 0.05, "decay_steps": 40, "alpha": 0.2, "warmup_target": 0.1, "warmup_steps": 10},
    ),
    # Warm-up steps without a target are ignored.
    "cosine/steps_without_target": (
        "CosineDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 40, "warmup_steps": 10},
    ),
    "restarts": ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 8}),
    "restarts/equal": ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 12, "t_mul": 1.0}),
    "restarts/all": (
        "CosineDecayRestarts",
        {"initial_learning_rate": 0.1, "first_decay_steps": 9, "t_mul": 1.5, "m_mul": 0.5, "alpha": 0.1},
    ),
}
ONE_CYCLE = {
    "one_cycle": {"max_lr": 0.1, "total_steps": STEPS},
    "one_cycle/all": {"max_lr": 0.1, "total_steps": STEPS, "pct_start": 0.4, "div_factor": 10.0, "final_div_factor": 100.0},
    "one_cycle/linear": {"max_lr": 0.1, "total_steps": STEPS, "anneal_strategy": "linear"},
}


def keras_case(name, class_name, arguments):
    schedule = getattr(keras.optimizers.schedules, class_name)(**arguments)
    # The step is an integer tensor, as the optimizer's iteration counter is.
    rates = [float(schedule(jax.numpy.asarray(step, "int32"))) for step in range(STEPS)]
    return {"name": name, "config": {"class_name": class_name, **arguments}, "learning_rates": rates}


def torch_case(name, arguments):
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=1.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, **arguments)
    rates = [schedule.get_last_lr()[0]]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "lr_scheduler.step() before optimizer.step()": nothing is optimised here
        for _ in range(STEPS - 1):
            schedule.step()
            rates.append(schedule.get_last_lr()[0])
    config = {"class_name": "OneCycleLR", **arguments}
    return {"name": name, "config": config, "source": f"torch {torch.__version__.split('+')[0]}", "learning_rates": rates}


def check(made):
    rates = {case["name"]: case["learning_rates"] for case in made}
    close(rates["exponential"], 0.1 * 0.5 ** (np.arange(STEPS) / 10))
    close(rates["cosine"], 0.05 * (1 + np.cos(np.pi * np.minimum(np.arange(STEPS), 50) / 50)))
    close(rates["piecewise"][10:12], [1.0, 0.5])  # a boundary belongs to the value on its left
    # The peak is at step 0.3 * 61 - 1 = 17.3, so no whole step reaches 0.1.
    close([rates["one_cycle"][0], rates["one_cycle"][-1]], [0.1 / 25, 0.1 / 25 / 1e4])
    # Restarts at 8, 8 + 16 and 8 + 16 + 32.
    close([rates["restarts"][step] for step in (8, 24, 56)], [0.1, 0.1, 0.1])


made = [keras_case(name, *schedule) for name, schedule in SCHEDULES.items()]
made += [torch_case(name, arguments) for name, arguments in ONE_CYCLE.items()]
check(made)
write("schedules.json", "learning_rates[step] for steps 0 to 60.", made)
