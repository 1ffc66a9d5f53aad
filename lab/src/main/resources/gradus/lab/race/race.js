// The race: every optimizer's steps were made by the library on the server; here they are shown.
import { get, post } from "./api.js";
import { el, icon, number, tip } from "./dom.js";
import { drawField } from "./field.js";
import { drawLosses } from "./losses.js";
import { buildTable, dark, drawTable, drawUpdate, race, racerOf } from "./racers.js";
import { Relief } from "./relief.js";
import { drawSetup } from "./setup.js";

const $ = (id) => document.getElementById(id);
export { race };

const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

function notice(text) {
  const box = $("notice");
  box.className = "notice bad";
  box.hidden = !text;
  box.replaceChildren(
    el("span", { text, role: "alert" }),
    el("button", { type: "button", class: "close", text: "×", "aria-label": "Close", onclick: () => notice("") }),
  );
}

function say(text) {
  $("say").textContent = text;
}

// What is asked of the server

let asked = 0;
let chosen = 0;

/** Takes another surface. A choice that was made meanwhile goes before. */
async function choose(name) {
  const ticket = ++chosen;
  asked++;
  race.playing = false;
  document.body.dataset.state = "asking";
  $("field-says").textContent = "measuring the surface…";
  const view = await get("/api/race/surfaces/" + name);
  if (ticket !== chosen) {
    return;
  }
  race.view = view;
  race.relief = new Relief(race.view);
  race.result = null;
  [race.x, race.y] = race.view.start;
  buildSetup();
  drawField();
  await run();
}

/** Runs the race from where the start stands, and plays it. */
async function run(play = true) {
  const ticket = ++asked;
  race.playing = false;
  document.body.dataset.state = "asking";
  $("racers-say").textContent = race.mode === "tuned" ? "trying rates…" : "";
  try {
    const result = await post("/api/race", {
      surface: race.view.name,
      x: race.x,
      y: race.y,
      steps: race.steps,
      mode: race.mode,
      rate: race.rate,
      rates: race.rates,
    });
    if (ticket !== asked) {
      return;
    }
    notice("");
    race.result = result;
    race.step = 0;
    $("at").max = race.steps;
    buildTable(run, draw);
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
  say(
    (order.length
      ? `${label(order[0])} arrived first, after ${order[0].arrived} steps; ${order.length} of ` +
        `${race.result.paths.length} arrived.`
      : "Nobody arrived.") + (lost.length ? ` ${lost.map(label).join(", ")} diverged.` : ""),
  );
}

// Settings

function buildSetup() {
  drawSetup({ choose, run, draw, setMode, problem: (error) => notice(error.message) });
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

// Everything that is seen

function drawTransport() {
  $("play").replaceChildren(icon(race.playing ? "pause" : "play"));
  $("play").setAttribute("aria-label", race.playing ? "Pause" : "Play");
  $("at").value = race.step;
  $("at-text").textContent = String(race.step);
  $("views")
    .querySelectorAll("button")
    .forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.view === race.look)));
  $("axis")
    .querySelectorAll("button")
    .forEach((button) => button.setAttribute("aria-pressed", String(Number(button.dataset.axis) === race.axis)));
  $("field-says").textContent = `from (${number(race.x)}, ${number(race.y)})`;
  $("relief").setAttribute(
    "aria-label",
    `${race.view.label}. Start at x ${number(race.x)}, y ${number(race.y)}. Where the racers are is ` +
      "in the table of racers.",
  );
  $("field-help").textContent =
    race.look === "map"
      ? "Click to start there; arrow keys move the start, Enter races. ★ is a minimum, + the start, " +
        "arrows point where momentum pushes."
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
    buildTable(run, draw);
    draw();
  }
}

function bind() {
  for (const [id, name] of [
    ["restart", "restart"],
    ["step", "batch"],
    ["end", "epoch"],
    ["theme", "theme"],
  ]) {
    $(id).append(icon(name));
  }
  $("back").append(icon("batch"));
  $("back").firstElementChild.style.transform = "scaleX(-1)";
  const actions = {
    restart: () => goTo(0),
    back: () => goTo(race.step - 1),
    step: () => goTo(race.step + 1),
    end: () => goTo(race.steps),
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
  Object.entries(actions).forEach(
    ([id, action]) => ($(id).onclick = () => (race.result || id === "theme") && action()),
  );
  $("speed").replaceChildren(
    ...[
      ["5", "5 steps/s"],
      ["20", "20 steps/s"],
      ["60", "60 steps/s"],
    ].map(([value, text]) => el("option", { value, text })),
  );
  $("speed").value = "20";
  $("at").addEventListener("input", (event) => goTo(Number(event.target.value)));
  const button = (data, text, act) =>
    el("button", {
      type: "button",
      text,
      data,
      onclick: () => {
        act();
        draw();
      },
    });
  $("views").append(
    button({ view: "map" }, "Map", () => (race.look = "map")),
    button({ view: "relief" }, "Perspective", () => (race.look = "relief")),
  );
  $("axis").append(
    button({ axis: 0 }, "x", () => (race.axis = 0)),
    button({ axis: 1 }, "y", () => (race.axis = 1)),
  );
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
