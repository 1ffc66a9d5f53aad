// Points drawn by hand: a table of one's own, without a file.
import { prepare } from "./canvas.js";
import { el } from "./dom.js";
import { state } from "./state.js";
import { css, pairColor } from "./surface.js";
import { takeFile } from "./tables.js";

/** The classes, in the order of their colours. */
const CLASSES = ["A", "B"];
/** So far apart the strokes of the brush drop points, and so far they scatter, in pixels. */
const APART = 5;
const SCATTER = 14;
const LEAST = 20;

let points = [];
let chosen = 0;

/** The button that begins to draw on a plane. */
export function brush() {
  const place = el("span", { class: "brush" });
  const begin = el("button", {
    type: "button",
    class: "plain",
    id: "draw",
    text: "Draw points",
    onclick: () => place.replaceChildren(...tools(place, begin)),
  });
  place.append(begin);
  return place;
}

/** What one draws with. The sheet lies on the plane until the points are used. */
function tools(place, begin) {
  points = [];
  chosen = 0;
  const sheet = el("canvas", { class: "sheet", role: "img", "aria-label": "Points that are drawn" });
  document.querySelector("#output .plane").append(sheet);
  const use = el("button", {
    type: "button",
    class: "plain",
    id: "draw-use",
    onclick: () => takeFile(new File([table()], "drawn.csv", { type: "text/csv" })),
  });
  const tell = () => {
    drawSheet(sheet);
    const enough = points.length >= LEAST && CLASSES.every((_, kind) => points.some((point) => point[2] === kind));
    use.disabled = !enough;
    use.textContent = enough ? `Use ${points.length} points` : `${LEAST} points of both colours at least`;
  };
  bind(sheet, tell);
  tell();
  const kinds = CLASSES.map((name, kind) => {
    const color = el("i");
    color.style.backgroundColor = css(pairColor(kind ? 1 : -1));
    return el(
      "button",
      {
        type: "button",
        class: "plain",
        "aria-pressed": String(kind === chosen),
        onclick: () => {
          chosen = kind;
          kinds.forEach((button, at) => button.setAttribute("aria-pressed", String(at === kind)));
        },
      },
      color,
      name,
    );
  });
  const end = el("button", {
    type: "button",
    class: "plain",
    text: "Cancel",
    onclick: () => {
      sheet.remove();
      place.replaceChildren(begin);
      begin.focus();
    },
  });
  return [...kinds, use, end];
}

function bind(sheet, tell) {
  let last = null;
  const drop = (event) => {
    const box = sheet.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    if (last && Math.hypot(x - last.x, y - last.y) < APART) {
      return;
    }
    last = { x, y };
    const near = (value) => Math.min(0.999, Math.max(0.001, (value + SCATTER * (Math.random() - 0.5)) / box.width));
    points.push([near(x), near(y), chosen]);
    tell();
  };
  sheet.addEventListener("pointerdown", (event) => {
    last = null;
    drop(event);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (event.buttons & 1) {
      drop(event);
    }
  });
}

function drawSheet(sheet) {
  const { context, width, height } = prepare(sheet);
  for (const [x, y, kind] of points) {
    context.beginPath();
    context.arc(x * width, y * height, 3.5, 0, 7);
    context.fillStyle = css(pairColor(kind ? 1 : -1));
    context.fill();
  }
}

/** The points as a table, in the coordinates of the plane. */
function table() {
  const [left, right, bottom, top] = state.description.range;
  const rows = points
    .toSorted((one, other) => one[2] - other[2])
    .map(([x, y, kind]) => {
      const place = [left + x * (right - left), top - y * (top - bottom)];
      return [...place.map((value) => value.toFixed(4)), CLASSES[kind]].join(",");
    });
  return ["x1,x2,class", ...rows].join("\n") + "\n";
}
