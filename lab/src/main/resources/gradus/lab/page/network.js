// The diagram: a column a layer, edited where it stands. Links are weights, squares are neurons.
import { bytes, el, number, select, svg, tip, words } from "./dom.js";
import { css, diverging, paint, paintInput } from "./surface.js";
import { HELP } from "./help.js";
import { info } from "./settings.js";
import { state } from "./state.js";

const SHOWN = 8;
let neurons = [];
let links = [];
let wires = null;
let observer = null;
let onChange = () => {};
let openColumn = -1;

/** Builds the diagram of the current run. */
export function buildNetwork(change) {
  onChange = change;
  const { settings, description, catalog } = state;
  const parent = document.getElementById("network");
  neurons = [];
  wires = svg("svg", { class: "wires", "aria-hidden": "true" });
  const columns = description.layers.map((layer, index) => {
    if (index === 0) {
      return inputColumn(description);
    }
    return index === description.layers.length - 1
      ? headColumn(layer, description)
      : hiddenColumn(layer, index - 1, settings, catalog);
  });
  const parts = [];
  columns.forEach((column, index) => {
    if (index > 0) {
      parts.push(el("button", {
        class: "insert", type: "button", title: "Add a layer here", "aria-label": `Add a layer before column ${index + 1}`, text: "+",
        disabled: settings.layers.length >= catalog.limits.layers,
        onclick: () => insert(index - 1),
      }));
    }
    parts.push(column);
  });
  const most = Math.max(...description.layers.map((layer) => Math.min(SHOWN, layer.units)));
  parent.dataset.size = most <= 4 ? "large" : most <= 6 ? "medium" : "small";
  parent.replaceChildren(wires, ...parts);
  document.getElementById("network-sum").textContent =
    `${description.parameters.toLocaleString("en")} parameters · ${description.trainRows} rows, ${description.stepsPerEpoch} steps an epoch`;
  observer?.disconnect();
  observer = new ResizeObserver(layWires);
  observer.observe(parent);
  layWires();
}

function insert(at) {
  const layers = structuredClone(state.settings.layers);
  const like = layers[Math.max(0, at - 1)];
  layers.splice(at, 0, like ? { ...like, dropout: 0 } : { units: 4, activation: "tanh", bias: true, normalization: "none", dropout: 0, initializer: "glorot_uniform" });
  onChange("layers", layers);
}

function stack(count, index, label) {
  const shown = Math.min(SHOWN, count);
  const list = [];
  const box = el("div", { class: "stack" });
  for (let unit = 0; unit < shown; unit++) {
    const canvas = el("canvas", { width: 20, height: 20, class: "neuron", role: "img", "aria-label": label(unit) });
    canvas.addEventListener("pointermove", (event) => tip(describeNeuron(index, unit, label(unit)), event));
    canvas.addEventListener("pointerleave", () => tip(""));
    list.push(canvas);
    box.append(canvas);
  }
  neurons.push(list);
  if (count > shown) {
    box.append(el("span", { class: "quiet", text: `+ ${count - shown} more` }));
  }
  return box;
}

function describeNeuron(index, unit, label) {
  const picture = state.frame?.picture;
  if (index === 0 || !picture) {
    return label;
  }
  const bias = picture.layers[index - 1].biases[unit];
  return bias === undefined ? label : `${label}: bias ${number(bias)}`;
}

function inputColumn(description) {
  const names = description.features;
  const box = stack(description.layers[0].units, 0, (unit) => names[unit] ?? `input ${unit + 1}`);
  const list = neurons[0];
  if (description.range.length) {
    list.forEach((canvas, axis) => paintInput(canvas, axis));
  } else {
    list.forEach((canvas) => canvas.classList.add("plain"));
  }
  list.forEach((canvas, unit) => canvas.insertAdjacentElement("beforebegin", el("span", { class: "input-name", text: names[unit] ?? "" })));
  return el("div", { class: "column inputs" },
    el("div", { class: "column-head" }, el("strong", { text: "Inputs" }),
      el("small", { class: "quiet", text: state.settings.data.standardize ? "standardized" : "as they are" })),
    box,
    el("small", { class: "quiet foot", text: `${description.layers[0].units} ${description.layers[0].units === 1 ? "number" : "numbers"} a row` }));
}

function headColumn(layer, description) {
  const [problem, rest] = description.problem.split(" → ");
  const activation = rest.split(" output")[0];
  return el("div", { class: "column" },
    el("div", { class: "column-head" }, el("strong", { text: "Output" }),
      el("small", { class: "quiet", text: activation }),
      el("small", { class: "quiet because", text: problem.split(":")[0], title: `Because the task is ${problem}: ${rest}` })),
    stack(layer.units, neurons.length, (unit) => description.labels.length > 2 ? description.labels[unit] : `output ${unit + 1}`),
    el("small", { class: "quiet foot", text: `${layer.parameters} parameters`, title: layer.formula }));
}

function hiddenColumn(layer, at, settings, catalog) {
  const choice = settings.layers[at];
  const name = `hidden layer ${at + 1}`;
  const set = (key, value) => onChange(`layers.${at}.${key}`, value);
  const units = el("input", {
    type: "number", min: 1, max: catalog.limits.units, step: 1, value: choice.units, class: "units",
    "aria-label": `Units of ${name}`,
    onchange: (event) => set("units", Math.max(1, Math.min(catalog.limits.units, Math.round(Number(event.target.value)) || 1))),
  });
  const fewer = el("button", { type: "button", class: "tiny", text: "−", "aria-label": `Fewer units in ${name}`, disabled: choice.units <= 1, onclick: () => set("units", choice.units - 1) });
  const more = el("button", { type: "button", class: "tiny", text: "+", "aria-label": `More units in ${name}`, disabled: choice.units >= catalog.limits.units, onclick: () => set("units", choice.units + 1) });
  const activation = select(catalog.activations.map((a) => [a.name, words(a.name)]), choice.activation, {
    "aria-label": `Activation of ${name}`, onchange: (event) => set("activation", event.target.value),
  });
  return el("div", { class: "column", data: { layer: at } },
    el("div", { class: "column-head" },
      el("div", { class: "row title" }, el("strong", { text: `Hidden ${at + 1}` }), details(choice, at, name, set, catalog)),
      el("div", { class: "row" }, fewer, units, more),
      activation,
      el("small", { class: "quiet", text: marks(choice) })),
    stack(layer.units, at + 1, (unit) => `${name}, unit ${unit + 1}`),
    el("small", { class: "quiet foot", text: `${layer.parameters} parameters`, title: layer.formula }));
}

function marks(choice) {
  return [
    choice.normalization === "batch" ? "batch norm" : choice.normalization === "layer" ? "layer norm" : "",
    choice.dropout > 0 ? "drop " + choice.dropout : "",
    choice.bias ? "" : "no bias",
  ].filter(Boolean).join(" · ");
}

function details(choice, at, name, set, catalog) {
  const move = (by) => {
    const layers = structuredClone(state.settings.layers);
    const [moved] = layers.splice(at, 1);
    layers.splice(at + by, 0, moved);
    openColumn = at + by;
    onChange("layers", layers);
  };
  const count = state.settings.layers.length;
  const box = el("details", { class: "more", open: openColumn === at },
    el("summary", { text: "⋯", title: "More settings", "aria-label": `More settings of ${name}` }),
    el("div", { class: "popup" },
      el("label", {}, "Normalization", info("normalization"), select([["none", "None"], ["batch", "Batch"], ["layer", "Layer"]], choice.normalization, { onchange: (event) => set("normalization", event.target.value) })),
      el("label", {}, "Dropout", info("dropout"), select([0, 0.1, 0.2, 0.3, 0.5].map((p) => [p, p === 0 ? "None" : String(p)]), choice.dropout, { onchange: (event) => set("dropout", Number(event.target.value)) })),
      el("label", {}, "First weights", info("initializer"), select(catalog.initializers.map((x) => [x.name, words(x.name)]), choice.initializer, { onchange: (event) => set("initializer", event.target.value) })),
      el("label", { class: "check" }, el("input", { type: "checkbox", checked: choice.bias, onchange: (event) => set("bias", event.target.checked) }), "Bias"),
      el("div", { class: "row" },
        el("button", { type: "button", class: "tiny", text: "←", "aria-label": `Move ${name} towards the input`, disabled: at === 0, onclick: () => move(-1) }),
        el("button", { type: "button", class: "tiny", text: "→", "aria-label": `Move ${name} towards the output`, disabled: at === count - 1, onclick: () => move(1) }),
        el("button", {
          type: "button", class: "tiny wide", text: "Remove", "aria-label": `Remove ${name}`,
          onclick: () => { openColumn = -1; onChange("layers", state.settings.layers.filter((_, index) => index !== at)); },
        }))));
  box.addEventListener("toggle", () => {
    openColumn = box.open ? at : openColumn === at ? -1 : openColumn;
    if (box.open) {
      document.querySelectorAll("details.more").forEach((other) => { if (other !== box) { other.open = false; } });
    }
  });
  return box;
}

/** Links run from the middle of the right side of a neuron to the left side of the next. */
function layWires() {
  const parent = document.getElementById("network");
  links = [];
  wires.replaceChildren();
  wires.setAttribute("width", parent.scrollWidth);
  wires.setAttribute("height", parent.scrollHeight);
  const origin = parent.getBoundingClientRect();
  const at = neurons.map((column) => column.map((canvas) => {
    const box = canvas.getBoundingClientRect();
    return { left: box.left - origin.left + parent.scrollLeft, right: box.right - origin.left + parent.scrollLeft, y: (box.top + box.bottom) / 2 - origin.top + parent.scrollTop };
  }));
  for (let layer = 1; layer < at.length; layer++) {
    at[layer - 1].forEach((from, i) => at[layer].forEach((to, j) => {
      const half = (to.left - from.right) / 2;
      const path = svg("path", {
        d: `M${from.right} ${from.y}C${from.right + half} ${from.y} ${to.left - half} ${to.y} ${to.left} ${to.y}`, fill: "none",
      });
      const link = { path, layer: layer - 1, i, j };
      path.addEventListener("pointermove", (event) => {
        const value = state.frame?.picture?.layers[link.layer]?.weights[i]?.[j];
        tip(`weight ${number(value)}`, event);
      });
      path.addEventListener("pointerleave", () => tip(""));
      wires.append(path);
      links.push(link);
    }));
  }
  drawNetwork();
}

/** Shows the newest weights and neurons. */
export function drawNetwork() {
  const picture = state.frame?.picture;
  if (!picture || state.frame.run !== state.description?.run) {
    return;
  }
  for (const { path, layer, i, j } of links) {
    const value = picture.layers[layer]?.weights[i]?.[j];
    if (value === undefined) {
      continue;
    }
    const size = Math.min(1, Math.abs(value) / 2.5);
    path.style.stroke = css(diverging(value < 0 ? -0.9 : 0.9));
    path.style.strokeWidth = (0.5 + 4.5 * size).toFixed(2);
    path.style.opacity = (0.15 + 0.8 * Math.sqrt(size)).toFixed(2);
  }
  picture.layers.forEach((layer, index) => {
    neurons[index + 1]?.forEach((canvas, unit) => {
      if (layer.neurons[unit]) {
        paint(canvas, bytes(layer.neurons[unit]), 20);
      } else {
        canvas.classList.add("plain");
        canvas.style.backgroundColor = css(diverging(Math.tanh(layer.biases[unit] ?? 0)));
      }
    });
  });
}

export { HELP };
