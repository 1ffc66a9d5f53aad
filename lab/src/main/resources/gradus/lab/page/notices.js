// What the page says: a notice at the top, and a line for screen readers.
import { el } from "./dom.js";

const $ = (id) => document.getElementById(id);
let said = "";

/** Says a text to screen readers, once. */
export function say(text) {
  if (text !== said) {
    said = text;
    $("say").textContent = text;
  }
}

/** Shows a notice, or hides it if the text is empty. */
export function notice(text, tone = "", ...buttons) {
  const box = $("notice");
  box.className = "notice " + tone;
  box.hidden = !text;
  if (text) {
    box.replaceChildren(
      el("span", { text, role: "status" }),
      ...buttons,
      el("button", { type: "button", class: "close", text: "×", "aria-label": "Close", onclick: () => notice("") }),
    );
  }
}

/** Shows an error. */
export const problem = (error) => notice(error.message, "bad");
