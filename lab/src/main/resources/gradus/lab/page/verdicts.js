// The diagnosis: verdicts with their evidence, the chart that shows it, the rule, and a button that fixes it.
import { post, student } from "./api.js";
import { el, number, words } from "./dom.js";
import { changed, state } from "./state.js";

/** A change with the place from which on it counts. */
export const said = ({ epoch, batch, what }) => `epoch ${epoch}${batch ? `, batch ${batch}` : ""}: ${what}`;

/** The verdicts of the newest frame. */
export function verdicts({ fix, showTab }) {
  const { changes } = state.description;
  const steered = changes.length
    ? [
        el(
          "details",
          { class: "changes" },
          el("summary", {
            class: "quiet",
            text:
              `Changed during the run: ${said(changes.at(-1))}` +
              `${changes.length > 1 ? `, and ${changes.length - 1} before` : ""}`,
          }),
          el(
            "ul",
            {},
            changes.map((change) => el("li", { text: said(change) })),
          ),
          el("p", {
            class: "quiet",
            text: "Start again uses the present settings from the start and discards weights that were typed in.",
          }),
        ),
      ]
    : [];
  return [...steered, ...judged(fix, showTab)];
}

function judged(fix, showTab) {
  if (state.frame.verdicts.length === 0) {
    return [
      el("p", {
        class: "quiet big",
        text:
          state.frame.state === "new"
            ? student
              ? "This run has not begun."
              : "Press play. Problems appear here, with the evidence and a button that fixes them."
            : state.frame.state === "running"
              ? "Nothing wrong so far."
              : `No fault found. ${standing()}`,
      }),
    ];
  }
  return state.frame.verdicts.map((verdict) =>
    el(
      "article",
      { class: "verdict " + verdict.tone, data: { rule: verdict.rule } },
      el("h3", { text: verdict.title }),
      el("p", { text: verdict.evidence }),
      el("p", { class: "quiet", text: "Rule: " + verdict.threshold + "." }),
      el("button", {
        type: "button",
        class: "proof",
        text: "Show: " + nameOf(verdict.proof),
        onclick: () => show(verdict.proof, showTab),
      }),
      ...(verdict.fix && !student ? fixed(verdict, fix) : []),
    ),
  );
}

/** How the run stands, where no rule has anything to say. */
function standing() {
  const { names } = state.description;
  const last = state.points.at(-1)?.values ?? [];
  const at = Math.min(1, names.length - 1);
  return last.length > names.length + at
    ? `Validation ${words(names[at]).toLowerCase()}: ${number(last[names.length + at])}.`
    : "";
}

/** The button that makes a change, and what it would do, which is tried as soon as one looks at the button. */
function fixed(verdict, fix) {
  const told = el("p", { class: "quiet preview", role: "status" });
  let asked = false;
  const preview = async () => {
    if (asked || state.frame.state === "running") {
      return;
    }
    asked = true;
    told.textContent = "Trying it on some seeds …";
    let settings = state.settings;
    for (const [path, value] of Object.entries(verdict.changes)) {
      settings = changed(settings, path, value);
    }
    try {
      const { seeds, before, after, better } = await post("/api/preview", settings);
      const loss = (value) => (value === null ? "not finite" : number(value));
      told.textContent =
        `Tried: loss ${loss(before)} → ${loss(after)}, mean of ${seeds} ${seeds === 1 ? "seed" : "seeds"}; ` +
        `better in ${better} of ${seeds}.`;
    } catch (error) {
      told.textContent = error.message;
    }
  };
  return [
    el("button", {
      type: "button",
      class: "fix",
      text: verdict.fix,
      onpointerenter: preview,
      onfocus: preview,
      onclick: () => fix(verdict.changes),
    }),
    told,
  ];
}

const CHARTS = {
  outputs: "outputs",
  weights: "weights",
  gradients: "gradients",
  gradient: "gradient size",
  step: "step ÷ weights",
  dead: "dead units",
  saturated: "saturated units",
};

/** What a proof is called. */
function nameOf(proof) {
  const [, part, number, chart] = /^(layers|network)-(\d+)-?(\w*)$/.exec(proof) ?? [];
  const layer = number && (state.description.layers[Number(number)]?.title ?? "");
  if (part === "layers") {
    return `${CHARTS[chart] ?? chart} of ${layer}`;
  }
  return part === "network"
    ? `the links of ${layer}`
    : ({
        loss: "the curve of the loss",
        metric: "the curve of the metric",
        output: "what the network says",
        "data-inputs": "the columns that come in",
        "data-split": "how the rows are split",
        "set-batch": "the batch size",
        "set-loss": "the loss",
      }[proof] ?? proof);
}

/** Scrolls to the chart that proves a verdict, and marks it. */
export function show(proof, showTab) {
  if (proof.startsWith("layers-")) {
    showTab("layers");
  }
  const element =
    proof === "loss" || proof === "metric"
      ? document.querySelectorAll("#curves .chart")[proof === "loss" ? 0 : 1]
      : document.getElementById(proof);
  if (!element) {
    return;
  }
  if (element.tagName === "DETAILS") {
    element.open = true;
  }
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "nearest", inline: "nearest" });
  document.querySelectorAll(".proven").forEach((other) => other.classList.remove("proven"));
  element.classList.add("proven");
  element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: true });
  setTimeout(() => element.classList.remove("proven"), 6000);
}
