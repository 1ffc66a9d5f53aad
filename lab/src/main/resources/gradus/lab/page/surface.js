// Pictures of the plane: what the network says everywhere, and what a neuron does.
import { bytes } from "./dom.js";
import { bold } from "./stage.js";

const CLASSES = [
  [118, 42, 131],
  [27, 133, 63],
  [214, 168, 0],
  [204, 88, 150],
  [86, 180, 233],
  [213, 94, 0],
  [240, 228, 66],
  [120, 120, 120],
  [148, 103, 189],
  [140, 86, 75],
];
/** Below and above zero. */
const LOW = [235, 126, 44];
const HIGH = [23, 116, 190];
/** One class of two, and the other. */
const PAIRS = {
  light: [
    [118, 42, 131],
    [27, 133, 63],
  ],
  dark: [
    [205, 132, 224],
    [92, 200, 122],
  ],
};
const pair = () => PAIRS[document.documentElement.dataset.theme === "dark" ? "dark" : "light"];

function middle() {
  return document.documentElement.dataset.theme === "dark" ? [38, 42, 49] : [244, 243, 240];
}

function mix(a, b, share) {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

/** From orange over nothing to blue, for -1 to 1. The pair stays distinct without red-green vision. */
export function diverging(value) {
  const strength = Math.pow(Math.min(1, Math.abs(value)), 0.8);
  return mix(middle(), value < 0 ? LOW : HIGH, strength);
}

export function css(color, alpha = 1) {
  return `rgba(${color.map(Math.round).join(",")},${alpha})`;
}

export function classColor(index) {
  return CLASSES[index % CLASSES.length];
}

/** The colour of a class of two, from one over undecided to the other. */
export function pairColor(value) {
  return mix(middle(), pair()[value < 0 ? 0 : 1], Math.pow(Math.min(1, Math.abs(value)), 0.8));
}

let tables = { theme: "", sign: [], pair: [] };

/** The colours of bytes around 127.5. */
function tableOf(palette) {
  const theme = document.documentElement.dataset.theme;
  if (tables.theme !== theme) {
    const table = (color) => Array.from({ length: 256 }, (_, i) => color((i - 127.5) / 127.5).map(Math.round));
    tables = { theme, sign: table(diverging), pair: table(pairColor) };
  }
  return tables[palette];
}

/** Paints bytes on a canvas of as many pixels: around 127.5 by "sign" or "pair", or "classes" and how sure they are. */
export function paint(canvas, data, side, palette = "sign", strength = 1) {
  const context = canvas.getContext("2d");
  const image = context.createImageData(side, side);
  const base = middle();
  const classes = palette === "classes";
  const plain = classes ? [] : tableOf(palette);
  const colors = strength === 1 ? plain : plain.map((color) => mix(base, color, strength));
  for (let i = 0; i < side * side; i++) {
    const color = classes ? mix(base, classColor(data[i] >> 4), 0.05 + 0.5 * ((data[i] & 15) / 15)) : colors[data[i]];
    image.data[4 * i] = color[0];
    image.data[4 * i + 1] = color[1];
    image.data[4 * i + 2] = color[2];
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

/** The map of an input: its own value. */
export function paintInput(canvas, axis) {
  const data = new Uint8Array(400);
  for (let i = 0; i < 400; i++) {
    const across = axis === 0 ? (i % 20) / 19 : 1 - Math.floor(i / 20) / 19;
    data[i] = Math.round(255 * across);
  }
  paint(canvas, data, 20);
}

const small = document.createElement("canvas");
/** The points, which stay where they are while the surface changes. */
const marks = { canvas: document.createElement("canvas"), of: [] };

/** The decision surface with the points. */
export function drawSurface(canvas, description, picture, options) {
  const ratio = window.devicePixelRatio || 1;
  const size = canvas.clientWidth;
  if (!size) {
    return;
  }
  if (canvas.width !== Math.round(size * ratio)) {
    canvas.width = canvas.height = Math.round(size * ratio);
  }
  const context = canvas.getContext("2d");
  const side = picture.surfaceSide;
  const multi = description.task === "MULTICLASS";
  small.width = small.height = side;
  // Paler than the points, which shall stand out.
  const binary = description.task === "BINARY";
  paint(small, bytes(picture.surface), side, multi ? "classes" : binary ? "pair" : "sign", 0.55);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.imageSmoothingEnabled = !options.discrete;
  // Without a graphics card the best smoothing takes longer than all else; what moves needs less.
  context.imageSmoothingQuality = options.moving ? "low" : "high";
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
  const of = [description, options.watched, canvas.width, document.documentElement.dataset.theme, bold()];
  if (of.some((value, at) => value !== marks.of[at])) {
    marks.of = of;
    marks.canvas.width = marks.canvas.height = canvas.width;
    drawPoints(marks.canvas.getContext("2d"), description, options.watched, size);
  }
  context.drawImage(marks.canvas, 0, 0);
}

/** The points of the training rows, and those that are only watched. */
function drawPoints(context, description, watched, size) {
  const multi = description.task === "MULTICLASS";
  const binary = description.task === "BINARY";
  const ratio = context.canvas.width / size;
  const radius = 3.1 * bold() ** 0.6;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const [left, right, bottom, top] = description.range;
  const place = (point) => [((point[0] - left) / (right - left)) * size, ((top - point[1]) / (top - bottom)) * size];
  const draw = (points, square) => {
    for (const point of points) {
      const [x, y] = place(point);
      const color = multi
        ? classColor(point[2])
        : binary
          ? point[2] > 0.5
            ? pair()[1]
            : pair()[0]
          : diverging(point[2] / 2.2);
      context.beginPath();
      if (square) {
        context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
      } else {
        context.arc(x, y, radius, 0, 7);
      }
      context.fillStyle = css(color);
      context.fill();
      context.lineWidth = 1;
      context.strokeStyle = square ? "rgba(0,0,0,.85)" : "rgba(255,255,255,.9)";
      context.stroke();
    }
  };
  draw(description.points, false);
  if (watched) {
    draw(description.watched, true);
  }
}
