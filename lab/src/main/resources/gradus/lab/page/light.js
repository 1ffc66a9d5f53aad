// What a symbol of a formula stands for on the picture of a step, and the other way round: both light up together.
import { NUMBERS } from "./statistics.js";

const range = (count, key) => Array.from({ length: count }, (_, at) => key(at));

/** The parts of the picture that a symbol stands for, in the formulas of a unit. */
function partsOf(symbol, view, { layer, unit }, input) {
  const of = view.layers[layer];
  const node = `n${layer + 1}-${unit}`;
  const inputs = of.weights.length;
  const links = input >= 0 ? [`e${layer}-${input}-${unit}`] : range(inputs, (i) => `e${layer}-${i}-${unit}`);
  const name = symbol.replace(/^∂/, "");
  const numbered = /^([wx])([0-9]+)$/.exec(name);
  if (numbered) {
    const at = Number(numbered[2]) - 1;
    return [numbered[1] === "w" ? `e${layer}-${at}-${unit}` : `n${layer}-${at}`];
  }
  const next = view.layers[layer + 1];
  const said = view.layers.length;
  switch (name) {
    case "w":
    case "g":
    case "m":
    case "v":
      return links;
    case "x":
      return range(inputs, (i) => `n${layer}-${i}`);
    case "w[k]":
      return next ? range(next.sums[0].length, (k) => `e${layer + 1}-${unit}-${k}`) : [];
    case "δ[k]":
      return next ? range(next.sums[0].length, (k) => `n${layer + 2}-${k}`) : [];
    case "ŷ":
    case "ŷ[y]":
      return range(view.layers[said - 1].sums[0].length, (k) => `n${said}-${k}`);
    case "y":
    case "ℓ":
    case "L":
      return ["loss"];
    case "z":
    case "ẑ":
    case "a":
    case "b":
    case "δ":
    case "f′":
      return [node];
    default:
      return NUMBERS[name] ? [`c${layer}-${unit}-${NUMBERS[name]}`] : [];
  }
}

const light = (elements, on) => elements.forEach((element) => element.classList.toggle("lit", on));

/**
 * Binds the symbols of formulas to the parts of a picture.
 *
 * @param {HTMLElement} formulas with lines that have the number of their input
 * @param {Element} picture with parts that have keys
 */
export function bindLight(formulas, picture, view, chosen) {
  const symbols = [...formulas.querySelectorAll("[data-symbol]")].map((element) => {
    const input = Number(/** @type {HTMLElement} */ (element.closest(".line"))?.dataset.input ?? -1);
    return { element, keys: partsOf(element.getAttribute("data-symbol"), view, chosen, input) };
  });
  const parts = () => [...picture.querySelectorAll("[data-key]")];
  const show = (keys, on) => {
    light(
      parts().filter((part) => keys.includes(part.getAttribute("data-key"))),
      on,
    );
    light(
      symbols.filter((one) => one.keys.some((key) => keys.includes(key))).map((one) => one.element),
      on,
    );
  };
  const seen = new Set();
  for (const { element, keys } of symbols.filter((one) => one.keys.length > 0)) {
    element.classList.add("symbol");
    const name = element.getAttribute("data-symbol") + keys;
    if (!seen.has(name)) {
      seen.add(name);
      element.setAttribute("tabindex", "0");
    }
    for (const [on, off] of [
      ["pointerenter", "pointerleave"],
      ["focus", "blur"],
    ]) {
      element.addEventListener(on, () => show(keys, true));
      element.addEventListener(off, () => show(keys, false));
    }
  }
  const known = new Set(symbols.flatMap(({ keys }) => keys));
  for (const part of parts()) {
    const key = part.getAttribute("data-key");
    if (known.has(key)) {
      part.addEventListener("pointerenter", () => show([key], true));
      part.addEventListener("pointerleave", () => show([key], false));
    }
  }
  return known;
}
