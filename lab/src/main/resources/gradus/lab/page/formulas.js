// The formulas of a step, with numbers put in.
import { number, words } from "./dom.js";

const ACTIVATIONS = {
  linear: ["z", "1"],
  relu: ["max(0, z)", "1 if z > 0, else 0"],
  relu6: ["min(6, max(0, z))", "1 between 0 and 6"],
  tanh: ["tanh(z)", "1 − a²"],
  sigmoid: ["1 ÷ (1 + e⁻ᶻ)", "a·(1 − a)"],
  leaky_relu: ["z if z > 0, else s·z", "1 if z > 0, else s"],
  elu: ["z if z > 0, else eᶻ − 1", "1 if z > 0, else eᶻ"],
  softplus: ["ln(1 + eᶻ)", "1 ÷ (1 + e⁻ᶻ)"],
  softsign: ["z ÷ (1 + |z|)", "1 ÷ (1 + |z|)²"],
  silu: ["z·sigmoid(z)", "s + a·(1 − s), s = sigmoid(z)"],
  softmax: ["eᶻ ÷ Σ eᶻ", ""],
};
const LOSSES = {
  BinaryCrossentropy: "−(y·ln ŷ + (1 − y)·ln(1 − ŷ))",
  SparseCategoricalCrossentropy: "−ln ŷ of the true class",
  CategoricalCrossentropy: "−Σ y·ln ŷ",
  MeanSquaredError: "(ŷ − y)²",
  MeanAbsoluteError: "|ŷ − y|",
};
const MOST = 4;

const sign = (value) => (value < 0 ? `(${number(value)})` : number(value));
const product = (a, b) => `${sign(a)}·${sign(b)}`;

function sum(terms, all, most = MOST) {
  return terms.slice(0, most).join(" + ") + (all > most || terms.length > most ? " + …" : "");
}

/** What is written of an activation: the output, and the slope. */
const written = (activation) => ACTIVATIONS[activation.split("(")[0]] ?? [`${words(activation)}(z)`, ""];

/** What the loss of a row is. */
export function lossText(view, row) {
  const head = view.layers.at(-1);
  const formula = LOSSES[view.lossName];
  const all = view.losses;
  return [
    [
      `ŷ = ${head.outputs[row].map(number).join(", ")}${head.units > head.outputs[row].length ? ", …" : ""}`,
      "what the network says",
    ],
    [
      `y = ${view.targets[row].map(number).join(", ")}` +
        `${view.labels[row] === number(view.targets[row][0]) ? "" : ` (${view.labels[row]})`}`,
      "what is true",
    ],
    [
      `ℓ = ${formula ? formula + " = " : ""}${number(all[row])}`,
      `${view.lossName}${formula ? "" : " of ŷ and y"}; 0 would be perfect`,
    ],
    ...(view.batch > 1
      ? [
          [
            `L = (${sum(all.map(number), view.batch)}) ÷ ${view.batch} = ${number(view.loss)}`,
            "the mean over the rows of the batch" + penalty(view),
          ],
        ]
      : []),
  ];
}

const penalty = (view) => (view.l1 > 0 || view.l2 > 0 ? ", plus the penalty on the weights" : "");

/** The formulas of a unit in a part of the step: [line, why]. */
export function lines(view, row, layer, unit, stage) {
  return [forward, null, backward, update][stage](view, row, layer, unit);
}

/** From what came in to the output of a unit: its weighted sum, what normalization makes of it, and the activation. */
export function unitLines(unit, most = MOST) {
  const { weights, incoming, inputs, bias, sum: z, normalization, normalized, activation, output } = unit;
  const terms = weights.map((weight, i) => product(weight, incoming[i]));
  const bent = normalized !== null && normalized !== undefined;
  const added = bias === null || bias === undefined ? "" : " + " + sign(bias);
  const found = [
    [`z = w·x + b = ${sum(terms, inputs, most)}${added} = ${number(z)}`, "weights times what came in, and the bias"],
  ];
  if (bent) {
    found.push([`ẑ = ${number(normalized)}`, `${normalization}: γ·(z − mean) ÷ deviation + β`]);
  }
  found.push([
    `a = ${written(activation)[0].replace("z", bent ? "ẑ" : "z")} = ${number(output)}`,
    `${words(activation)} bends the sum`,
  ]);
  return found;
}

/** The slope of a unit's activation where it stands. */
export function slopeLine(activation, slope) {
  const how = written(activation)[1];
  return [`f′(z) = ${how ? how + " = " : ""}${number(slope)}`, `the slope of ${words(activation)} where it stands`];
}

function forward(view, row, at, unit) {
  const layer = view.layers[at];
  const a = layer.outputs[row][unit];
  const found = unitLines({
    weights: layer.weights.map((from) => from[unit]),
    incoming: layer.incoming[row],
    inputs: layer.inputs,
    bias: layer.biases[unit],
    sum: layer.sums[row][unit],
    normalization: layer.normalization,
    normalized: layer.normalized[row]?.[unit],
    activation: layer.activation,
    output: a,
  });
  const passed = layer.passed[row][unit];
  if (passed !== a) {
    found.push([
      passed === 0 ? "a ← 0" : `a ← ${number(a)} ÷ (1 − p) = ${number(passed)}`,
      passed === 0 ? "dropout silences it in this step" : "dropout spares it and makes up for the silent ones",
    ]);
  }
  found.push([
    `${layer.units} units say ${layer.passed[row].map(number).join("  ")}` +
      `${layer.units > layer.passed[row].length ? "  …" : ""}`,
    at + 1 < view.layers.length ? "this goes on to the next layer" : "this is the answer",
  ]);
  return found;
}

function backward(view, row, at, unit) {
  const layer = view.layers[at];
  const delta = layer.deltas[row]?.[unit];
  const found = [];
  if (at === view.layers.length - 1) {
    const said = layer.outputs[row][unit];
    const truth =
      view.targets[row].length > unit && view.lossName !== "SparseCategoricalCrossentropy"
        ? view.targets[row][unit]
        : Number(view.targets[row][0] === unit);
    if (view.onLogits) {
      found.push([
        `δ = ∂ℓ/∂z = ŷ − y = ${number(said)} − ${sign(truth)} = ${number(delta)}`,
        `${words(layer.activation)} and ${view.lossName} together: their derivatives cancel to this`,
      ]);
    } else if (view.lossName === "MeanSquaredError" && layer.activation === "linear") {
      found.push([
        `δ = ∂ℓ/∂z = 2·(ŷ − y)${layer.units > 1 ? " ÷ " + layer.units : ""} = 2·(${number(said)} − ` +
          `${sign(truth)})${layer.units > 1 ? " ÷ " + layer.units : ""} = ${number(delta)}`,
        "the derivative of the square",
      ]);
    } else {
      found.push([
        `δ = ∂ℓ/∂ŷ · f′(z) = ${number(delta)}`,
        `how ${view.lossName} changes with the answer, times the slope of ${words(layer.activation)}`,
      ]);
    }
  } else {
    const next = view.layers[at + 1];
    const terms = next.weights[unit] ? next.deltas[row].map((d, k) => product(next.weights[unit][k], d)) : [];
    const back = next.weights[unit]
      ? next.deltas[row].reduce((total, d, k) => total + next.weights[unit][k] * d, 0)
      : NaN;
    const exact = next.units <= next.deltas[row].length;
    found.push([
      `∂ℓ/∂a = Σ w·δ of the next layer = ${sum(terms, next.units)}${exact ? " = " + number(back) : ""}`,
      "each unit of the next layer says how much it wants this one to change",
    ]);
    const slope = layer.slopes[row]?.[unit];
    if (slope !== undefined) {
      found.push(slopeLine(layer.activation, slope));
    }
    const kept = layer.passed[row][unit] !== layer.outputs[row][unit];
    if (layer.normalization) {
      found.push([`δ = ∂ℓ/∂z = ${number(delta)}`, `∂ℓ/∂a · f′(ẑ), and back through ${layer.normalization}`]);
    } else {
      found.push([
        `δ = ∂ℓ/∂z = ∂ℓ/∂a · ${kept ? "mask · " : ""}f′(z) = ${number(delta)}`,
        "chain rule" + (kept ? "; the mask is that of dropout" : ""),
      ]);
    }
  }
  found.push(
    ...layer.gradients
      .slice(0, MOST)
      .map((from, i) => [
        gradient(view, row, layer, i, unit),
        i === 0
          ? (view.batch > 1 ? "δ times what came in, the mean over the rows" : "δ times what came in") + penalty(view)
          : "",
      ]),
  );
  if (layer.biasGradients.length) {
    found.push([
      `∂L/∂b = ${view.batch > 1 ? "mean of δ" : "δ"} = ${number(layer.biasGradients[unit])}`,
      "what came in at the bias is 1",
    ]);
  }
  return found;
}

function gradient(view, row, layer, i, unit) {
  const parts = layer.incoming.map((x, r) => product(layer.deltas[r][unit], x[i]));
  const all = view.batch > 1 ? `(${sum(parts, view.batch)}) ÷ ${view.batch}` : parts[0];
  const extra =
    (view.l2 > 0 ? ` + 2·${view.l2}·${sign(layer.weights[i][unit])}` : "") +
    (view.l1 > 0 ? ` + ${view.l1}·sign(w)` : "");
  return `∂L/∂w${i + 1} = ${all}${extra} = ${number(layer.gradients[i][unit])}`;
}

function update(view, row, at, unit) {
  const layer = view.layers[at];
  const count = Math.min(MOST, layer.weights.length);
  const found = [];
  for (let i = 0; i < count; i++) {
    found.push(...rule(view, layer, i, unit, i === 0));
  }
  if (layer.biases.length) {
    found.push([
      `b ← ${number(layer.biasesAfter[unit])}`,
      `was ${number(layer.biases[unit])}, its gradient ${number(layer.biasGradients[unit])}`,
    ]);
  }
  return found;
}

/** The rule of the optimizer for one weight, with its numbers. */
function rule(view, layer, i, unit, why) {
  const a = view.arguments;
  const w = layer.weights[i][unit];
  const g = layer.gradients[i][unit];
  const after = layer.after[i][unit];
  const slot = (name) => layer.slots[name]?.[i]?.[unit];
  const t = view.step;
  const name = view.optimizer.split("(")[0];
  const k = i + 1;
  const clipped = /clip/.test(view.optimizer) ? " (the gradient is clipped before)" : "";
  const moved = `w${k} ← ${number(w)} ${after < w ? "−" : "+"} ${number(Math.abs(after - w))} = ${number(after)}`;
  if (name === "sgd" && !a.momentum) {
    return [
      [
        `w${k} ← w − η·g = ${number(w)} − ${number(view.rate)}·${sign(g)} = ${number(after)}`,
        why ? "a step against the gradient" + clipped : "",
      ],
    ];
  }
  if (name === "sgd" || name === "nesterov_momentum") {
    return [
      [
        `v = ${a.momentum}·v − η·g = ` +
          `${number(slot("momentum") ?? Object.values(layer.slots)[0]?.[i]?.[unit])}, g = ${number(g)}`,
        why ? "the speed keeps what it had, and gets the new slope" + clipped : "",
      ],
      [moved, why ? "a step with that speed" : ""],
    ];
  }
  if (/^(adam|adamw)$/.test(name)) {
    const b1 = a.beta_1 ?? a.beta1;
    const b2 = a.beta_2 ?? a.beta2;
    return [
      [
        `m = ${b1}·m + ${number(1 - b1)}·g = ${number(slot("momentum"))}, g = ${number(g)}`,
        why ? "the mean of the gradients" + clipped : "",
      ],
      [`v = ${b2}·v + ${number(1 - b2)}·g² = ${number(slot("velocity"))}`, why ? "the mean of their squares" : ""],
      [
        `w${k} ← w − η·√(1−β₂ᵗ)÷(1−β₁ᵗ) · m÷(√v+ε): ${moved.slice(4)}`,
        why ? `step t = ${t}, η = ${number(view.rate)}${name === "adamw" ? "; the weight decays beside it" : ""}` : "",
      ],
    ];
  }
  const slots = Object.keys(layer.slots)
    .map((key) => `${key} = ${number(slot(key))}`)
    .join(", ");
  return [
    [
      `g = ${number(g)}${slots ? ", " + slots : ""}`,
      why ? `what ${view.optimizer} remembers of this weight` + clipped : "",
    ],
    [moved, why ? `its step, at the rate ${number(view.rate)}` : ""],
  ];
}

/** What happens in a step, one part after the other: forward, the loss, backward, the update. */
export function beatsOf(layers) {
  const last = layers.length - 1;
  return [
    ...layers.map((layer, index) => ({
      stage: 0,
      layer: index,
      text:
        `Forward, ${layer.title}: every unit weighs what comes in, adds its bias` +
        `${layer.normalization ? ", normalizes" : ""} and bends the sum with ${words(layer.activation)}.`,
    })),
    { stage: 1, layer: last, text: "Loss: one number for how wrong the answer is." },
    ...layers
      .map((_, index) => last - index)
      .map((index) => ({
        stage: 2,
        layer: index,
        text:
          index === last
            ? "Backward, output: how the loss changes with the sum of each output (δ)."
            : `Backward, ${layers[index].title}: the δ of the next layer come back through its ` +
              `weights, times the slope of ${words(layers[index].activation)}.`,
      })),
    ...layers.map((layer, index) => ({
      stage: 3,
      layer: index,
      text: `Update, ${layer.title}: the optimizer moves every weight against its gradient.`,
    })),
  ];
}
