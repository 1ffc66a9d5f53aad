// What is known of a race, and its racers: their signs, the table, the curves, and the update of one step.
import { el, number, sumOf } from "./dom.js";
import { typeset } from "./math.js";
import { formulas } from "./race-formulas.js";

const $ = (id) => document.getElementById(id);

// Colours that stay distinct without red-green vision; a dash and the number in the badge distinguish the rest.
const COLORS = {
  light: ["#1b1f24", "#0072b2", "#d55e00", "#007a5a", "#a23b7c", "#7a5cc7"],
  dark: ["#f2f4f6", "#5ab4f0", "#ff9a57", "#3fd0a3", "#f09ccf", "#b9a3ff"],
};
const DASHES = [[], [6, 3]];

/** All of it. */
export const race = {
  catalog: null,
  view: null,
  relief: null,
  result: null,
  step: 0,
  playing: false,
  selected: "adam",
  axis: 0,
  hidden: new Set(),
  mode: "tuned",
  rate: 0.01,
  rates: {},
  steps: 150,
  x: 0,
  y: 0,
  look: "map",
  arrows: true,
  camera: { turn: 0.55, tilt: 0.75 },
  map: null,
};

export const dark = () => document.documentElement.dataset.theme === "dark";
export const colorOf = (index) => COLORS[dark() ? "dark" : "light"][index % 6];
export const dashOf = (index) => DASHES[Math.floor(index / 6) % 2];
export const indexOf = (name) => race.catalog.racers.findIndex((racer) => racer.name === name);
export const racerOf = (name) => race.catalog.racers[indexOf(name)];
export const pathOf = (name) => race.result?.paths.find((path) => path.name === name);
export const lastOf = (path) => path.x.length - 1;
export const stepOf = (path) => Math.min(race.step, lastOf(path));
const ownRate = (name) => race.rates[name] ?? pathOf(name)?.rate ?? race.rate;

const fixed = (value) => (Math.abs(value) < 1000 ? value.toFixed(3).replace(/^-(0\.0+)$/, "$1") : number(value));

function badge(index) {
  const canvas = el("canvas", { width: 80, height: 36, "aria-hidden": "true" });
  const context = canvas.getContext("2d");
  context.scale(2, 2);
  context.strokeStyle = colorOf(index);
  context.lineWidth = 2.5;
  context.setLineDash(dashOf(index));
  context.beginPath();
  context.moveTo(0, 9);
  context.lineTo(40, 9);
  context.stroke();
  head(context, 20, 9, index);
  return el("span", { class: "badge" }, canvas);
}

/** The sign of a racer: a disc with its number. */
export function head(context, x, y, index, strong = true) {
  context.setLineDash([]);
  context.beginPath();
  context.arc(x, y, strong ? 8 : 6.5, 0, 7);
  context.fillStyle = colorOf(index);
  context.fill();
  context.lineWidth = 1.2;
  context.strokeStyle = dark() ? "#101418" : "#ffffff";
  context.stroke();
  context.fillStyle = dark() ? "#101418" : "#ffffff";
  context.font = `600 ${strong ? 10 : 8.5}px system-ui`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(String(index + 1), x, y + 0.5);
  context.textBaseline = "alphabetic";
}

/**
 * Builds the rows.
 * @param onRate a rate was written into the table
 * @param onLook another racer, or fewer, are looked at
 */
export function buildTable(onRate, onLook) {
  const pick = (name) => {
    race.selected = name;
    onLook();
  };
  const heads = ["shown", "number", "optimizer", "rate η", "height", "x", "y", "arrived"];
  const rows = race.catalog.racers.map((racer, index) => {
    const path = pathOf(racer.name);
    const rate =
      race.mode === "own"
        ? el("input", {
            type: "number",
            class: "rate",
            min: 0,
            step: "any",
            value: String(ownRate(racer.name)),
            "aria-label": "Learning rate of " + racer.label,
            onclick: (event) => event.stopPropagation(),
            onchange: (event) => {
              race.rates[racer.name] = Number(event.target.value);
              onRate();
            },
          })
        : el("span", {
            text: String(Number(path.rate.toPrecision(3))) + (path.edge ? " *" : ""),
            title: path.edge ? "At the edge of the rates that were tried: one beyond may do better" : "",
          });
    return el(
      "tr",
      { "data-name": racer.name, onclick: () => pick(racer.name) },
      el(
        "td",
        {},
        el("input", {
          type: "checkbox",
          checked: !race.hidden.has(racer.name),
          "aria-label": "Show " + racer.label,
          onclick: (event) => event.stopPropagation(),
          onchange: (event) => {
            race.hidden[event.target.checked ? "delete" : "add"](racer.name);
            onLook();
          },
        }),
      ),
      el("td", {}, badge(index)),
      el(
        "th",
        { scope: "row" },
        el("button", {
          type: "button",
          class: "pick",
          text: racer.label,
          title: racer.notation,
          onclick: () => pick(racer.name),
        }),
      ),
      el("td", { class: "number" }, rate),
      el("td", { class: "number height" }),
      el("td", { class: "number x" }),
      el("td", { class: "number y" }),
      el("td", { class: "state" }),
    );
  });
  $("racers").replaceChildren(
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        heads.map((text, i) =>
          el(
            "th",
            { scope: "col", class: i >= 3 && i <= 6 ? "number" : "" },
            i < 2 ? el("span", { class: "unseen", text }) : text,
          ),
        ),
      ),
    ),
    el("tbody", {}, rows),
  );
  const edges = race.result.paths.some((path) => path.edge) ? "; * at the edge of the grid" : "";
  const text = {
    tuned: "each at its best rate of the grid" + edges,
    shared: `all at the rate ${race.rate}`,
    own: "each at the rate you gave it",
  }[race.mode];
  $("racers-say").textContent = text;
  $("racers-say").title =
    "Arrived: from this step on no more than a hundredth of the way down is left. Lost: it diverged at this step" +
    (race.result.minimumKnown ? "" : ", measured to the lowest place that any racer found");
}

export function drawTable() {
  for (const row of $("racers").querySelectorAll("tbody tr")) {
    const path = pathOf(row.dataset.name);
    const at = stepOf(path);
    row.setAttribute("aria-selected", String(row.dataset.name === race.selected));
    row.querySelector(".height").textContent = number(path.heights[at]);
    row.querySelector(".x").textContent = fixed(path.x[at]);
    row.querySelector(".y").textContent = fixed(path.y[at]);
    const state = row.querySelector(".state");
    const away = path.diverged !== null && race.step >= path.diverged;
    const here = path.arrived !== null && race.step >= path.arrived;
    state.className = "state " + (away ? "lost" : here ? "arrived" : "");
    state.textContent = away ? `lost, ${path.diverged}` : here ? `step ${path.arrived}` : "";
  }
}

export function shown() {
  return race.result.paths.filter((path) => !race.hidden.has(path.name));
}

/** A line with its numbers. What is a number already is not said twice. */
function worked(left, sign, numbers, before, result) {
  const found = left === "w" ? sumOf(before, result) : number(result);
  return `${left} ${sign} ${numbers}${numbers === found ? "" : ` = ${found}`}`;
}

export function drawUpdate() {
  const racer = racerOf(race.selected);
  const path = pathOf(race.selected);
  const index = indexOf(race.selected);
  const step = stepOf(path);
  const box = $("update");
  const open = box.querySelector("details")?.open ?? false;
  const letter = race.axis === 0 ? "x" : "y";
  const parts = [
    el(
      "h3",
      {},
      badge(index),
      racer.label,
      el("span", {
        class: "quiet",
        text:
          step < 1
            ? "before its first step"
            : `step ${step}, parameter ${letter}, η = ${number(path.rate)}, gradient g = ` +
              `${number((race.axis === 0 ? path.gradientX : path.gradientY)[step - 1])}`,
      }),
    ),
  ];
  const lines = formulas(racer, path, step, race.axis, race.catalog.racers);
  if (lines) {
    parts.push(
      el(
        "div",
        { class: "formulas" },
        lines.map(({ left, sign, rule, numbers, before, result }) =>
          left === "ahead"
            ? el(
                "p",
                {},
                el(
                  "span",
                  { class: "symbols" },
                  typeset(rule),
                  el("small", { text: "the point ahead, where g is taken" }),
                ),
                typeset(`${numbers} = ${number(result)}`),
              )
            : el(
                "p",
                {},
                el("span", { class: "symbols" }, typeset(rule)),
                typeset(worked(left, sign, numbers, before, result)),
              ),
        ),
      ),
    );
  }
  const details = el("details", { open }, el("summary", { text: "All numbers of this step, of all racers" }));
  details.addEventListener("toggle", () => details.open && details.childElementCount < 2 && details.append(numbers()));
  if (open) {
    details.append(numbers());
  }
  parts.push(details);
  box.replaceChildren(...parts);
}

function numbers() {
  const heads = ["optimizer", "step", "x", "y", "height", "gradient x", "gradient y", "what it remembers (x, y)"];
  return el(
    "div",
    { class: "wide-table" },
    el(
      "table",
      { id: "numbers" },
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          heads.map((text) => el("th", { text, scope: "col" })),
        ),
      ),
      el(
        "tbody",
        {},
        race.result.paths.map((path) => {
          const at = stepOf(path);
          const slots = racerOf(path.name)
            .slots.map((slot, i) =>
              at
                ? `${slot.replaceAll("_", " ")}: ${number(path.slots[i][2 * at - 2])}, ` +
                  `${number(path.slots[i][2 * at - 1])}`
                : "",
            )
            .filter(Boolean);
          return el(
            "tr",
            {},
            el("th", { text: racerOf(path.name).label, scope: "row" }),
            [
              at,
              path.x[at],
              path.y[at],
              path.heights[at],
              at ? path.gradientX[at - 1] : null,
              at ? path.gradientY[at - 1] : null,
            ].map((value, i) => el("td", { text: i ? number(value) : String(value) })),
            el("td", { text: slots.join("; ") }),
          );
        }),
      ),
    ),
  );
}
