// Rewind: a slider over the steps of the run. What is drawn is what the network was then.
import { get } from "./api.js";
import { number } from "./dom.js";
import { problem, say, settled } from "./notices.js";
import { state } from "./state.js";

const $ = (id) => document.getElementById(id);
let wanted = -1;
let asking = false;
let redraw = () => {};

/** Prepares the slider. */
export function bindFilm(schedule) {
  redraw = schedule;
  $("rewind").addEventListener("input", (event) => rewind(Number(event.target.value)));
  $("rewind").addEventListener("change", () => say(told()));
  $("rewind-live").onclick = live;
}

/** Shows the present again. */
export function live() {
  wanted = -1;
  state.shown = null;
  redraw();
}

function rewind(step) {
  if (step >= state.frame.steps) {
    live();
    return;
  }
  wanted = step;
  ask();
}

async function ask() {
  if (asking) {
    return;
  }
  asking = true;
  try {
    while (wanted >= 0 && wanted !== state.shown?.wanted) {
      const step = wanted;
      const shown = await get("/api/rewind?step=" + step);
      if (wanted >= 0 && shown.run === state.frame.run) {
        state.shown = { ...shown, wanted: step };
        settled("rewind");
        redraw();
      }
    }
  } catch (error) {
    problem(error, "rewind");
  }
  asking = false;
}

function told() {
  const { shown, frame } = state;
  return shown
    ? `step ${shown.step.toLocaleString("en")} of ${frame.steps.toLocaleString("en")}, epoch ${number(shown.place)}`
    : "now";
}

/** Shows where the slider stands. */
export function drawFilm() {
  const { frame } = state;
  if (state.shown && state.shown.run !== frame.run) {
    state.shown = null;
    wanted = -1;
  }
  const slider = $("rewind");
  slider.max = Math.max(1, frame.steps);
  slider.disabled = frame.steps === 0;
  if (!state.shown && wanted < 0) {
    slider.value = frame.steps;
  }
  slider.setAttribute("aria-valuetext", told());
  $("rewind-at").textContent = state.shown ? told() : "";
  $("rewind-live").hidden = !state.shown;
  document.body.classList.toggle("rewound", Boolean(state.shown));
  document.body.dataset.shown = state.shown ? state.shown.step : "";
}
