// One neuron: its sum with numbers, its activation, and its weights, to look at and to change.
import { draw } from "./activations.js";
import { post, student } from "./api.js";
import { bytes, el, number } from "./dom.js";
import { lineOf, slopeLine, unitLines } from "./formulas.js";
import { chosen, lookAt } from "./point.js";
import { paint } from "./surface.js";
import { state } from "./state.js";

/** At most this many terms of a sum are written one after the other; the list below has them all. */
const WRITTEN = 8;

let open = null;
let box = null;
let fields = [];
let parts = {};

/** Opens a unit; a layer counts from the first hidden one. */
export function openEditor(layer, unit, event, input, nameOf) {
  closeEditor();
  open = { layer, unit };
  const picture = state.frame.picture.layers[layer];
  const problem = el("p", { class: "warning", role: "alert", hidden: true });
  const field = (label, from) => {
    const control = el("input", {
      type: "number",
      step: "any",
      class: "narrow",
      disabled: Boolean(student),
      id: `weight-${from}`,
      onchange: async (change) => {
        if (change.target.value === "") {
          return;
        }
        try {
          await post("/api/weight", { layer, input: from, unit, value: Number(change.target.value) });
          problem.hidden = true;
        } catch (error) {
          problem.hidden = false;
          problem.textContent = error.message;
        }
      },
    });
    const before = el("span", { class: "term" });
    const after = el("span", { class: "term" });
    fields.push({ control, from, before, after });
    return el("div", { class: "weight-line" }, el("label", { for: control.id, text: label }), before, control, after);
  };
  fields = [];
  parts = {
    of: el("p", { class: "quiet" }),
    lines: el("div", { class: "formula" }),
    curve: el("figure", { class: "activation-plot" }),
    rest: el("p", { class: "quiet" }),
  };
  const rows = picture.weights.map((_, from) => field(nameOf(layer, from).replace(/^hidden layer \d+, /, ""), from));
  box = el(
    "div",
    { class: "help form editor", popover: "auto", role: "dialog", "aria-label": nameOf(layer + 1, unit) },
    el(
      "div",
      { class: "row" },
      picture.neurons[unit] ? el("canvas", { class: "neuron large", "aria-hidden": "true" }) : null,
      el("div", {}, el("strong", { text: nameOf(layer + 1, unit) }), parts.of),
    ),
    parts.lines,
    parts.curve,
    problem,
    el("p", {
      class: "quiet",
      text: "What comes in × its weight." + (student ? "" : " Type another weight: training goes on from it."),
    }),
    picture.biases.length ? field("bias", -1) : null,
    el("div", { class: "weights" }, rows),
    parts.rest,
  );
  document.body.append(box);
  const closing = box;
  box.addEventListener("toggle", (toggled) => {
    if (toggled.newState === "closed") {
      closing.remove();
      if (box === closing) {
        open = null;
        box = null;
        lookAt(-1, 0);
      }
    }
  });
  box.showPopover();
  // Beside the column whose unit it is, so that the unit and the others of its layer stay in sight.
  const column = document.getElementById(`network-${layer + 1}`).getBoundingClientRect();
  const top = event.clientY || event.currentTarget.getBoundingClientRect().bottom;
  const put = () => {
    const right = column.right + 10;
    const left = right + closing.offsetWidth + 8 <= window.innerWidth ? right : column.left - closing.offsetWidth - 10;
    closing.style.left = Math.max(8, left) + "px";
    closing.style.top = Math.max(8, Math.min(top + 12, window.innerHeight - closing.offsetHeight - 8)) + "px";
  };
  put();
  // It grows when the numbers come.
  new ResizeObserver(put).observe(box);
  lookAt(layer, unit);
  refreshEditor();
  const first = fields.find((one) => one.from === input) ?? fields[0];
  first?.control.focus({ preventScroll: input < 0 });
  first?.control.select();
}

/** Shows the values of now, but not over what is being typed. */
export function refreshEditor() {
  const picture = open && state.picture?.layers[open.layer];
  if (!picture || !box) {
    return;
  }
  for (const { control, from } of fields) {
    const value = from < 0 ? picture.biases[open.unit] : picture.weights[from]?.[open.unit];
    if (document.activeElement !== control || state.frame.state === "running" || control.value === "") {
      control.value = number(value);
    }
  }
  const map = picture.neurons[open.unit];
  const canvas = box.querySelector("canvas");
  if (map && canvas) {
    const data = bytes(map);
    const side = Math.sqrt(data.length);
    canvas.width = canvas.height = side;
    paint(canvas, data, side);
  }
  const view = state.row?.unit;
  if (state.row?.run === state.frame.run && view?.layer === open.layer && view.unit === open.unit) {
    write(view);
  }
}

/** The sum of the unit for the row that is asked about, and where it stands on its activation. */
function write(view) {
  const row = chosen();
  const named = row && row.length <= 4 ? row.map(number).join(", ") : "";
  const { imageSide, range } = state.description;
  const other = range.length ? "; choose a point for others" : imageSide ? "; draw an image for others" : "";
  parts.of.textContent = !row
    ? `Numbers of the first training row${other}.`
    : named
      ? `Numbers of the point (${named}).`
      : "Numbers of the image that was chosen.";
  const inputs = view.weights.length;
  const lines = unitLines({ ...view, inputs }, WRITTEN);
  const bent = view.normalized !== null;
  const numbers = Object.entries(view.numbers);
  if (numbers.length) {
    const text = numbers.map(([name, value]) => `${NAMES[name] ?? name} = ${number(value)}`).join(", ");
    lines.splice(2, 0, { text, why: "what the normalization knows of this unit; here the running values", input: -1 });
  }
  if (view.slope !== null) {
    lines.push(slopeLine(view, view.slope, bent));
    draw(parts.curve, view.activation, { z: view.normalized ?? view.sum, a: view.output, slope: view.slope });
  }
  parts.curve.hidden = view.slope === null;
  parts.lines.replaceChildren(...lines.map(lineOf));
  for (const { from, before, after } of fields) {
    before.textContent = from < 0 ? "" : `${number(view.incoming[from])} ×`;
    after.textContent = from < 0 ? "" : `= ${number(view.terms[from])}`;
  }
  const shown = fields.filter(({ from }) => from >= 0).length;
  const rest = view.terms.slice(shown);
  parts.rest.textContent = rest.length
    ? `and ${rest.length.toLocaleString("en")} more, = ${number(rest.reduce((sum, term) => sum + term, 0))}`
    : "";
}

const NAMES = { gamma: "γ", beta: "β", moving_mean: "μ", moving_variance: "σ²" };

export function closeEditor() {
  box?.hidePopover();
  box = null;
  open = null;
}
