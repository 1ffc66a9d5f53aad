// The forms: data, and hyperparameters with their help.
import { el, icon, number, select, svg, words } from "./dom.js";
import { upload } from "./api.js";
import { HELP, argumentHelp, helpOf } from "./help.js";
import { rateFinder } from "./rates.js";
import { state } from "./state.js";
import { css, classColor, diverging } from "./surface.js";

const RATES = [1e-5, 3e-5, 1e-4, 3e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100];
let popups = 0;
let openPanel = "";

/** A button that tells what a setting is. */
export function info(key, more) {
  const [sentence, formula] = more ?? HELP[key] ?? ["", ""];
  const id = `help-${key}-${++popups}`;
  const box = el("div", { class: "help", popover: "auto", id });
  box.append(el("strong", { text: words(key.replace(/([A-Z])/g, " $1").toLowerCase()) }), el("p", { text: sentence }));
  addFormula(box, formula);
  const button = el("button", {
    type: "button",
    class: "info",
    popovertarget: id,
    "aria-label": `What is ${words(key)}?`,
    text: "?",
  });
  box.addEventListener("toggle", () => {
    const place = button.getBoundingClientRect();
    box.style.left = Math.max(8, Math.min(place.left - 20, window.innerWidth - 330)) + "px";
    box.style.top = Math.min(place.bottom + 8, window.innerHeight - 180) + "px";
  });
  return el("span", { class: "help-place" }, button, box);
}

function field(label, key, control, help, more) {
  const id = "set-" + key.replaceAll(".", "-");
  control.id = id;
  return el(
    "div",
    { class: "field" },
    el("div", { class: "label" }, el("label", { text: label, for: id }), info(key, help), more),
    control,
  );
}

/** A button that opens a form of more arguments. It stays open when the form is built anew. */
function panel(key, title, content, changes) {
  const id = "panel-" + key;
  const box = el("div", { class: "help form", popover: "auto", id, role: "dialog", "aria-label": title }, content);
  const button = el("button", {
    type: "button",
    class: "info wide",
    id: "more-" + key,
    popovertarget: id,
    "aria-label": title,
    title,
    text: changes ? `⋯ ${changes}` : "⋯",
  });
  box.addEventListener("toggle", (event) => {
    if (event.newState === "open") {
      openPanel = key;
      const place = button.getBoundingClientRect();
      box.style.left = Math.max(8, Math.min(place.left - 20, window.innerWidth - 430)) + "px";
      // Below the line in which the page asks from when on a change counts.
      box.style.top = document.getElementById("hyper").getBoundingClientRect().bottom + 46 + "px";
    } else if (openPanel === key && box.isConnected) {
      openPanel = "";
    }
  });
  return el("span", { class: "help-place" }, button, box);
}

/** Adds a formula of this page, or text of the catalog with code in backticks. */
function addFormula(box, formula) {
  if (formula.startsWith("<math")) {
    box.insertAdjacentHTML("beforeend", formula);
  } else if (formula) {
    const parts = formula.split("`").map((part, at) => (at % 2 ? el("code", { text: part }) : part));
    box.append(el("p", {}, parts));
  }
}

/** A sentence and perhaps a formula. */
function explained([sentence, formula]) {
  const box = el("div", { class: "explained" }, el("p", { text: sentence }));
  addFormula(box, formula);
  return box;
}

/** The row of hyperparameters. */
export function buildHyper(onChange) {
  const { settings, catalog } = state;
  const optimizer = catalog.optimizers.find((choice) => choice.name === settings.optimizer);
  const schedule = catalog.schedules.find((choice) => choice.name === settings.schedule);
  const near = RATES.reduce(
    (best, rate, index) =>
      Math.abs(Math.log(rate / settings.learningRate)) < Math.abs(Math.log(RATES[best] / settings.learningRate))
        ? index
        : best,
    0,
  );
  const shown = el("output", { text: number(settings.learningRate) });
  const rate = el("input", {
    type: "range",
    min: 0,
    max: RATES.length - 1,
    step: 1,
    value: near,
    "aria-valuetext": String(settings.learningRate),
    oninput: (event) => {
      shown.textContent = number(RATES[event.target.value]);
      event.target.setAttribute("aria-valuetext", shown.textContent);
    },
    onchange: (event) => onChange("learningRate", RATES[event.target.value]),
  });
  const rateField = field("Learning rate", "learningRate", rate);
  rateField.classList.add("rate");
  rateField.querySelector(".label").append(
    rateFinder(
      () => state.settings,
      (value) => onChange("learningRate", value),
    ),
    shown,
  );
  const batches = [...new Set([1, 4, 8, 16, 32, 64, 128, 256, 0, settings.batch])];
  const rounds = [...new Set([10, 30, 100, 300, 1000, 3000, 10000, settings.epochs])].sort((a, b) => a - b);
  const prices = (value) =>
    [...new Set([0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, value])]
      .sort((a, b) => a - b)
      .map((x) => [x, x === 0 ? "None" : String(x)]);
  const losses = catalog.losses.map((loss) => [loss.name, loss.title]);
  const fields = [
    rateField,
    field(
      "Optimizer",
      "optimizer",
      select(
        catalog.optimizers.map((x) => [x.name, x.title]),
        settings.optimizer,
        { onchange: (event) => onChange("optimizer", event.target.value) },
      ),
      helpOf(optimizer),
      panel(
        "optimizer",
        `Arguments of ${optimizer?.title ?? settings.optimizer}`,
        optimizerPanel(optimizer, settings, onChange),
        Object.keys(settings.optimizerArguments).length,
      ),
    ),
    field(
      "Schedule",
      "schedule",
      select(
        catalog.schedules.map((x) => [x.name, x.title]),
        settings.schedule,
        { onchange: (event) => onChange("schedule", event.target.value) },
      ),
      helpOf(schedule),
      settings.schedule !== "constant" &&
        panel(
          "schedule",
          "Arguments of the schedule",
          schedulePanel(schedule, settings, onChange),
          Object.keys(settings.scheduleArguments).length,
        ),
    ),
    field(
      "Batch",
      "batch",
      select(
        batches.map((b) => [b, b === 0 ? "All (batch)" : b === 1 ? "1 (stochastic)" : String(b)]),
        settings.batch,
        { onchange: (event) => onChange("batch", Number(event.target.value)) },
      ),
    ),
    field(
      "Epochs",
      "epochs",
      select(
        rounds.map((e) => [e, e.toLocaleString("en")]),
        settings.epochs,
        { onchange: (event) => onChange("epochs", Number(event.target.value)) },
      ),
    ),
    field(
      "Loss",
      "loss",
      select([["", "By the task"], ...losses], settings.loss, {
        onchange: (event) => onChange("loss", event.target.value),
      }),
    ),
    field(
      "L1",
      "l1",
      select(prices(settings.l1), settings.l1, { onchange: (event) => onChange("l1", Number(event.target.value)) }),
    ),
    field(
      "L2",
      "l2",
      select(prices(settings.l2), settings.l2, { onchange: (event) => onChange("l2", Number(event.target.value)) }),
    ),
  ];
  const reopen = openPanel;
  document.getElementById("hyper").replaceChildren(...fields);
  if (reopen) {
    document.getElementById("panel-" + reopen)?.showPopover();
  }
}

function optimizerPanel(optimizer, settings, onChange) {
  const own = Object.entries(optimizer?.arguments ?? {});
  const around = Object.entries(state.catalog.around.arguments).filter(
    ([name]) => !own.some(([other]) => other === name),
  );
  const put = (name, standard, value) => {
    const next = { ...settings.optimizerArguments, [name]: value };
    if (value === standard) {
      delete next[name];
    }
    onChange("optimizerArguments", next);
  };
  const line = ([name, standard]) =>
    argument(
      "optimizer-" + name,
      words(name),
      standard,
      settings.optimizerArguments[name] ?? standard,
      argumentHelp(name in (optimizer?.help ?? {}) ? optimizer : state.catalog.around, name),
      (value) => put(name, standard, value),
    );
  return [
    el("strong", { text: optimizer?.title ?? settings.optimizer }),
    explained(helpOf(optimizer)),
    own.length ? own.map(line) : el("p", { class: "quiet", text: "It has no arguments but its rate." }),
    el("h3", { text: "Around every optimizer" }),
    around.map(line),
  ].flat();
}

function schedulePanel(schedule, settings, onChange) {
  const { description } = state;
  const entries = Object.entries(description.settings.schedule === settings.schedule ? description.schedule : {});
  const put = (name, value) => onChange("scheduleArguments", { ...settings.scheduleArguments, [name]: value });
  const steps = settings.epochs * description.stepsPerEpoch;
  return [
    el("strong", { text: schedule?.title ?? settings.schedule }),
    explained(helpOf(schedule)),
    rateCurve(description.rates),
    el("p", {
      class: "quiet",
      text:
        `${steps.toLocaleString("en")} steps: ${settings.epochs.toLocaleString("en")} epochs of ` +
        `${description.stepsPerEpoch.toLocaleString("en")}.`,
    }),
    ...entries.map(([name, value]) =>
      argument("schedule-" + name, words(name), value, value, argumentHelp(schedule, name), (next) => put(name, next)),
    ),
    Object.keys(settings.scheduleArguments).length > 0 &&
      el("button", {
        type: "button",
        class: "plain",
        text: "By the length of the run again",
        onclick: () => onChange("scheduleArguments", {}),
      }),
  ];
}

/** The rate over the steps of the run. */
function rateCurve(rates) {
  const most = Math.max(...rates, 1e-12);
  const path = rates
    .map((rate, at) => `${at ? "L" : "M"}${(at * 300) / (rates.length - 1)} ${62 - (58 * rate) / most}`)
    .join("");
  return el(
    "figure",
    { class: "rate-curve" },
    svg(
      "svg",
      {
        viewBox: "0 0 300 64",
        role: "img",
        "aria-label": `The rate goes from ${number(rates[0])} to ${number(rates.at(-1))}; at most ${number(most)}`,
      },
      svg("path", { d: path, fill: "none" }),
    ),
    el("figcaption", {
      class: "quiet",
      text: `${number(rates[0])} → ${number(rates.at(-1))}, at most ${number(most)}`,
    }),
  );
}

/** A line of a form: a switch, a number, a number that may be missing, or a list of numbers. */
function argument(id, label, standard, value, help, put) {
  let control;
  if (typeof standard === "boolean") {
    control = el("input", { type: "checkbox", checked: value, onchange: (event) => put(event.target.checked) });
  } else if (Array.isArray(standard)) {
    control = el("input", {
      value: value.join(", "),
      class: "list",
      onchange: (event) => put(event.target.value.split(",").map(Number).filter(Number.isFinite)),
    });
  } else {
    control = el("input", {
      type: "number",
      step: "any",
      value: value === "none" ? "" : value,
      placeholder: "none",
      class: "narrow",
      onchange: (event) => {
        if (event.target.value !== "") {
          put(Number(event.target.value));
        } else if (standard === "none") {
          put("none");
        }
      },
    });
  }
  control.id = "set-" + id;
  const note =
    typeof standard === "boolean" || Array.isArray(standard) || standard === value
      ? ""
      : ` (${standard} unless changed)`;
  return el(
    "div",
    { class: "argument" },
    el("label", { for: control.id, text: label }),
    control,
    explained([help[0] + note, help[1]]),
  );
}

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
    { class: "split" },
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
    const sign = (v) => css(diverging(v > 0 ? 1 : -1));
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

function uploads(data, catalog, onChange) {
  const problem = el("p", { class: "warning", role: "alert", hidden: true });
  const take = async (file) => {
    if (!file) {
      return;
    }
    try {
      if (file.size > catalog.limits.uploadBytes) {
        throw new Error(`a table may have at most ${catalog.limits.uploadBytes >> 20} MB`);
      }
      const table = await upload(file);
      catalog.uploads.push(table);
      await onChange("data", { ...data, kind: "upload", name: table.id, target: table.suggestion });
    } catch (error) {
      problem.hidden = false;
      problem.textContent = error.message;
    }
  };
  const picker = el("input", {
    type: "file",
    accept: ".csv,.tsv,text/csv",
    id: "file",
    onchange: (event) => take(event.target.files[0]),
  });
  const drop = el("label", { class: "drop", for: "file" }, "Your own CSV: drop it here, or choose", picker);
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    take(event.dataTransfer.files[0]);
  });
  const table = data.kind === "upload" ? catalog.uploads.find((x) => x.id === data.name) : null;
  return el(
    "div",
    {},
    drop,
    problem,
    table &&
      el(
        "div",
        { class: "slider" },
        el("label", { for: "target", text: `${table.name} · predict` }),
        select(
          table.columns.map((c) => [c.name, c.name]),
          data.target || table.suggestion,
          { id: "target", onchange: (event) => onChange("data.target", event.target.value) },
        ),
        el(
          "details",
          { class: "columns" },
          el("summary", { text: `${table.columns.length} columns, ${table.rows} rows` }),
          el(
            "ul",
            {},
            table.columns.map((c) => el("li", {}, el("strong", { text: c.name }), " ", c.found)),
          ),
        ),
      ),
  );
}
