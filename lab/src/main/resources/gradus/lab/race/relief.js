// A surface of two parameters as a map with contours, or in perspective, with paths on it.
import { prepare } from "./canvas.js";

/** Heights as they are painted: fine near the lowest, coarse far above, from 0 to 1. */
export class Relief {
  constructor(view) {
    this.view = view;
    const finite = view.heights.filter((h) => h < 3e38).sort((a, b) => a - b);
    this.low = Math.min(view.minimum ?? Infinity, finite[0]);
    const tenth = finite[Math.floor(finite.length * 0.12)];
    this.scale = Math.max(tenth - this.low, 1e-9);
    this.top = Math.log1p((finite.at(-1) - this.low) / this.scale);
    this.shades = Float32Array.from(view.heights, (h) => this.shade(h));
  }

  shade(height) {
    const value = Math.log1p(Math.max(0, height - this.low) / this.scale) / this.top;
    return Number.isFinite(value) ? Math.min(1.15, value) : 1.15;
  }

  /** The height of a place, between the nodes of the grid. */
  at(x, y) {
    const [left, right, bottom, top] = this.view.range;
    const side = this.view.side;
    const column = Math.min(side - 1.001, Math.max(0, ((x - left) / (right - left)) * (side - 1)));
    const row = Math.min(side - 1.001, Math.max(0, ((top - y) / (top - bottom)) * (side - 1)));
    const i = Math.floor(row) * side + Math.floor(column);
    const u = column % 1;
    const v = row % 1;
    const s = this.shades;
    return (s[i] * (1 - u) + s[i + 1] * u) * (1 - v) + (s[i + side] * (1 - u) + s[i + side + 1] * u) * v;
  }
}

const dark = () => document.documentElement.dataset.theme === "dark";

/** From the valley to the top: one hue, so that it reads without colours too. */
function ramp(value) {
  const v = Math.min(1, Math.max(0, value));
  const stops = dark()
    ? [
        [16, 38, 58],
        [33, 62, 84],
        [58, 88, 107],
        [88, 112, 126],
        [112, 130, 140],
      ]
    : [
        [178, 206, 228],
        [205, 222, 236],
        [226, 235, 242],
        [241, 244, 245],
        [252, 252, 250],
      ];
  const at = v * (stops.length - 1);
  const i = Math.min(stops.length - 2, Math.floor(at));
  return stops[i].map((low, c) => Math.round(low + (stops[i + 1][c] - low) * (at - i)));
}

const css = (color) => `rgb(${color.join(",")})`;

const LEVELS = 22;

/** Pieces of the lines of equal height, in nodes of the grid. */
function contours(relief) {
  const side = relief.view.side;
  const s = relief.shades;
  const pieces = [];
  for (let level = 1; level < LEVELS; level++) {
    const h = level / LEVELS;
    for (let row = 0; row < side - 1; row++) {
      for (let column = 0; column < side - 1; column++) {
        const i = row * side + column;
        const corners = [s[i], s[i + 1], s[i + side + 1], s[i + side]];
        const cuts = [];
        for (let edge = 0; edge < 4; edge++) {
          const a = corners[edge];
          const b = corners[(edge + 1) % 4];
          if (a < h !== b < h) {
            const t = (h - a) / (b - a);
            cuts.push(
              [
                [column + t, row],
                [column + 1, row + t],
                [column + 1 - t, row + 1],
                [column, row + 1 - t],
              ][edge],
            );
          }
        }
        for (let cut = 0; cut + 1 < cuts.length; cut += 2) {
          pieces.push([cuts[cut], cuts[cut + 1], level]);
        }
      }
    }
  }
  return pieces;
}

/** The map: where a place of the surface is on the canvas, and back. */
export function drawMap(canvas, relief) {
  const { context, width, height } = prepare(canvas);
  const [left, right, bottom, top] = relief.view.range;
  const edge = Math.min(width, height) - 30;
  const x0 = (width - edge) / 2 + 6;
  const y0 = (height - edge) / 2 - 6;
  const side = relief.view.side;
  const image = new ImageData(side, side);
  for (let i = 0; i < side * side; i++) {
    image.data.set([...ramp(relief.shades[i]), 255], 4 * i);
  }
  const small = document.createElement("canvas");
  small.width = small.height = side;
  small.getContext("2d").putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(small, 0.5, 0.5, side - 1, side - 1, x0, y0, edge, edge);
  relief.pieces ??= contours(relief);
  const unit = edge / (side - 1);
  for (const strong of [false, true]) {
    context.beginPath();
    for (const [a, b, level] of relief.pieces) {
      if ((level % 4 === 0) === strong) {
        context.moveTo(x0 + a[0] * unit, y0 + a[1] * unit);
        context.lineTo(x0 + b[0] * unit, y0 + b[1] * unit);
      }
    }
    context.strokeStyle = dark() ? "rgba(220,235,250,.22)" : "rgba(30,60,95,.22)";
    context.lineWidth = strong ? 1.3 : 0.6;
    context.stroke();
  }
  axes(context, relief.view.range, x0, y0, edge);
  const place = (x, y) => [x0 + ((x - left) / (right - left)) * edge, y0 + ((top - y) / (top - bottom)) * edge];
  const back = (px, py) => [left + ((px - x0) / edge) * (right - left), top - ((py - y0) / edge) * (top - bottom)];
  context.save();
  context.beginPath();
  context.rect(x0, y0, edge, edge);
  context.clip();
  return { context, place, back, done: () => context.restore() };
}

function axes(context, [left, right, bottom, top], x0, y0, edge) {
  const ink = getComputedStyle(document.documentElement).getPropertyValue("--ink-2");
  context.fillStyle = ink;
  context.font = "11px system-ui";
  context.textAlign = "center";
  for (let k = 0; k <= 4; k++) {
    const x = left + ((right - left) * k) / 4;
    context.fillText(String(Number(x.toFixed(2))), x0 + (edge * k) / 4, y0 + edge + 14);
  }
  context.textAlign = "right";
  for (let k = 0; k <= 4; k++) {
    const y = bottom + ((top - bottom) * k) / 4;
    context.fillText(String(Number(y.toFixed(2))), x0 - 4, y0 + edge - (edge * k) / 4 + 4);
  }
  context.textAlign = "center";
  context.fillText("x", x0 + edge / 2 + edge / 8, y0 + edge + 14);
  context.fillText("y", x0 - 12, y0 + edge / 2 - edge / 8);
}

const MESH = 50;

/** In perspective, seen from an angle. Places are lifted to their height. */
export function drawPerspective(canvas, relief, camera) {
  const { context, width, height } = prepare(canvas);
  const [left, right, bottom, top] = relief.view.range;
  const sin = Math.sin(camera.turn);
  const cos = Math.cos(camera.turn);
  const tiltSin = Math.sin(camera.tilt);
  const tiltCos = Math.cos(camera.tilt);
  const scale = Math.min(width * 0.74, height * 0.94);
  const project = (u, v, h) => {
    const x = (u - 0.5) * cos - (v - 0.5) * sin;
    const depth = (u - 0.5) * sin + (v - 0.5) * cos;
    const lift = (h - 0.45) * 0.6;
    const far = 3.2 + depth * tiltCos - lift * tiltSin;
    const up = lift * tiltCos + depth * tiltSin;
    const factor = (scale * 3.2) / far;
    return [width / 2 + x * factor, height * 0.47 - up * factor, far];
  };
  const nodes = [];
  for (let row = 0; row <= MESH; row++) {
    for (let column = 0; column <= MESH; column++) {
      const u = column / MESH;
      const v = row / MESH;
      const h = Math.min(1, relief.at(left + u * (right - left), bottom + v * (top - bottom)));
      nodes.push([...project(u, v, h), h]);
    }
  }
  /** @type {any[]} */
  const quads = [];
  for (let row = 0; row < MESH; row++) {
    for (let column = 0; column < MESH; column++) {
      const i = row * (MESH + 1) + column;
      const corners = [nodes[i], nodes[i + 1], nodes[i + MESH + 2], nodes[i + MESH + 1]];
      quads.push([corners.reduce((sum, c) => sum + c[2], 0), corners]);
    }
  }
  quads.sort((a, b) => b[0] - a[0]);
  const mesh = dark() ? "rgba(210,230,250,.16)" : "rgba(30,60,95,.16)";
  context.lineWidth = 0.6;
  for (const [, corners] of quads) {
    context.beginPath();
    corners.forEach((c, k) => (k ? context.lineTo(c[0], c[1]) : context.moveTo(c[0], c[1])));
    context.closePath();
    const h = corners.reduce((sum, c) => sum + c[3], 0) / 4;
    // Slopes to the right are a little darker, as if the light came from the left.
    const slope = corners[1][3] - corners[0][3];
    const shaded = ramp(h).map((c) => Math.max(0, Math.min(255, Math.round(c * (1 - 1.6 * slope)))));
    context.fillStyle = css(shaded);
    context.strokeStyle = mesh;
    context.fill();
    context.stroke();
  }
  const place = (x, y) => {
    const u = Math.min(1.05, Math.max(-0.05, (x - left) / (right - left)));
    const v = Math.min(1.05, Math.max(-0.05, (y - bottom) / (top - bottom)));
    return project(u, v, Math.min(1, relief.at(x, y)) + 0.006).slice(0, 2);
  };
  return { context, place, back: null, done: () => {} };
}
