// The page: what is shown is what the trainer on the server computes.
import { askAtLast, command, get, listen, post } from "./api.js";
import { drawBar } from "./bar.js";
import { bindCurves, drawCurves } from "./charts.js";
import { buildData } from "./data.js";
import { el, elsewhere, icon, keepFocus, number, words } from "./dom.js";
import { eased } from "./ease.js";
import { bindFilm, drawFilm, live } from "./film.js";
import { applyFlags } from "./flags.js";
import { buildNetwork, drawNetwork } from "./network.js";
import { connection, notice, problem, say } from "./notices.js";
import { buildOutput, drawOutput } from "./output.js";
import { bindPoint, drawPoint } from "./point.js";
import { buildTabs, drawPanel, PAUSING } from "./runs.js";
import { buildHyper } from "./settings.js";
import { bindSpeed } from "./speed.js";
import { bindStage } from "./stage.js";
import { checkShared, share } from "./shared.js";
import { changed, complete, fromHash, meansRun, state, take } from "./state.js";
import { takeFile } from "./tables.js";
import { checkChallenge, welcome } from "./welcome.js";

const $ = (id) => document.getElementById(id);
const view = { wide: false };
let pending = false;
let whole = true;
let building = Promise.resolve();
let described = 0;
let revised = 0;

/** Builds a run of settings; goes on playing if the one before did. */
function build(settings, play = false) {
  building = building
    .then(async () => {
      const { note } = await post("/api/build", settings);
      noteOnce(note);
      if (play) {
        await command("play");
      }
    })
    .catch((error) => {
      problem(error);
      redraw();
    });
  return building;
}

let noted = false;

/** Says that the list of runs is full, once; after that the list itself shows it. */
function noteOnce(note) {
  if (note && !noted) {
    noted = true;
    notice(note);
  }
}

/** What can change while the weights stay. */
const STEERABLE = new RegExp(
  "^(learningRate|optimizer|optimizerArguments|schedule|scheduleArguments|batch|epochs|loss|l1|l2|" +
    "layers\\.\\d+\\.(activation|dropout))$",
);

function onChange(path, value) {
  let settings = changed(state.settings, path, value);
  if (path === "optimizer") {
    const ball = value === "momentum";
    settings.optimizer = ball ? "sgd" : value;
    settings.optimizerArguments = ball ? { momentum: 0.9 } : {};
  }
  if (path === "schedule") {
    settings.scheduleArguments = {};
  }
  if (path === "data" && value.kind !== state.settings.data.kind) {
    settings.loss = "";
  }
  if (STEERABLE.test(path) && state.frame?.steps > 0) {
    const what =
      words(
        path
          .split(".")
          .at(-1)
          .replace(/([A-Z])/g, " $1")
          .toLowerCase(),
      ) + (typeof value === "object" ? "" : " " + (typeof value === "number" ? number(value) : words(String(value))));
    notice(
      `${what}:`,
      "ask",
      el("button", {
        type: "button",
        text: "From here",
        onclick: () => {
          notice("");
          post("/api/steer", settings).then(
            () => say(`${what} from here`),
            (error) => {
              problem(error);
              redraw();
            },
          );
        },
      }),
      el("button", {
        type: "button",
        text: "From the start",
        onclick: () => {
          notice("");
          build(settings, state.frame.state === "running");
        },
      }),
    );
    $("notice").querySelector(".close").addEventListener("click", redraw);
    return Promise.resolve();
  }
  notice("");
  return build(settings, state.frame?.state === "running");
}

function redraw() {
  buildHyper(onChange);
  buildData(onChange);
  buildNetwork(onChange);
  $("seed").value = state.settings.seed;
}

async function describe(run, revision) {
  described = run;
  revised = revision;
  const description = await get("/api/run");
  if (description.run !== described) {
    return;
  }
  state.description = description;
  state.settings = description.settings;
  const giveBack = keepFocus();
  redraw();
  buildOutput(schedule);
  giveBack();
  schedule();
}

/** Draws all of the page with the next frame of the screen. */
function schedule() {
  whole = true;
  request();
}

function request() {
  if (!pending) {
    pending = true;
    requestAnimationFrame(draw);
  }
}

/** Draws what is new, or only what moves between two pictures. */
function draw() {
  pending = false;
  const frame = state.frame;
  if (!frame) {
    return;
  }
  const all = whole;
  whole = false;
  if (all) {
    drawBar(frame);
  }
  if (frame.run !== state.description?.run) {
    return;
  }
  const { picture, moving } = eased(frame);
  if (all) {
    Object.assign(document.body.dataset, { ready: frame.run, revision: state.description.revision });
    drawFilm();
    drawPoint();
  }
  state.picture = state.shown?.picture ?? picture;
  drawNetwork();
  drawOutput(all);
  if (all) {
    drawCharts(frame);
    drawBeside(frame);
  }
  if (moving && !state.shown) {
    request();
  }
}

/** Draws at most once in some milliseconds while a run goes on; the last state comes a little later. */
function paced(apart, act) {
  let last = 0;
  let soon = 0;
  return (frame) => {
    clearTimeout(soon);
    const wait = frame.state === "running" ? last + apart - performance.now() : 0;
    if (wait > 0) {
      soon = setTimeout(schedule, wait);
    } else {
      last = performance.now();
      act(frame);
    }
  };
}

/** As often as pictures come. */
const drawCharts = paced(15, drawCurves);
/** Text cannot be read as fast as that. */
const drawBeside = paced(60, (frame) => {
  drawPanel();
  announce(frame);
  checkShared(frame);
  checkChallenge(frame);
});

function announce(frame) {
  const last = state.points.at(-1);
  const first = frame.verdicts[0];
  if (frame.state !== "running") {
    const told = {
      new: "A new network, not trained yet.",
      begun: `Paused after ${frame.epoch} epochs.`,
      done: `Done: ${frame.epoch} epochs, loss ${number(last?.values[0])}.`,
      diverged: frame.message,
      blocked: "This network cannot be trained: the loss does not fit its last layer.",
    }[frame.state];
    say(first && !["diverged", "blocked"].includes(frame.state) ? `${told} ${first.title}.` : told);
    if (frame.state === "diverged" && frame.message) {
      notice(frame.message, "bad");
    }
  } else if (first) {
    say(first.title);
  } else {
    say("Training.");
  }
}

async function open(link) {
  const shared = fromHash(link);
  if (!shared) {
    notice(
      meansRun(link)
        ? "This link to a run is not complete, or was changed. Copy it again with Share."
        : "This is not a link to a run: copy one with Share.",
      "bad",
    );
    return;
  }
  await again(shared);
}

/** Makes a run again: settings, as many epochs, and a look at whether the weights have the same hash. */
async function again(shared) {
  try {
    const { run, note } = await post("/api/build", complete(shared.settings, state.catalog.start));
    noteOnce(note);
    state.shared = { ...shared, run };
    if (shared.epoch > 0) {
      await command("until", shared.epoch);
    }
  } catch (error) {
    problem(error);
  }
}

function theme(value) {
  document.documentElement.dataset.theme = value;
  restyle();
}

/** Draws all anew, now. */
function restyle() {
  if (state.description) {
    redraw();
    buildOutput(schedule);
    whole = true;
    draw();
  }
}

function bind() {
  for (const name of ["restart", "batch", "epoch", "dice", "theme", "projector", "wide"]) {
    $(name).append(icon(name));
  }
  bindFilm(schedule);
  bindPoint(schedule);
  const toggle = () => live() ?? command(state.frame?.state === "running" ? "pause" : "play").catch(problem);
  const restart = () =>
    command("restart").then(({ note }) => {
      notice("");
      noteOnce(note);
    }, problem);
  $("play").onclick = toggle;
  $("restart").onclick = restart;
  $("batch").onclick = () => command("batch").catch(problem);
  $("epoch").onclick = () => command("epoch").catch(problem);
  $("dice").onclick = () => onChange("seed", Math.floor(Math.random() * 100000));
  $("seed").onchange = (event) => onChange("seed", Math.max(0, Math.round(Number(event.target.value)) || 0));
  $("share").onclick = share;
  $("theme").onclick = () => {
    const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    localStorage.setItem("gradus-theme", next);
    theme(next);
  };
  bindSpeed();
  bindStage(restyle);
  $("wide").onclick = () => {
    view.wide = !document.body.classList.contains("wide");
    widen(view.wide);
  };
  $("hyper").onsubmit = (event) => event.preventDefault();
  document.addEventListener("keydown", (event) => {
    if (elsewhere(event)) {
      return;
    }
    const button = event.target.closest?.("button");
    if (event.key === " " && !button) {
      event.preventDefault();
      toggle();
    } else if (event.key === "." || event.key === "e") {
      command(event.key === "e" ? "epoch" : "batch").catch(problem);
    } else if (event.key === "r") {
      restart();
    }
  });
  window.addEventListener("hashchange", () => {
    applyFlags(location.hash);
    if (meansRun(location.hash)) {
      open(location.hash);
    }
  });
  window.addEventListener("resize", schedule);
  window.addEventListener("pagehide", () => {
    if (localStorage.getItem(PAUSING) !== null && state.frame?.state === "running") {
      askAtLast("POST", "/api/command", { action: "pause", value: 0 });
    }
  });
  // A file may be dropped anywhere; it must not replace the page.
  for (const type of ["dragover", "drop"]) {
    window.addEventListener(type, (event) => event.preventDefault());
  }
  window.addEventListener("drop", (event) => takeFile(event.dataTransfer.files[0]));
}

/** The panel in the place of the network, or below it. */
function widen(wanted) {
  document.body.classList.toggle("wide", wanted);
  $("wide").setAttribute("aria-pressed", String(wanted));
  schedule();
}

async function start() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  theme(localStorage.getItem("gradus-theme") ?? (dark ? "dark" : "light"));
  bind();
  bindCurves();
  state.catalog = await get("/api/catalog");
  buildTabs({
    fix: (changes) => {
      let settings = state.settings;
      for (const [path, value] of Object.entries(changes)) {
        settings = changed(settings, path, value);
      }
      notice("");
      build(settings, true);
    },
    // A step taken apart has a picture of the network of its own.
    wide: (inside) => widen(inside || view.wide),
    adopt: (settings) => build(settings),
    again,
    hide: (names) => {
      const run = /#run=[A-Za-z0-9_-]+/.exec(location.hash)?.[0] ?? "#";
      history.replaceState(null, "", "/" + run + (names ? `${run === "#" ? "" : "&"}hide=${names}` : ""));
      applyFlags(location.hash);
    },
    open,
    problem,
  });
  applyFlags(location.hash);
  welcome(build);
  listen((frame) => {
    take(frame);
    if (frame.run !== described || frame.revision !== revised) {
      describe(frame.run, frame.revision).catch(problem);
    }
    schedule();
  }, connection);
  if (meansRun(location.hash)) {
    await open(location.hash);
  }
}

start().catch(problem);
