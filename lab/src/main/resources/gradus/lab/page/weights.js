// The weights of one neuron, to look at and to change.
import { post } from "./api.js";
import { bytes, el, number } from "./dom.js";
import { paint } from "./surface.js";
import { state } from "./state.js";

let open = null;
let box = null;
let fields = [];

/** Opens the weights of a unit; a layer counts from the first hidden one. */
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
    fields.push({ control, from });
    return el("div", { class: "weight-line" }, el("label", { for: control.id, text: label }), control);
  };
  fields = [];
  const rows = picture.weights.map((_, from) => field(nameOf(layer, from), from));
  box = el(
    "div",
    {
      class: "help form editor",
      popover: "auto",
      role: "dialog",
      "aria-label": `Weights of ${nameOf(layer + 1, unit)}`,
    },
    el(
      "div",
      { class: "row" },
      picture.neurons[unit] ? el("canvas", { class: "neuron large", "aria-hidden": "true" }) : null,
      el(
        "div",
        {},
        el("strong", { text: nameOf(layer + 1, unit) }),
        el("p", { class: "quiet", text: "Type a value: training goes on from it." }),
      ),
    ),
    problem,
    picture.biases.length ? field("bias", -1) : null,
    el("div", { class: "weights" }, rows),
  );
  document.body.append(box);
  const closing = box;
  box.addEventListener("toggle", (toggled) => {
    if (toggled.newState === "closed") {
      closing.remove();
      if (box === closing) {
        open = null;
        box = null;
      }
    }
  });
  box.showPopover();
  const from = event.clientX ? event : event.currentTarget.getBoundingClientRect();
  const left = event.clientX || from.right;
  const top = event.clientY || from.bottom;
  box.style.left = Math.max(8, Math.min(left + 12, window.innerWidth - 270)) + "px";
  box.style.top = Math.max(8, Math.min(top + 12, window.innerHeight - box.offsetHeight - 8)) + "px";
  refreshEditor();
  const first = fields.find((one) => one.from === input) ?? fields[0];
  first?.control.focus();
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
}

export function closeEditor() {
  box?.hidePopover();
  box = null;
  open = null;
}
