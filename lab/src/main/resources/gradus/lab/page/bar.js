// The bar: buttons that show how the run stands, and its counters.
import { icon, number } from "./dom.js";
import { showSpeed } from "./speed.js";
import { state } from "./state.js";

const $ = (id) => document.getElementById(id);

/** The loss after the last epoch, of training and of validation rows. */
function lossNow() {
  const { values } = state.points.at(-1) ?? {};
  const validation = values?.[state.description?.names.length];
  return values ? number(values[0]) + (validation === undefined ? "" : `, validation ${number(validation)}`) : "–";
}

/** The buttons and counters of the bar. */
export function drawBar(frame) {
  const running = frame.state === "running";
  showSpeed(frame.speed);
  const play = $("play");
  if (play.dataset.shows !== String(running)) {
    play.dataset.shows = String(running);
    play.replaceChildren(icon(running ? "pause" : "play"));
    play.setAttribute("aria-label", running ? "Pause" : "Play");
  }
  $("count-epoch").textContent = frame.epoch.toLocaleString("en");
  $("count-steps").textContent = frame.steps.toLocaleString("en");
  $("count-seed").textContent = String(state.settings?.seed ?? "–");
  $("count-loss").textContent = lossNow();
  const rate = (value) => (running && value ? Math.round(value).toLocaleString("en") : "–");
  $("count-rate").textContent = rate(frame.stepsPerSecond);
  $("count-rows").textContent = rate(frame.rowsPerSecond);
  $("count-hash").textContent = frame.sha256 ? frame.sha256.slice(0, 8) : "…";
  Object.assign(document.body.dataset, {
    state: frame.state,
    epoch: frame.epoch,
    steps: frame.steps,
    run: frame.run,
    sha: frame.sha256 ?? "",
  });
}
