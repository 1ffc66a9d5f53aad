// The panel that exports a run.
import { download } from "./api.js";
import { el, select } from "./dom.js";
import { flagField } from "./flags.js";
import { charts, takePng, takeSvg } from "./pictures.js";
import { state } from "./state.js";

/** The run to export: one of the list, or 0 for the current one. */
let taken = 0;

/** The run that the panel shows. */
export const exportedRun = () => taken;

/** Chooses the run that the panel shows. */
export function exportRun(id) {
  taken = id;
}

/** The panel: a run as program, code, model, curves, pictures and link. */
export function exportPanel(callbacks, redraw) {
  const past = state.frame.runs.filter((run) => !run.current).reverse();
  const run = past.find(({ id }) => id === taken);
  taken = run ? taken : 0;
  const base = `/api/runs/${taken || state.frame.run}/`;
  const link = (text, path, name, why) =>
    el(
      "article",
      { class: "step" },
      el(
        "h3",
        {},
        el("a", {
          href: base + path,
          download: name,
          text,
          onclick: (event) => {
            event.preventDefault();
            download(base + path, name).catch(callbacks.problem);
          },
        }),
      ),
      el("p", { class: "quiet", text: why }),
    );
  return el(
    "div",
    { class: "inside" },
    el(
      "label",
      { class: "taken" },
      "Run",
      select(
        [[0, `Current: ${state.description.name}`], ...past.map(({ id, name }) => [id, `#${id}: ${name}`])],
        taken,
        {
          id: "taken",
          onchange: (event) => {
            taken = Number(event.target.value);
            redraw();
          },
        },
      ),
    ),
    link(
      "Java program",
      "java",
      "Run.java",
      "Compiles against Gradus, repeats the run up to the last full epoch, and prints the same hash.",
    ),
    link("Keras code", "keras-code", "model.py", "The same network and training, in Python."),
    run && !run.model
      ? el(
          "article",
          { class: "step" },
          el("h3", { text: "Model (.keras)" }),
          el("p", {
            class: "quiet",
            text: "The model of this run was deleted; repeat the run to get it back.",
          }),
        )
      : link("Model (.keras)", "model", "model.keras", "Network, weights and optimizer; Keras opens it."),
    run
      ? null
      : link(
          "Replay (HTML)",
          "replay",
          "run.html",
          "One file for any web page or course: the run with surface, weights, curves and rewind, without a lab.",
        ),
    link("Curves (CSV)", "history", "history.csv", "One line per epoch."),
    el(
      "article",
      { class: "step" },
      el("h3", { text: run ? "Pictures of the charts, as they are now" : "Pictures of the charts" }),
      el(
        "ul",
        { class: "pictures" },
        charts().map(([name, draw]) =>
          el(
            "li",
            {},
            el("span", { text: name }),
            el("button", {
              type: "button",
              class: "plain",
              text: "PNG",
              "aria-label": `${name} as PNG`,
              onclick: () => takePng(name, draw).catch(callbacks.problem),
            }),
            el("button", {
              type: "button",
              class: "plain",
              text: "SVG",
              "aria-label": `${name} as SVG`,
              onclick: () => takeSvg(name, draw),
            }),
          ),
        ),
      ),
    ),
    el(
      "article",
      { class: "step" },
      el("h3", { text: "A link to the current run" }),
      el("p", { class: "quiet", text: "Press Share above: the link holds all settings and the hash of the weights." }),
      el(
        "label",
        {},
        "Open a link ",
        el("input", {
          placeholder: "paste it here",
          "aria-label": "Open a link",
          onchange: (event) => callbacks.open(event.target.value),
        }),
      ),
      flagField(callbacks.hide),
    ),
  );
}
