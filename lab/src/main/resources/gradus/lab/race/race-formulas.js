// The update rules of the documentation with the numbers of one step and one of the two parameters. What is shown is
// calculated here once more from what stood before the step, so a test can hold it to what the library did.
import { calculated, placed } from "./calculate.js";
import { rulesOf } from "./rules.js";

/** The letters of what optimizers remember, where they are not those that the rules change, in order. */
const LETTERS = { ftrl: ["n", "z"], schedule_free_adamw: ["z", "v"] };
/** How the documentation calls these arguments. */
const SHORT = { l1RegularizationStrength: "l1", l2RegularizationStrength: "l2" };

const camel = (name) => name.replaceAll(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());

const split = (rule) => /^(.*?) ([←=]) (.*)$/.exec(rule).slice(1);

/** What was known before the step. */
function knownBefore(name, racer, rules, { w, g, rate, t, slots }) {
  const known = { w, g, learningRate: rate, t };
  for (const [key, value] of Object.entries(racer.arguments)) {
    known[SHORT[camel(key)] ?? camel(key)] = value;
    known[camel(key)] = value;
  }
  const changed = rules.map(split).flatMap(([left, sign]) => (sign === "←" && left !== "w" ? [left] : []));
  const letters = LETTERS[name] ?? [...new Set(changed)];
  slots.forEach((value, at) => {
    known[letters[at]] = value ?? (at === 0 ? (racer.arguments.initial_accumulator_value ?? 0) : 0);
  });
  if (name === "schedule_free_adamw") {
    known.z = slots[0] ?? w;
    known.x = (w - (1 - known.beta1) * known.z) / known.beta1;
  }
  return known;
}

/** Something for every place, `μₜ = beta1·(1 - ½·0.96ᵗ)`, or the product of them up to there, `Pₜ = μ₁·…·μₜ`. */
function series(text, valueOf, series) {
  const product = /^(\p{L}+)₁·…·\1ₜ$/u.exec(text);
  return product
    ? (place) => Array.from({ length: place }, (_, at) => series[product[1]](at + 1)).reduce((a, b) => a * b, 1)
    : (place) => calculated(text, (name) => (name === "t" ? place : valueOf(name))).value;
}

/** The lines of a step: what changes, its formula, the same with numbers, and what comes out. */
function linesOf(rules, known) {
  const places = {};
  const valueOf = (name) => {
    const place = placed(name, known.t);
    if (place && places[place.letter]) {
      return places[place.letter](place.place);
    }
    if (!(name in known)) {
      throw new Error(`${name} is not known here`);
    }
    return known[name];
  };
  const lines = [];
  for (const rule of rules) {
    const [left, sign, text] = split(rule);
    if (left.endsWith("ₜ")) {
      places[left.slice(0, -1)] = series(text, valueOf, places);
      continue;
    }
    const ahead = /∇f\(([^)]*)\)/.exec(text)?.[1];
    if (ahead) {
      const { value, numbers } = calculated(ahead, valueOf);
      lines.push({ left: "ahead", rule: ahead, numbers, result: value });
    }
    const before = known[left];
    const { value, numbers } = calculated(text, valueOf);
    known[left] = value;
    lines.push({ left, sign, rule, numbers, before, result: value });
  }
  return lines;
}

/**
 * The lines of one step, or null before the first one.
 * @param step from 1
 * @param axis 0 for x, 1 for y
 * @param racers whose documentation is known
 */
export function formulas(racer, path, step, axis, racers) {
  if (step < 1) {
    return null;
  }
  const name = racer.notation.split("(")[0];
  const documented = (wanted) => racers.find((one) => one.notation.split("(")[0] === wanted)?.about ?? "";
  const rules = rulesOf(name, racer.arguments, documented);
  const known = knownBefore(name, racer, rules, {
    w: (axis === 0 ? path.x : path.y)[step - 1],
    g: (axis === 0 ? path.gradientX : path.gradientY)[step - 1],
    rate: path.rate,
    t: step,
    slots: path.slots.map((slot) => (step > 1 ? slot[2 * (step - 2) + axis] : null)),
  });
  return linesOf(rules, known);
}
