// What a first visitor reads: one sentence, and three things to try. Each says when it is done.
import { el } from "./dom.js";
import { notice } from "./notices.js";
import { state } from "./state.js";

const KEY = "gradus-welcome";
const SENTENCE = "This network learns to tell two colours of points apart. Press play and watch it. Then try:";

/** What is tried: the settings, what to do, and when it is done. */
const CHALLENGES = [
  {
    name: "Spiral",
    task: "Two spirals. Change the network or its settings until 95% of the validation points are right.",
    settings: (start) => ({ ...start, data: { ...start.data, name: "spiral", noise: 0.05 } }),
    done: () => state.settings.data.name === "spiral" && metric() >= 0.95,
    praise: "You did it: the network tells the spirals apart.",
  },
  {
    name: "Break it",
    task: "Raise the learning rate until learning breaks, and read what the diagnosis says.",
    settings: (start) => ({ ...start, optimizer: "sgd", learningRate: 0.1 }),
    done: (frame) =>
      frame.state === "diverged" || frame.verdicts.some((verdict) => /^(rate-too-high|diverged)$/.test(verdict.rule)),
    praise: "Learning broke: steps that are too long jump over the valley. The diagnosis shows how to fix it.",
  },
  {
    name: "Digits",
    task: "Handwritten digits. Press play, then look at the mistakes. The aim: 95% of the validation digits right.",
    settings: (start) => ({
      ...start,
      data: { ...start.data, kind: "bundled", name: "digits", target: "" },
      layers: [{ ...start.layers[0], units: 32, activation: "relu", initializer: "he_normal" }],
      epochs: 20,
    }),
    done: () => state.settings.data.name === "digits" && metric() >= 0.95,
    praise: "You did it: it reads digits that it has never seen.",
  },
];

let current = null;
let closed = false;
let taken = false;

function metric() {
  const names = state.description?.names ?? [];
  return state.points.at(-1)?.values[names.length + 1] ?? 0;
}

/** Shows the sentence, unless it was closed before. */
export function welcome(build) {
  const box = document.getElementById("welcome");
  closed = localStorage.getItem(KEY) !== null;
  const close = () => {
    localStorage.setItem(KEY, "closed");
    closed = true;
    box.hidden = true;
  };
  box.hidden = closed;
  box.replaceChildren(
    el("p", { text: SENTENCE }),
    ...CHALLENGES.map((challenge) =>
      el("button", {
        type: "button",
        class: "plain",
        text: challenge.name,
        title: challenge.task,
        onclick: async () => {
          await build(challenge.settings(state.catalog.start));
          current = { challenge, since: state.frame.run };
          taken = true;
          box.hidden = true;
          notice(`${challenge.name}: ${challenge.task}`);
        },
      }),
    ),
    el("button", { type: "button", class: "close", text: "×", "aria-label": "Close", onclick: close }),
  );
}

/** The sentence stands where it is true; after a challenge there are the others. */
function invite() {
  const box = document.getElementById("welcome");
  const { task, range } = state.description;
  box.hidden = closed || current !== null || !(taken || (task === "BINARY" && range.length > 0));
  box.firstChild.textContent = taken ? "Try another:" : SENTENCE;
}

/** Says when the challenge is done. */
export function checkChallenge(frame) {
  if (current && frame.run > current.since && frame.steps > 0 && current.challenge.done(frame)) {
    notice(`${current.challenge.name}: ${current.challenge.praise}`, "good");
    document.body.dataset.challenge = current.challenge.name;
    current = null;
  }
  invite();
}
