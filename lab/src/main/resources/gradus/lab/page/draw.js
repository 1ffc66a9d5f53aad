// An image that is drawn by hand, such as a digit: it becomes an image of the data, and runs through the network.
import { prepare } from "./canvas.js";
import { el } from "./dom.js";
import { answer, choose, chosen, drop, told } from "./point.js";
import { state } from "./state.js";

/** The width and height of a pixel of the data in pixels of the drawing: digits were counted in such blocks. */
const FINE = 4;
/** How wide digits are at most, beside their height, which fills the image. */
const NARROW = 0.75;
/** How thick the pen is on the pad, and how far an arrow key moves it, in shares of its side. */
const PEN = 0.07;
const MOVE = 0.04;

/** @type {number[][][]} places in shares of the pad, stroke by stroke */
let strokes = [];
let mine = null;
let pen = { x: 0.5, y: 0.15, down: false };

/** The pad, what is said of the drawing, and how sure the network is of each class. */
export function buildPad(box) {
  if (chosen() !== mine) {
    strokes = [];
  }
  const pad = el("canvas", {
    class: "pad",
    tabindex: 0,
    role: "img",
    "aria-label": "Pad to draw on. Arrow keys move the pen, the space bar lowers and lifts it.",
  });
  bind(pad);
  const clear = el("button", {
    type: "button",
    class: "plain",
    id: "pad-clear",
    text: "Clear",
    onclick: () => {
      strokes = [];
      pen.down = false;
      drop();
    },
  });
  const rows = state.description.labels.map((label) =>
    el("li", {}, el("span", { text: label }), el("i"), el("span", { class: "share" })),
  );
  box.replaceChildren(
    el(
      "div",
      { class: "drawing" },
      el(
        "div",
        {},
        pad,
        el("div", { class: "row" }, clear, el("output", { class: "pad-says", "aria-live": "polite" })),
      ),
      el("ol", { class: "sureness", "aria-label": "How sure the network is of each class" }, rows),
    ),
  );
}

function bind(pad) {
  const place = (event) => {
    const box = pad.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top].map((at) => Math.max(0, Math.min(1, at / box.width)));
  };
  pad.addEventListener("pointerdown", (event) => {
    pad.setPointerCapture(event.pointerId);
    strokes.push([place(event)]);
    run(false);
  });
  pad.addEventListener("pointermove", (event) => {
    if (event.buttons & 1 && strokes.length) {
      strokes.at(-1).push(place(event));
      run(false);
    }
  });
  pad.addEventListener("pointerup", () => run(true));
  pad.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!move && event.key !== " ") {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (move) {
      pen.x = Math.max(0, Math.min(1, pen.x + MOVE * move[0]));
      pen.y = Math.max(0, Math.min(1, pen.y + MOVE * move[1]));
    } else {
      pen.down = !pen.down;
    }
    if (pen.down) {
      if (!move) {
        strokes.push([]);
      }
      strokes.at(-1)?.push([pen.x, pen.y]);
      run(false);
    } else {
      drawPad();
    }
  });
}

/** Runs the drawing through the network; a finished stroke is seen to travel. */
function run(finished) {
  if (strokes.length) {
    mine = image();
    choose(mine, finished);
  }
}

/**
 * The drawing as images of the data are: as high as the image, in its middle, with as much ink as they have on
 * average, and in their range. The thickness of the pen follows from the ink.
 */
function image() {
  const { imageSide: side, imageMost, imageInk } = state.description;
  const size = FINE * side;
  const canvas = el("canvas", { width: size, height: size });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  let thin = 1;
  let thick = 0.6 * size;
  let counts = [];
  for (let halving = 0; halving < 8; halving++) {
    const width = (thin + thick) / 2;
    counts = blocks(context, size, width);
    const ink = counts.reduce((sum, count) => sum + count, 0) / size ** 2;
    if (ink < imageInk) {
      thin = width;
    } else {
      thick = width;
    }
  }
  return counts.map((count) => (count / FINE ** 2) * imageMost);
}

/** How many places of each pixel are inked by a pen of a width. */
function blocks(context, size, width) {
  const xs = strokes.flat().map(([x]) => x);
  const ys = strokes.flat().map(([, y]) => y);
  const ends = (values) => [Math.min(...values), Math.max(...values)];
  const [[left, right], [top, bottom]] = [ends(xs), ends(ys)];
  const wide = state.settings.data.name === "digits" ? NARROW * size : size;
  // A dash does not become a block.
  const up = (size - width) / Math.max(bottom - top, (right - left) / 4, 0.05);
  const across = Math.min(up, Math.max(0, wide - width) / Math.max(right - left, 0.001));
  context.clearRect(0, 0, size, size);
  trace(context, width, ([x, y]) => [
    size / 2 + (x - (left + right) / 2) * across,
    size / 2 + (y - (top + bottom) / 2) * up,
  ]);
  const { data } = context.getImageData(0, 0, size, size);
  const side = size / FINE;
  const counts = Array(side ** 2).fill(0);
  for (let at = 0; at < size ** 2; at++) {
    if (data[4 * at + 3] > 127) {
      counts[Math.floor(at / size / FINE) * side + Math.floor((at % size) / FINE)]++;
    }
  }
  return counts;
}

/** Draws the strokes. */
function trace(context, width, place) {
  context.lineWidth = width;
  context.lineCap = context.lineJoin = "round";
  for (const stroke of strokes) {
    context.beginPath();
    stroke.forEach((point, at) => {
      const [x, y] = place(point);
      if (at === 0) {
        context.moveTo(x, y);
        // A dot is a line of no length.
        context.lineTo(x + 0.01, y);
      } else {
        context.lineTo(x, y);
      }
    });
    context.stroke();
  }
}

/** Shows the strokes, and what the network says of them now. */
export function drawPad() {
  const box = document.querySelector(".drawing");
  if (!box) {
    return;
  }
  const pad = /** @type {HTMLCanvasElement} */ (box.querySelector(".pad"));
  const { context, width } = prepare(pad);
  const style = getComputedStyle(document.documentElement);
  context.strokeStyle = style.getPropertyValue("--ink");
  trace(context, PEN * width, ([x, y]) => [x * width, y * width]);
  if (document.activeElement === pad) {
    context.fillStyle = style.getPropertyValue("--accent");
    context.beginPath();
    context.arc(pen.x * width, pen.y * width, pen.down ? 7 : 4, 0, 7);
    context.fill();
  }
  box.querySelector(".pad-says").textContent = strokes.length ? told() : "Draw here.";
  const outputs = strokes.length ? answer()?.layers.at(-1).outputs : null;
  box.querySelectorAll("li").forEach((row, at) => {
    const share = outputs ? outputs[at] : 0;
    row.querySelector("i").style.setProperty("--share", 100 * share + "%");
    row.querySelector(".share").textContent = outputs ? Math.round(100 * share) + "%" : "";
  });
}

/** Paints values as ink on paper. */
export function ink(canvas, values, most) {
  const side = Math.sqrt(values.length);
  canvas.width = canvas.height = side;
  const context = canvas.getContext("2d");
  const pixels = context.createImageData(side, side);
  values.forEach((value, at) => {
    const shade = 255 - Math.round((255 * value) / most);
    pixels.data.set([shade, shade, shade, 255], 4 * at);
  });
  context.putImageData(pixels, 0, 0);
}
