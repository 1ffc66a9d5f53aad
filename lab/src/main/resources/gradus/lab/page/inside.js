// One step in slow motion: forward, loss, backward, update, with the numbers of one row.
import { el, number } from "./dom.js";
import { get } from "./api.js";

let row = 0;
let stage = 0;
let view = null;
const STAGES = ["Forward", "Loss", "Backward", "Update"];

/** Builds the panel. */
export async function buildInside(panel) {
  const refresh = async () => {
    try {
      view = await get("/api/inside?row=" + row);
      draw();
    } catch (error) {
      body.replaceChildren(el("p", { class: "warning", text: error.message }));
    }
  };
  const body = el("div", { class: "inside" });
  const draw = () => {
    buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(index === stage)));
    body.replaceChildren(...content());
  };
  const buttons = STAGES.map((name, index) => el("button", { type: "button", text: `${index + 1} ${name}`, onclick: () => { stage = index; draw(); } }));
  panel.replaceChildren(
    el("div", { class: "row" },
      el("div", { class: "segments", role: "group", "aria-label": "Part of the step" }, buttons),
      el("button", { type: "button", class: "plain", text: "Another row", onclick: () => { row++; refresh(); } }),
      el("button", { type: "button", class: "plain", text: "The weights of now", onclick: refresh }),
      el("p", { class: "quiet", text: "The next step, if its batch were one row. The run is not changed by looking." })),
    body);
  await refresh();
}

const term = (a, b) => `${number(a)}·${number(b)}`;

function sumText(layer) {
  const parts = layer.weights.slice(0, layer.incoming.length).map((w, k) => term(w, layer.incoming[k]));
  const shown = parts.slice(0, 5);
  return shown.join(" + ") + (parts.length > 5 ? " + …" : "") + (layer.bias ? ` + ${number(layer.bias)}` : "");
}

function content() {
  if (!view) {
    return [];
  }
  const last = view.layers.length - 1;
  if (stage === 0) {
    return [
      box("Row", view.row.map((value, k) => `${view.inputs[k] ?? "x" + (k + 1)} = ${number(value)}`).join("   "), "What comes in, before it is standardized."),
      ...view.layers.map((layer) =>
        box(layer.title + ", unit 1", [`z = w·x + b = ${sumText(layer)} = ${number(layer.sum)}`, `all units say ${layer.outputs.map(number).join("  ")}`], `${layer.activation} of the sum; the outputs go on to the next layer.`)),
    ];
  }
  if (stage === 1) {
    return [box("Loss", [`answer ${view.layers[last].outputs.map(number).join("  ")}`, `should be ${view.target}`, `${view.lossFormula} = ${number(view.loss)}`], "One number for how wrong the answer is. 0 would be perfect.")];
  }
  if (stage === 2) {
    return view.layers.slice().reverse().map((layer) =>
      box(layer.title + ", unit 1", [
        ...layer.gradients.slice(0, 4).map((g, k) => `∂L/∂w${k + 1} = δ·x${k + 1} = ${number(layer.incoming[k] ? g / layer.incoming[k] : 0)}·${number(layer.incoming[k])} = ${number(g)}`),
        `∂L/∂b = δ = ${number(layer.biasGradient)}`,
      ], "Chain rule: how the loss changes with the sum (δ), times what came in."));
  }
  return view.layers.map((layer) =>
    box(layer.title + ", unit 1", layer.weights.slice(0, 4).map((w, k) => `w${k + 1}: ${number(w)} → ${number(layer.after[k])}   (moved ${number(layer.after[k] - w)}, gradient ${number(layer.gradients[k])})`), `${view.optimizer}, rate ${number(view.rate)}.`));
}

function box(title, lines, why) {
  return el("article", { class: "step" }, el("h3", { text: title }), [lines].flat().map((line) => el("code", { text: line })), el("p", { class: "quiet", text: why }));
}
