// The page for others: large on a projector, or on paper.
import { elsewhere } from "./dom.js";
import { state } from "./state.js";

const body = document.body;

/** How much thicker lines and points are drawn than at a desk. */
export const bold = () => (body.classList.contains("projector") ? 2 : 1);

/**
 * F shows the page to a class: large type, thick lines, no controls. Escape ends it. Paper is always light.
 *
 * @param {() => void} redraw draws all at once, as what is printed cannot wait for a frame of the screen
 */
export function bindStage(redraw) {
  const show = (on) => {
    body.classList.toggle("projector", on);
    document.getElementById("projector").setAttribute("aria-pressed", String(on));
    redraw();
  };
  document.getElementById("projector").onclick = () => show(true);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && bold() > 1 && !document.querySelector(":popover-open")) {
      show(false);
    } else if (event.key.toLowerCase() === "f" && !elsewhere(event)) {
      show(bold() === 1);
    }
  });
  const { dataset } = document.documentElement;
  let theme = "";
  window.addEventListener("beforeprint", () => {
    theme = dataset.theme;
    dataset.theme = "light";
    document.getElementById("data-title").dataset.of = state.description.name;
    body.classList.add("printing");
    redraw();
  });
  window.addEventListener("afterprint", () => {
    dataset.theme = theme;
    body.classList.remove("printing");
    redraw();
  });
}
