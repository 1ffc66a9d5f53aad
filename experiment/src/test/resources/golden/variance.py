"""Golden numbers of variance components: deviations and their intervals by SciPy's chi-squared distribution.
Run: python variance.py > variance.json"""
import json

import numpy as np
from scipy import stats

rng = np.random.default_rng(5)


def component(variance, degrees):
    low, high = stats.chi2.ppf([0.975, 0.025], degrees)
    return {"deviation": variance**0.5, "low": (degrees * variance / low) ** 0.5,
            "high": (degrees * variance / high) ** 0.5}


cases = []
for n in (2, 8, 30):
    values = np.round(rng.normal(0.9, 0.02, n), 6)
    cases.append({"values": values.tolist(), "of": component(np.var(values, ddof=1), n - 1),
                  "of_pairs": component(np.mean(values**2) / 2, n)})
print(json.dumps(cases, indent=1))
