// What one may predict, before one sees what comes out: for lessons and for famous effects.
import { el } from "./dom.js";

/** A part of the page under its own title. */
export function step(name, title, ...children) {
  return el("section", { class: "step-" + name, "data-step": name }, el("h3", { text: title }), ...children);
}

/** What a choice is called: A is the first. */
export const letter = (index) => el("b", { class: "letter", text: String.fromCharCode(65 + index) });

/** The choices as radio buttons, and what happens when one is chosen. */
export function choices(given, chosen) {
  return el(
    "div",
    { class: "choices", role: "radiogroup", "aria-label": "My prediction" },
    given.map((choice, index) => {
      const words = el("span");
      words.innerHTML = choice.text;
      return el(
        "label",
        { class: "choice" },
        el("input", { type: "radio", name: "choice", value: index, onchange: chosen }),
        letter(index),
        words,
      );
    }),
  );
}

/** Holds the choices as they are, and says which of them was made. */
export function settle(box) {
  const mine = Number(box.querySelector("input:checked").value);
  box.children[mine].classList.add("mine");
  enable(box, false);
  return mine;
}

/** Lets one choose, or not. */
export function enable(box, on) {
  box.querySelectorAll("input").forEach((input) => {
    input.disabled = !on;
  });
}

/** Marks what was right. */
export function mark(box, given, known = true) {
  given.forEach((choice, index) => box.children[index].classList.toggle("right", known && choice.right));
}
