// Batch normalization in a step: its four numbers for each unit, γ, β and the running mean and variance, as cells; what
// the batch makes of a sum, what a prediction would make of it, and how the numbers change.
import { el, number, sumOf, way } from "./dom.js";
import { codeOf, renamed, typeset } from "./math.js";

/** The columns of the table: the symbol, the name of the number, what it is, and the number of the batch with it. */
const COLUMNS = [
  ["γ", "gamma", "learned scale", ""],
  ["β", "beta", "learned offset", ""],
  ["μ", "moving_mean", "running mean", "mean"],
  ["σ²", "moving_variance", "running variance", "variance"],
];
/** The number that a symbol stands for. */
export const NUMBERS = Object.fromEntries(
  COLUMNS.flatMap(([letter, name, , ofBatch]) => [
    [letter.replace("²", ""), name],
    [ofBatch, ofBatch],
  ]).filter(([letter]) => letter),
);

const sign = (value) => (value < 0 ? `(${number(value)})` : number(value));
const line = (text, why = "") => ({ text, why, input: -1 });
const of = (numbers, name, unit, missing) => numbers[name]?.[unit] ?? missing;

/** What becomes of a sum: in the batch, and in a prediction; and how the running numbers follow. */
export function normalized(view, layer, row, unit) {
  const { about, momentum, epsilon, batch, before, after } = layer.statistics;
  const rule = renamed(codeOf(about).find((code) => code.startsWith("y = ")) ?? "y", { x: "z", y: "ẑ" });
  const moving = codeOf(about).find((code) => code.startsWith("moving = ")) ?? "moving";
  const z = layer.sums[row][unit];
  const scale = of(before, "gamma", unit, 1);
  const offset = of(before, "beta", unit, 0);
  const numbers = (mean, variance) =>
    `${sign(scale)}·(${number(z)} - ${sign(mean)})/√(${number(variance)} + ${number(epsilon)}) + ${sign(offset)}`;
  const [mean, variance] = [batch.mean[unit], batch.variance[unit]];
  const [runningMean, runningVariance] = [before.moving_mean[unit], before.moving_variance[unit]];
  const predicted = (scale * (z - runningMean)) / Math.sqrt(runningVariance + epsilon) + offset;
  const follow = (letter, from, name) =>
    renamed(moving, { moving: letter, batch: from }).replace("=", "←") +
    ` = ${sign(before[name][unit])}·${number(momentum)} + ${sign(batch[from][unit])}·${number(1 - momentum)}` +
    ` = ${number(after[name][unit])}`;
  return [
    line(
      `${rule} = ${numbers(mean, variance)} = ${number(layer.normalized[row][unit])}`,
      `in the batch: mean and variance are those of its ${view.batch} rows`,
    ),
    line(
      `${renamed(rule, { mean: "μ", variance: "σ²" })} = ${numbers(runningMean, runningVariance)} = ` +
        number(predicted),
      "in a prediction: the running numbers take their places",
    ),
    line(follow("μ", "mean", "moving_mean"), "the running numbers follow those of the batch, on the way forward"),
    line(follow("σ²", "variance", "moving_variance")),
  ];
}

/** How the loss changes with what is learned of the four. */
export function normalizedGradients(layer, unit) {
  const { gradients } = layer.statistics;
  return COLUMNS.filter(([, name]) => gradients[name]).map(([letter, name], at) =>
    line(`∂L/∂${letter} = ${number(gradients[name][unit])}`, at ? "" : "γ and β are learned, as weights are"),
  );
}

/** What the optimizer makes of them. */
export function normalizedUpdates(layer, unit) {
  const { before, after, gradients } = layer.statistics;
  return COLUMNS.filter(([, name]) => gradients[name]).map(([letter, name]) =>
    line(
      `${letter} ← ${sumOf(before[name][unit], after[name][unit])}`,
      `its gradient is ${number(gradients[name][unit])}`,
    ),
  );
}

/** The numbers of every unit of a layer, as they are after a part of the step. */
export function statisticsTable(layer, at, chosen, stage) {
  const { batch, before, after, gradients } = layer.statistics;
  const columns = COLUMNS.filter(([, name]) => before[name]);
  const key = (unit, name) => ({ key: `c${at}-${unit}-${name}` });
  const cell = (name, ofBatch, unit) => {
    const value = before[name][unit];
    // The running numbers move with the batch, what is learned with the update.
    const moved = gradients[name] && stage !== 3 ? value : after[name][unit];
    const seen = number(moved) === number(value) ? way(value, moved).to : number(moved);
    return el(
      "td",
      {},
      el("div", { data: key(unit, name) }, number(value), moved === value ? null : el("small", { text: `→ ${seen}` })),
      ofBatch && el("small", { class: "of-batch", data: key(unit, ofBatch), text: number(batch[ofBatch][unit]) }),
    );
  };
  const table = el(
    "table",
    { class: "statistics" },
    el("caption", { text: `Batch normalization of ${layer.title}: four numbers for each unit` }),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col", text: "unit" }),
        columns.map(([letter, , what, ofBatch]) =>
          el(
            "th",
            { scope: "col", title: what },
            typeset(letter),
            el("small", { text: what }),
            ofBatch && el("small", { class: "of-batch", text: `${ofBatch} of this batch` }),
          ),
        ),
      ),
    ),
    el(
      "tbody",
      {},
      layer.sums[0].map((_, unit) =>
        el(
          "tr",
          unit === chosen ? { class: "current" } : {},
          el("th", { scope: "row", text: unit + 1 }),
          columns.map(([, name, , ofBatch]) => cell(name, ofBatch, unit)),
        ),
      ),
    ),
  );
  return el(
    "div",
    { class: "inside-numbers", tabindex: 0, role: "region", "aria-label": "Numbers of batch normalization" },
    table,
  );
}
