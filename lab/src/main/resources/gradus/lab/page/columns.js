// Parts of the columns of the diagram.
import { el, select } from "./dom.js";
import { activationPlot } from "./activations.js";
import { helpOf } from "./help.js";
import { info } from "./settings.js";
import { state } from "./state.js";

let openColumn = -1;

/** A large image has no place for a neuron a pixel. */
export function imageColumn(description) {
  const canvas = el("canvas", {
    class: "neuron image",
    width: 20,
    height: 20,
    role: "img",
    "aria-label": "what the unit that is pointed at looks for",
  });
  return el(
    "div",
    { class: "column inputs" },
    el(
      "div",
      { class: "column-head" },
      el("strong", { text: "Inputs" }),
      el("small", { class: "quiet", text: "pixels ÷ 255" }),
    ),
    canvas,
    el("small", { class: "quiet foot", text: `${description.layers[0].units} pixels a row` }),
    el("small", { class: "quiet image-hint", text: "Point at a unit of the first layer: this is what it looks for." }),
  );
}

/** How many numbers a layer learns, and why. */
export function foot(layer) {
  const short = layer.formula.replace(/ (weights|bias(es)?|lengths?|of normalization)/g, "").replaceAll(" × ", "×");
  return el(
    "small",
    { class: "quiet foot", title: `${layer.formula} = ${layer.parameters} parameters` },
    el("span", { class: "short", text: short + " = " }),
    el("b", { text: layer.parameters.toLocaleString("en") }),
    el("span", { class: "unseen", text: ` parameters: ${layer.formula}` }),
  );
}

/** What a layer has besides units and activation, in short. */
function marks(choice) {
  return [
    choice.normalization === "batch"
      ? "batch norm"
      : choice.normalization === "layer"
        ? "layer norm"
        : choice.normalization === "weight"
          ? "weight norm"
          : "",
    choice.dropout > 0 ? "drop " + choice.dropout : "",
    choice.bias ? "" : "no bias",
  ]
    .filter(Boolean)
    .join(" · ");
}

/** What stands above a hidden layer: its units, its activation, and what else it has. */
export function hiddenHead(choice, at, onChange) {
  const { catalog } = state;
  const name = `hidden layer ${at + 1}`;
  const set = (key, value) => onChange(`layers.${at}.${key}`, value);
  const units = el("input", {
    type: "number",
    min: 1,
    max: catalog.limits.units,
    step: 1,
    value: choice.units,
    class: "units",
    "aria-label": `Units of ${name}`,
    // What is too much is refused by the lab, in a sentence.
    onchange: (event) => set("units", Math.round(Number(event.target.value))),
  });
  const fewer = el("button", {
    type: "button",
    class: "tiny",
    text: "−",
    "aria-label": `Fewer units in ${name}`,
    disabled: choice.units <= 1,
    onclick: () => set("units", choice.units - 1),
  });
  const more = el("button", {
    type: "button",
    class: "tiny",
    text: "+",
    "aria-label": `More units in ${name}`,
    disabled: choice.units >= catalog.limits.units,
    onclick: () => set("units", choice.units + 1),
  });
  const activation = select(
    catalog.activations.map((a) => [a.name, a.title]),
    choice.activation,
    { "aria-label": `Activation of ${name}`, onchange: (event) => set("activation", event.target.value) },
  );
  return el(
    "div",
    { class: "column-head" },
    el(
      "div",
      { class: "row title" },
      el("strong", {}, el("span", { class: "word", text: "Hidden " }), String(at + 1)),
      details(choice, at, name, onChange),
    ),
    el("div", { class: "row amount" }, fewer, units, more),
    activation,
    el("small", { class: "quiet marks", text: marks(choice), title: marks(choice) }),
  );
}

/** The further settings of a hidden layer. They stay open when the diagram is built anew. */
function details(choice, at, name, onChange) {
  const { catalog } = state;
  const set = (key, value) => onChange(`layers.${at}.${key}`, value);
  const move = (by) => {
    const layers = structuredClone(state.settings.layers);
    const [moved] = layers.splice(at, 1);
    layers.splice(at + by, 0, moved);
    openColumn = at + by;
    onChange("layers", layers);
  };
  const count = state.settings.layers.length;
  const activation = catalog.activations.find((one) => one.name === choice.activation);
  const box = el(
    "details",
    { class: "more", open: openColumn === at },
    el("summary", { text: "⋯", title: "More settings", "aria-label": `More settings of ${name}` }),
    el(
      "div",
      { class: "popup" },
      el(
        "label",
        {},
        "Normalization",
        info("normalization"),
        select(
          [
            ["none", "None"],
            ["batch", "Batch"],
            ["layer", "Layer"],
            ["weight", "Weight"],
          ],
          choice.normalization,
          { onchange: (event) => set("normalization", event.target.value) },
        ),
      ),
      el(
        "label",
        {},
        "Dropout",
        info("dropout"),
        select(
          [0, 0.1, 0.2, 0.3, 0.5].map((p) => [p, p === 0 ? "None" : String(p)]),
          choice.dropout,
          { onchange: (event) => set("dropout", Number(event.target.value)) },
        ),
      ),
      el(
        "div",
        { class: "row" },
        `About ${activation?.title ?? choice.activation}`,
        info("activation", helpOf(activation), activationPlot(choice.activation)),
      ),
      el(
        "label",
        {},
        "First weights",
        info("initializer", helpOf(catalog.initializers.find((one) => one.name === choice.initializer))),
        select(
          catalog.initializers.map((x) => [x.name, x.title]),
          choice.initializer,
          { onchange: (event) => set("initializer", event.target.value) },
        ),
      ),
      el(
        "label",
        { class: "check" },
        el("input", { type: "checkbox", checked: choice.bias, onchange: (event) => set("bias", event.target.checked) }),
        "Bias",
      ),
      el(
        "div",
        { class: "row" },
        el("button", {
          type: "button",
          class: "tiny",
          text: "←",
          "aria-label": `Move ${name} towards the input`,
          disabled: at === 0,
          onclick: () => move(-1),
        }),
        el("button", {
          type: "button",
          class: "tiny",
          text: "→",
          "aria-label": `Move ${name} towards the output`,
          disabled: at === count - 1,
          onclick: () => move(1),
        }),
        el("button", {
          type: "button",
          class: "tiny wide",
          text: "Remove",
          "aria-label": `Remove ${name}`,
          onclick: () => {
            openColumn = -1;
            onChange(
              "layers",
              state.settings.layers.filter((_, index) => index !== at),
            );
          },
        }),
      ),
    ),
  );
  box.addEventListener("toggle", () => {
    openColumn = box.open ? at : openColumn === at ? -1 : openColumn;
    if (box.open) {
      document.querySelectorAll("details.more").forEach((other) => {
        if (other !== box) {
          other.open = false;
        }
      });
    }
  });
  return box;
}

/** The most and the fewest pixels of a neuron's side. */
const SIDES = [72, 12];

/** Neurons as large as there is room for below the heads of the columns. */
export function size(parent) {
  for (const box of parent.querySelectorAll(".stack")) {
    const across = box.classList.contains("named") ? 1 : Number(box.dataset.across);
    const rows = Math.ceil(box.querySelectorAll(".cell").length / across);
    const column = box.parentElement;
    const others = [...column.children].filter((child) => child !== box && child.tagName !== "DETAILS");
    const used = others.reduce((sum, child) => sum + child.offsetHeight + 4, 0);
    const gap = rows > 5 ? 3 : 6;
    const high = (parent.clientHeight - used - 2) / rows - gap;
    const wide = (column.clientWidth - 4) / across - 4;
    const side = Math.floor(Math.max(SIDES[1], Math.min(SIDES[0], high, wide)));
    box.style.setProperty("--side", side + "px");
    box.style.setProperty("--gap", gap + "px");
  }
}
