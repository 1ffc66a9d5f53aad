// What an activation does: its curve, and its slope, as the library computes them.
import { get } from "./api.js";
import { el, svg } from "./dom.js";

const WIDTH = 270;
const HEIGHT = 120;
const known = new Map();

/** A plot that fills when it is first shown. */
export function activationPlot(name) {
  const box = el("figure", { class: "activation-plot" });
  const observer = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      observer.disconnect();
      draw(box, name);
    }
  });
  observer.observe(box);
  return box;
}

async function draw(box, name) {
  if (!known.has(name)) {
    known.set(name, get("/api/activation?name=" + name));
  }
  const { x, y, slope } = await known.get(name);
  const low = Math.min(-1, ...y);
  const high = Math.max(1, ...y, ...slope);
  const across = (value) => (((value - x[0]) / (x.at(-1) - x[0])) * WIDTH).toFixed(1);
  const up = (value) => (HEIGHT - 4 - ((value - low) / (high - low)) * (HEIGHT - 8)).toFixed(1);
  const path = (values) => values.map((v, at) => `${at ? "L" : "M"}${across(x[at])} ${up(v)}`).join("");
  const middle = x.length >> 1;
  box.replaceChildren(
    svg(
      "svg",
      {
        viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
        role: "img",
        "aria-label":
          `From -4 to 4: ${y[0].toFixed(2)} at the left, ${y[middle].toFixed(2)} at 0, ${y.at(-1).toFixed(2)} at the ` +
          `right; the slope at 0 is ${slope[middle].toFixed(2)}`,
      },
      svg("path", { class: "axis", d: `M0 ${up(0)}H${WIDTH}M${across(0)} 0V${HEIGHT}` }),
      svg("path", { class: "slope", d: path(slope) }),
      svg("path", { class: "curve", d: path(y) }),
    ),
    el("figcaption", { class: "quiet", text: "Across: the sum, from -4 to 4. Line: the output. Dashes: its slope." }),
  );
}
