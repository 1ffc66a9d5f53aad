// Links between neurons: their colour is the sign of a weight, their width its size.
import { bold } from "./stage.js";
import { css, diverging } from "./surface.js";

/** With more links than this between two columns, faint ones are left out. */
const MANY = 400;
let places = [];
let origin = { left: 0, top: 0 };
let area = null;

/** Finds where neurons are. */
export function layWires(canvas, parent, neurons) {
  area = parent;
  canvas.style.width = canvas.style.height = "0";
  const ratio = window.devicePixelRatio || 1;
  const width = parent.scrollWidth;
  const height = parent.scrollHeight;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  canvas.style.width = width + "px";
  canvas.style.height = height + "px";
  const box = parent.getBoundingClientRect();
  origin = { left: box.left - parent.scrollLeft, top: box.top - parent.scrollTop };
  places = neurons.map((column) =>
    column.map((neuron) => {
      const place = neuron.getBoundingClientRect();
      return {
        left: place.left - origin.left,
        right: place.right - origin.left,
        y: (place.top + place.bottom) / 2 - origin.top,
      };
    }),
  );
}

/** Draws the links of a picture; those of the neuron that is pointed at stand out. */
export function drawWires(canvas, picture, pointed, flow = null) {
  const context = canvas.getContext("2d");
  const ratio = window.devicePixelRatio || 1;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  eachLink(picture, pointed, (left, from, right, to, color, width, alpha) => {
    context.globalAlpha = alpha;
    context.lineWidth = bold() * width;
    context.strokeStyle = color;
    const middle = (left + right) / 2;
    context.beginPath();
    context.moveTo(left, from);
    context.bezierCurveTo(middle, from, middle, to, right, to);
    context.stroke();
  });
  context.globalAlpha = 1;
  if (flow) {
    drawFlow(context, picture, flow);
  }
}

/** What travels along the links of a layer in a step: forward what units say, back how the loss changes with it. */
function drawFlow(context, picture, { layer: moving, along, back }) {
  const style = getComputedStyle(document.documentElement);
  context.fillStyle = style.getPropertyValue(back ? "--bad" : "--ink");
  const x = 1.5 * along * (1 - along) + along ** 3;
  const y = 3 * along ** 2 - 2 * along ** 3;
  eachLink(picture, null, (left, from, right, to, color, width, alpha, layer) => {
    if (layer === moving && alpha > 0.3) {
      context.beginPath();
      context.arc(left + x * (right - left), from + y * (to - from), bold() * (1.5 + 0.6 * width), 0, 7);
      context.fill();
    }
  });
}

/** Does something with every link that is shown: where it begins and ends, its colour, width and strength. */
export function eachLink(picture, pointed, act) {
  const colors = [css(diverging(-0.9)), css(diverging(0.9))];
  for (let layer = 0; layer + 1 < places.length; layer++) {
    const from = places[layer];
    const to = places[layer + 1];
    const many = from.length * to.length > MANY;
    const weights = picture.layers[layer]?.weights ?? [];
    let largest = 2.5;
    if (many) {
      largest = 1e-6;
      weights.forEach((row) =>
        row.forEach((value) => {
          largest = Math.max(largest, Math.abs(value));
        }),
      );
    }
    for (let i = 0; i < from.length; i++) {
      for (let j = 0; j < to.length; j++) {
        const value = weights[i]?.[j];
        if (value === undefined) {
          continue;
        }
        const size = Math.min(1, Math.abs(value) / largest);
        const near =
          pointed && ((pointed[0] === layer + 1 && pointed[1] === j) || (pointed[0] === layer && pointed[1] === i));
        if (many && size < 0.35 && !near) {
          continue;
        }
        const alpha = pointed && !near ? 0.06 : many && !near ? 0.55 * size : 0.15 + 0.8 * Math.sqrt(size);
        act(
          from[i].right,
          from[i].y,
          to[j].left,
          to[j].y,
          colors[value < 0 ? 0 : 1],
          many ? 0.4 + 2.4 * size : 0.5 + 4.5 * size,
          alpha,
          layer,
        );
      }
    }
  }
}

/** The link nearest to the pointer, or null. */
export function wireAt(event) {
  const box = area.getBoundingClientRect();
  const x = event.clientX - box.left + area.scrollLeft;
  const y = event.clientY - box.top + area.scrollTop;
  let best = null;
  let least = 6;
  for (let layer = 0; layer + 1 < places.length; layer++) {
    for (let i = 0; i < places[layer].length; i++) {
      for (let j = 0; j < places[layer + 1].length; j++) {
        const from = places[layer][i];
        const to = places[layer + 1][j];
        if (x < from.right || x > to.left) {
          continue;
        }
        const distance = Math.abs(height(from, to, (x - from.right) / (to.left - from.right)) - y);
        if (distance < least) {
          least = distance;
          best = { layer, i, j };
        }
      }
    }
  }
  return best;
}

/** How high a link is at a share of its way across. */
function height(from, to, share) {
  let low = 0;
  let high = 1;
  for (let k = 0; k < 12; k++) {
    const t = (low + high) / 2;
    // Both control points are in the middle: x = 1.5 t (1 - t) + t³.
    const x = 1.5 * t * (1 - t) + t * t * t;
    if (x < share) {
      low = t;
    } else {
      high = t;
    }
  }
  return from.y + (to.y - from.y) * (3 * low * low - 2 * low * low * low);
}
