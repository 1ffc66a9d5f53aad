// The curves of the race: the height of every racer above the lowest.
import { prepare } from "./canvas.js";
import { number } from "./dom.js";
import { colorOf, dashOf, head, indexOf, lastOf, race, racerOf, shown, stepOf } from "./racers.js";

const $ = (id) => document.getElementById(id);

/** Draws the curves. */
export function drawLosses() {
  const canvas = $("losses");
  if (!canvas.clientWidth || !race.result) {
    return;
  }
  const { context, width, height } = prepare(canvas);
  const low = race.result.lowest;
  const floor = Math.max((race.result.goal - low) * 1e-5, 1e-12);
  const logOf = (h) => Math.log10(Math.max(h - low, floor));
  let top = -Infinity;
  let bottom = Infinity;
  for (const path of shown()) {
    path.heights.forEach((h) => {
      top = Math.max(top, logOf(h));
      bottom = Math.min(bottom, logOf(h));
    });
  }
  const first = logOf(race.result.paths[0].heights[0]);
  top = Math.min(Math.ceil(top + 0.01), Math.ceil(first) + 2);
  bottom = Math.min(Math.floor(bottom), top - 1);
  const x0 = 46;
  const x1 = width - 20;
  const y0 = 8;
  const y1 = height - 24;
  const px = (step) => x0 + ((x1 - x0) * step) / race.steps;
  const py = (value) => y1 - ((y1 - y0) * (value - bottom)) / (top - bottom);
  const style = getComputedStyle(document.documentElement);
  context.font = "11px system-ui";
  context.fillStyle = style.getPropertyValue("--ink-2");
  context.strokeStyle = style.getPropertyValue("--line");
  context.lineWidth = 1;
  context.textAlign = "right";
  const every = Math.max(1, Math.ceil((top - bottom) / 6));
  for (let decade = Math.ceil(bottom / every) * every; decade <= top; decade += every) {
    context.beginPath();
    context.moveTo(x0, py(decade));
    context.lineTo(x1, py(decade));
    context.stroke();
    context.fillText(
      decade >= -2 && decade <= 3 ? String(Number((10 ** decade).toPrecision(1))) : "1e" + decade,
      x0 - 5,
      py(decade) + 4,
    );
  }
  context.textAlign = "center";
  for (let k = 0; k <= 5; k++) {
    context.fillText(String(Math.round((race.steps * k) / 5)), px((race.steps * k) / 5), height - 8);
  }
  context.save();
  context.beginPath();
  context.rect(x0, y0 - 2, x1 - x0 + 12, y1 - y0 + 4);
  context.clip();
  const goal = py(logOf(race.result.goal));
  context.setLineDash([2, 3]);
  context.strokeStyle = style.getPropertyValue("--ink-2");
  context.beginPath();
  context.moveTo(x0, goal);
  context.lineTo(x1, goal);
  context.stroke();
  const paths = shown().sort((a, b) => Number(a.name === race.selected) - Number(b.name === race.selected));
  for (const path of paths) {
    const index = indexOf(path.name);
    for (const future of [true, false]) {
      context.globalAlpha = future ? 0.22 : 1;
      context.setLineDash(dashOf(index));
      context.strokeStyle = colorOf(index);
      context.lineWidth = path.name === race.selected ? 2.8 : 1.5;
      context.beginPath();
      const from = future ? stepOf(path) : 0;
      const to = future ? lastOf(path) : stepOf(path);
      for (let i = from; i <= to; i++) {
        i > from
          ? context.lineTo(px(i), py(logOf(path.heights[i])))
          : context.moveTo(px(i), py(logOf(path.heights[i])));
      }
      context.stroke();
    }
    head(
      context,
      px(stepOf(path)),
      Math.max(y0 + 4, py(logOf(path.heights[stepOf(path)]))),
      index,
      path.name === race.selected,
    );
  }
  context.restore();
  context.setLineDash([]);
  context.fillStyle = style.getPropertyValue("--ink-2");
  context.textAlign = "left";
  if (goal > y0 && goal < y1) {
    context.fillStyle = style.getPropertyValue("--card");
    context.fillRect(x1 - 44, goal - 15, 46, 13);
    context.fillStyle = style.getPropertyValue("--ink-2");
    context.fillText("arrived", x1 - 42, goal - 5);
  }
  const best = [...race.result.paths].sort((a, b) => a.heights[stepOf(a)] - b.heights[stepOf(b)])[0];
  canvas.setAttribute(
    "aria-label",
    `Curves of the height above the lowest. After step ${race.step} ${racerOf(best.name).label} is ` +
      `lowest, at ${number(best.heights[stepOf(best)])}. All numbers are in the table of racers.`,
  );
}
