// Where the racers are: their paths on the surface, as a map or in perspective.
import { colorOf, dark, dashOf, head, indexOf, race, racerOf, shown, stepOf } from "./racers.js";
import { drawMap, drawPerspective } from "./relief.js";

const $ = (id) => document.getElementById(id);

/** The surface, the start and the minima, the paths, and who is where. */
export function drawField() {
  const canvas = $("relief");
  canvas.dataset.view = race.look;
  if (!race.relief || !canvas.clientWidth) {
    return;
  }
  const scene = race.look === "map" ? drawMap(canvas, race.relief) : drawPerspective(canvas, race.relief, race.camera);
  race.map = scene;
  const { context, place } = scene;
  for (const [x, y] of race.view.minima) {
    const [px, py] = place(x, y);
    context.fillStyle = dark() ? "#ffd75e" : "#8a5a00";
    context.font = "17px system-ui";
    context.textAlign = "center";
    context.fillText("★", px, py + 6);
  }
  const [sx, sy] = place(race.x, race.y);
  context.setLineDash([]);
  context.strokeStyle = dark() ? "#ffffff" : "#000000";
  context.lineWidth = 1.6;
  context.beginPath();
  context.moveTo(sx - 9, sy);
  context.lineTo(sx + 9, sy);
  context.moveTo(sx, sy - 9);
  context.lineTo(sx, sy + 9);
  context.stroke();
  if (race.result) {
    // The selected one last, above the others.
    const paths = shown().sort((a, b) => Number(a.name === race.selected) - Number(b.name === race.selected));
    paths.forEach((path) => drawPath(context, place, path));
    paths.forEach((path) => drawHead(context, place, path));
  }
  scene.done();
}

function drawPath(context, place, path) {
  const index = indexOf(path.name);
  const strong = path.name === race.selected;
  const end = stepOf(path);
  context.lineJoin = "round";
  for (const halo of [true, false]) {
    context.beginPath();
    for (let i = 0; i <= end; i++) {
      const [x, y] = place(path.x[i], path.y[i]);
      i ? context.lineTo(x, y) : context.moveTo(x, y);
    }
    context.setLineDash(halo ? [] : dashOf(index));
    context.strokeStyle = halo ? (dark() ? "rgba(10,16,22,.55)" : "rgba(255,255,255,.65)") : colorOf(index);
    context.lineWidth = (strong ? 2.8 : 1.7) + (halo ? 2 : 0);
    context.stroke();
  }
}

// Slots that point the way of the steps; of all others the mean gradient, which points the other way.
const MOVES = ["heavy_ball", "sgd_nesterov", "nesterov_momentum"];

/** What momentum remembers, as a direction on the map; null for those that have none. */
function memory(path, step) {
  const slot = racerOf(path.name).slots.indexOf("momentum");
  if (slot < 0 || step < 1) {
    return null;
  }
  const sign = MOVES.includes(path.name) ? 1 : -1;
  const values = path.slots[slot];
  return [sign * values[2 * step - 2], sign * values[2 * step - 1]];
}

function drawHead(context, place, path) {
  const index = indexOf(path.name);
  const at = stepOf(path);
  const [x, y] = place(path.x[at], path.y[at]);
  const arrow = race.arrows ? memory(path, at) : null;
  if (arrow) {
    const length = Math.hypot(...arrow);
    const [left, right] = race.view.range;
    const reach = (0.02 * (right - left)) / Math.max(length, 1e-30);
    const [ax, ay] = place(path.x[at] + arrow[0] * reach, path.y[at] + arrow[1] * reach);
    const far = Math.hypot(ax - x, ay - y);
    if (length > 1e-12 && far > 0.1) {
      const tipX = x + ((ax - x) / far) * 27;
      const tipY = y + ((ay - y) / far) * 27;
      const angle = Math.atan2(tipY - y, tipX - x);
      context.setLineDash([]);
      context.strokeStyle = colorOf(index);
      context.lineWidth = 2;
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(tipX, tipY);
      for (const side of [2.6, -2.6]) {
        context.moveTo(tipX, tipY);
        context.lineTo(tipX + 7 * Math.cos(angle + side), tipY + 7 * Math.sin(angle + side));
      }
      context.stroke();
    }
  }
  head(context, x, y, index, path.name === race.selected);
}
