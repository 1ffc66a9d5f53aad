// The panel below: why, layers, runs, take away.
import { el, keepFocus, number, words } from "./dom.js";
import { get, post, remove } from "./api.js";
import { buildInside } from "./inside.js";
import { drawLayers } from "./layers.js";
import { verdicts } from "./verdicts.js";
import { differences, state } from "./state.js";
import { drawCurves } from "./charts.js";

const TABS = [["why", "Diagnosis"], ["layers", "Layers"], ["inside", "Inside a step"], ["runs", "Runs"], ["take", "Take away"]];
let chosen = "why";
let drawn = "";
let callbacks = {};

/** Builds the tabs. */
export function buildTabs(given) {
  callbacks = given;
  const list = document.getElementById("tabs");
  const tabs = TABS.map(([key, label]) => el("button", { type: "button", role: "tab", id: "tab-" + key, "aria-controls": "panel", text: label, onclick: () => choose(key) }));
  list.replaceChildren(...tabs);
  list.addEventListener("keydown", (event) => {
    const at = TABS.findIndex(([key]) => key === chosen);
    const to = event.key === "ArrowRight" ? at + 1 : event.key === "ArrowLeft" ? at - 1 : -1;
    if (TABS[to]) {
      choose(TABS[to][0]);
      document.getElementById("tab-" + TABS[to][0]).focus();
    }
  });
  choose(chosen);
}

function choose(key) {
  chosen = key;
  drawn = "";
  TABS.forEach(([name]) => {
    const tab = document.getElementById("tab-" + name);
    tab.setAttribute("aria-selected", String(name === key));
    tab.tabIndex = name === key ? 0 : -1;
  });
  document.getElementById("panel").setAttribute("aria-labelledby", "tab-" + key);
  callbacks.wide?.(key === "inside");
  if (key === "inside") {
    buildInside(document.getElementById("panel"));
  } else {
    drawPanel();
  }
}

/** Shows what the newest frame says, if it says something else than before. */
export function drawPanel() {
  if (!state.frame || !state.description) {
    return;
  }
  const panel = document.getElementById("panel");
  const badge = state.frame.verdicts.filter((verdict) => verdict.tone === "bad").length;
  const why = document.getElementById("tab-why");
  const label = badge ? `Diagnosis (${badge})` : "Diagnosis";
  if (why.textContent !== label) {
    why.textContent = label;
  }
  if (chosen === "why") {
    once(JSON.stringify([state.frame.verdicts, state.frame.state === "new"]), () => panel.replaceChildren(...verdicts({ fix: callbacks.fix, showTab: choose })));
  } else if (chosen === "layers") {
    drawLayers(panel, drawPanel);
  } else if (chosen === "runs") {
    once(JSON.stringify([state.frame.runs.map((run) => [run.id, run.name, run.state, run.current, run.current ? 0 : run.epoch]), [...state.overlays.keys()]]), () => panel.replaceChildren(...runs()));
  } else if (chosen === "take") {
    once(String(state.frame.run), () => panel.replaceChildren(take()));
  }
}

function once(key, draw) {
  if (key !== drawn) {
    drawn = key;
    const giveBack = keepFocus();
    draw();
    giveBack();
  }
}

function runs() {
  const list = state.frame.runs.slice().reverse();
  const table = el("table", { class: "runs" },
    el("thead", {}, el("tr", {}, ["Overlay", "Run", "Epochs", "Loss", "Validation", "Weights", "Use"].map((head) => el("th", { text: head, scope: "col" })))),
    el("tbody", {}, list.map((run) =>
      el("tr", { class: run.current ? "current" : "" },
        el("td", {}, run.current ? "" : el("input", { type: "checkbox", checked: state.overlays.has(run.id), "aria-label": `Lay run ${run.id} over`, onchange: (event) => overlay(run.id, event.target.checked) })),
        el("td", {}, el("input", { class: "name", value: run.name, "aria-label": `Name of run ${run.id}`, onchange: (event) => post(`/api/runs/${run.id}/name`, { name: event.target.value }).catch(callbacks.problem) })),
        el("td", { text: run.current ? "now" : run.epoch }),
        el("td", { text: run.current ? "" : number(run.loss) }),
        el("td", { text: run.current ? "" : `${number(run.watched)} ${run.metric === "loss" ? "" : words(run.metric)}` }),
        el("td", {}, el("code", { text: run.sha256 })),
        el("td", {}, !run.current && el("div", { class: "row" },
          el("button", { type: "button", class: "plain", text: "Settings", title: "Make these the settings", onclick: () => adopt(run.id) }),
          el("button", { type: "button", class: "plain", text: "Delete", "aria-label": `Delete run ${run.id}`, onclick: () => { state.overlays.delete(run.id); remove(`/api/runs/${run.id}`).then(drawCurves, callbacks.problem); } })))))));
  return [table, ...comparisons()];
}

async function adopt(id) {
  try {
    callbacks.adopt((await get(`/api/runs/${id}/curves`)).settings);
  } catch (error) {
    callbacks.problem(error);
  }
}

async function overlay(id, wanted) {
  if (wanted) {
    state.overlays.set(id, await get(`/api/runs/${id}/curves`));
  } else {
    state.overlays.delete(id);
  }
  drawCurves();
  drawPanel();
}

function comparisons() {
  return [...state.overlays.values()].map((run) => {
    const found = differences(state.settings, run.settings);
    return el("div", { class: "difference" },
      el("h3", { text: `This run and #${run.id} ${run.name}` }),
      found.length === 0
        ? el("p", { text: "have the same settings, so they must be the same to the last bit." })
        : el("table", {}, el("tbody", {}, found.map(([path, one, other]) => el("tr", {}, el("th", { scope: "row", text: path }), el("td", { text: JSON.stringify(one) }), el("td", { text: JSON.stringify(other) }))))));
  });
}

function take() {
  const base = `/api/runs/${state.frame.run}/`;
  const link = (text, path, why) => el("article", { class: "step" }, el("h3", {}, el("a", { href: base + path, download: "", text })), el("p", { class: "quiet", text: why }));
  return el("div", { class: "inside" },
    link("Java program", "java", "Compiles against Gradus, makes the same run, and prints the same hash. At the end of an epoch."),
    link("Keras code", "keras-code", "The same network and training, in Python."),
    link("Model (.keras)", "model", "Network, weights and optimizer; Keras opens it."),
    link("Curves (CSV)", "history", "A line an epoch."),
    el("article", { class: "step" }, el("h3", {}, el("button", { type: "button", class: "plain", text: "Picture of the curves (PNG)", onclick: picture })), el("p", { class: "quiet", text: "As they are shown." })),
    el("article", { class: "step" }, el("h3", { text: "A link to this run" }), el("p", { class: "quiet", text: "Press Share above: the link holds all settings and the hash of the weights." }),
      el("label", {}, "Open a link ", el("input", { placeholder: "paste it here", "aria-label": "Open a link", onchange: (event) => callbacks.open(event.target.value) }))));
}

function picture() {
  const sources = [...document.querySelectorAll("#curves canvas")];
  const canvas = el("canvas", { width: sources[0].width, height: sources.reduce((sum, one) => sum + one.height, 0) });
  const context = canvas.getContext("2d");
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--card");
  context.fillRect(0, 0, canvas.width, canvas.height);
  let top = 0;
  for (const source of sources) {
    context.drawImage(source, 0, top);
    top += source.height;
  }
  el("a", { href: canvas.toDataURL("image/png"), download: "curves.png" }).click();
}
