// The diagram: a column a layer, edited where it stands. Links are weights, squares are neurons.
import { bytes, el, number, tip } from "./dom.js";
import { student } from "./api.js";
import { foot, hiddenHead, imageColumn, size } from "./columns.js";
import { closeEditor, openEditor, refreshEditor } from "./weights.js";
import { paint, paintInput, css, diverging } from "./surface.js";
import { state } from "./state.js";
import { ink } from "./draw.js";
import { flow } from "./ease.js";
import { answer, chosen, flowing, markNeurons, saidBy, travelling } from "./point.js";
import { drawWires, layWires, wireAt } from "./wires.js";

const SHOWN = 64;
const DENSITIES = ["roomy", "close", "tight"];
let neurons = [];
let wires = null;
let observer = null;
/** @type {(path: string, value: any) => void} */
let onChange = () => {};
let shownRun = 0;
/** The next frame in which a row that travels is drawn. */
let soon = 0;
/** The neuron that is pointed at, as [column, unit]. */
let pointed = null;

/** Builds the diagram of the current run. */
export function buildNetwork(change) {
  onChange = change;
  const { settings, description, catalog } = state;
  const parent = document.getElementById("network");
  if (shownRun !== description.run) {
    closeEditor();
    shownRun = description.run;
  }
  neurons = [];
  pointed = null;
  wires = el("canvas", { class: "wires", "aria-hidden": "true" });
  const columns = description.layers.map((layer, index) => {
    if (index === 0) {
      return inputColumn(description);
    }
    return index === description.layers.length - 1
      ? headColumn(layer, description)
      : hiddenColumn(layer, index - 1, settings);
  });
  const parts = [];
  const full = settings.layers.length >= catalog.limits.layers;
  columns.forEach((column, index) => {
    column.id = "network-" + index;
    if (index > 0) {
      parts.push(
        el("button", {
          class: "insert",
          type: "button",
          title: full ? `${catalog.limits.layers} hidden layers are the most` : "Add a layer here",
          "aria-label": `Add a layer before column ${index + 1}`,
          text: "+",
          disabled: full,
          onclick: () => insert(index - 1),
        }),
      );
    }
    parts.push(column);
  });
  parent.replaceChildren(wires, ...parts);
  parent.onpointermove = point;
  parent.onpointerleave = () => {
    tip("");
    parent.style.cursor = "";
  };
  parent.onclick = click;
  document.getElementById("network-sum").textContent =
    `${description.parameters.toLocaleString("en")} parameters · ` +
    `${description.trainRows.toLocaleString("en")} rows, ` +
    `${description.stepsPerEpoch.toLocaleString("en")} steps an epoch`;
  observer?.disconnect();
  observer = new ResizeObserver(() => fit(parent));
  observer.observe(parent);
  fit(parent);
}

/** Gives columns the room that there is: the more of them, the narrower they are and the less stands above them. */
function fit(parent) {
  const last = parent.lastElementChild;
  for (const density of DENSITIES) {
    parent.dataset.density = density;
    if (last.offsetLeft + last.offsetWidth <= parent.clientWidth) {
      break;
    }
  }
  size(parent);
  layWires(wires, parent, neurons);
  drawNetwork();
}

/** Finds the places of neurons and links anew. */
export function layNetwork() {
  fit(document.getElementById("network"));
}

/** The link under the pointer, if it is on none of the controls. */
function linkUnder(event) {
  return event.target.closest("button, select, input, details") ? null : wireAt(event);
}

function point(event) {
  const parent = event.currentTarget;
  const cell = event.target.closest(".cell");
  const next = cell ? [Number(cell.dataset.column), Number(cell.dataset.unit)] : null;
  if (String(next) !== String(pointed)) {
    pointed = next;
    drawNetwork();
  }
  if (cell) {
    tip(describeNeuron(...next), event);
    return;
  }
  const link = linkUnder(event);
  parent.style.cursor = link ? "pointer" : "";
  tip(
    link
      ? `weight ${number(weight(link))}: ${nameOf(link.layer, link.i)} → ` +
          `${nameOf(link.layer + 1, link.j)}.${student ? "" : " Click to change it."}`
      : "",
    event,
  );
}

function click(event) {
  const link = linkUnder(event);
  if (link) {
    openEditor(link.layer, link.j, event, link.i, nameOf);
  }
}

function weight({ layer, i, j }) {
  return state.picture?.layers[layer]?.weights[i]?.[j];
}

/** What a neuron is called; column 0 are the inputs. */
function nameOf(column, unit) {
  const { description } = state;
  if (column === 0) {
    return description.features[unit] ?? `input ${unit + 1}`;
  }
  if (column === description.layers.length - 1) {
    return description.labels.length > 2 ? description.labels[unit] : `output ${unit + 1}`;
  }
  return `hidden layer ${column}, unit ${unit + 1}`;
}

function insert(at) {
  const layers = structuredClone(state.settings.layers);
  const like = layers[Math.max(0, at - 1)];
  layers.splice(
    at,
    0,
    like
      ? { ...like, dropout: 0 }
      : { units: 4, activation: "tanh", bias: true, normalization: "none", dropout: 0, initializer: "glorot_uniform" },
  );
  onChange("layers", layers);
}

/** The neurons of a column: one below the other, in a grid if there are many. */
function stack(count, index) {
  const shown = Math.min(SHOWN, count);
  const list = [];
  const across = shown <= 8 ? 1 : shown <= 16 ? 2 : shown <= 36 ? 3 : 4;
  const box = el("div", { class: "stack", data: { across, many: shown > 36 ? "very" : shown > 16 ? "yes" : "no" } });
  for (let unit = 0; unit < shown; unit++) {
    const canvas = el("canvas", { width: 20, height: 20, class: "neuron", "aria-hidden": "true" });
    const name = nameOf(index, unit);
    const cell =
      index === 0
        ? el("span", { class: "cell", role: "img", "aria-label": name, data: { column: index, unit } }, canvas)
        : el(
            "button",
            {
              type: "button",
              class: "cell",
              "aria-label": `${name}: its sum, its curve, its weights`,
              tabindex: unit === 0 ? 0 : -1,
              data: { column: index, unit },
              onclick: (event) => openEditor(index - 1, unit, event, -1, nameOf),
              onkeydown: (event) => walk(event, box),
            },
            canvas,
          );
    list.push(canvas);
    box.append(cell);
  }
  neurons.push(list);
  if (count > shown) {
    box.append(el("span", { class: "quiet rest", text: `+ ${(count - shown).toLocaleString("en")} more` }));
  }
  return box;
}

/** Arrow keys go from neuron to neuron of a column. */
function walk(event, box) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  const cells = [...box.querySelectorAll("button.cell")];
  const next = cells[cells.indexOf(event.currentTarget) + (step ?? 0)];
  if (step && next) {
    event.preventDefault();
    event.currentTarget.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}

function describeNeuron(column, unit) {
  const picture = state.picture;
  const name = nameOf(column, unit);
  if (column === 0 || !picture) {
    return name;
  }
  const bias = picture.layers[column - 1].biases[unit];
  return (bias === undefined ? name : `${name}: bias ${number(bias)}`) + saidBy(column, unit);
}

function inputColumn(description) {
  if (description.imageSide > 8) {
    neurons.push([]);
    return imageColumn(description);
  }
  const names = description.features;
  const named = description.layers[0].units <= 16;
  const box = stack(description.layers[0].units, 0);
  const list = neurons[0];
  if (description.range.length) {
    list.forEach((canvas, axis) => paintInput(canvas, axis));
  } else {
    list.forEach((canvas) => canvas.classList.add("plain"));
  }
  if (named) {
    box.classList.add("named");
    list.forEach((canvas, unit) =>
      canvas.parentElement.insertAdjacentElement(
        "beforebegin",
        el("span", { class: "input-name", text: names[unit] ?? "", title: names[unit] ?? "" }),
      ),
    );
  } else if (description.imageSide === 8) {
    box.dataset.across = 8;
  }
  return el(
    "div",
    { class: "column inputs" },
    el(
      "div",
      { class: "column-head" },
      el("strong", { text: "Inputs" }),
      el("small", {
        class: "quiet",
        text: description.inputs.some((input) => input.mean !== null) ? "standardized" : "as they are",
      }),
    ),
    box,
    el("small", {
      class: "quiet foot",
      text: `${description.layers[0].units} ${description.layers[0].units === 1 ? "number" : "numbers"} a row`,
    }),
  );
}

function headColumn(layer, description) {
  const [problem, rest] = description.problem.split(" → ");
  const activation = rest.split(" output")[0];
  return el(
    "div",
    { class: "column" },
    el(
      "div",
      { class: "column-head" },
      el("strong", { text: "Output" }),
      el("small", { class: "quiet", text: activation }),
      el("small", {
        class: "quiet because",
        text: problem.split(":")[0],
        title: `Because the task is ${problem}: ${rest}`,
      }),
    ),
    stack(layer.units, neurons.length),
    foot(layer),
  );
}

function hiddenColumn(layer, at, settings) {
  const choice = settings.layers[at];
  return el(
    "div",
    { class: "column", data: { layer: at } },
    hiddenHead(choice, at, onChange),
    stack(layer.units, at + 1),
    foot(layer),
  );
}

/** The output of two classes says a class, in the colours of the classes. */
const headPalette = () => (state.description.task === "BINARY" ? "pair" : "sign");

/** Shows the newest weights and neurons. */
export function drawNetwork() {
  const picture = state.picture;
  if (!picture || state.frame.run !== state.description?.run) {
    return;
  }
  const { length } = picture.layers;
  const moving = travelling(length);
  drawWires(wires, flowing(picture), pointed, moving ?? flow(state.frame, length));
  cancelAnimationFrame(soon);
  soon = moving ? requestAnimationFrame(drawNetwork) : 0;
  const row = answer();
  picture.layers.forEach((layer, index) => {
    neurons[index + 1]?.forEach((canvas, unit) => {
      const map = layer.neurons[unit];
      if (map) {
        const data = bytes(map);
        const side = Math.sqrt(data.length);
        if (canvas.width !== side) {
          canvas.width = canvas.height = side;
        }
        paint(canvas, data, side, index === picture.layers.length - 1 ? headPalette() : "sign");
      } else {
        canvas.classList.add("plain");
        canvas.style.backgroundColor = css(
          diverging(Math.tanh(row ? row.layers[index].outputs[unit] : (layer.biases[unit] ?? 0))),
        );
      }
    });
  });
  colorInputs(picture);
  markNeurons(neurons);
  refreshEditor();
}

/** Inputs without a map show the weights of the neuron that is pointed at. */
function colorInputs(picture) {
  if (state.description.range.length) {
    return;
  }
  const unit = pointed?.[0] === 1 ? pointed[1] : -1;
  const row = unit < 0 ? chosen() : null;
  const { imageSide, imageMost } = state.description;
  if (imageSide > 8) {
    const map = picture.layers[0].neurons[Math.max(0, unit)];
    const canvas = document.querySelector("#network .image");
    if (canvas && row) {
      ink(canvas, row, imageMost);
    } else if (map && canvas) {
      const data = bytes(map);
      canvas.width = canvas.height = Math.sqrt(data.length);
      paint(canvas, data, canvas.width);
    }
    return;
  }
  if (imageSide && row) {
    neurons[0].forEach((canvas, index) => {
      const shade = 255 - (255 * row[index]) / imageMost;
      canvas.style.backgroundColor = css([shade, shade, shade]);
    });
    return;
  }
  const weights = picture.layers[0].weights;
  const largest = unit < 0 ? 1 : Math.max(1e-9, ...weights.map((row) => Math.abs(row[unit] ?? 0)));
  neurons[0].forEach((canvas, index) => {
    canvas.style.backgroundColor = unit < 0 ? "" : css(diverging((weights[index]?.[unit] ?? 0) / largest));
  });
}
