// The formulas of a step, with numbers put in. Those of activations, losses, normalization and optimizers come from the
// documentation of the records; a line is a formula in its notation, and why.
import { el, number, sumOf, words } from "./dom.js";
import { codeOf, prose, renamed, typeset } from "./math.js";
import { normalized, normalizedGradients, normalizedUpdates } from "./statistics.js";
import { updates } from "./updates.js";

/** What losses say of predictions and targets, in the letters of the page. */
const ANSWERS = { prediction: "ŷ", p: "ŷ", q: "ŷ", target: "y" };
const MOST = 4;

export const sign = (value) => (value < 0 ? `(${number(value)})` : number(value));
const product = (a, b) => `${sign(a)}·${sign(b)}`;
const line = (text, why = "", input = -1) => ({ text, why, input });

function sum(terms, all, most = MOST) {
  return terms.slice(0, most).join(" + ") + (all > most || terms.length > most ? " + …" : "");
}

/** The formula of an activation for a sum, or its name where it has one for each part of the line. */
function activationOf(about, activation, z) {
  const found = codeOf(about).find((code) => code.startsWith("y = "));
  const parts = /`y = [^`]*` for /.test(about);
  return found && !parts && !found.includes("[")
    ? renamed(found.slice(4), { x: z, y: "a" })
    : `${activation.split("(")[0].replaceAll("_", "")}(${z})`;
}

const slopeOf = (about, z) => {
  const found = /derivative is `([^`]+)`(?! (?:for|where|between))/.exec(about);
  return found ? renamed(found[1], { x: z, y: "a" }) : "";
};

/** The formula of the loss of a row, or nothing where it has several parts. */
function lossOf(about) {
  const known = /`([^`]*\b(?:prediction|target)\b[^`]*)`(?! (?:for|where))/.exec(about);
  return known ? renamed(known[1], ANSWERS) : "";
}

/** A line as it is shown: the formula typeset, and why below it. */
export function lineOf({ text, why, input }) {
  return el(
    "div",
    { class: "line", data: { input } },
    typeset(text),
    why.length ? el("small", { class: "quiet" }, why) : null,
  );
}

/** What the loss of a row is. */
export function lossText(view, row) {
  const head = view.layers.at(-1);
  const formula = lossOf(view.lossAbout);
  const all = view.losses;
  const label = view.labels[row] === number(view.targets[row][0]) ? "" : `: ${view.labels[row]}`;
  const more = head.units > head.outputs[row].length ? ", …" : "";
  return [
    line(`ŷ = ${head.outputs[row].map(number).join(", ")}${more}`, "what the network says"),
    line(`y = ${view.targets[row].map(number).join(", ")}`, `what is true${label}`),
    line(
      `ℓ = ${formula ? formula + " = " : ""}${number(all[row])}`,
      formula ? `${view.lossName}; 0 would be perfect` : prose(view.lossAbout),
    ),
    ...(view.batch > 1
      ? [
          line(
            `L = (${sum(all.map(number), view.batch)})/${view.batch} = ${number(view.loss)}`,
            "the mean over the rows of the batch" + penalty(view),
          ),
        ]
      : []),
  ];
}

const penalty = (view) => (view.l1 > 0 || view.l2 > 0 ? ", plus the penalty on the weights" : "");

/** The formulas of a unit in a part of the step. */
export function lines(view, row, layer, unit, stage) {
  return [forward, null, backward, update][stage](view, row, layer, unit);
}

/** From what came in to the output of a unit: its weighted sum, what normalization makes of it, and the activation. */
export function unitLines(unit, most = MOST) {
  const { weights, incoming, inputs, bias, sum: z, normalization, activation, activationAbout, output } = unit;
  const terms = weights.map((weight, i) => product(weight, incoming[i]));
  const bent = unit.normalized !== null && unit.normalized !== undefined;
  const added = bias === null || bias === undefined ? "" : " + " + sign(bias);
  const found = [
    line(
      `z = w·x${added && " + b"} = ${sum(terms, inputs, most)}${added} = ${number(z)}`,
      `weights times inputs${added && ", plus the bias"}`,
    ),
  ];
  if (unit.lines) {
    found.push(...unit.lines);
  } else if (bent) {
    found.push(line(`ẑ = ${number(unit.normalized)}`, `the sum after ${normalization}`));
  }
  const parts = /`y = [^`]*` for /.test(activationAbout);
  found.push(
    line(
      `a = ${activationOf(activationAbout, activation, bent ? "ẑ" : "z")} = ${number(output)}`,
      parts ? prose(activationAbout) : `${words(activation)} of the sum`,
    ),
  );
  return found;
}

/** The slope of a unit's activation where it stands. */
export function slopeLine({ activation, activationAbout }, slope, bent) {
  const z = bent ? "ẑ" : "z";
  const how = slopeOf(activationAbout, z);
  return line(
    `f′(${z}) = ${how ? how + " = " : ""}${number(slope)}`,
    `the slope of ${words(activation)} where it stands`,
  );
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
    lines: layer.statistics && normalized(view, layer, row, unit),
    activation: layer.activation,
    activationAbout: layer.activationAbout,
    output: a,
  });
  const passed = layer.passed[row][unit];
  if (passed !== a) {
    found.push(
      passed === 0
        ? line("a ← 0", "dropout sets it to 0 in this step")
        : line(
            `a ← ${sign(a)}/(1 - p) = ${number(passed)}`,
            "dropout with probability p keeps it, and scales it up to make up for the units at 0",
          ),
    );
  }
  found.push(
    line(
      `${layer.passed[row].map(number).join(", ")}${layer.units > layer.passed[row].length ? ", …" : ""}`,
      `outputs of all ${layer.units} units; ` +
        (at + 1 < view.layers.length ? "the input of the next layer" : "the prediction"),
    ),
  );
  return found;
}

function backward(view, row, at, unit) {
  const layer = view.layers[at];
  const delta = layer.deltas[row]?.[unit];
  const found = [];
  const bent = Boolean(layer.normalization);
  if (at === view.layers.length - 1) {
    const said = layer.outputs[row][unit];
    const truth =
      view.targets[row].length > unit && view.lossName !== "SparseCategoricalCrossentropy"
        ? view.targets[row][unit]
        : Number(view.targets[row][0] === unit);
    const width = layer.units > 1 ? `/${layer.units}` : "";
    if (view.onLogits) {
      found.push(
        line(
          `δ = ∂ℓ/∂z = ŷ - y = ${number(said)} - ${sign(truth)} = ${number(delta)}`,
          `${words(layer.activation)} and ${view.lossName} together: their derivatives cancel to this`,
        ),
      );
    } else if (view.lossName === "MeanSquaredError" && layer.activation === "linear") {
      found.push(
        line(
          `δ = ∂ℓ/∂z = 2·(ŷ - y)${width} = 2·(${number(said)} - ${sign(truth)})${width} = ${number(delta)}`,
          "the derivative of the square",
        ),
      );
    } else {
      found.push(
        line(
          `δ = ∂ℓ/∂ŷ·f′(z) = ${number(delta)}`,
          `how ${view.lossName} changes with the output, times the slope of ${words(layer.activation)}`,
        ),
      );
    }
  } else {
    const next = view.layers[at + 1];
    const terms = next.weights[unit] ? next.deltas[row].map((d, k) => product(next.weights[unit][k], d)) : [];
    const back = next.weights[unit]
      ? next.deltas[row].reduce((total, d, k) => total + next.weights[unit][k] * d, 0)
      : NaN;
    const exact = next.units <= next.deltas[row].length;
    found.push(
      line(
        `∂ℓ/∂a = Σ w[k]·δ[k] = ${sum(terms, next.units)}${exact ? " = " + number(back) : ""}`,
        "the δ of every unit k of the next layer, times the weight that leads there",
      ),
    );
    const slope = layer.slopes[row]?.[unit];
    if (slope !== undefined) {
      found.push(slopeLine(layer, slope, bent));
    }
    const kept = layer.passed[row][unit] !== layer.outputs[row][unit];
    found.push(
      bent
        ? line(`δ = ∂ℓ/∂z = ${number(delta)}`, `the slope times ∂ℓ/∂a, and back through ${layer.normalization}`)
        : line(
            `δ = ∂ℓ/∂z = ∂ℓ/∂a·${kept ? "mask·" : ""}f′(z) = ${number(delta)}`,
            "chain rule" + (kept ? "; the mask is that of dropout" : ""),
          ),
    );
  }
  if (layer.statistics) {
    found.push(...normalizedGradients(layer, unit));
  }
  found.push(
    ...layer.gradients
      .slice(0, MOST)
      .map((_, i) =>
        line(
          gradient(view, row, layer, i, unit),
          i === 0
            ? (view.batch > 1 ? "δ times the input, averaged over the rows" : "δ times the input") + penalty(view)
            : "",
          i,
        ),
      ),
  );
  if (layer.biasGradients.length) {
    found.push(
      line(
        `∂L/∂b = ${view.batch > 1 ? "mean(δ)" : "δ"} = ${number(layer.biasGradients[unit])}`,
        "the input of a bias is always 1",
      ),
    );
  }
  return found;
}

function gradient(view, row, layer, i, unit) {
  const parts = layer.incoming.map((x, r) => product(layer.deltas[r][unit], x[i]));
  const all = view.batch > 1 ? `(${sum(parts, view.batch, 2)})/${view.batch}` : parts[0];
  const extra =
    (view.l2 > 0 ? ` + 2·${number(view.l2)}·${sign(layer.weights[i][unit])}` : "") +
    (view.l1 > 0 ? ` + ${number(view.l1)}·sign(w${i + 1})` : "");
  return `∂L/∂w${i + 1} = ${all}${extra} = ${number(layer.gradients[i][unit])}`;
}

function update(view, row, at, unit) {
  const layer = view.layers[at];
  const found = updates(view, layer, unit, MOST);
  if (layer.biases.length) {
    found.push(
      line(
        `b ← ${sumOf(layer.biases[unit], layer.biasesAfter[unit])}`,
        `the gradient of the bias is ${number(layer.biasGradients[unit])}`,
      ),
    );
  }
  if (layer.statistics) {
    found.push(...normalizedUpdates(layer, unit));
  }
  return found;
}

/** What happens in a step, one part after the other: forward, the loss, backward, the update. */
export function beatsOf(layers) {
  const last = layers.length - 1;
  return [
    ...layers.map((layer, index) => ({
      stage: 0,
      layer: index,
      text:
        `Forward, ${layer.title}: every unit takes the weighted sum of its inputs, adds its bias` +
        `${layer.normalization ? ", normalizes" : ""} and applies ${words(layer.activation)}.`,
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
