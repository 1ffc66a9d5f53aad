// How layers bend the plane: the network that stands in the lab, looked at through its hidden layers.
import { command, get, post } from "./api.js";
import { prepare } from "./canvas.js";
import { el, icon } from "./dom.js";
import { classColor, css, diverging } from "./surface.js";

const $ = (id) => document.getElementById(id);
const EVERY = 4;

export const space = { spaces: null, bend: 1, playing: false, start: null };
let last = "";

const dark = () => document.documentElement.dataset.theme === "dark";

function notice(text) {
  const box = $("notice");
  box.className = "notice bad";
  box.hidden = !text;
  box.replaceChildren(el("span", { text, role: "alert" }));
}

// Small networks that show it well; two units in the last hidden layer, so that nothing has to be left out.
/** @type {[any, any, any, any, any, any][]} */
const TRIES = [
  ["XOR, 4 and 2 units", "xor", 0.1, [4, 2], 0.02, 150],
  ["Ring, 3 and 2 units", "circle", 0.1, [3, 2], 0.03, 150],
  ["Moons, 4 and 2 units", "moons", 0.1, [4, 2], 0.03, 150],
  ["Spirals, 12, 12 and 2 units", "spiral", 0.05, [12, 12, 2], 0.01, 600],
];

async function build([, name, noise, units, learningRate, epochs]) {
  const start = space.start;
  const layers = units.map((count) => ({
    ...start.layers[0],
    units: count,
    activation: "tanh",
    initializer: "glorot_uniform",
  }));
  await post("/api/build", {
    ...start,
    data: { ...start.data, kind: "generator", name, noise },
    layers,
    learningRate,
    epochs,
    optimizer: "adam",
    optimizerArguments: {},
  });
  await command("play");
  await look();
}

const colors = () => {
  const classes = space.spaces.labels.length > 2;
  return (value) => (classes ? classColor(value) : diverging(value * 2 - 1));
};

/** The coordinates of a layer on their way from the plane: all in a square from -1 to 1. */
function blend(layer, kind) {
  const flat = space.spaces.spaces[0];
  const from = scaled(flat, kind);
  const to = scaled(layer, kind);
  const share = layer === flat ? 0 : space.bend;
  return from.map((value, i) => value * (1 - share) + to[i] * share);
}

function scaled(layer, kind) {
  if (!layer.frame) {
    const ends = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < layer.grid.length; i++) {
      const axis = i % 2;
      ends[2 * axis] = Math.min(ends[2 * axis], layer.grid[i]);
      ends[2 * axis + 1] = Math.max(ends[2 * axis + 1], layer.grid[i]);
    }
    layer.frame = ends;
  }
  const [left, right, bottom, top] = layer.frame;
  const half = Math.max(right - left, top - bottom, 1e-9) / 2;
  return layer[kind].map((value, i) => (value - (i % 2 ? bottom + top : left + right) / 2) / half);
}

function draw() {
  const { spaces } = space.spaces;
  const box = $("spaces");
  if (box.childElementCount !== spaces.length) {
    box.replaceChildren(
      ...spaces.map(() =>
        el("section", { class: "card" }, el("h2"), el("canvas", { role: "img" }), el("p", { class: "quiet" })),
      ),
    );
  }
  spaces.forEach((layer, i) => {
    const card = box.children[i];
    card.querySelector("h2").textContent =
      layer.title + (i ? ` · ${layer.units} unit${layer.units > 1 ? "s" : ""}` : "");
    const shown =
      layer.units > 2
        ? "Shown along its first two principal components, which explain " +
          `${Math.round(layer.share * 100)}% of the variance.`
        : i
          ? "Both axes are the units themselves."
          : "The sheet before any layer.";
    card.querySelector("p").textContent =
      `Across: ${layer.axes[0]}${layer.axes[1] ? `; up: ${layer.axes[1]}` : ""}. ${shown} ${separation(layer)}`;
    drawSheet(card.querySelector("canvas"), layer);
  });
  $("which").textContent = `${space.spaces.name} · epoch ${space.spaces.epoch}`;
  document.body.dataset.ready = String(space.spaces.run);
  document.body.dataset.epoch = String(space.spaces.epoch);
  document.body.dataset.state = space.spaces.state;
}

/** How well one straight cut can separate the classes here, found by trying 90 directions; for two classes. */
function separation(layer) {
  if (space.spaces.labels.length !== 2) {
    return "";
  }
  const n = space.spaces.targets.length;
  const points = scaled(layer, "points");
  let best = 0;
  for (let k = 0; k < 90; k++) {
    const angle = (Math.PI * k) / 90;
    const values = space.spaces.targets
      .map((target, i) => [points[2 * i] * Math.cos(angle) + points[2 * i + 1] * Math.sin(angle), target])
      .sort((a, b) => a[0] - b[0]);
    let ones = 0;
    const all = values.reduce((sum, [, target]) => sum + target, 0);
    for (let i = 0; i < n; i++) {
      ones += values[i][1];
      const right = i + 1 - ones + (all - ones);
      best = Math.max(best, right / n, 1 - right / n);
    }
  }
  return `The best straight cut here separates ${Math.floor(best * 1000) / 10}% of the points.`;
}

function drawSheet(canvas, layer) {
  if (!canvas.clientWidth) {
    return;
  }
  const { context, width: size } = prepare(canvas);
  const grid = blend(layer, "grid");
  const points = blend(layer, "points");
  const color = colors();
  const place = (values, i) => [size / 2 + values[2 * i] * size * 0.46, size / 2 - values[2 * i + 1] * size * 0.46];
  const side = space.spaces.side;
  context.lineWidth = 1.2;
  context.lineCap = "round";
  const answers = space.spaces.answers;
  const segment = (i, j) => {
    context.strokeStyle = css(mixed(color(answers[i])), 0.75);
    context.beginPath();
    context.moveTo(...place(grid, i));
    context.lineTo(...place(grid, j));
    context.stroke();
  };
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const i = row * side + column;
      if (row % EVERY === 0 && column + 1 < side) {
        segment(i, i + 1);
      }
      if (column % EVERY === 0 && row + 1 < side) {
        segment(i, i + side);
      }
    }
  }
  const targets = space.spaces.targets;
  for (let i = 0; i < targets.length; i++) {
    const [x, y] = place(points, i);
    context.beginPath();
    // Two classes differ in shape too.
    if (space.spaces.labels.length === 2 && targets[i] < 0.5) {
      context.rect(x - 2.8, y - 2.8, 5.6, 5.6);
    } else {
      context.arc(x, y, 3.2, 0, 7);
    }
    context.fillStyle = css(color(targets[i]));
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = dark() ? "rgba(0,0,0,.8)" : "rgba(255,255,255,.95)";
    context.stroke();
  }
  canvas.setAttribute(
    "aria-label",
    `The plane as ${layer.title} sees it, with ${targets.length} points. ${separation(layer)}`,
  );
}

/** Never so pale that the line is lost. */
function mixed(color) {
  const grey = dark() ? 120 : 150;
  return color.map((c) => c * 0.75 + grey * 0.25);
}

async function look() {
  try {
    const spaces = await get("/api/space");
    const key = spaces.run + "-" + spaces.epoch + "-" + spaces.state;
    space.spaces = spaces;
    if (key !== last) {
      last = key;
      notice("");
      draw();
    }
  } catch (error) {
    notice(error.message);
  }
}

function playing(value) {
  space.playing = value;
  $("play").replaceChildren(icon(value ? "pause" : "play"));
  $("play").setAttribute("aria-label", value ? "Pause" : "Play");
}

function bind() {
  for (const name of ["restart", "epoch", "theme"]) {
    $(name).append(icon(name));
  }
  playing(false);
  const act = (action) =>
    command(action)
      .then(look)
      .catch((error) => notice(error.message));
  $("restart").onclick = () => {
    playing(false);
    act("restart");
  };
  $("epoch").onclick = () => {
    playing(false);
    act("epoch");
  };
  $("play").onclick = () => {
    playing(!space.playing);
    act(space.playing ? "play" : "pause");
  };
  $("theme").onclick = () => {
    const next = dark() ? "light" : "dark";
    localStorage.setItem("gradus-theme", next);
    document.documentElement.dataset.theme = next;
    draw();
  };
  $("bend").addEventListener("input", (event) => {
    space.bend = Number(event.target.value);
    draw();
  });
  $("try").append(
    el("span", { class: "quiet", text: "Try:" }),
    ...TRIES.map((one) =>
      el("button", {
        type: "button",
        class: "plain",
        text: one[0],
        onclick: () =>
          build(one)
            .then(() => playing(true))
            .catch((error) => notice(error.message)),
      }),
    ),
  );
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, button")) {
      return;
    }
    const id = { " ": "play", r: "restart", e: "epoch" }[event.key];
    if (id) {
      event.preventDefault();
      $(id).click();
    }
  });
  new ResizeObserver(() => space.spaces && draw()).observe($("spaces"));
}

async function poll() {
  if (!document.hidden) {
    await look();
    if (space.spaces && space.spaces.state !== "begun" && space.playing) {
      playing(false);
    }
  }
  setTimeout(poll, space.playing ? 200 : 1000);
}

const wantsDark = window.matchMedia("(prefers-color-scheme: dark)").matches;
document.documentElement.dataset.theme = localStorage.getItem("gradus-theme") ?? (wantsDark ? "dark" : "light");
bind();
space.start = (await get("/api/catalog")).start;
await poll();
