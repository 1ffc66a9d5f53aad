// What an activation does: its curve, and its slope, as the library computes them.
import { get } from "./api.js";
import { el, number, svg } from "./dom.js";

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

/** Draws the curve as far as it is needed; a unit's sum, output and slope are marked on it. */
export async function draw(box, name, mark = null) {
  let reach = 4;
  while (mark && Math.abs(mark.z) > reach && reach < 1024) {
    reach *= 2;
  }
  const path = `/api/activation?name=${encodeURIComponent(name)}&reach=${reach}`;
  box.dataset.wanted = path;
  if (!known.has(path)) {
    known.set(path, get(path));
  }
  const { x, y, slope } = await known.get(path);
  if (box.dataset.wanted !== path) {
    return;
  }
  const low = Math.min(-1, ...y);
  const high = Math.max(1, ...y, ...slope);
  const across = (value) => ((value + reach) / (2 * reach)) * WIDTH;
  const up = (value) => HEIGHT - 4 - ((value - low) / (high - low)) * (HEIGHT - 8);
  const line = (values) =>
    values.map((v, at) => `${at ? "L" : "M"}${across(x[at]).toFixed(1)} ${up(v).toFixed(1)}`).join("");
  const middle = x.length >> 1;
  const picture = svg(
    "svg",
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: "img",
      "aria-label": mark
        ? `The unit's place on the curve: output ${number(mark.a)} at the sum ${number(mark.z)}, slope ` +
          number(mark.slope)
        : `From -4 to 4: ${y[0].toFixed(2)} at the left, ${y[middle].toFixed(2)} at 0, ${y.at(-1).toFixed(2)} at the ` +
          `right; the slope at 0 is ${slope[middle].toFixed(2)}`,
    },
    svg("path", { class: "axis", d: `M0 ${up(0)}H${WIDTH}M${across(0)} 0V${HEIGHT}` }),
    svg("path", { class: "slope", d: line(slope) }),
    svg("path", { class: "curve", d: line(y) }),
  );
  if (mark) {
    const half = reach / 5;
    const [left, right] = [mark.z - half, mark.z + half];
    const touch = (at) => `${across(at).toFixed(1)} ${up(mark.a + (at - mark.z) * mark.slope).toFixed(1)}`;
    picture.append(
      svg("path", { class: "tangent", d: `M${touch(left)}L${touch(right)}` }),
      svg("circle", { class: "mark", cx: across(mark.z).toFixed(1), cy: up(mark.a).toFixed(1), r: 4.5 }),
    );
  }
  box.replaceChildren(
    picture,
    el("figcaption", {
      class: "quiet",
      text:
        `Horizontal: the sum, from -${reach} to ${reach}. Line: the output. Dashes: its slope.` +
        (mark ? " Dot: the output here, with its slope." : ""),
    }),
  );
}
