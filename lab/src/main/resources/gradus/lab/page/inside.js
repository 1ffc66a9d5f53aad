// One step in slow motion: forward, loss, backward by the chain rule, update; every number with its formula.
import { el, number, select, svg } from "./dom.js";
import { draw as drawCurve } from "./activations.js";
import { get } from "./api.js";
import { moveDots, stopDots } from "./dots.js";
import { css, diverging } from "./surface.js";
import { state } from "./state.js";
import { beatsOf, lossText, lines } from "./formulas.js";

const STAGES = ["Forward", "Loss", "Backward", "Update"];
const PACE = 1600;
let row = -1;
let shown = 0;
let beat = 0;
let view = null;
let beats = [];
let chosen = { layer: 0, unit: 0, input: -1 };
let playing = false;
let timer = 0;
let parts = {};

/** Builds the panel. */
export async function buildInside(panel) {
  stop();
  const group = (label, ...children) => el("div", { class: "row", role: "group", "aria-label": label }, children);
  parts = {
    stages: STAGES.map((name, index) =>
      el("button", {
        type: "button",
        text: `${index + 1} ${name}`,
        onclick: () => {
          stop();
          go(beats.findIndex((one) => one.stage === index));
        },
      }),
    ),
    play: el("button", {
      type: "button",
      class: "plain",
      id: "inside-play",
      text: "Play",
      onclick: () => (playing ? stop() : start()),
    }),
    rows: el("span"),
    stale: el(
      "p",
      { class: "warning stale", role: "status", hidden: true },
      el("span"),
      el("button", { type: "button", class: "plain", text: "Show the next step of now", onclick: refresh }),
    ),
    say: el("p", { class: "beat", "aria-live": "polite" }),
    picture: svg("svg", {
      class: "step-picture",
      role: "group",
      "aria-label": "The network in this step; choose a unit to see its formulas",
    }),
    formula: el("div", { class: "formula" }),
  };
  panel.replaceChildren(
    group(
      "Step",
      el("div", { class: "segments", role: "group", "aria-label": "Part of the step" }, parts.stages),
      el("button", {
        type: "button",
        class: "plain",
        text: "‹",
        "aria-label": "Back",
        onclick: () => {
          stop();
          go(beat - 1);
        },
      }),
      parts.play,
      el("button", {
        type: "button",
        class: "plain",
        text: "›",
        "aria-label": "On",
        onclick: () => {
          stop();
          go(beat + 1);
        },
      }),
      parts.rows,
    ),
    parts.stale,
    parts.say,
    el("div", { class: "inside-body" }, parts.picture, parts.formula),
  );
  await refresh();
}

async function refresh() {
  try {
    const [run, made] = [state.frame.run, state.frame.steps];
    view = { ...(await get(row < 0 ? "/api/inside" : "/api/inside?row=" + row)), run, made };
  } catch (error) {
    parts.formula.replaceChildren(el("p", { class: "warning", text: error.message }));
    return;
  }
  shown = Math.min(shown, view.rows.length - 1);
  const last = view.layers.length - 1;
  chosen = { layer: Math.min(chosen.layer, last), unit: 0, input: -1 };
  beats = beatsOf(view.layers);
  choices();
  checkInside();
  go(Math.min(beat, beats.length - 1));
}

/** Says when the network has gone on since the step was taken apart. */
export function checkInside() {
  const stale = parts.stale;
  if (!stale?.isConnected || !view) {
    return;
  }
  const gone = state.frame.steps - view.made;
  stale.hidden = state.frame.run === view.run && gone === 0;
  stale.firstChild.textContent =
    state.frame.run === view.run
      ? `The network has made ${gone.toLocaleString("en")} steps since. `
      : "This is a step of another network. ";
}

/** Which rows are looked at. */
function choices() {
  const mode = select(
    [
      ["batch", "the next batch"],
      ["row", "one row"],
    ],
    row < 0 ? "batch" : "row",
    {
      "aria-label": "Learn from",
      onchange: (event) => {
        row = event.target.value === "batch" ? -1 : view.rows[shown];
        shown = 0;
        refresh();
      },
    },
  );
  const which =
    row < 0
      ? select(
          view.rows.map((number, index) => [index, `row ${number + 1}`]),
          shown,
          {
            "aria-label": "Row that is shown",
            onchange: (event) => {
              shown = Number(event.target.value);
              draw();
            },
          },
        )
      : el("button", {
          type: "button",
          class: "plain",
          text: "Another row",
          onclick: () => {
            row = view.rows[0] + 1;
            refresh();
          },
        });
  parts.rows.replaceChildren(
    el("label", { class: "inline" }, "Learn from ", mode),
    " ",
    row < 0 ? el("label", { class: "inline" }, `${view.batch} rows; show `, which) : which,
    " ",
    el("button", { type: "button", class: "plain", text: "Weights of now", onclick: refresh }),
  );
}

function go(to) {
  beat = Math.max(0, Math.min(beats.length - 1, to));
  const { layer } = beats[beat];
  chosen = { layer, unit: Math.min(chosen.unit, view.layers[layer].sums[0].length - 1), input: -1 };
  draw();
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function start() {
  playing = true;
  if (beat === beats.length - 1) {
    beat = -1;
  }
  const next = () => {
    go(beat + 1);
    if (!calm()) {
      moveDots(parts.picture, beats[beat], 0.7 * PACE);
    }
    timer = beat < beats.length - 1 ? setTimeout(next, PACE) : setTimeout(stop, PACE);
  };
  next();
}

function stop() {
  playing = false;
  clearTimeout(timer);
  stopDots();
  if (parts.play) {
    label();
  }
}

function label() {
  parts.play.textContent = playing ? "❚❚ Stop" : "▶ Slow motion";
}

const LEFT = 76;
const ACROSS = 156;
const DOWN = 42;
const HALF = [36, 16];

function place(column, unit, count) {
  const most = Math.max(...view.layers.map((layer) => layer.sums[0].length), view.layers[0].incoming[0].length);
  return [LEFT + column * ACROSS, 26 + ((most - count) / 2 + unit) * DOWN];
}

function draw() {
  if (!view) {
    return;
  }
  const { stage, layer: active, text } = beats[beat];
  parts.stages.forEach((button, index) => button.setAttribute("aria-pressed", String(index === stage)));
  parts.say.textContent = text;
  label();
  const inputs = view.layers[0].incoming[shown];
  const most = Math.max(...view.layers.map((layer) => layer.sums[0].length), inputs.length);
  const width = LEFT + view.layers.length * ACROSS + (stage >= 1 ? 130 : 45);
  parts.picture.setAttribute("viewBox", `0 0 ${width} ${most * DOWN + 12}`);
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
        { class: stage === 1 ? "node active" : "node" },
        svg("rect", { x: x + 52, y: y - 20, width: 74, height: 40, rx: 8 }),
        text2(x + 89, y - 4, "loss"),
        text2(x + 89, y + 12, number(view.losses[shown])),
      ),
    );
  }
  parts.picture.replaceChildren(...edges.filter(Boolean), ...nodes);
  formula();
}

function text2(x, y, content) {
  const text = svg("text", { x, y, "text-anchor": "middle" });
  text.textContent = content;
  return text;
}

function node(column, unit, count, value, name, strength, active) {
  const [x, y] = place(column, unit, count);
  const layer = column - 1;
  const picked = layer === chosen.layer && unit === chosen.unit;
  const choose = () => {
    stop();
    chosen = { layer, unit, input: -1 };
    draw();
  };
  const shape = svg("g", {
    class: `node${active ? " active" : ""}${picked ? " picked" : ""}`,
    ...(layer >= 0
      ? {
          tabindex: 0,
          role: "button",
          "aria-pressed": String(picked),
          "aria-label": `${name}: ${value}`,
          onclick: choose,
          onpointerenter: () => {
            if (!playing && (chosen.layer !== layer || chosen.unit !== unit)) {
              choose();
            }
          },
          onkeydown: (event) => {
            if (event.key === "Enter" || event.key === " ") {
              event.preventDefault();
              event.stopPropagation();
              choose();
              parts.picture.querySelector(".picked")?.focus();
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
  const count = layer.sums[shown].length;
  const from = place(index, input, layer.weights.length);
  const to = place(index + 1, unit, count);
  const gradient = layer.gradients[input][unit];
  const value = stage === 2 ? gradient : stage === 3 ? layer.after[input][unit] - weight : weight;
  const scale =
    stage < 2
      ? 2
      : Math.max(1e-9, ...layer.gradients.flat().map(Math.abs), 0) * (stage === 3 ? 0 : 1) ||
        Math.max(
          1e-9,
          ...layer.after.flatMap((row, i) => row.map((after, j) => Math.abs(after - layer.weights[i][j]))),
        );
  const size = Math.min(1, Math.abs(value) / scale);
  const mine = index === chosen.layer && unit === chosen.unit;
  const live = stage === 1 ? false : index === active;
  const line = svg("line", {
    x1: from[0] + HALF[0],
    y1: from[1],
    x2: to[0] - HALF[0],
    y2: to[1],
    class: "edge",
    data: { layer: index },
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

/** The formulas of the unit that was chosen, with its numbers. */
function formula() {
  const { stage } = beats[beat];
  const { layer, unit } = chosen;
  const title = stage === 1 ? "Loss" : `${view.layers[layer].title}, unit ${unit + 1}`;
  const content = stage === 1 ? lossText(view, shown) : lines(view, shown, layer, unit, stage);
  const curve = el("figure", { class: "activation-plot" });
  const at = view.layers[layer];
  const slope = at.slopes[shown]?.[unit];
  if ((stage === 0 || stage === 2) && slope !== undefined) {
    const z = (at.normalized[shown] ?? at.sums[shown])[unit];
    drawCurve(curve, at.activation, { z, a: at.outputs[shown][unit], slope });
  }
  parts.formula.replaceChildren(
    el("h3", { text: title }),
    ...content.map(([line, why]) =>
      el("div", { class: "line" }, el("code", { text: line }), why ? el("small", { class: "quiet", text: why }) : null),
    ),
    curve,
  );
}
