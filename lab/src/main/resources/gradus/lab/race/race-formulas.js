// The update rules as formulas with the numbers of one step and one of the two parameters. What is shown is computed
// here once more from what stood before the step, so a test can hold it to what the library did.
import { number } from "./dom.js";

const n = (value) => {
  const text = number(value);
  return value < 0 ? `(${text.replace("-", "−")})` : text;
};

/** What stands on the left of a line, the formula, and the same with numbers. */
const line = (left, symbols, numbers, result) => ({ left, symbols, numbers, result });

const RULES = {
  sgd({ w, g, rate }) {
    const next = w - rate * g;
    return [line("w", "w − η·g", `${n(w)} − ${n(rate)}·${n(g)}`, next)];
  },
  heavy_ball({ w, g, rate, before, a }) {
    const v = a.momentum * before[0] - rate * g;
    return [
      line("v", "μ·v − η·g", `${n(a.momentum)}·${n(before[0])} − ${n(rate)}·${n(g)}`, v),
      line("w", "w + v", `${n(w)} + ${n(v)}`, w + v),
    ];
  },
  sgd_nesterov({ w, g, rate, before, a }) {
    const v = a.momentum * before[0] - rate * g;
    return [
      line("v", "μ·v − η·g", `${n(a.momentum)}·${n(before[0])} − ${n(rate)}·${n(g)}`, v),
      line(
        "w",
        "w + μ·v − η·g",
        `${n(w)} + ${n(a.momentum)}·${n(v)} − ${n(rate)}·${n(g)}`,
        w + a.momentum * v - rate * g,
      ),
    ];
  },
  nesterov_momentum({ w, g, rate, before, a, looked }) {
    const v = a.momentum * before[0] - rate * g;
    return [
      line("ahead", "w + μ·v, where g is taken", `${n(w)} + ${n(a.momentum)}·${n(before[0])}`, looked),
      line("v", "μ·v − η·g", `${n(a.momentum)}·${n(before[0])} − ${n(rate)}·${n(g)}`, v),
      line("w", "w + v", `${n(w)} + ${n(v)}`, w + v),
    ];
  },
  adagrad({ w, g, rate, before, a }) {
    const sum = before[0] + g * g;
    return [
      line("a", "a + g²", `${n(before[0])} + ${n(g)}²`, sum),
      line(
        "w",
        "w − η·g / √(a + ε)",
        `${n(w)} − ${n(rate)}·${n(g)} / √${n(sum)}`,
        w - (rate * g) / Math.sqrt(sum + a.epsilon),
      ),
    ];
  },
  adadelta({ w, g, rate, before, a }) {
    const square = a.rho * before[0] + (1 - a.rho) * g * g;
    const d = (-Math.sqrt(before[1] + a.epsilon) / Math.sqrt(square + a.epsilon)) * g;
    const moves = a.rho * before[1] + (1 - a.rho) * d * d;
    return [
      line("a", "ρ·a + (1 − ρ)·g²", `${n(a.rho)}·${n(before[0])} + ${n(1 - a.rho)}·${n(g)}²`, square),
      line("d", "−√(u + ε) / √(a + ε)·g", `−√${n(before[1] + a.epsilon)} / √${n(square)}·${n(g)}`, d),
      line("u", "ρ·u + (1 − ρ)·d²", `${n(a.rho)}·${n(before[1])} + ${n(1 - a.rho)}·${n(d)}²`, moves),
      line("w", "w + η·d", `${n(w)} + ${n(rate)}·${n(d)}`, w + rate * d),
    ];
  },
  ftrl({ w, g, rate, t, before, a }) {
    const p = -a.learning_rate_power;
    const seen = before[0] + g * g;
    const sum = t > 1 ? before[1] : 0;
    const z = sum + g + 2 * a.l2_shrinkage_regularization_strength * w - ((seen ** p - before[0] ** p) / rate) * w;
    const clipped = Math.max(-a.l1_regularization_strength, Math.min(a.l1_regularization_strength, z));
    const next = (clipped - z) / ((seen ** p + a.beta) / rate + 2 * a.l2_regularization_strength);
    return [
      line("n'", "n + g²", `${n(before[0])} + ${n(g)}²`, seen),
      line(
        "z",
        "z + g − (n'ᵖ − nᵖ) / η·w",
        `${n(sum)} + ${n(g)} − (${n(seen ** p)} − ${n(before[0] ** p)}) / ${n(rate)}·${n(w)}`,
        z,
      ),
      line("w", "−z / (n'ᵖ / η)", `−${n(z)} / (${n(seen ** p)} / ${n(rate)})`, next),
    ];
  },
  schedule_free_adamw({ w, g, rate, t, before, a }) {
    const start = t > 1 ? before[0] : w;
    const v = a.beta_2 * before[1] + (1 - a.beta_2) * g * g;
    const root = Math.sqrt(v / (1 - a.beta_2 ** t));
    const z = start - (rate * g) / (root + a.epsilon);
    const next = (1 - 1 / t) * (w - (1 - a.beta_1) * start) + (1 - a.beta_1 + a.beta_1 / t) * z;
    return [
      square(a.beta_2, before[1], g, v),
      line("z", "z − η·g / (√(v/(1 − β₂ᵗ)) + ε)", `${n(start)} − ${n(rate)}·${n(g)} / ${n(root)}`, z),
      line(
        "w",
        "(1 − 1/t)·(w − (1 − β₁)·z) + (1 − β₁ + β₁/t)·z'",
        `${n(1 - 1 / t)}·(${n(w)} − ${n(1 - a.beta_1)}·${n(start)}) + ${n(1 - a.beta_1 + a.beta_1 / t)}·${n(z)}`,
        next,
      ),
    ];
  },
  rmsprop({ w, g, rate, before, a }) {
    const square = a.rho * before[0] + (1 - a.rho) * g * g;
    return [
      line("s", "ρ·s + (1 − ρ)·g²", `${n(a.rho)}·${n(before[0])} + ${n(1 - a.rho)}·${n(g)}²`, square),
      line(
        "w",
        "w − η·g / √(s + ε)",
        `${n(w)} − ${n(rate)}·${n(g)} / √${n(square)}`,
        w - (rate * g) / Math.sqrt(square + a.epsilon),
      ),
    ];
  },
  adam(step) {
    return adam(step, step.w, []);
  },
  adamw(step) {
    const { w, rate, a } = step;
    const decayed = w - w * a.weight_decay * rate;
    return adam(step, decayed, [line("w", "w − w·λ·η", `${n(w)} − ${n(w)}·${n(a.weight_decay)}·${n(rate)}`, decayed)]);
  },
  adamax({ w, g, rate, t, before, a }) {
    const m = a.beta_1 * before[0] + (1 - a.beta_1) * g;
    const u = Math.max(a.beta_2 * before[1], Math.abs(g));
    const scaled = rate / (1 - a.beta_1 ** t);
    return [
      mean(a.beta_1, before[0], g, m),
      line("u", "max(β₂·u, |g|)", `max(${n(a.beta_2)}·${n(before[1])}, ${n(Math.abs(g))})`, u),
      line(
        "w",
        "w − η/(1 − β₁ᵗ)·m / (u + ε)",
        `${n(w)} − ${n(scaled)}·${n(m)} / ${n(u)}`,
        w - (scaled * m) / (u + a.epsilon),
      ),
    ];
  },
  nadam({ w, g, rate, t, before, a }) {
    const warm = (k) => 1 - 0.5 * 0.96 ** k;
    const product = (k) => {
      let p = 1;
      for (let i = 1; i <= k; i++) {
        p *= a.beta_1 * warm(i);
      }
      return p;
    };
    const m = a.beta_1 * before[0] + (1 - a.beta_1) * g;
    const v = a.beta_2 * before[1] + (1 - a.beta_2) * g * g;
    const ahead = (rate * a.beta_1 * warm(t + 1)) / (1 - product(t + 1));
    const now = (rate * (1 - a.beta_1 * warm(t))) / (1 - product(t));
    const root = Math.sqrt(v / (1 - a.beta_2 ** t));
    return [
      mean(a.beta_1, before[0], g, m),
      square(a.beta_2, before[1], g, v),
      line(
        "w",
        "w − (ηₘ·m + η_g·g) / (√v̂ + ε)",
        `${n(w)} − (${n(ahead)}·${n(m)} + ${n(now)}·${n(g)}) / ${n(root)}`,
        w - (ahead * m + now * g) / (root + a.epsilon),
      ),
    ];
  },
  lion({ w, g, rate, before, a }) {
    const c = a.beta_1 * before[0] + (1 - a.beta_1) * g;
    const m = a.beta_2 * before[0] + (1 - a.beta_2) * g;
    return [
      line("c", "β₁·m + (1 − β₁)·g", `${n(a.beta_1)}·${n(before[0])} + ${n(1 - a.beta_1)}·${n(g)}`, c),
      line("w", "w − η·sign(c)", `${n(w)} − ${n(rate)}·${n(Math.sign(c))}`, w - rate * Math.sign(c)),
      line("m", "β₂·m + (1 − β₂)·g", `${n(a.beta_2)}·${n(before[0])} + ${n(1 - a.beta_2)}·${n(g)}`, m),
    ];
  },
};

function mean(beta, before, g, m) {
  return line("m", "β₁·m + (1 − β₁)·g", `${n(beta)}·${n(before)} + ${n(1 - beta)}·${n(g)}`, m);
}

function square(beta, before, g, v) {
  return line("v", "β₂·v + (1 − β₂)·g²", `${n(beta)}·${n(before)} + ${n(1 - beta)}·${n(g)}²`, v);
}

function adam({ g, rate, t, before, a }, w, lines) {
  const m = a.beta_1 * before[0] + (1 - a.beta_1) * g;
  const v = a.beta_2 * before[1] + (1 - a.beta_2) * g * g;
  const scaled = (rate * Math.sqrt(1 - a.beta_2 ** t)) / (1 - a.beta_1 ** t);
  return [
    ...lines,
    mean(a.beta_1, before[0], g, m),
    square(a.beta_2, before[1], g, v),
    line(
      "w",
      "w − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m / (√v + ε)",
      `${n(w)} − ${n(scaled)}·${n(m)} / ${n(Math.sqrt(v))}`,
      w - (scaled * m) / (Math.sqrt(v) + a.epsilon),
    ),
  ];
}

/**
 * The lines of one step, or null for a rule that is not known here.
 * @param step from 1
 * @param axis 0 for x, 1 for y
 */
export function formulas(racer, path, step, axis) {
  const rule = RULES[racer.name];
  if (!rule || step < 1) {
    return null;
  }
  const places = axis === 0 ? path.x : path.y;
  const gradients = axis === 0 ? path.gradientX : path.gradientY;
  const before = path.slots.map((slot) =>
    step > 1 ? slot[2 * (step - 2) + axis] : (racer.arguments.initial_accumulator_value ?? 0),
  );
  return rule({
    w: places[step - 1],
    g: gradients[step - 1],
    rate: path.rate,
    t: step,
    before,
    a: racer.arguments,
    looked: (axis === 0 ? path.lookedX : path.lookedY)[step - 1],
  });
}
