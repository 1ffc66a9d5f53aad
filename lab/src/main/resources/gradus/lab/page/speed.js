// How fast steps are made. It belongs to the lab, so that another page may have set it.
import { command } from "./api.js";
import { el, number, select } from "./dom.js";
import { problem } from "./notices.js";

/** A run that can be watched: slow at first, then faster. */
const WATCH = -1;

/** Puts the choices in their place. */
export function bindSpeed() {
  document.getElementById("speed").replaceWith(
    select(
      [
        [WATCH, "Watch"],
        [0, "Full"],
        [100, "100 steps/s"],
        [20, "20 steps/s"],
        [5, "5 steps/s"],
        [1, "1 step/s"],
      ],
      WATCH,
      {
        id: "speed",
        title: "Watch: single steps at first, then faster, about 12 seconds in all. Full: as fast as it goes.",
        onchange: (event) => command("speed", Number(event.target.value)).catch(problem),
      },
    ),
  );
}

/** Shows the speed of the lab, unless it is being chosen. */
export function showSpeed(value) {
  const box = document.getElementById("speed");
  if (document.activeElement === box || box.value === String(value)) {
    return;
  }
  if (![...box.options].some((option) => option.value === String(value))) {
    box.append(el("option", { value, text: `${number(value)} steps/s` }));
  }
  box.value = String(value);
}
