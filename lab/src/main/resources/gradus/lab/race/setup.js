// The settings of a race.
import { el, select } from "./dom.js";
import { race } from "./racers.js";

/** Draws the form of surface, start, rates and steps. */
export function drawSetup({ choose, run, draw, setMode, problem }) {
  const form = document.getElementById("setup");
  const many = (field, step) =>
    el("input", {
      type: "number",
      step,
      value: String(Number(race[field].toFixed(3))),
      id: "start-" + field,
      onchange: (event) => {
        race[field] = Number(event.target.value);
        run();
      },
    });
  const mode = (value, text) =>
    el(
      "label",
      {},
      el("input", { type: "radio", name: "mode", value, checked: race.mode === value, onchange: () => setMode(value) }),
      el("span", { text }),
    );
  const grid = race.catalog.grid;
  form.replaceChildren(
    ...[
      select(
        race.catalog.surfaces.map((surface) => [surface.name, surface.label]),
        race.view.name,
        {
          id: "surface",
          "aria-label": "Surface",
          onchange: (event) =>
            choose(event.target.value).catch((error) => {
              problem(error);
              event.target.value = race.view.name;
              draw();
            }),
        },
      ),
      el("p", { class: "formula", text: race.view.formula }),
      el("p", { class: "about quiet", text: race.view.about }),
      race.view.name === "slice"
        ? el("button", {
            type: "button",
            class: "plain",
            text: "Cut again",
            title: "Through the weights as they are now",
            onclick: () => choose("slice").catch(problem),
          })
        : null,
      el(
        "div",
        { class: "pair" },
        el("div", {}, el("label", { class: "line", for: "start-x", text: "Start x" }), many("x", 0.1)),
        el("div", {}, el("label", { class: "line", for: "start-y", text: "Start y" }), many("y", 0.1)),
      ),
      el(
        "fieldset",
        {},
        el("legend", { text: "Learning rates" }),
        mode("tuned", `tuned: for each the best of ${grid.length}`),
        mode("shared", "shared: one for all"),
        mode("own", "own: those in the table"),
        race.mode === "shared"
          ? select(
              grid.map((rate) => [String(rate), String(rate)]),
              String(race.rate),
              {
                id: "rate",
                "aria-label": "Learning rate of all",
                onchange: (event) => {
                  race.rate = Number(event.target.value);
                  run();
                },
              },
            )
          : null,
        race.mode === "tuned"
          ? el(
              "details",
              {},
              el("summary", { text: "which is best?" }),
              el("p", {
                class: "quiet",
                text:
                  `Tried: ${grid.join(", ")}. The best rate is the one that arrives first and stays; ` +
                  "if none arrives, the one that ends lowest. Each was chosen on this same race.",
              }),
            )
          : null,
      ),
      el("label", { class: "line", for: "steps", text: "Steps" }),
      select(
        [50, 100, 150, 300, 500].map((count) => [String(count), String(count)]),
        String(race.steps),
        {
          id: "steps",
          onchange: (event) => {
            race.steps = Number(event.target.value);
            run();
          },
        },
      ),
      el(
        "label",
        { class: "check" },
        el("input", {
          type: "checkbox",
          checked: race.arrows,
          id: "arrows",
          onchange: (event) => {
            race.arrows = event.target.checked;
            draw();
          },
        }),
        "Arrows: momentum",
      ),
      el("button", { type: "button", class: "go", id: "go", text: "Race", onclick: () => run() }),
    ].filter(Boolean),
  );
}
