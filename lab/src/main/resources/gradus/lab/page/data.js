// The form of the data: generators, bundled sets, uploads, noise, split and scaling.
import { el, icon, number, select, words } from "./dom.js";
import { info } from "./settings.js";
import { uploads } from "./tables.js";
import { state } from "./state.js";
import { css, classColor, diverging, pairColor } from "./surface.js";

/** The column of data. */
export function buildData(onChange) {
  const { settings, catalog, description } = state;
  const data = settings.data;
  const seed = el("input", {
    type: "number",
    min: 0,
    max: 999999,
    step: 1,
    id: "data-seed",
    value: data.seed,
    onchange: (event) => onChange("data.seed", Math.max(0, Math.round(Number(event.target.value)) || 0)),
  });
  const tiles = el(
    "div",
    { class: "tiles", role: "group", "aria-label": "Made-up data" },
    catalog.generators.map((choice) => tile(choice, data, onChange)),
  );
  const sets = select(
    [["", "Measured data…"], ...catalog.datasets.map((x) => [x.name, `${x.name} (${x.arguments.rows} rows)`])],
    data.kind === "bundled" ? data.name : "",
    {
      "aria-label": "Measured data",
      onchange: (event) => {
        if (event.target.value) {
          onChange("data", { ...data, kind: "bundled", name: event.target.value, target: "" });
        }
      },
    },
  );
  const parts = [tiles, sets, uploads(data, catalog, onChange)];
  if (data.kind === "generator") {
    parts.push(
      slider("Noise", "data.noise", data.noise, 0, 0.5, 0.05, onChange),
      slider("Points", "data.samples", data.samples, 50, 2000, 50, onChange),
      el(
        "div",
        { class: "row seed" },
        el("label", { for: "data-seed", text: "Seed of the points" }),
        info("dataSeed"),
        seed,
        el(
          "button",
          {
            type: "button",
            class: "round small",
            title: "Other points",
            "aria-label": "Other points",
            onclick: () => onChange("data.seed", Math.floor(Math.random() * 100000)),
          },
          icon("dice"),
        ),
      ),
    );
  }
  parts.push(
    slider("Validation", "data.validation", data.validation, 0.1, 0.8, 0.1, onChange, (v) => Math.round(v * 100) + "%"),
    el(
      "div",
      { class: "row" },
      el(
        "label",
        { class: "check" },
        el("input", {
          type: "checkbox",
          id: "standardize",
          checked: data.standardize,
          onchange: (event) => onChange("data.standardize", event.target.checked),
        }),
        "Standardize inputs",
      ),
      info("standardize"),
    ),
    split(description),
    inputTable(description),
    ...description.warnings.map((warning) => el("p", { class: "warning", text: warning })),
  );
  document.getElementById("data").replaceChildren(...parts);
}

/** How the rows are split. */
function split({ trainRows, validationRows }) {
  const share = trainRows / Math.max(1, trainRows + validationRows);
  const left = el("i", { class: "learned" });
  left.style.width = 100 * share + "%";
  return el(
    "div",
    { class: "split", id: "data-split" },
    el("div", { class: "bar-of-rows", "aria-hidden": "true" }, left),
    el("p", {
      class: "quiet",
      text:
        `${trainRows.toLocaleString("en")} training rows, ${validationRows.toLocaleString("en")} ` +
        "validation rows; the seed determines the split.",
    }),
  );
}

/** The columns that come in, and how they are standardized. */
function inputTable({ inputs, targets, layers, task }) {
  if (task === "REGRESSION" && targets.length) {
    inputs = [...inputs, { name: "target", mean: targets[0], deviation: targets[1] }];
  }
  const scaled = inputs.some((input) => input.mean !== null);
  return el(
    "details",
    { class: "columns", id: "data-inputs" },
    el("summary", {
      text:
        `${layers[0].units} ${layers[0].units === 1 ? "column" : "columns"} in, ` +
        `${scaled ? "standardized" : "as they are"}`,
    }),
    el(
      "div",
      { class: "inputs-table", tabindex: 0, role: "region", "aria-label": "Columns that come in" },
      el(
        "table",
        {},
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            ["column", "mean", "deviation"].map((head) => el("th", { scope: "col", text: head })),
          ),
        ),
        el(
          "tbody",
          {},
          inputs.map((input) =>
            el(
              "tr",
              {},
              el("th", { scope: "row", text: input.name, title: input.name }),
              el("td", { text: number(input.mean) }),
              el("td", { text: number(input.deviation) }),
            ),
          ),
        ),
      ),
    ),
  );
}

function slider(label, key, value, min, max, step, onChange, text = number) {
  const shown = el("output", { text: text(value) });
  const id = "set-" + key.replaceAll(".", "-");
  return el(
    "div",
    { class: "slider" },
    el("label", { for: id, text: label }),
    shown,
    el("input", {
      type: "range",
      id,
      min,
      max,
      step,
      value,
      oninput: (event) => {
        shown.textContent = text(Number(event.target.value));
      },
      onchange: (event) => onChange(key, Number(event.target.value)),
    }),
  );
}

function tile(choice, data, onChange) {
  const canvas = el("canvas", { width: 44, height: 44, "aria-hidden": "true" });
  sketch(canvas, choice.name);
  const chosen = data.kind === "generator" && data.name === choice.name;
  return el(
    "button",
    {
      type: "button",
      class: "tile",
      title: `${words(choice.name)}: ${choice.description}`,
      "aria-pressed": String(chosen),
      "aria-label": `${words(choice.name)}: ${choice.description}`,
      data: { name: choice.name },
      onclick: () => onChange("data", { ...data, kind: "generator", name: choice.name, target: "" }),
    },
    canvas,
  );
}

/** A sketch of a data set, in fixed points. */
function sketch(canvas, name) {
  const context = canvas.getContext("2d");
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let k = 0; k < 130; k++) {
    let x = random() * 2 - 1;
    let y = random() * 2 - 1;
    let color;
    const sign = (v) => css(pairColor(v > 0 ? 1 : -1));
    if (name === "circle") {
      const radius = k % 2 ? random() * 0.45 : 0.7 + random() * 0.28;
      const angle = random() * 6.283;
      [x, y] = [radius * Math.cos(angle), radius * Math.sin(angle)];
      color = sign(k % 2 ? 1 : -1);
    } else if (name === "xor") {
      color = sign(x * y);
    } else if (name === "gaussians") {
      const side = k % 2 ? 0.45 : -0.45;
      [x, y] = [side + (random() + random() - 1) * 0.5, side + (random() + random() - 1) * 0.5];
      color = sign(side);
    } else if (name === "spiral") {
      const along = random();
      const angle = along * 10 + (k % 2) * 3.1416;
      [x, y] = [along * Math.sin(angle), along * Math.cos(angle)];
      color = sign(k % 2 ? 1 : -1);
    } else if (name === "moons") {
      const angle = random() * 3.1416;
      [x, y] =
        k % 2
          ? [Math.cos(angle) * 0.6 - 0.3, -Math.sin(angle) * 0.7 + 0.25]
          : [0.3 - Math.cos(angle) * 0.6, Math.sin(angle) * 0.7 - 0.25];
      color = sign(k % 2 ? 1 : -1);
    } else if (name === "checkerboard") {
      color = sign((Math.floor((x + 1) * 2) + Math.floor((y + 1) * 2)) % 2 ? 1 : -1);
    } else if (name === "blobs") {
      const angle = (k % 3) * 2.094;
      [x, y] = [0.6 * Math.sin(angle) + (random() - 0.5) * 0.5, -0.6 * Math.cos(angle) + (random() - 0.5) * 0.5];
      color = css(classColor(k % 3));
    } else if (name === "plane") {
      color = css(diverging((x - y) / 1.4));
    } else {
      color = css(diverging(Math.sin(x * 4.7 + 1.57) * Math.cos((y + 0.5) * 3.1416 - 0)));
    }
    context.fillStyle = color;
    context.beginPath();
    context.arc(22 + x * 19, 22 + y * 19, 1.7, 0, 7);
    context.fill();
  }
}
