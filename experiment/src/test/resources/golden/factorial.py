"""Golden numbers of the effects of a factorial comparison: coefficients of a saturated linear model for each seed, which
code the factor that is asked about by treatment (first level = 0) and the others by sums to zero; tests by SciPy.
Run: python factorial.py > factorial.json"""
import itertools
import json

import numpy as np
from scipy import stats

rng = np.random.default_rng(16)
SEEDS, RATIO, LEVEL = 10, 0.25, 0.05
FACTORS = {"a": ["1", "2"], "b": ["x", "y", "z"], "c": ["off", "on"]}
cells = list(itertools.product(*(range(len(levels)) for levels in FACTORS.values())))
truth = {cell: 0.8 + 0.03 * cell[0] + 0.01 * cell[1] - 0.02 * cell[0] * (cell[1] == 2) for cell in cells}
of_seed = rng.normal(0, 0.02, SEEDS)
values = np.array([np.round(truth[cell] + of_seed + rng.normal(0, 0.004, SEEDS), 8) for cell in cells])


def treatment(levels):
    return np.eye(levels)[:, 1:]


def sums(levels):
    return np.vstack([np.eye(levels - 1), -np.ones(levels - 1)])


def coefficients(asked):
    """Of the interaction of the factors that are asked about, or of the main effect of one: a row each, a column a seed."""
    codes = [treatment(len(levels)) if i in asked else sums(len(levels)) for i, levels in enumerate(FACTORS.values())]
    columns, names = [], []
    for terms in itertools.product(*([None] + list(range(code.shape[1])) for code in codes)):
        columns.append([np.prod([codes[i][cell[i], term] for i, term in enumerate(terms) if term is not None]) for cell in cells])
        names.append(terms)
    fitted = np.linalg.solve(np.array(columns, dtype=float).T, values)
    return {terms: fitted[row] for row, terms in enumerate(names)
            if all((term is not None) == (i in asked) for i, term in enumerate(terms))}


effects = []
labels = list(FACTORS.items())
for asked in [(0,), (1,), (2,), (0, 1), (0, 2), (1, 2)]:
    for terms, differences in coefficients(asked).items():
        name = " with ".join(labels[i][0] + "=" + labels[i][1][terms[i] + 1] for i in asked)
        error = np.sqrt(1 / SEEDS + RATIO) * differences.std(ddof=1)
        effects.append({
            "name": name, "differences": differences.tolist(), "mean": differences.mean(),
            "p": stats.permutation_test((differences,), np.mean, permutation_type="samples", n_resamples=np.inf,
                                        alternative="two-sided").pvalue,
            "p_other": 2 * stats.t.sf(abs(differences.mean()) / error, SEEDS - 1), "error": error})


def holm(p):
    adjusted, running = np.empty(len(p)), 0.0
    for rank, i in enumerate(np.argsort(p, kind="stable")):
        running = max(running, min(1.0, (len(p) - rank) * p[i]))
        adjusted[i] = running
    return adjusted


for effect, p, other in zip(effects, holm([e["p"] for e in effects]), holm([e["p_other"] for e in effects])):
    half = stats.t.isf(LEVEL / len(effects) / 2, SEEDS - 1) * effect.pop("error")
    effect.update(adjusted=p, other_adjusted=other, other_low=effect["mean"] - half, other_high=effect["mean"] + half)
print(json.dumps({"scipy": __import__("scipy").__version__, "factors": [f"{n}={','.join(l)}" for n, l in FACTORS.items()],
                  "ratio": RATIO, "values": values.tolist(), "effects": effects}, indent=1))
