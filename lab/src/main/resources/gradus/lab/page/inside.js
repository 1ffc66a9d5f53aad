// One step in slow motion: forward, loss, backward by the chain rule, update; every number with its formula.
import { el, select, svg } from "./dom.js";
import { draw as drawCurve } from "./activations.js";
import { get } from "./api.js";
import { moveDots, stopDots } from "./dots.js";
import { bindLight } from "./light.js";
import { state } from "./state.js";
import { beatsOf, lineOf, lossText, lines } from "./formulas.js";
import { statisticsTable } from "./statistics.js";
import { drawStep } from "./step-picture.js";

const STAGES = ["Forward", "Loss", "Backward", "Update"];
const PACE = 1600;
let row = -1;
let shown = 0;
let beat = 0;
let view = null;
let beats = [];
let chosen = { layer: 0, unit: 0 };
/** The parts of the picture that the formulas speak of. */
let known = new Set();
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
    numbers: el("div"),
    formula: el("div", { class: "formula" }),
  };
  parts.body = el(
    "div",
    { class: "inside-picture" },
    el(
      "div",
      { class: "step-scroll", tabindex: 0, role: "region", "aria-label": "Picture of the step" },
      parts.picture,
    ),
    parts.numbers,
  );
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
    el("div", { class: "inside-body" }, parts.body, parts.formula),
  );
  await refresh();
}

async function refresh() {
  try {
    const { run, steps: made, revision } = state.frame;
    view = { ...(await get(row < 0 ? "/api/inside" : "/api/inside?row=" + row)), run, made, revision };
  } catch (error) {
    parts.formula.replaceChildren(el("p", { class: "warning", text: error.message }));
    return;
  }
  shown = Math.min(shown, view.rows.length - 1);
  const last = view.layers.length - 1;
  chosen = { layer: Math.min(chosen.layer, last), unit: 0 };
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
  const why = aged();
  stale.hidden = !why;
  stale.firstChild.textContent = why;
}

/** Why the step is not the next one of what the page shows; empty while it is. */
function aged() {
  const { run, steps, revision } = state.frame;
  if (run !== view.run) {
    return "This is a step of another network. ";
  }
  if (steps !== view.made) {
    return `The network has made ${(steps - view.made).toLocaleString("en")} steps since. `;
  }
  if (revision !== view.revision) {
    return "Weights or settings were changed since. ";
  }
  return state.shown
    ? `The page shows step ${state.shown.step.toLocaleString("en")}; this is the next step of now. `
    : "";
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
  chosen = { layer, unit: Math.min(chosen.unit, view.layers[layer].sums[0].length - 1) };
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

/** Draws the part of the step that is looked at, with its formulas. */
function draw() {
  if (!view) {
    return;
  }
  const { stage, layer, text } = beats[beat];
  parts.stages.forEach((button, index) => button.setAttribute("aria-pressed", String(index === stage)));
  parts.say.textContent = text;
  label();
  drawStep(parts.picture, { view, shown, beat: beats[beat], chosen, choose, passing });
  const { statistics } = view.layers[layer];
  parts.numbers.replaceChildren(
    ...(statistics && stage !== 1 ? [statisticsTable(view.layers[layer], layer, chosen.unit, stage)] : []),
  );
  formula();
  known = bindLight(parts.formula, parts.body, view, chosen);
}

/** A unit's formulas take the place of those before. */
function choose(layer, unit, focus = false) {
  stop();
  chosen = { layer, unit };
  draw();
  if (focus) {
    parts.picture.querySelector(".picked")?.focus();
  }
}

/** The pointer passes a unit: one that the formulas speak of lights up, another one takes their place. */
function passing(layer, unit, key) {
  if (!playing && !known.has(key)) {
    choose(layer, unit);
  }
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
  parts.formula.replaceChildren(el("h3", { text: title }), ...content.map(lineOf), curve);
}
