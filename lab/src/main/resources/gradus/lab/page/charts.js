// Curves with axes, a scale by logarithms, smoothing, hover, overlays of other runs, and a table for those who listen.
import uPlot from "/lib/uPlot.esm.js";
import { el, number, words } from "./dom.js";
import { drawMarks, marks, overlayColor, pointAtMarks, since, variable } from "./marks.js";
import { bold } from "./stage.js";
import { state } from "./state.js";

const options = { log: false, smooth: 0 };
let charts = [];
let shape = "";
let observer = null;

function smoothed(values) {
  if (!options.smooth) {
    return values;
  }
  let mean = null;
  return values.map((value) => {
    if (value === null) {
      return null;
    }
    mean = mean === null ? value : options.smooth * mean + (1 - options.smooth) * value;
    return mean;
  });
}

/** The log names that are drawn: the loss, and the first metric. */
function shownNames() {
  return state.description.names.slice(0, 2);
}

function column(points, index) {
  return smoothed(points.map((point) => point.values[index] ?? null));
}

function dataOf(index) {
  const count = state.description.names.length;
  const own = [
    state.points.map((point) => point.epoch),
    column(state.points, index),
    column(state.points, index + count),
  ];
  if (state.overlays.size === 0 && index > 0) {
    return own;
  }
  const tables = [own];
  if (index === 0) {
    tables.push([state.trace.map((point) => point.place), state.trace.map((point) => point.loss)]);
  }
  for (const run of state.overlays.values()) {
    const name = state.description.names[index];
    const at = run.names.indexOf(name);
    const watched = run.curve.some((point) => point.values.length > run.names.length);
    tables.push([
      run.curve.map((point) => point.epoch),
      at < 0 ? run.curve.map(() => null) : column(run.curve, watched ? at + run.names.length : at),
    ]);
  }
  return uPlot.join(tables);
}

/** What a chart shows, for a picture of it: lines of epochs and values, with the colours of paper. */
export function seriesOf(index) {
  const count = state.description.names.length;
  const name = state.description.names[index];
  const epochs = state.points.map((point) => point.epoch);
  const lines = [
    { label: "train", color: "#1769aa", epochs, values: column(state.points, index) },
    { label: "validation", color: "#c2560c", dash: "6 4", epochs, values: column(state.points, index + count) },
  ];
  [...state.overlays.values()].forEach((run, at) => {
    const place = run.names.indexOf(name);
    const watched = run.curve.some((point) => point.values.length > run.names.length);
    lines.push({
      label: `#${run.id}`,
      color: overlayColor(at),
      dash: "2 3",
      epochs: run.curve.map((point) => point.epoch),
      values: place < 0 ? run.curve.map(() => null) : column(run.curve, watched ? place + run.names.length : place),
    });
  });
  return { name, log: options.log && name === "loss", lines, marks: marks("#586069") };
}

/** How high a chart may be: what its title and the lines of its legend leave. */
function height(box) {
  const used = Math.max(0, ...[...box.querySelectorAll(".u-title, .u-legend")].map((part) => part.offsetHeight));
  return Math.max(64, box.clientHeight - (used ? used + 6 : 40 * bold()));
}

function fit() {
  charts.forEach((chart) => {
    const box = chart.root.parentElement;
    const [width, high] = [box.clientWidth, height(box)];
    if (chart.width !== width || chart.height !== high) {
      chart.setSize({ width, height: high });
    }
  });
}

/** How far the curves go, in epochs. */
function lastPlace() {
  const ends = [...state.overlays.values()].map((run) => run.curve.at(-1)?.epoch ?? 0);
  return Math.max(0.1, state.trace.at(-1)?.place ?? 0, state.points.at(-1)?.epoch ?? 0, ...ends);
}

/**
 * From which value to which. Single batches scatter; when there are epochs, they do not decide it.
 *
 * @returns {[number, number]}
 */
function rangeOf(chart, low, high, log) {
  const rows =
    state.points.length > 2 ? chart.data.slice(1).filter((_, at) => chart.series[at + 1].label !== "batch") : [];
  const values = (rows.length ? rows.flat() : [low, high]).filter(
    (value) => value !== null && value !== undefined && (!log || value > 0),
  );
  if (values.length === 0) {
    return log ? [0.1, 1] : [0, 1];
  }
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  const margin = 0.06 * (most - least || Math.abs(most) || 1);
  return log ? [least / 1.2, most * 1.2] : [least - margin, most + margin];
}

/** Whether a line would show nothing: one value alone has a mark instead. */
const alone = (chart, at) => chart.data[at].filter((value) => value !== null && value !== undefined).length === 1;

function make(index, parent) {
  const name = state.description.names[index];
  const ink = variable("--ink-2");
  const grid = { stroke: variable("--line"), width: 1 };
  /** @type {any[]} */
  const series = [
    { label: "epoch" },
    {
      label: "train",
      stroke: variable("--train"),
      width: 2 * bold(),
      points: { show: alone, size: 7 * bold() },
      value: (_, v) => number(v),
    },
    {
      label: "validation",
      stroke: variable("--watched"),
      width: 2 * bold(),
      dash: [6, 4],
      points: { show: alone, size: 7 * bold() },
      value: (_, v) => number(v),
    },
  ];
  if (index === 0) {
    series.push({
      label: "batch",
      stroke: variable("--batch"),
      width: 1,
      points: { show: alone, size: 7 * bold() },
      spanGaps: true,
      value: (_, v) => number(v),
    });
  }
  [...state.overlays.values()].forEach((run, at) =>
    series.push({
      label: "#" + run.id,
      stroke: overlayColor(at),
      width: 1.5,
      dash: [2, 3],
      points: { show: alone, size: 7 * bold() },
      spanGaps: true,
      value: (_, v) => number(v),
    }),
  );
  const log = options.log && name === "loss";
  const large = bold() > 1;
  const font = `${large ? 20 : 11}px system-ui`;
  const chart = new uPlot(
    {
      width: parent.clientWidth,
      height: height(parent),
      title: words(name) + (log ? " (log)" : ""),
      padding: [8, null, null, null],
      cursor: { y: false, points: { size: 6 } },
      scales: {
        x: { time: false, range: () => /** @type {[number, number]} */ ([0, lastPlace()]) },
        y: { ...(log ? { distr: 3 } : {}), range: (u, low, high) => rangeOf(u, low, high, log) },
      },
      series,
      axes: [
        {
          stroke: ink,
          grid,
          ticks: grid,
          size: large ? 40 : 26,
          font,
          values: (_, v) => v.map((x) => (Number.isInteger(x) ? x : "")),
        },
        {
          stroke: ink,
          grid,
          ticks: grid,
          size: large ? 80 : 46,
          font,
          values: (_, v) => v.map((x) => (x === null ? "" : number(x))),
        },
      ],
      legend: { live: true },
      hooks: { draw: [drawMarks] },
    },
    dataOf(index),
    parent,
  );
  chart.root.setAttribute("role", "img");
  pointAtMarks(chart);
  return chart;
}

/** Draws the curves of the current run, and of those that are laid over. */
export function drawCurves() {
  if (!state.description) {
    return;
  }
  const parent = document.getElementById("curves");
  const wanted = JSON.stringify([
    shownNames(),
    options.log,
    [...state.overlays.keys()],
    document.documentElement.dataset.theme,
    bold(),
  ]);
  if (wanted !== shape) {
    shape = wanted;
    charts.forEach((chart) => chart.destroy());
    const boxes = shownNames().map(() => el("div", { class: "chart" }));
    const table = el(
      "details",
      { class: "table" },
      el("summary", { text: "Numbers" }),
      el("div", { tabindex: 0, role: "region", "aria-label": "Loss and metrics of each epoch" }),
    );
    parent.replaceChildren(el("div", { class: state.overlays.size ? "charts laid" : "charts" }, boxes), table);
    charts = boxes.map((box, index) => make(index, box));
    table.addEventListener("toggle", drawCurves);
    observer?.disconnect();
    observer = new ResizeObserver(fit);
    observer.observe(parent);
    charts.forEach((chart) => observer.observe(chart.root.querySelector(".u-legend")));
    // Once more when the charts stand: only then do their legends take values.
    requestAnimationFrame(drawCurves);
  }
  const found = marks();
  const told = found.length
    ? ` Lines show what was changed: ${found
        .slice(-3)
        .map((mark) => `${since(mark)}: ${mark.what}`)
        .join("; ")}.`
    : "";
  charts.forEach((chart, index) => {
    const data = dataOf(index);
    chart.setData(data);
    if (chart.cursor.idx === null || chart.cursor.idx === undefined) {
      const at = state.points.length ? data[0].lastIndexOf(state.points.at(-1).epoch) : data[0].length - 1;
      chart.setLegend({ idx: at < 0 ? null : at });
    }
    const last = state.points.at(-1);
    chart.root.parentElement.classList.toggle("none", !last && (index > 0 || state.trace.length === 0));
    const name = words(state.description.names[index]);
    chart.root.setAttribute(
      "aria-label",
      last
        ? `${name} after ${last.epoch} epochs: ${number(last.values[index])}.${told} The numbers are ` +
            "in the table below."
        : `${name}: no epoch yet`,
    );
  });
  drawTable(parent.querySelector("details"));
}

function drawTable(details) {
  if (!details?.open) {
    return;
  }
  const names = state.description.names;
  const rows = [
    ...state.points.slice(-200).map((point) => ({ at: point.epoch, point, mark: null })),
    ...marks().map((mark) => ({ at: mark.place, point: null, mark })),
  ].sort((one, other) => other.at - one.at || (one.mark ? -1 : 1));
  const heads = ["epoch", ...names, ...names.map((name) => "val " + name)].map(words);
  details.lastElementChild.replaceChildren(
    el(
      "table",
      {},
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          heads.map((head) => el("th", { text: head, scope: "col" })),
        ),
      ),
      el(
        "tbody",
        {},
        rows.map(({ point, mark }) =>
          mark
            ? el(
                "tr",
                { class: "change" },
                el("th", { text: since(mark), scope: "row" }),
                el("td", { colspan: heads.length - 1, text: mark.what }),
              )
            : el(
                "tr",
                {},
                el("th", { text: point.epoch, scope: "row" }),
                point.values.map((value) => el("td", { text: number(value) })),
              ),
        ),
      ),
    ),
  );
}

/** The switches above the curves. */
export function bindCurves() {
  document.getElementById("log").addEventListener("change", (event) => {
    options.log = event.target.checked;
    drawCurves();
  });
  document.getElementById("smooth").addEventListener("input", (event) => {
    options.smooth = Number(event.target.value);
    drawCurves();
  });
}
