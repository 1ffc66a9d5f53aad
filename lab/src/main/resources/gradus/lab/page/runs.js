// The panel below: diagnosis, layers, one step, runs, export.
import { el, keepFocus, number, words } from "./dom.js";
import { get, post, remove } from "./api.js";
import { exportPanel, exportRun, exportedRun } from "./exports.js";
import { buildInside, checkInside } from "./inside.js";
import { drawLayers } from "./layers.js";
import { said, verdicts } from "./verdicts.js";
import { differences, state } from "./state.js";
import { drawCurves } from "./charts.js";
import { overlayColor } from "./marks.js";

const TABS = [
  ["why", "Diagnosis"],
  ["layers", "Layers"],
  ["inside", "Inside a step"],
  ["runs", "Runs"],
  ["take", "Export"],
];
/** Where the browser remembers that a run is to pause when its page is closed. */
export const PAUSING = "gradus-pausing";
let chosen = "why";
let drawn = "";
let callbacks = {};

/** Builds the tabs. */
export function buildTabs(given) {
  callbacks = given;
  const list = document.getElementById("tabs");
  const tabs = TABS.map(([key, label]) =>
    el("button", {
      type: "button",
      role: "tab",
      id: "tab-" + key,
      "aria-controls": "panel",
      text: label,
      onclick: () => choose(key),
    }),
  );
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
    once(JSON.stringify([state.frame.verdicts, state.frame.state === "new", state.description.changes]), () =>
      panel.replaceChildren(...verdicts({ fix: callbacks.fix, showTab: choose })),
    );
  } else if (chosen === "inside") {
    checkInside();
  } else if (chosen === "layers") {
    drawLayers(panel, drawPanel);
  } else if (chosen === "runs") {
    once(
      JSON.stringify([
        state.frame.runs.map((run) => [run.id, run.name, run.state, run.current, run.current ? 0 : run.epoch]),
        [...state.overlays.keys()],
        state.settings,
        state.description.changes,
      ]),
      () => panel.replaceChildren(...runs().filter(Boolean)),
    );
  } else if (chosen === "take") {
    once(
      JSON.stringify([
        state.frame.run,
        !state.frame.picture,
        document.getElementById("surface") === null,
        exportedRun(),
        state.frame.runs.map((run) => [run.id, run.name, run.model]),
      ]),
      () => panel.replaceChildren(exportPanel(callbacks, drawPanel)),
    );
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
  const use = (run, text, title, label, act) =>
    el("button", { type: "button", class: "plain", text, title, "aria-label": label, onclick: act });
  const table = el(
    "table",
    { class: "runs" },
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col" }, el("span", { class: "unseen", text: "Overlay" })),
        ["Run", "Epochs", "Loss, validation"].map((head) => el("th", { text: head, scope: "col" })),
      ),
    ),
    el(
      "tbody",
      {},
      list.map((run) =>
        el(
          "tr",
          { class: run.current ? "current" : "", data: { run: run.id } },
          el(
            "td",
            {},
            run.current
              ? ""
              : el("input", {
                  type: "checkbox",
                  checked: state.overlays.has(run.id),
                  title: "Overlay its curves on the current ones",
                  "aria-label": `Lay run ${run.id} over`,
                  onchange: (event) => overlay(run.id, event.target.checked),
                }),
            swatch(run.id),
            el("span", { class: "quiet number", text: `#${run.id}` }),
          ),
          el(
            "td",
            {},
            el("input", {
              class: "name",
              value: run.name,
              maxlength: 60,
              "aria-label": `Name of run ${run.id}`,
              onchange: (event) =>
                post(`/api/runs/${run.id}/name`, { name: event.target.value }).catch(callbacks.problem),
            }),
            !run.current &&
              el(
                "div",
                { class: "row" },
                use(
                  run,
                  "Again",
                  "Repeat this run and check whether it gives the same bits",
                  `Make run ${run.id} again`,
                  () => again(run.id),
                ),
                use(run, "Settings", "Make these the settings of a new run", `Use the settings of run ${run.id}`, () =>
                  adopt(run.id),
                ),
                use(run, "Export", "Export this run: program, code, model, curves", `Export run ${run.id}`, () => {
                  exportRun(run.id);
                  choose("take");
                  document.getElementById("taken").focus();
                }),
                use(run, "Delete", null, `Delete run ${run.id}`, () => {
                  state.overlays.delete(run.id);
                  remove(`/api/runs/${run.id}`).then(drawCurves, callbacks.problem);
                }),
              ),
          ),
          el(
            "td",
            {},
            run.current ? "now" : run.epoch,
            el("div", {}, el("code", { text: run.sha256, title: "The hash of the weights begins so" })),
          ),
          el(
            "td",
            {},
            !run.current && [
              number(run.loss),
              el("div", {
                class: "quiet",
                text: `${number(run.watched)} ${run.metric === "loss" ? "" : words(run.metric).toLowerCase()}`,
              }),
            ],
          ),
        ),
      ),
    ),
  );
  const most = state.catalog.limits.runs;
  const pausing = el(
    "label",
    { class: "check" },
    el("input", {
      type: "checkbox",
      id: "pausing",
      checked: localStorage.getItem(PAUSING) !== null,
      onchange: (event) =>
        event.target.checked ? localStorage.setItem(PAUSING, "yes") : localStorage.removeItem(PAUSING),
    }),
    "Pause when this page is closed or left",
  );
  return [
    comparison(),
    table,
    pausing,
    el("p", {
      class: "quiet",
      text:
        `${list.length} of at most ${most} runs. When the list is full, the oldest unnamed run is removed. ` +
        "Models of all runs together have at most " +
        `${state.catalog.limits.modelBytes >> 20} MB; beyond that the oldest models are deleted, ` +
        "while settings and curves stay.",
    }),
  ];
}

function swatch(id) {
  const at = [...state.overlays.keys()].indexOf(id);
  if (at < 0) {
    return null;
  }
  const mark = el("i", { class: "swatch" });
  mark.style.backgroundColor = overlayColor(at);
  return mark;
}

async function adopt(id) {
  try {
    callbacks.adopt((await get(`/api/runs/${id}/curves`)).settings);
  } catch (error) {
    callbacks.problem(error);
  }
}

async function again(id) {
  try {
    const run = await get(`/api/runs/${id}/curves`);
    callbacks.again({ settings: run.settings, epoch: run.epochs, sha256: run.sha256 || null });
  } catch (error) {
    callbacks.problem(error);
  }
}

async function overlay(id, wanted) {
  try {
    if (wanted) {
      state.overlays.set(id, await get(`/api/runs/${id}/curves`));
    } else {
      state.overlays.delete(id);
    }
  } catch (error) {
    callbacks.problem(error);
  }
  drawCurves();
  drawPanel();
}

/** The settings in which the chosen runs differ, a column a run; what differs from the current one is marked. */
function comparison() {
  const others = [...state.overlays.values()];
  if (others.length === 0) {
    return null;
  }
  const paths = [...new Set(others.flatMap((run) => differences(state.settings, run.settings).map(([path]) => path)))];
  const changes = [state.description.changes, ...others.map((run) => run.changes)];
  const steered = changes.some((list) => list.length > 0);
  if (paths.length === 0 && !steered) {
    return el("p", {
      class: "difference",
      text:
        `This run and ${others.map((run) => "#" + run.id).join(", ")} have the same settings, so they ` +
        "must agree to the last bit as far as both go.",
    });
  }
  const value = (settings, path) => path.split(".").reduce((part, key) => part?.[key], settings);
  const shown = (found, path) =>
    found === undefined
      ? path.startsWith("layers.")
        ? "no"
        : "standard"
      : found === true || typeof found === "object"
        ? "yes"
        : found === false
          ? "no"
          : found === ""
            ? "by the task"
            : String(found);
  return el(
    "table",
    { class: "difference" },
    el("caption", { text: "Settings that differ; those that differ from the current run are marked." }),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col", text: "Setting" }),
        el("th", { scope: "col", text: "Current" }),
        others.map((run) => el("th", { scope: "col", title: run.name }, swatch(run.id), `#${run.id}`)),
      ),
    ),
    el(
      "tbody",
      {},
      paths.map((path) => {
        const own = value(state.settings, path);
        return el(
          "tr",
          {},
          el("th", { scope: "row", text: settingName(path) }),
          el("td", { text: shown(own, path) }),
          others.map((run) => {
            const found = value(run.settings, path);
            return el("td", {}, found === own ? shown(found, path) : el("mark", { text: shown(found, path) }));
          }),
        );
      }),
      steered &&
        el(
          "tr",
          {},
          el("th", { scope: "row", text: "Changed during the run" }),
          changes.map((list) =>
            el("td", {}, list.length ? list.map((change) => el("div", { text: said(change) })) : "no"),
          ),
        ),
    ),
  );
}

/** "layers.0.units" as "Hidden 1: units". */
function settingName(path) {
  const spaced = (key) => words(key.replace(/([A-Z])/g, " $1").toLowerCase());
  const [first, second, ...rest] = path.split(".");
  if (first === "layers" && second !== undefined) {
    return `Hidden ${Number(second) + 1}: ${rest.length ? spaced(rest.join(" ")).toLowerCase() : "there at all"}`;
  }
  return second === undefined
    ? spaced(first)
    : first === "data"
      ? `Data: ${spaced(second).toLowerCase()}`
      : `Optimizer: ${words(second)}`;
}
