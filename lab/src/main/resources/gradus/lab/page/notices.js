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
  box.dataset.about = "";
  if (text) {
    box.replaceChildren(
      el("span", { text, role: "status" }),
      ...buttons,
      el("button", { type: "button", class: "close", text: "×", "aria-label": "Close", onclick: () => notice("") }),
    );
  }
}

/** Shows an error; what it is about may be settled later. */
export function problem(error, about = "") {
  notice(error.message, "bad");
  $("notice").dataset.about = about;
}

/** What was wrong is right now: its notice goes. */
export function settled(about) {
  if ($("notice").dataset.about === about) {
    notice("");
  }
}

/** Says whether the lab answers; to the students of a class, the line of the class says it. */
export function connection(connected, how) {
  document.body.dataset.connected = String(connected);
  if (document.body.dataset.seat) {
    return;
  }
  if (connected && $("notice").textContent.startsWith("The lab")) {
    notice("");
  } else if (how === "stranger") {
    notice("The lab was started anew and does not know this page: open the address that it printed.", "bad");
  } else if (!connected) {
    notice("The lab does not answer. Is gradus lab still running? The page comes back by itself.", "bad");
  }
}
