// A comparison that runs: progress, curves as they come, a button to stop it, and what came out. For lessons and for
// the page of comparisons.
import { askAtLast, download, get, remove } from "./api.js";
import { el, icon } from "./dom.js";
import { toHash } from "./state.js";

const STATES = { done: "All runs are made.", cancelled: "It was stopped.", failed: "It could not be made." };
let current = null;

/** Says something to those who listen. */
export function say(text) {
  document.getElementById("say").textContent = text;
}

/** What went wrong, above the page. */
export function problem(error) {
  const box = document.getElementById("notice");
  box.className = "notice bad";
  box.hidden = false;
  box.replaceChildren(
    el("span", { text: error.message, role: "alert" }),
    el("button", {
      type: "button",
      class: "close",
      text: "×",
      "aria-label": "Close",
      onclick: () => {
        box.hidden = true;
      },
    }),
  );
}

/** Light or dark, as on the other pages. */
export function bindTheme() {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = localStorage.getItem("gradus-theme") ?? (dark ? "dark" : "light");
  const button = document.getElementById("theme");
  button.append(icon("theme"));
  button.onclick = () => {
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    localStorage.setItem("gradus-theme", root.dataset.theme);
  };
}

function left(seconds) {
  if (seconds === null) {
    return "";
  }
  return seconds < 1.5
    ? ", a moment left"
    : seconds < 90
      ? `, about ${Math.round(seconds)} s left`
      : `, about ${Math.round(seconds / 60)} min left`;
}

/** Stops what this page has begun, as another lesson or comparison takes its place. */
export function stop() {
  const old = current;
  current = null;
  if (old?.running) {
    remove("/api/comparisons/" + old.id).catch(() => {});
  }
}

// A page that is closed wants no answer.
window.addEventListener("pagehide", () => {
  if (current?.running) {
    askAtLast("DELETE", "/api/comparisons/" + current.id);
  }
});

/** Draws what was made by the server, from its own words and drawings; what came from people is escaped there. */
export function drawn(html, properties = {}) {
  const box = el("div", { class: "report", ...properties });
  box.innerHTML = html;
  return box;
}

/**
 * Follows a comparison until it ends, and shows it in a box.
 *
 * @returns the last progress, or null if another took its place
 */
export async function follow(id, box) {
  stop();
  const mine = { id, running: true };
  current = mine;
  const bar = el("progress", { max: 1, value: 0, "aria-label": "Runs made" });
  const words = el("span", { class: "quiet", text: "Beginning …" });
  const cancel = el("button", {
    type: "button",
    class: "plain cancel",
    text: "Stop",
    onclick: () => {
      cancel.disabled = true;
      remove("/api/comparisons/" + id).catch(problem);
    },
  });
  const curves = el("div", { class: "report curves-live" });
  box.replaceChildren(el("div", { class: "row running" }, bar, words, cancel), curves);
  let seen = 0;
  let progress;
  do {
    progress = await get(`/api/comparisons/${id}?seen=${seen}`);
    if (current !== mine) {
      return null;
    }
    if (progress.version !== seen) {
      bar.max = progress.total;
      bar.value = progress.done;
      const diverged = progress.levels.reduce((sum, level) => sum + level.diverged, 0);
      const tuning = progress.done > 0 && progress.levels.every((level) => level.done === 0);
      words.textContent =
        `${progress.done} of ${progress.total} runs${left(progress.secondsLeft)}` +
        `${diverged ? `; ${diverged} diverged` : ""}${tuning ? "; first the rates are tuned" : ""}`;
      curves.innerHTML = progress.curves;
      seen = progress.version;
    }
    if (progress.state === "running") {
      await new Promise((resolve) => setTimeout(resolve, 120));
    }
  } while (progress.state === "running");
  mine.running = false;
  cancel.remove();
  bar.value = progress.done;
  words.textContent = `${STATES[progress.state]} ${progress.message}`;
  say(words.textContent);
  document.body.dataset.comparison = progress.state;
  return progress;
}

/** Links to the lab with the settings of each level. */
export function links(progress) {
  const items = progress.levels
    .map((level, index) => [level.name, progress.answer.links[index]])
    .filter(([, settings]) => settings)
    .map(([name, settings]) => el("li", {}, el("a", { href: "/" + toHash(settings, 0, null), text: name })));
  return items.length
    ? el(
        "div",
        { class: "links" },
        el("span", { class: "quiet", text: "Look at one of them closely in the lab:" }),
        el("ul", {}, items),
      )
    : null;
}

function file(id, what, name, text) {
  const path = `/api/comparisons/${id}/${what}`;
  const onclick = (event) => {
    event.preventDefault();
    download(path, name).catch((error) => say(error.message));
  };
  return el("a", { href: path, download: name, text, onclick });
}

/** The report, with links to download it. */
export function report(progress, open) {
  const whole = el(
    "details",
    { class: "whole", open },
    el("summary", { text: "The whole report" }),
    drawn(progress.answer.report),
  );
  return el(
    "div",
    {},
    el(
      "p",
      { class: "links" },
      file(progress.id, "report", "report.html", "Report as one file"),
      " · ",
      file(progress.id, "runs", "runs.csv", "Runs as CSV"),
    ),
    whole,
  );
}
