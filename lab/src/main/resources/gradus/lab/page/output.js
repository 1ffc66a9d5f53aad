// What the network says: the surface, the confusion matrix, pairs of values, and mistakes.
import { brush } from "./brush.js";
import { prepare } from "./canvas.js";
import { el, number } from "./dom.js";
import { buildPad, drawPad } from "./draw.js";
import { drawMistakes } from "./mistakes.js";
import { bindPlane } from "./point.js";
import { state } from "./state.js";
import { classColor, css, diverging, drawSurface, pairColor } from "./surface.js";

const view = { tab: "surface", wanted: "surface", watched: true, discrete: false };
let later = () => {};

/** Builds the card: its tabs, and what the chosen one needs. */
export function buildOutput(schedule) {
  later = schedule;
  const list = document.getElementById("output-tabs");
  const tabs = state.description.range.length ? [["surface", "Surface"]] : [];
  tabs.push(state.description.task === "REGRESSION" ? ["pairs", "Pairs"] : ["confusion", "Confusion"], [
    "mistakes",
    "Mistakes",
  ]);
  if (state.description.imageSide && !document.body.dataset.replay) {
    tabs.push(["draw", "Draw"]);
  }
  // What was chosen comes back when there is such a thing again.
  view.tab = tabs.some(([key]) => key === view.wanted) ? view.wanted : tabs[0][0];
  list.replaceChildren(
    ...tabs.map(([key, label]) =>
      el("button", {
        type: "button",
        text: label,
        "aria-pressed": String(key === view.tab),
        onclick: (event) => {
          view.tab = view.wanted = key;
          list
            .querySelectorAll("button")
            .forEach((button) => button.setAttribute("aria-pressed", String(button === event.target)));
          fill();
        },
      }),
    ),
  );
  fill();
}

function fill() {
  const box = document.getElementById("output");
  if (view.tab === "surface") {
    const plane = el(
      "div",
      { class: "plane" },
      el("canvas", {
        id: "surface",
        role: "img",
        tabindex: 0,
        title: "Point here, and the point runs through the network; click to keep it",
        "aria-label":
          "The output of the network at every point of the plane; arrow keys move a point through the network",
      }),
    );
    bindPlane(plane);
    box.replaceChildren(
      plane,
      el(
        "div",
        { class: "row legend" },
        legend(),
        el(
          "label",
          { class: "check" },
          el("input", {
            type: "checkbox",
            checked: view.watched,
            onchange: (event) => {
              view.watched = event.target.checked;
              drawOutput();
            },
          }),
          "validation ▪",
        ),
        el(
          "label",
          { class: "check" },
          el("input", {
            type: "checkbox",
            checked: view.discrete,
            onchange: (event) => {
              view.discrete = event.target.checked;
              drawOutput();
            },
          }),
          "cells",
        ),
        brush(),
      ),
    );
  } else if (view.tab === "draw") {
    buildPad(box);
  } else {
    box.replaceChildren(
      el("div", { class: "judged", tabindex: 0, role: "region", "aria-label": "Predicted against true classes" }),
    );
  }
  drawOutput();
}

function legend() {
  const { task, labels, targets } = state.description;
  if (task === "MULTICLASS") {
    return el(
      "span",
      { class: "key" },
      labels.map((label, index) => swatch(css(classColor(index)), label)),
    );
  }
  if (task === "BINARY") {
    return el("span", { class: "key" }, swatch(css(pairColor(-1)), labels[0]), swatch(css(pairColor(1)), labels[1]));
  }
  const [mean, deviation] = targets.length ? targets : [0, 1];
  return el(
    "span",
    { class: "key" },
    swatch(css(diverging(-1)), number(mean - 2.2 * deviation)),
    swatch(css(diverging(1)), number(mean + 2.2 * deviation)),
  );
}

function swatch(color, label) {
  const mark = el("i");
  mark.style.backgroundColor = color;
  return el("span", {}, mark, label);
}

/** Shows what the newest frame says; between two frames only the surface moves. */
export function drawOutput(all = true) {
  const picture = state.picture;
  if (!picture || !state.description || state.frame.run !== state.description.run) {
    return;
  }
  if (view.tab === "surface") {
    const moving = state.frame.state === "running";
    drawSurface(document.getElementById("surface"), state.description, picture, { ...view, moving });
  } else if (!all) {
    return;
  } else if (view.tab === "draw") {
    drawPad();
  } else if (view.tab === "confusion") {
    confusion(picture.confusion);
  } else if (view.tab === "mistakes") {
    drawMistakes(document.getElementById("output").firstElementChild, later);
  } else {
    pairs(picture.pairs);
  }
}

function confusion(counts) {
  const labels = state.description.labels;
  const box = document.getElementById("output").firstElementChild;
  const right = counts.reduce((sum, row, index) => sum + row[index], 0);
  const all = counts.flat().reduce((sum, count) => sum + count, 0);
  box.replaceChildren(
    el(
      "table",
      { class: "confusion" },
      el("caption", { text: `${right} of ${all} correct (rows: true class, columns: predicted class)` }),
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          el("td"),
          labels.map((label) => el("th", { scope: "col", text: label, title: label })),
        ),
      ),
      el(
        "tbody",
        {},
        counts.map((row, index) => {
          const total = Math.max(
            1,
            row.reduce((sum, count) => sum + count, 0),
          );
          return el(
            "tr",
            {},
            el("th", { scope: "row", text: labels[index], title: labels[index] }),
            row.map((count, at) => {
              const cell = el("td", { text: count || "·" });
              cell.style.backgroundColor = css(diverging(index === at ? 1 : -1), (0.8 * count) / total);
              return cell;
            }),
          );
        }),
      ),
    ),
  );
}

function pairs(values) {
  const box = document.getElementById("output").firstElementChild;
  let canvas = box.querySelector("canvas");
  if (!canvas) {
    canvas = el("canvas", {
      id: "pairs",
      role: "img",
      "aria-label": "Predicted over actual values; a perfect network lies on the line",
    });
    box.replaceChildren(
      canvas,
      el("p", {
        class: "quiet",
        text: "Horizontal: actual value. Vertical: predicted value. On the line the prediction is exact.",
      }),
      el(
        "details",
        { class: "table", ontoggle: () => drawOutput() },
        el("summary", { text: "Numbers" }),
        el("div", { tabindex: 0, role: "region", "aria-label": "Actual and predicted values" }),
      ),
    );
  }
  const numbers = box.querySelector("details");
  if (numbers.open) {
    numbers.lastElementChild.replaceChildren(
      el(
        "table",
        {},
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            ["Actual", "Predicted"].map((head) => el("th", { text: head, scope: "col" })),
          ),
        ),
        el(
          "tbody",
          {},
          values.slice(0, 200).map((pair) =>
            el(
              "tr",
              {},
              pair.map((value) => el("td", { text: number(value) })),
            ),
          ),
        ),
      ),
    );
  }
  const { context, width: size } = prepare(canvas);
  const [mean, deviation] = state.description.targets.length ? state.description.targets : [0, 1];
  const all = values.flat().map(Number).filter(Number.isFinite);
  const least = Math.min(...all);
  const span = Math.max(1e-9, Math.max(...all) - least);
  const edge = 34;
  const place = (value) => edge + ((value - least) / span) * (size - edge - 10);
  const style = getComputedStyle(document.documentElement);
  context.strokeStyle = style.getPropertyValue("--ink-2");
  context.fillStyle = style.getPropertyValue("--ink-2");
  context.font = "10px system-ui";
  for (const share of [0, 0.5, 1]) {
    const value = least + share * span;
    const text = number(mean + deviation * value);
    context.textAlign = share === 1 ? "right" : "center";
    context.fillText(text, place(value), size - 8);
    context.textAlign = "right";
    context.fillText(text, edge - 5, size - place(value) + 3);
  }
  context.beginPath();
  context.moveTo(place(least), size - place(least));
  context.lineTo(place(least + span), size - place(least + span));
  context.stroke();
  context.fillStyle = css(diverging(1), 0.7);
  for (const [actual, predicted] of values) {
    context.beginPath();
    context.arc(place(actual), size - place(predicted), 3, 0, 7);
    context.fill();
  }
}
