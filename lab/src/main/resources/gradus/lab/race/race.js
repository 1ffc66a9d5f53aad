// The race: every optimizer's steps were made by the library on the server; here they are shown.
import { get, post } from "./api.js";
import { el, icon, number, select, tip } from "./dom.js";
import { formulas } from "./formulas.js";
import { drawMap, drawPerspective, Relief } from "./relief.js";

const $ = (id) => document.getElementById(id);
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

// Colours that are told apart without red or green; a dash and the number in the badge tell the rest.
const COLORS = {
  light: ["#1b1f24", "#0072b2", "#d55e00", "#007a5a", "#a23b7c", "#7a5cc7"],
  dark: ["#f2f4f6", "#5ab4f0", "#ff9a57", "#3fd0a3", "#f09ccf", "#b9a3ff"],
};
const DASHES = [[], [6, 3]];

export const race = {
  catalog: null, view: null, relief: null, result: null, step: 0, playing: false, selected: "adam", axis: 0,
  hidden: new Set(), mode: "tuned", rate: 0.01, rates: {}, steps: 150, x: 0, y: 0, look: "map", arrows: true,
  camera: { turn: 0.55, tilt: 0.75 }, map: null,
};

const dark = () => document.documentElement.dataset.theme === "dark";
const colorOf = (index) => COLORS[dark() ? "dark" : "light"][index % 6];
const dashOf = (index) => DASHES[Math.floor(index / 6) % 2];
const indexOf = (name) => race.catalog.racers.findIndex((racer) => racer.name === name);
const racerOf = (name) => race.catalog.racers[indexOf(name)];
const pathOf = (name) => race.result?.paths.find((path) => path.name === name);
const lastOf = (path) => path.x.length - 1;
const stepOf = (path) => Math.min(race.step, lastOf(path));
const ownRate = (name) => race.rates[name] ?? pathOf(name)?.rate ?? race.rate;

const fixed = (value) => (Math.abs(value) < 1000 ? value.toFixed(3).replace(/^-(0\.0+)$/, "$1") : number(value));

function notice(text) {
  const box = $("notice");
  box.className = "notice bad";
  box.hidden = !text;
  box.replaceChildren(el("span", { text, role: "alert" }), el("button", { type: "button", class: "close", text: "×", "aria-label": "Close", onclick: () => notice("") }));
}

function say(text) {
  $("say").textContent = text;
}

// What is asked of the server

async function choose(name) {
  race.view = await get("/api/race/surfaces/" + name);
  race.relief = new Relief(race.view);
  race.result = null;
  [race.x, race.y] = race.view.start;
  buildSetup();
  drawField();
  await run();
}

let asked = 0;

/** Runs the race from where the start stands, and plays it. */
async function run(play = true) {
  const ticket = ++asked;
  race.playing = false;
  document.body.dataset.state = "asking";
  $("racers-say").textContent = race.mode === "tuned" ? "trying rates…" : "";
  try {
    const result = await post("/api/race", {
      surface: race.view.name, x: race.x, y: race.y, steps: race.steps, mode: race.mode, rate: race.rate, rates: race.rates,
    });
    if (ticket !== asked) {
      return;
    }
    notice("");
    race.result = result;
    race.step = 0;
    $("at").max = race.steps;
    buildTable();
    document.body.dataset.race = String(Number(document.body.dataset.race ?? 0) + 1);
    if (play && calm.matches) {
      goTo(race.steps);
    } else if (play) {
      start();
    } else {
      goTo(0);
    }
  } catch (error) {
    if (ticket === asked) {
      document.body.dataset.state = "failed";
      notice(error.message);
    }
  }
}

// Time

let due = 0;

function start() {
  if (race.step >= race.steps) {
    race.step = 0;
  }
  race.playing = true;
  due = performance.now();
  draw();
  requestAnimationFrame(tick);
}

function tick(now) {
  if (!race.playing) {
    return;
  }
  const pace = 1000 / Number($("speed").value);
  if (now >= due) {
    const count = Math.min(race.steps - race.step, 1 + Math.floor((now - due) / pace));
    due += count * pace;
    race.step += count;
    if (race.step >= race.steps) {
      race.playing = false;
      finish();
    }
    draw();
  }
  requestAnimationFrame(tick);
}

function goTo(step) {
  const before = race.step;
  race.playing = false;
  race.step = Math.max(0, Math.min(race.steps, step));
  draw();
  if (race.step === race.steps && before !== race.steps) {
    finish();
  }
}

function finish() {
  const order = [...race.result.paths].filter((path) => path.arrived !== null).sort((a, b) => a.arrived - b.arrived);
  const lost = race.result.paths.filter((path) => path.diverged !== null);
  const label = (path) => racerOf(path.name).label;
  say((order.length
    ? `${label(order[0])} arrived first, after ${order[0].arrived} steps; ${order.length} of ${race.result.paths.length} arrived.`
    : "Nobody arrived.") + (lost.length ? ` ${lost.map(label).join(", ")} diverged.` : ""));
}

// Settings

function buildSetup() {
  const form = $("setup");
  const many = (field, step) => el("input", {
    type: "number", step, value: String(Number(race[field].toFixed(3))), id: "start-" + field,
    onchange: (event) => {
      race[field] = Number(event.target.value);
      run();
    },
  });
  const mode = (value, text) => el("label", {}, el("input", { type: "radio", name: "mode", value, checked: race.mode === value, onchange: () => setMode(value) }), el("span", { text }));
  const grid = race.catalog.grid;
  form.replaceChildren(...[
    select(race.catalog.surfaces.map((surface) => [surface.name, surface.label]), race.view.name, {
      id: "surface", "aria-label": "Surface", onchange: (event) => choose(event.target.value).catch((error) => {
        notice(error.message);
        event.target.value = race.view.name;
      }),
    }),
    el("p", { class: "formula", text: race.view.formula }),
    el("p", { class: "about quiet", text: race.view.about }),
    race.view.name === "slice" ? el("button", { type: "button", class: "plain", text: "Cut again", title: "Through the weights as they are now", onclick: () => choose("slice").catch((error) => notice(error.message)) }) : null,
    el("div", { class: "pair" },
      el("div", {}, el("label", { class: "line", for: "start-x", text: "Start x" }), many("x", 0.1)),
      el("div", {}, el("label", { class: "line", for: "start-y", text: "Start y" }), many("y", 0.1))),
    el("fieldset", {},
      el("legend", { text: "Learning rates" }),
      mode("tuned", `tuned: for each the best of ${grid.length}`),
      mode("shared", "shared: one for all"),
      mode("own", "own: those in the table"),
      race.mode === "shared" ? select(grid.map((rate) => [String(rate), String(rate)]), String(race.rate), {
        id: "rate", "aria-label": "Learning rate of all", onchange: (event) => {
          race.rate = Number(event.target.value);
          run();
        },
      }) : null,
      race.mode === "tuned" ? el("details", {}, el("summary", { text: "which is best?" }), el("p", { class: "quiet", text: `Tried: ${grid.join(", ")}. The best is that with which it arrives first, and stays; if none arrives, the one that ends lowest. It was chosen on this very race.` })) : null),
    el("label", { class: "line", for: "steps", text: "Steps" }),
    select([50, 100, 150, 300, 500].map((count) => [String(count), String(count)]), String(race.steps), {
      id: "steps", onchange: (event) => {
        race.steps = Number(event.target.value);
        run();
      },
    }),
    el("label", { class: "check" }, el("input", { type: "checkbox", checked: race.arrows, id: "arrows", onchange: (event) => {
      race.arrows = event.target.checked;
      draw();
    } }), "Arrows: what momentum remembers"),
    el("button", { type: "button", class: "go", id: "go", text: "Race", onclick: () => run() }),
  ].filter(Boolean));
}

function setMode(value) {
  if (value === "own") {
    race.result?.paths.forEach((path) => (race.rates[path.name] = path.rate));
  }
  race.mode = value;
  buildSetup();
  document.querySelector(`input[name=mode][value=${value}]`).focus();
  run();
}

// The table of racers

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
function head(context, x, y, index, strong = true) {
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

function buildTable() {
  const heads = ["", "", "optimizer", "rate η", "height", "x", "y", "arrived"];
  const rows = race.catalog.racers.map((racer, index) => {
    const path = pathOf(racer.name);
    const rate = race.mode === "own"
      ? el("input", { type: "number", class: "rate", min: 0, step: "any", value: String(ownRate(racer.name)), "aria-label": "Learning rate of " + racer.label, onclick: (event) => event.stopPropagation(), onchange: (event) => {
        race.rates[racer.name] = Number(event.target.value);
        run();
      } })
      : el("span", { text: String(Number(path.rate.toPrecision(3))) + (path.edge ? " *" : ""), title: path.edge ? "At the edge of what was tried: another rate may do better" : "" });
    return el("tr", { "data-name": racer.name, onclick: () => pick(racer.name) },
      el("td", {}, el("input", { type: "checkbox", checked: !race.hidden.has(racer.name), "aria-label": "Show " + racer.label, onclick: (event) => event.stopPropagation(), onchange: (event) => {
        race.hidden[event.target.checked ? "delete" : "add"](racer.name);
        draw();
      } })),
      el("td", {}, badge(index)),
      el("th", { scope: "row" }, el("button", { type: "button", class: "pick", text: racer.label, title: racer.notation, onclick: () => pick(racer.name) })),
      el("td", { class: "number" }, rate),
      el("td", { class: "number height" }), el("td", { class: "number x" }), el("td", { class: "number y" }), el("td", { class: "state" }));
  });
  $("racers").replaceChildren(
    el("thead", {}, el("tr", {}, heads.map((text, i) => el("th", { text, scope: "col", class: i >= 3 && i <= 6 ? "number" : "" })))),
    el("tbody", {}, rows));
  const edges = race.result.paths.some((path) => path.edge) ? "; * at the edge of the grid" : "";
  const text = { tuned: "each at its best rate of the grid" + edges, shared: `all at the rate ${race.rate}`, own: "each at the rate you gave it" }[race.mode];
  $("racers-say").textContent = text;
  $("racers-say").title = "Arrived: from this step on no more than a hundredth of the way down is left. Lost: it diverged at this step" + (race.result.minimumKnown ? "" : ", measured to the lowest place that any racer found");
}

function pick(name) {
  race.selected = name;
  draw();
}

function drawTable() {
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
    state.className = "state " + (away ? "away" : here ? "here" : "");
    state.textContent = away ? `lost, ${path.diverged}` : here ? `step ${path.arrived}` : "";
  }
}

// Pictures

function shown() {
  return race.result.paths.filter((path) => !race.hidden.has(path.name));
}

function drawField() {
  const canvas = $("relief");
  canvas.dataset.view = race.look;
  if (!race.relief || !canvas.clientWidth) {
    return;
  }
  const scene = race.look === "map" ? drawMap(canvas, race.relief) : drawPerspective(canvas, race.relief, race.camera);
  race.map = scene;
  const { context, place } = scene;
  for (const [x, y] of race.view.minima) {
    const [px, py] = place(x, y);
    context.fillStyle = dark() ? "#ffd75e" : "#8a5a00";
    context.font = "17px system-ui";
    context.textAlign = "center";
    context.fillText("★", px, py + 6);
  }
  const [sx, sy] = place(race.x, race.y);
  context.setLineDash([]);
  context.strokeStyle = dark() ? "#ffffff" : "#000000";
  context.lineWidth = 1.6;
  context.beginPath();
  context.moveTo(sx - 9, sy);
  context.lineTo(sx + 9, sy);
  context.moveTo(sx, sy - 9);
  context.lineTo(sx, sy + 9);
  context.stroke();
  if (race.result) {
    // The selected one last, above the others.
    const paths = shown().sort((a, b) => (a.name === race.selected) - (b.name === race.selected));
    paths.forEach((path) => drawPath(context, place, path));
    paths.forEach((path) => drawHead(context, place, path));
  }
  scene.done();
}

function drawPath(context, place, path) {
  const index = indexOf(path.name);
  const strong = path.name === race.selected;
  const end = stepOf(path);
  context.lineJoin = "round";
  for (const halo of [true, false]) {
    context.beginPath();
    for (let i = 0; i <= end; i++) {
      const [x, y] = place(path.x[i], path.y[i]);
      i ? context.lineTo(x, y) : context.moveTo(x, y);
    }
    context.setLineDash(halo ? [] : dashOf(index));
    context.strokeStyle = halo ? (dark() ? "rgba(10,16,22,.55)" : "rgba(255,255,255,.65)") : colorOf(index);
    context.lineWidth = (strong ? 2.8 : 1.7) + (halo ? 2 : 0);
    context.stroke();
  }
}

// Slots that point the way of the steps; of all others the mean gradient, which points the other way.
const MOVES = ["heavy_ball", "sgd_nesterov", "nesterov_momentum"];

/** What momentum remembers, as a direction on the map; null for those that have none. */
function memory(path, step) {
  const slot = racerOf(path.name).slots.indexOf("momentum");
  if (slot < 0 || step < 1) {
    return null;
  }
  const sign = MOVES.includes(path.name) ? 1 : -1;
  const values = path.slots[slot];
  return [sign * values[2 * step - 2], sign * values[2 * step - 1]];
}

function drawHead(context, place, path) {
  const index = indexOf(path.name);
  const at = stepOf(path);
  const [x, y] = place(path.x[at], path.y[at]);
  const arrow = race.arrows ? memory(path, at) : null;
  if (arrow) {
    const length = Math.hypot(...arrow);
    const [left, right] = race.view.range;
    const reach = (0.02 * (right - left)) / Math.max(length, 1e-30);
    const [ax, ay] = place(path.x[at] + arrow[0] * reach, path.y[at] + arrow[1] * reach);
    const far = Math.hypot(ax - x, ay - y);
    if (length > 1e-12 && far > 0.1) {
      const tipX = x + ((ax - x) / far) * 27;
      const tipY = y + ((ay - y) / far) * 27;
      const angle = Math.atan2(tipY - y, tipX - x);
      context.setLineDash([]);
      context.strokeStyle = colorOf(index);
      context.lineWidth = 2;
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(tipX, tipY);
      for (const side of [2.6, -2.6]) {
        context.moveTo(tipX, tipY);
        context.lineTo(tipX + 7 * Math.cos(angle + side), tipY + 7 * Math.sin(angle + side));
      }
      context.stroke();
    }
  }
  head(context, x, y, index, path.name === race.selected);
}

function drawLosses() {
  const canvas = $("losses");
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (!width || !race.result) {
    return;
  }
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const low = race.result.lowest;
  const floor = Math.max((race.result.goal - low) * 1e-5, 1e-12);
  const logOf = (h) => Math.log10(Math.max(h - low, floor));
  let top = -Infinity;
  let bottom = Infinity;
  for (const path of shown()) {
    path.heights.forEach((h) => {
      top = Math.max(top, logOf(h));
      bottom = Math.min(bottom, logOf(h));
    });
  }
  const first = logOf(race.result.paths[0].heights[0]);
  top = Math.min(Math.ceil(top + 0.01), Math.ceil(first) + 2);
  bottom = Math.min(Math.floor(bottom), top - 1);
  const x0 = 46;
  const x1 = width - 20;
  const y0 = 8;
  const y1 = height - 24;
  const px = (step) => x0 + ((x1 - x0) * step) / race.steps;
  const py = (value) => y1 - ((y1 - y0) * (value - bottom)) / (top - bottom);
  const style = getComputedStyle(document.documentElement);
  context.font = "11px system-ui";
  context.fillStyle = style.getPropertyValue("--ink-2");
  context.strokeStyle = style.getPropertyValue("--line");
  context.lineWidth = 1;
  context.textAlign = "right";
  const every = Math.max(1, Math.ceil((top - bottom) / 6));
  for (let decade = Math.ceil(bottom / every) * every; decade <= top; decade += every) {
    context.beginPath();
    context.moveTo(x0, py(decade));
    context.lineTo(x1, py(decade));
    context.stroke();
    context.fillText(decade >= -2 && decade <= 3 ? String(Number((10 ** decade).toPrecision(1))) : "1e" + decade, x0 - 5, py(decade) + 4);
  }
  context.textAlign = "center";
  for (let k = 0; k <= 5; k++) {
    context.fillText(String(Math.round((race.steps * k) / 5)), px((race.steps * k) / 5), height - 8);
  }
  context.save();
  context.beginPath();
  context.rect(x0, y0 - 2, x1 - x0 + 12, y1 - y0 + 4);
  context.clip();
  const goal = py(logOf(race.result.goal));
  context.setLineDash([2, 3]);
  context.strokeStyle = style.getPropertyValue("--ink-2");
  context.beginPath();
  context.moveTo(x0, goal);
  context.lineTo(x1, goal);
  context.stroke();
  const paths = shown().sort((a, b) => (a.name === race.selected) - (b.name === race.selected));
  for (const path of paths) {
    const index = indexOf(path.name);
    for (const future of [true, false]) {
      context.globalAlpha = future ? 0.22 : 1;
      context.setLineDash(dashOf(index));
      context.strokeStyle = colorOf(index);
      context.lineWidth = path.name === race.selected ? 2.8 : 1.5;
      context.beginPath();
      const from = future ? stepOf(path) : 0;
      const to = future ? lastOf(path) : stepOf(path);
      for (let i = from; i <= to; i++) {
        i > from ? context.lineTo(px(i), py(logOf(path.heights[i]))) : context.moveTo(px(i), py(logOf(path.heights[i])));
      }
      context.stroke();
    }
    head(context, px(stepOf(path)), Math.max(y0 + 4, py(logOf(path.heights[stepOf(path)]))), index, path.name === race.selected);
  }
  context.restore();
  context.setLineDash([]);
  context.fillStyle = style.getPropertyValue("--ink-2");
  context.textAlign = "left";
  if (goal > y0 && goal < y1) {
    context.fillStyle = style.getPropertyValue("--card");
    context.fillRect(x1 - 44, goal - 15, 46, 13);
    context.fillStyle = style.getPropertyValue("--ink-2");
    context.fillText("arrived", x1 - 42, goal - 5);
  }
  const best = [...race.result.paths].sort((a, b) => a.heights[stepOf(a)] - b.heights[stepOf(b)])[0];
  canvas.setAttribute("aria-label", `Curves of the height above the lowest. After step ${race.step} ${racerOf(best.name).label} is lowest, at ${number(best.heights[stepOf(best)])}. All numbers are in the table of racers.`);
}

function drawUpdate() {
  const racer = racerOf(race.selected);
  const path = pathOf(race.selected);
  const index = indexOf(race.selected);
  const step = stepOf(path);
  const box = $("update");
  const open = box.querySelector("details")?.open ?? false;
  const letter = race.axis === 0 ? "x" : "y";
  const parts = [el("h3", {}, badge(index), racer.label, el("span", { class: "quiet", text: step < 1 ? "before its first step" : `step ${step}, parameter ${letter}, η = ${number(path.rate)}, gradient g = ${number((race.axis === 0 ? path.gradientX : path.gradientY)[step - 1])}` }))];
  const lines = formulas(racer, path, step, race.axis);
  if (lines) {
    parts.push(el("div", { class: "formulas" }, lines.map(({ left, symbols, numbers, result }) =>
      el("p", {}, el("code", { class: "symbols", text: `${left} ← ${symbols}` }), el("code", { text: `${left} ← ${numbers} = ${number(result)}` })))));
  } else if (step >= 1) {
    parts.push(el("p", { class: "quiet", text: "This rule has no formula here; the numbers below are what it did." }));
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
  return el("div", { class: "wide-table" }, el("table", { id: "numbers" },
    el("thead", {}, el("tr", {}, heads.map((text) => el("th", { text, scope: "col" })))),
    el("tbody", {}, race.result.paths.map((path) => {
      const at = stepOf(path);
      const slots = racerOf(path.name).slots.map((slot, i) => at ? `${slot.replaceAll("_", " ")}: ${number(path.slots[i][2 * at - 2])}, ${number(path.slots[i][2 * at - 1])}` : "").filter(Boolean);
      return el("tr", {}, el("th", { text: racerOf(path.name).label, scope: "row" }),
        [at, path.x[at], path.y[at], path.heights[at], at ? path.gradientX[at - 1] : null, at ? path.gradientY[at - 1] : null].map((value, i) => el("td", { text: i ? number(value) : String(value) })),
        el("td", { text: slots.join("; ") }));
    }))));
}

function drawTransport() {
  $("play").replaceChildren(icon(race.playing ? "pause" : "play"));
  $("play").setAttribute("aria-label", race.playing ? "Pause" : "Play");
  $("at").value = race.step;
  $("at-text").textContent = race.step;
  $("views").querySelectorAll("button").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.view === race.look)));
  $("axis").querySelectorAll("button").forEach((button) => button.setAttribute("aria-pressed", String(Number(button.dataset.axis) === race.axis)));
  $("field-says").textContent = `from (${number(race.x)}, ${number(race.y)})`;
  $("relief").setAttribute("aria-label", `${race.view.label}. Start at x ${number(race.x)}, y ${number(race.y)}. Where the racers are is in the table of racers.`);
  $("field-help").textContent = race.look === "map"
    ? "Click to start there; arrow keys move the start, Enter races. ★ is a minimum, + the start, arrows point where momentum pushes."
    : "Drag, or use arrow keys, to turn it. Heights are drawn on a scale that shows the valley.";
}

function draw() {
  if (!race.result) {
    return;
  }
  drawTransport();
  drawField();
  drawTable();
  drawLosses();
  drawUpdate();
  document.body.dataset.step = String(race.step);
  document.body.dataset.state = race.playing ? "running" : race.step >= race.steps ? "done" : "paused";
  document.body.dataset.ready = document.body.dataset.race;
}

// Hands

function startAt(x, y) {
  const [left, right, bottom, top] = race.view.range;
  race.x = Math.min(right, Math.max(left, x));
  race.y = Math.min(top, Math.max(bottom, y));
  for (const axis of ["x", "y"]) {
    $("start-" + axis).value = String(Number(race[axis].toFixed(3)));
  }
}

function bindField() {
  const canvas = $("relief");
  let dragged = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (race.look === "relief") {
      dragged = [event.clientX, event.clientY, race.camera.turn, race.camera.tilt];
      canvas.setPointerCapture(event.pointerId);
    }
  });
  canvas.addEventListener("pointermove", (event) => {
    if (dragged) {
      turn(dragged[2] - (event.clientX - dragged[0]) / 150, dragged[3] + (event.clientY - dragged[1]) / 200);
    } else if (race.look === "map" && race.map?.back) {
      const [x, y] = race.map.back(event.offsetX, event.offsetY);
      const [left, right, bottom, top] = race.view.range;
      const inside = x >= left && x <= right && y >= bottom && y <= top;
      tip(inside ? `x ${number(x)}, y ${number(y)}` : "", event);
    }
  });
  canvas.addEventListener("pointerleave", (event) => tip("", event));
  canvas.addEventListener("pointerup", () => (dragged = null));
  canvas.addEventListener("click", (event) => {
    if (race.look === "map" && race.map?.back) {
      startAt(...race.map.back(event.offsetX, event.offsetY));
      run();
    }
  });
  canvas.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (move && race.look === "relief") {
      event.preventDefault();
      turn(race.camera.turn + 0.12 * move[0], race.camera.tilt + 0.08 * move[1]);
    } else if (move) {
      event.preventDefault();
      const [left, right, bottom, top] = race.view.range;
      startAt(race.x + (move[0] * (right - left)) / 40, race.y + (move[1] * (top - bottom)) / 40);
      race.playing = false;
      race.step = 0;
      draw();
      say(`start at ${number(race.x)}, ${number(race.y)}`);
    } else if (event.key === "Enter") {
      event.preventDefault();
      run();
    }
  });
}

function turn(angle, tilt) {
  race.camera.turn = angle;
  race.camera.tilt = Math.min(1.45, Math.max(0.2, tilt));
  drawField();
}

function theme(value) {
  document.documentElement.dataset.theme = value;
  if (race.result) {
    buildTable();
    draw();
  }
}

function bind() {
  for (const [id, name] of [["restart", "restart"], ["step", "batch"], ["end", "epoch"], ["theme", "theme"]]) {
    $(id).append(icon(name));
  }
  $("back").append(icon("batch"));
  $("back").firstElementChild.style.transform = "scaleX(-1)";
  const actions = {
    restart: () => goTo(0), back: () => goTo(race.step - 1), step: () => goTo(race.step + 1), end: () => goTo(race.steps),
    play: () => {
      if (race.playing) {
        race.playing = false;
        draw();
      } else {
        start();
      }
    },
    theme: () => {
      const next = dark() ? "light" : "dark";
      localStorage.setItem("gradus-theme", next);
      theme(next);
    },
  };
  Object.entries(actions).forEach(([id, action]) => ($(id).onclick = () => (race.result || id === "theme") && action()));
  $("speed").replaceChildren(...[["5", "5 steps/s"], ["20", "20 steps/s"], ["60", "60 steps/s"]].map(([value, text]) => el("option", { value, text })));
  $("speed").value = "20";
  $("at").addEventListener("input", (event) => goTo(Number(event.target.value)));
  const button = (data, text, act) => el("button", { type: "button", text, data, onclick: () => {
    act();
    draw();
  } });
  $("views").append(button({ view: "map" }, "Map", () => (race.look = "map")), button({ view: "relief" }, "Perspective", () => (race.look = "relief")));
  $("axis").append(button({ axis: 0 }, "x", () => (race.axis = 0)), button({ axis: 1 }, "y", () => (race.axis = 1)));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, button, summary")) {
      return;
    }
    const id = { " ": "play", ".": "step", ",": "back", r: "restart", e: "end" }[event.key];
    if (id) {
      event.preventDefault();
      $(id).click();
    }
  });
  new ResizeObserver(draw).observe($("relief"));
  new ResizeObserver(drawLosses).observe($("losses"));
  bindField();
}

async function begin() {
  const wantsDark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  theme(localStorage.getItem("gradus-theme") ?? (wantsDark ? "dark" : "light"));
  bind();
  race.catalog = await get("/api/race");
  await choose("bowl");
}

begin().catch((error) => notice(error.message));
