// The network in a part of a step: units with their numbers, links with weights, gradients or what the update makes.
import { number, svg } from "./dom.js";
import { css, diverging } from "./surface.js";

const LEFT = 76;
const ACROSS = 132;
const DOWN = 42;
const HALF = [36, 16];
/** A picture of many layers is not drawn smaller than this; one scrolls. */
const SMALLEST = 0.66;

/** What is drawn. */
let looked = null;

function place(column, unit, count) {
  const { view } = looked;
  const most = Math.max(...view.layers.map((layer) => layer.sums[0].length), view.layers[0].incoming[0].length);
  return [LEFT + column * ACROSS, 26 + ((most - count) / 2 + unit) * DOWN];
}

/**
 * Draws a part of a step.
 *
 * @param {SVGElement} picture
 * @param what the step, the row that is shown, the part of the step, the unit that is chosen, and what happens when
 *     another one is chosen or passed by the pointer
 */
export function drawStep(picture, what) {
  looked = what;
  const { view, shown } = what;
  const { stage, layer: active } = what.beat;
  const inputs = view.layers[0].incoming[shown];
  const most = Math.max(...view.layers.map((layer) => layer.sums[0].length), inputs.length);
  const width = LEFT + view.layers.length * ACROSS + (stage >= 1 ? 120 : 40);
  picture.setAttribute("viewBox", `0 0 ${width} ${most * DOWN + 12}`);
  picture.style.minWidth = SMALLEST * width + "px";
  const edges = [];
  const nodes = [];
  inputs.forEach((value, unit) =>
    nodes.push(node(0, unit, inputs.length, number(value), view.names[unit] ?? "x" + (unit + 1), value, false)),
  );
  view.layers.forEach((layer, index) => {
    const reached = stage > 0 || index <= active;
    const back = stage === 2 && index >= active;
    layer.sums[shown].forEach((_, unit) => {
      layer.weights.forEach((from, input) => edges.push(edge(index, input, unit, from[unit], layer, stage, active)));
      const value = back || stage === 3 ? layer.deltas[shown][unit] : layer.outputs[shown][unit];
      const title = stage === 3 ? "" : reached ? `${back ? "δ " : ""}${number(value)}` : "?";
      nodes.push(
        node(
          index + 1,
          unit,
          layer.sums[shown].length,
          stage === 3 ? number(layer.outputs[shown][unit]) : title,
          `${layer.title} ${unit + 1}`,
          reached ? (back ? Math.sign(value) * Math.min(1, Math.abs(value) * 3) : value) : 0,
          index === active && stage !== 1,
        ),
      );
    });
  });
  if (stage >= 1) {
    const [x, y] = place(view.layers.length, 0, 1);
    nodes.push(
      svg(
        "g",
        { class: stage === 1 ? "node active" : "node", data: { key: "loss" } },
        svg("rect", { x: x + 44, y: y - 20, width: 74, height: 40, rx: 8 }),
        text2(x + 81, y - 4, "loss"),
        text2(x + 81, y + 12, number(view.losses[shown])),
      ),
    );
  }
  picture.replaceChildren(...edges.filter(Boolean), ...nodes);
  // The layer of this part in the middle, where there are more than fit.
  const box = picture.parentElement;
  const scale = Math.min(picture.clientWidth / width, picture.clientHeight / (most * DOWN + 12));
  const left = (picture.clientWidth - scale * width) / 2;
  box.scrollLeft = left + scale * place(active + 0.5, 0, 1)[0] - box.clientWidth / 2;
}

function text2(x, y, content) {
  const text = svg("text", { x, y, "text-anchor": "middle" });
  text.textContent = content;
  return text;
}

function node(column, unit, count, value, name, strength, active) {
  const [x, y] = place(column, unit, count);
  const layer = column - 1;
  const key = `n${column}-${unit}`;
  const { chosen, choose, passing } = looked;
  const picked = layer === chosen.layer && unit === chosen.unit;
  const shape = svg("g", {
    class: `node${active ? " active" : ""}${picked ? " picked" : ""}`,
    data: { key },
    ...(layer >= 0
      ? {
          tabindex: 0,
          role: "button",
          "aria-pressed": String(picked),
          "aria-label": `${name}: ${value}`,
          onclick: () => choose(layer, unit),
          onpointerenter: () => passing(layer, unit, key),
          onkeydown: (event) => {
            if (event.key === "Enter" || event.key === " ") {
              event.preventDefault();
              event.stopPropagation();
              choose(layer, unit, true);
            }
          },
        }
      : {}),
  });
  const box = svg("rect", { x: x - HALF[0], y: y - HALF[1], width: 2 * HALF[0], height: 2 * HALF[1], rx: 8 });
  box.style.fill = css(diverging(Math.tanh(strength)), 0.55);
  shape.append(box, text2(x, y + 4, value));
  if (column === 0) {
    const label = svg("text", { x: x - HALF[0] - 5, y: y + 4, "text-anchor": "end", class: "faint" });
    label.textContent = name.length > 5 ? name.slice(0, 5) + "…" : name;
    shape.append(label);
  }
  return shape;
}

function edge(index, input, unit, weight, layer, stage, active) {
  const { chosen, shown } = looked;
  const count = layer.sums[shown].length;
  const from = place(index, input, layer.weights.length);
  const to = place(index + 1, unit, count);
  const gradient = layer.gradients[input][unit];
  const value = stage === 2 ? gradient : stage === 3 ? layer.after[input][unit] - layer.start[input][unit] : weight;
  const scale =
    stage < 2
      ? 2
      : Math.max(1e-9, ...layer.gradients.flat().map(Math.abs), 0) * (stage === 3 ? 0 : 1) ||
        Math.max(1e-9, ...layer.after.flatMap((row, i) => row.map((after, j) => Math.abs(after - layer.start[i][j]))));
  const size = Math.min(1, Math.abs(value) / scale);
  const mine = index === chosen.layer && unit === chosen.unit;
  const live = stage === 1 ? false : index === active;
  const line = svg("line", {
    x1: from[0] + HALF[0],
    y1: from[1],
    x2: to[0] - HALF[0],
    y2: to[1],
    class: "edge",
    data: { layer: index, key: `e${index}-${input}-${unit}` },
  });
  line.style.stroke = css(diverging(value < 0 ? -1 : 1));
  line.style.strokeWidth = 0.6 + 3.4 * size;
  line.style.opacity = live || mine ? 0.35 + 0.6 * size : 0.16;
  if (!mine || stage === 1 || (stage === 0 && index > active)) {
    return line;
  }
  // The numbers stand on the links of the unit that was chosen, where they do not lie over each other.
  const share = 0.06;
  const text = svg("text", {
    x: from[0] + HALF[0] + share * (to[0] - from[0] - 2 * HALF[0]),
    y: from[1] + share * (to[1] - from[1]) + 4,
    class: "on-edge",
    "text-anchor": "start",
  });
  text.textContent =
    stage === 2 ? "∂ " + number(gradient) : stage === 3 ? "→ " + number(layer.after[input][unit]) : number(weight);
  return svg("g", {}, line, text);
}
