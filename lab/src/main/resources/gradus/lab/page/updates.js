// The update of a unit's weights: the rule of the optimizer from its documentation, and its numbers for some weights.
import { number, sumOf } from "./dom.js";
import { rulesOf } from "./rules.js";
import { state } from "./state.js";

const sign = (value) => (value < 0 ? `(${number(value)})` : number(value));
const line = (text, why = "", input = -1) => ({ text, why, input });

/** The documentation of an optimizer of the catalog. */
function documented(name) {
  const choice = state.catalog.optimizers.find((one) => one.name === name);
  return choice ? `${choice.description} ${choice.details}` : "";
}

/** The rule, as the books write it; of Nesterov's both, and which one runs here. */
function rules(view) {
  const name = view.optimizer.split("(")[0];
  const a = view.arguments;
  if (name !== "nesterov_momentum" && !(name === "sgd" && a.momentum && a.nesterov)) {
    const about = (wanted) => (wanted === name ? view.optimizerAbout : documented(wanted));
    return rulesOf(name, a, about).map((rule, at) =>
      line(rule, at ? "" : `the rule of ${state.catalog ? titleOf(name) : name}`),
    );
  }
  const here = (mine) => (mine ? "; this run uses this form" : "; another form of the same path");
  const [ahead, moved] = rulesOf("nesterov_momentum", {}, documented);
  const [speed, corrected] = rulesOf("sgd", { momentum: 0.9, nesterov: true }, documented);
  const first = name === "nesterov_momentum";
  return [
    line(ahead, `Nesterov's form: the gradient is taken where the momentum leads, at w + momentum·v${here(first)}`),
    line(moved),
    line(speed, `Keras's form: its w is that point ahead, so its gradient g is taken at w${here(!first)}`),
    line(corrected),
  ];
}

const titleOf = (name) => state.catalog.optimizers.find((one) => one.name === name)?.title ?? name;

/** The rule, and what it does to the first weights of a unit. */
export function updates(view, layer, unit, most) {
  const found = rules(view);
  for (let i = 0; i < Math.min(most, layer.start.length); i++) {
    found.push(...numbers(view, layer, i, unit, i === 0).map((one) => ({ ...one, input: i })));
  }
  return found;
}

/** What it does to one weight. */
function numbers(view, layer, i, unit, why) {
  const a = view.arguments;
  const w = layer.start[i][unit];
  const g = layer.gradients[i][unit];
  const after = layer.after[i][unit];
  const slot = (name) => layer.slots[name]?.[i]?.[unit];
  const name = view.optimizer.split("(")[0];
  const k = i + 1;
  const clipped = /clip/.test(view.optimizer) ? " (the gradient is clipped before)" : "";
  const moved = `w${k} ← ${sumOf(w, after)}`;
  if (name === "sgd" && !a.momentum) {
    return [
      line(
        `w${k} ← w${k} - ${number(view.rate)}·${sign(g)} = ${sumOf(w, after)}`,
        why ? "a step against the gradient" + clipped : "",
      ),
    ];
  }
  if (name === "nesterov_momentum") {
    const place = layer.weights[i][unit];
    return [
      line(
        `w${k} + momentum·v = ${sumOf(w, place)}`,
        why ? "the point ahead, where this step computed its gradient" : "",
      ),
      line(
        `g = ${number(g)}, v = ${number(Object.values(layer.slots)[0]?.[i]?.[unit])}`,
        why ? "the gradient there, and the new velocity" + clipped : "",
      ),
      line(moved, why ? "the step begins at w, not at the point ahead" : ""),
    ];
  }
  const letters = /^(adam|adamw)$/.test(name)
    ? { momentum: "m", velocity: "v" }
    : name === "sgd"
      ? { momentum: "v" }
      : {};
  const slots = Object.keys(layer.slots);
  const known = slots.filter((key) => letters[key]).map((key) => `, ${letters[key]} = ${number(slot(key))}`);
  const others = slots
    .filter((key) => !letters[key])
    .map((key) => `, ${key.replaceAll("_", " ")} ${number(slot(key))}`);
  return [
    line(
      `g = ${number(g)}${known.join("")}`,
      (why ? `the gradient${known.length ? ", and the state of the optimizer after this step" : ""}${clipped}` : "") +
        (others.length ? `${why ? "; " : ""}after this step${others.join("")}` : ""),
    ),
    line(moved, why ? `step ${view.step} at the rate ${number(view.rate)}` : ""),
  ];
}
