// What happens in each layer: how outputs, weights and gradients spread over time, and what steps do to the weights.
import { get } from "./api.js";
import { prepare } from "./canvas.js";
import { el, number, words } from "./dom.js";
import { state } from "./state.js";

const MOST = 200;
const SPREADS = [
  ["activations", "Outputs"],
  ["kernel", "Weights"],
  ["gradients", "Gradients"],
];
let samples = [];
let run = 0;
let asking = false;
let asked = 0;
let told = "";
let shape = "";

/** Asks for what happened since it was asked last, at most three times a second. */
function ask(redraw) {
  const { frame } = state;
  if (frame.run !== run || frame.steps < (samples.at(-1)?.step ?? 0)) {
    run = frame.run;
    samples = [];
  }
  const last = samples.at(-1)?.step ?? 0;
  const key = `${frame.run} ${frame.steps}`;
  if (key === told || last >= frame.steps) {
    return;
  }
  if (asking || performance.now() - asked < 300) {
    setTimeout(redraw, 320);
    return;
  }
  asking = true;
  asked = performance.now();
  told = key;
  get("/api/timeline?after=" + last).then(
    (timeline) => {
      asking = false;
      if (timeline.run === run && timeline.samples.length) {
        samples.push(...timeline.samples);
        while (samples.length > MOST) {
          samples = samples.filter((_, index) => index % 2 === 0 || index === samples.length - 1);
        }
        redraw();
      }
    },
    () => {
      asking = false;
    },
  );
}

/** The table of layers. */
export function drawLayers(panel, redraw) {
  ask(redraw);
  const names = state.description.layers.slice(1);
  const layers = (state.picture ?? state.frame.picture)?.layers ?? [];
  const wanted = `${state.description.run} ${state.description.revision} ${names.length}`;
  if (wanted !== shape || !panel.querySelector(".layers")) {
    shape = wanted;
    panel.replaceChildren(table(names, layers), ...statistics(names, layers), legend());
  }
  const ink = getComputedStyle(document.documentElement);
  const colors = {
    ink: ink.getPropertyValue("--ink-2"),
    accent: ink.getPropertyValue("--accent"),
    line: ink.getPropertyValue("--line"),
    bad: ink.getPropertyValue("--bad"),
  };
  layers.forEach((layer, index) => {
    const row = document.getElementById(`layers-${index + 1}`);
    if (!row) {
      return;
    }
    for (const [key, label] of SPREADS) {
      heat(row.querySelector(`[data-spread=${key}]`), key, index, layer[key], label, colors);
    }
    trace(row.querySelector("[data-trace=gradientNorm]"), index, "gradientNorm", null, colors);
    trace(row.querySelector("[data-trace=updateRatio]"), index, "updateRatio", 1e-3, colors);
    count(row, "dead", layer.dead, names[index].units);
    count(row, "saturated", layer.saturated, names[index].units);
    if (layer.normalization) {
      compare(index, layer.normalization, colors);
    }
  });
}

function table(names, layers) {
  const heads = [
    "Layer",
    ...SPREADS.map(([, label]) => label),
    "Gradient size",
    "Step ÷ weights",
    "Dead",
    "Satu\u00adrated",
  ];
  const chart = (id, kind, key) =>
    el("td", { id }, el("canvas", { data: { [kind]: key }, role: "img" }), el("small", { class: "quiet" }));
  return el(
    "table",
    { class: "layers" },
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        heads.map((head) => el("th", { text: head, scope: "col" })),
      ),
    ),
    el(
      "tbody",
      {},
      layers.map((layer, index) => {
        const id = `layers-${index + 1}`;
        return el(
          "tr",
          { id },
          el("th", { scope: "row", text: words(names[index]?.title ?? "") }),
          chart(id + "-outputs", "spread", "activations"),
          chart(id + "-weights", "spread", "kernel"),
          chart(id + "-gradients", "spread", "gradients"),
          chart(id + "-gradient", "trace", "gradientNorm"),
          chart(id + "-step", "trace", "updateRatio"),
          el("td", { id: id + "-dead" }),
          el("td", { id: id + "-saturated" }),
        );
      }),
    ),
  );
}

function legend() {
  return el("p", {
    class: "quiet small",
    text:
      "Horizontal: steps. Outputs, weights and gradients: the darker, the more of them have that value; " +
      "the bars at the right show the present. Gradient size and step ÷ weights are logarithmic; a step of about " +
      "0.001 of the weights (the line) is healthy.",
  });
}

/** How values spread over time: a column of cells a moment, and bars for now. */
function heat(canvas, key, index, now, label, colors) {
  const { context, width, height } = prepare(canvas);
  const bars = 16;
  const past = samples.filter((sample) => sample.layers[index]?.[key].counts.length);
  const all = [...past.map((sample) => sample.layers[index][key]), now].filter((one) => one.counts.length);
  const note = canvas.nextElementSibling;
  if (all.length === 0) {
    note.textContent = "–";
    canvas.setAttribute("aria-label", `${label}: none yet`);
    return;
  }
  const low = Math.min(...all.map((one) => one.from));
  const high = Math.max(...all.map((one) => one.to), low + 1e-9);
  const y = (value) => height - ((value - low) / (high - low)) * height;
  const first = 0;
  const last = Math.max(first + 1, state.frame.steps);
  const x = (step) => ((step - first) / (last - first)) * (width - bars - 3);
  context.fillStyle = colors.accent;
  past.forEach((sample, at) => {
    const one = sample.layers[index][key];
    const left = x(sample.step);
    const right = at + 1 < past.length ? x(past[at + 1].step) : width - bars - 3;
    const total = one.counts.reduce((sum, c) => sum + c, 0);
    one.counts.forEach((c, bin) => {
      if (c > 0) {
        const top = y(one.from + ((one.to - one.from) * (bin + 1)) / one.counts.length);
        const bottom = y(one.from + ((one.to - one.from) * bin) / one.counts.length);
        context.globalAlpha = Math.min(1, 0.1 + 3 * (c / total));
        context.fillRect(left, top, Math.max(0.5, right - left) + 0.3, Math.max(1, bottom - top));
      }
    });
  });
  context.globalAlpha = 1;
  const most = Math.max(...now.counts, 1);
  context.fillStyle = colors.ink;
  now.counts.forEach((c, bin) => {
    const top = y(now.from + ((now.to - now.from) * (bin + 1)) / now.counts.length);
    const bottom = y(now.from + ((now.to - now.from) * bin) / now.counts.length);
    context.fillRect(width - bars, top, (bars * c) / most, Math.max(1, bottom - top - 0.3));
  });
  if (low < 0 && high > 0) {
    context.fillStyle = colors.line;
    context.fillRect(0, y(0) - 0.5, width - bars - 3, 1);
  }
  note.textContent = `${number(now.from)} … ${number(now.to)}`;
  canvas.setAttribute("aria-label", `${label} from ${number(now.from)} to ${number(now.to)}`);
}

/** A number over time, by its logarithm. */
function trace(canvas, index, key, guide, colors) {
  const { context, width, height } = prepare(canvas);
  const points = samples.map((sample) => [sample.step, sample.layers[index]?.[key]]).filter(([, value]) => value > 0);
  const now = state.shown
    ? points.findLast(([step]) => step <= state.shown.step)?.[1]
    : state.frame.picture.layers[index][key];
  canvas.nextElementSibling.textContent = number(now);
  canvas.setAttribute("aria-label", `now ${number(now)}`);
  if (points.length === 0) {
    return;
  }
  const values = points.map(([, value]) => Math.log10(value));
  const low = Math.min(...values, guide ? Math.log10(guide) : Infinity) - 0.3;
  const high = Math.max(...values, guide ? Math.log10(guide) : -Infinity) + 0.3;
  const first = 0;
  const span = Math.max(1, points.at(-1)[0]);
  const y = (value) => height - ((value - low) / (high - low)) * height;
  if (guide) {
    context.fillStyle = colors.ink;
    for (let x = 0; x < width; x += 6) {
      context.fillRect(x, y(Math.log10(guide)) - 0.5, 3, 1);
    }
  }
  context.strokeStyle = colors.accent;
  context.lineWidth = 1.5;
  context.beginPath();
  points.forEach(([step], at) => context.lineTo(((step - first) / span) * width, y(values[at])));
  context.stroke();
}

function count(row, key, units, all) {
  const cell = document.getElementById(`${row.id}-${key}`);
  cell.textContent = `${units} of ${all}`;
  cell.classList.toggle("warning", units > 0 && units >= 0.4 * all);
}

/** Batch normalization: what a batch has beside what is used for predictions. */
function statistics(names, layers) {
  return layers.flatMap((layer, index) => {
    if (!state.settings.layers[index] || state.settings.layers[index].normalization !== "batch") {
      return [];
    }
    const part = (what, title) =>
      el(
        "figure",
        {},
        el("figcaption", { class: "quiet", text: title }),
        el("canvas", { data: { what }, role: "img" }),
      );
    return [
      el(
        "article",
        { class: "batch-norm", id: `batch-norm-${index + 1}` },
        el("h3", { text: `Batch normalization of ${names[index].title}` }),
        el("div", { class: "row" }, part("Mean", "Mean of each unit's sums"), part("Variance", "Variance")),
        el("p", {
          class: "quiet small",
          text:
            "Dots: the last batch. Lines: the running value, which predictions use. They should come together. " +
            "Each unit has four numbers: γ and β are learned, running mean and variance are collected.",
        }),
        el("div", { class: "four", tabindex: 0, role: "region", "aria-label": "The four numbers of each unit" }),
      ),
    ];
  });
}

/** γ, β, running mean and variance of each unit. */
function fourNumbers(box, { gamma, beta, runningMean, runningVariance }) {
  const rows = [
    ["γ (scale)", gamma],
    ["β (shift)", beta],
    ["running mean", runningMean],
    ["running variance", runningVariance],
  ];
  box.replaceChildren(
    el(
      "table",
      {},
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          el("th", { scope: "col", text: "unit" }),
          runningMean.map((_, unit) => el("th", { text: unit + 1 })),
        ),
      ),
      el(
        "tbody",
        {},
        rows.map(([name, values]) =>
          el(
            "tr",
            {},
            el("th", { scope: "row", text: name }),
            values.map((value) => el("td", { text: number(value) })),
          ),
        ),
      ),
    ),
  );
}

function compare(index, found, colors) {
  const box = document.getElementById(`batch-norm-${index + 1}`);
  if (!box) {
    return;
  }
  fourNumbers(box.querySelector(".four"), found);
  for (const what of ["Mean", "Variance"]) {
    const batch = found["batch" + what];
    const running = found["running" + what];
    const canvas = box.querySelector(`[data-what=${what}]`);
    const { context, width, height } = prepare(canvas);
    const low = Math.min(...batch, ...running);
    const high = Math.max(...batch, ...running, low + 1e-9);
    const y = (value) => 5 + (1 - (value - low) / (high - low)) * (height - 10);
    const step = width / batch.length;
    batch.forEach((value, unit) => {
      const x = (unit + 0.5) * step;
      context.strokeStyle = colors.line;
      context.beginPath();
      context.moveTo(x, y(value));
      context.lineTo(x, y(running[unit]));
      context.stroke();
      context.fillStyle = colors.ink;
      context.fillRect(x - Math.min(9, step * 0.4), y(running[unit]) - 1, Math.min(18, step * 0.8), 2);
      context.fillStyle = colors.accent;
      context.beginPath();
      context.arc(x, y(value), 3, 0, 7);
      context.fill();
    });
    canvas.setAttribute(
      "aria-label",
      `${what}, unit by unit, batch against running: ` +
        batch
          .slice(0, 8)
          .map((value, unit) => `${number(value)} against ${number(running[unit])}`)
          .join(", "),
    );
  }
}
