"""Golden numbers of the density of trials in a space: a mean of products of kernels, by SciPy's truncated normal
distribution. Run: python parzen.py > parzen.json"""
import json
import math

from scipy.stats import truncnorm

SPACE = ["learning_rate=0.0001..0.1", "width=4..64", "depth=1..4", "dropout=0..0.5", "activation=relu,tanh,gelu"]
TRIALS = [
    ["0.001", "16", "2", "0.1", "relu"],
    ["0.003", "20", "1", "0.25", "relu"],
    ["0.0001", "64", "4", "0", "gelu"],
    ["0.02", "4", "3", "0.5", "tanh"],
    ["0.0031", "33", "2", "0.4", "relu"],
]
POINTS = [["0.002", "18", "2", "0.2", "relu"], ["0.1", "64", "1", "0.5", "gelu"], ["0.0005", "4", "4", "0", "tanh"]]
CHOICES = ["relu", "tanh", "gelu"]


def place(point):
    rate, width, depth, dropout, activation = point
    middle = lambda n, share: (share(n) + share(n + 1)) / 2
    return [
        math.log(float(rate) / 1e-4) / math.log(1e3),
        middle(int(width), lambda n: math.log(n / 4) / math.log(65 / 4)),
        middle(int(depth), lambda n: (n - 1) / 4),
        float(dropout) / 0.5,
    ], CHOICES.index(activation)


def density(trials, point):
    n = len(trials)
    deviation = max(0.2 * max(n, 1) ** (-1 / (len(SPACE) + 4)), 1 / min(100, n + 2))
    at, choice = place(point)
    total = 1 / len(CHOICES)
    for trial in trials:
        centre, own = place(trial)
        product = math.prod(
            truncnorm.pdf(x, -mu / deviation, (1 - mu) / deviation, mu, deviation) for mu, x in zip(centre, at))
        product *= ((own == choice) + 1 / (n + 1)) / (1 + len(CHOICES) / (n + 1))
        total += product
    return math.log(total / (n + 1))


print(json.dumps({
    "space": SPACE, "trials": TRIALS, "points": POINTS,
    "log_densities": [[density(TRIALS[:n], point) for point in POINTS] for n in range(len(TRIALS) + 1)],
}, indent=1))
