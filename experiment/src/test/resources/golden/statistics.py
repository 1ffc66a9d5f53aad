"""Golden numbers of gradus.experiment.statistics, from SciPy. Run: python statistics.py > statistics.json"""
import json

import numpy as np
from scipy import optimize, stats

rng = np.random.default_rng(7)
out = {"scipy": __import__("scipy").__version__, "intervals": [], "sign_flips": [], "sign_tests": [], "holm": [], "powers": []}
for n in (2, 3, 5, 8, 20, 100):
    values = np.round(rng.normal(0.9, 0.05, n), 6)
    for level in (0.9, 0.95, 0.99):
        low, high = stats.t.interval(level, n - 1, loc=values.mean(), scale=stats.sem(values))
        out["intervals"].append({"values": values.tolist(), "level": level, "mean": values.mean(),
                                 "deviation": values.std(ddof=1), "low": low, "high": high})
for n in (1, 2, 5, 8, 12):
    for shift in (0.0, 0.5, 1.5):
        values = np.round(rng.normal(shift, 1, n), 6)
        p = stats.permutation_test((values,), np.sum, permutation_type="samples", n_resamples=np.inf,
                                   alternative="two-sided").pvalue if n > 1 else 1.0
        out["sign_flips"].append({"differences": values.tolist(), "p": p})
for wins, losses in ((0, 8), (8, 0), (7, 1), (5, 3), (4, 4), (1, 0), (20, 7)):
    out["sign_tests"].append({"wins": wins, "losses": losses,
                              "p": stats.binomtest(wins, wins + losses).pvalue})
for values in ([0.01], [0.04, 0.01, 0.03], [0.0078, 0.0078, 0.5, 0.02, 0.9]):
    order = np.argsort(values, kind="stable")
    adjusted = np.empty(len(values))
    running = 0.0
    for rank, i in enumerate(order):
        running = max(running, min(1.0, (len(values) - rank) * values[i]))
        adjusted[i] = running
    out["holm"].append({"p": values, "adjusted": adjusted.tolist()})
for effect in (0.1, 0.2, 0.5, 0.8, 1.0, 1.5, 2.0):
    for n in range(2, 10000):
        critical = stats.t.ppf(0.975, n - 1)
        power = 1 - stats.nct.cdf(critical, n - 1, effect * np.sqrt(n)) + stats.nct.cdf(-critical, n - 1, effect * np.sqrt(n))
        if power >= 0.8:
            out["powers"].append({"effect": effect, "pairs": n})
            break
out["other_rows"] = []
for n in (2, 8, 30):
    for ratio, alpha in ((2 / 7, 0.05), (0.25, 0.0125)):
        values = np.round(rng.normal(0.2, 0.3, n), 6)
        error = np.sqrt(1 / n + ratio) * values.std(ddof=1)
        half = stats.t.isf(alpha / 2, n - 1) * error
        out["other_rows"].append({"differences": values.tolist(), "ratio": ratio, "alpha": alpha,
                                  "p": 2 * stats.t.sf(abs(values.mean()) / error, n - 1),
                                  "low": values.mean() - half, "high": values.mean() + half})
out["flip_intervals"] = []
for n in (6, 8, 11):
    for alpha in (0.05, 0.02):
        values = np.round(rng.normal(0.3, 0.5, n), 6)
        signs = 1 - 2 * ((np.arange(2 ** n)[:, None] >> np.arange(n)) & 1)

        def p(shift):
            moved = values - shift
            return (np.abs(signs @ moved) >= abs(moved.sum()) - 1e-12 * np.abs(moved).sum()).mean()

        def end(outside, inside):
            for _ in range(100):
                middle = (outside + inside) / 2
                outside, inside = (outside, middle) if p(middle) > alpha else (middle, inside)
            return (outside + inside) / 2

        out["flip_intervals"].append({"differences": values.tolist(), "alpha": alpha,
                                      "low": end(values.min() - 1, values.mean()) if 2 / 2 ** n <= alpha else None,
                                      "high": end(values.max() + 1, values.mean()) if 2 / 2 ** n <= alpha else None})
out["power_laws"] = []
for floor, scale, exponent, noise in ((0.05, 2, 0.8, 0.02), (0.0, 1, 0.5, 0.05), (0.1, 30, 1.6, 0.01), (0.2, 0.5, 0.4, 0.0), (0.02, 0.0, 1, 0.0)):
    sizes = np.array([10.0, 20, 50, 100, 200, 500])
    errors = np.round((floor + scale * sizes ** -exponent) * (1 + rng.normal(0, noise, sizes.size)), 6)
    weights = np.maximum(errors, 0.01 * errors.max())

    def squares(law):
        return (((errors - law[0] - law[1] * sizes ** -law[2]) / weights) ** 2).sum()

    fits = [optimize.curve_fit(lambda n, a, b, c: a + b * n ** -c, sizes, errors, (errors.min() / 2, errors.max(), start), weights,
                               bounds=([0, 0, 0.01], [np.inf, np.inf, 5]), xtol=1e-14, ftol=1e-14, gtol=1e-14, max_nfev=20000)[0]
            for start in (0.05, 0.3, 1, 2)]
    best = min(fits, key=squares)
    out["power_laws"].append({"sizes": sizes.tolist(), "errors": errors.tolist(), "residual": squares(best),
                              "at_1000": best[0] + best[1] * 1000 ** -best[2]})
print(json.dumps(out, indent=1))
