// The forms: data, and hyperparameters with their help.
import { el, number, select, words } from "./dom.js";
import { upload } from "./api.js";
import { HELP, OPTIMIZERS } from "./help.js";
import { rateFinder } from "./rates.js";
import { state } from "./state.js";
import { css, classColor, diverging } from "./surface.js";

const RATES = [1e-5, 3e-5, 1e-4, 3e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100];
let popups = 0;

/** A button that tells what a setting is. */
export function info(key, more) {
  const [sentence, formula] = more ?? HELP[key] ?? ["", ""];
  const id = `help-${key}-${++popups}`;
  const box = el("div", { class: "help", popover: "auto", id });
  box.append(el("strong", { text: words(key.replace(/([A-Z])/g, " $1").toLowerCase()) }), el("p", { text: sentence }));
  if (formula) {
    // The formulas are constants of this page.
    box.insertAdjacentHTML("beforeend", formula);
  }
  const button = el("button", { type: "button", class: "info", popovertarget: id, "aria-label": `What is ${words(key)}?`, text: "?" });
  box.addEventListener("toggle", () => {
    const place = button.getBoundingClientRect();
    box.style.left = Math.max(8, Math.min(place.left - 20, window.innerWidth - 330)) + "px";
    box.style.top = Math.min(place.bottom + 8, window.innerHeight - 180) + "px";
  });
  return el("span", { class: "help-place" }, button, box);
}

function field(label, key, control, help) {
  const id = "set-" + key.replaceAll(".", "-");
  control.id = id;
  return el("div", { class: "field" }, el("div", { class: "label" }, el("label", { text: label, for: id }), info(key, help)), control);
}

/** The row of hyperparameters. */
export function buildHyper(onChange) {
  const { settings, catalog } = state;
  const optimizer = catalog.optimizers.find((choice) => choice.name === settings.optimizer);
  const near = RATES.reduce((best, rate, index) =>
    Math.abs(Math.log(rate / settings.learningRate)) < Math.abs(Math.log(RATES[best] / settings.learningRate)) ? index : best, 0);
  const shown = el("output", { text: number(settings.learningRate) });
  const rate = el("input", {
    type: "range", min: 0, max: RATES.length - 1, step: 1, value: near, "aria-valuetext": String(settings.learningRate),
    oninput: (event) => { shown.textContent = number(RATES[event.target.value]); event.target.setAttribute("aria-valuetext", shown.textContent); },
    onchange: (event) => onChange("learningRate", RATES[event.target.value]),
  });
  const rateField = field("Learning rate", "learningRate", rate);
  rateField.classList.add("rate");
  rateField.querySelector(".label").append(rateFinder(() => state.settings, (value) => onChange("learningRate", value)), shown);
  const batches = [...new Set([1, 4, 8, 16, 32, 64, 128, 256, 0, settings.batch])];
  const rounds = [...new Set([10, 30, 100, 300, 1000, 3000, 10000, settings.epochs])].sort((a, b) => a - b);
  const prices = (value) => [...new Set([0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, value])].sort((a, b) => a - b).map((x) => [x, x === 0 ? "None" : String(x)]);
  const losses = catalog.losses.map((loss) => [loss.name, words(loss.name)]);
  const fields = [
    rateField,
    field("Optimizer", "optimizer", select(catalog.optimizers.map((x) => [x.name, words(x.name)]), settings.optimizer, { onchange: (event) => onChange("optimizer", event.target.value) }), OPTIMIZERS[settings.optimizer]),
    ...Object.entries(optimizer?.arguments ?? {}).map(([name, standard]) => argument(name, standard, settings, onChange)),
    field("Schedule", "schedule", select(catalog.schedules.map((x) => [x.name, words(x.name)]), settings.schedule, { onchange: (event) => onChange("schedule", event.target.value) })),
    field("Batch", "batch", select(batches.map((b) => [b, b === 0 ? "All rows" : b === 1 ? "1 (stochastic)" : String(b)]), settings.batch, { onchange: (event) => onChange("batch", Number(event.target.value)) })),
    field("Epochs", "epochs", select(rounds.map((e) => [e, e.toLocaleString("en")]), settings.epochs, { onchange: (event) => onChange("epochs", Number(event.target.value)) })),
    field("Loss", "loss", select([["", "By the task"], ...losses], settings.loss, { onchange: (event) => onChange("loss", event.target.value) })),
    field("L1", "l1", select(prices(settings.l1), settings.l1, { onchange: (event) => onChange("l1", Number(event.target.value)) })),
    field("L2", "l2", select(prices(settings.l2), settings.l2, { onchange: (event) => onChange("l2", Number(event.target.value)) })),
  ];
  document.getElementById("hyper").replaceChildren(...fields);
}

function argument(name, standard, settings, onChange) {
  const value = settings.optimizerArguments[name] ?? standard;
  const put = (next) => onChange("optimizerArguments", { ...settings.optimizerArguments, [name]: next });
  const control = typeof standard === "boolean"
    ? el("input", { type: "checkbox", checked: value, onchange: (event) => put(event.target.checked) })
    : el("input", { type: "number", step: "any", value, class: "narrow", onchange: (event) => { if (event.target.value !== "") { put(Number(event.target.value)); } } });
  return field(words(name), "optimizer-" + name, control, [`An argument of ${words(settings.optimizer)}; ${standard} unless changed.`, ""]);
}

/** The column of data. */
export function buildData(onChange) {
  const { settings, catalog, description } = state;
  const data = settings.data;
  const tiles = el("div", { class: "tiles", role: "group", "aria-label": "Made-up data" }, catalog.generators.map((choice) => tile(choice, data, onChange)));
  const sets = select([["", "Measured data…"], ...catalog.datasets.map((x) => [x.name, `${x.name} (${x.arguments.rows} rows)`])], data.kind === "bundled" ? data.name : "", {
    "aria-label": "Measured data",
    onchange: (event) => { if (event.target.value) { onChange("data", { ...data, kind: "bundled", name: event.target.value, target: "" }); } },
  });
  const parts = [tiles, sets, uploads(data, catalog, onChange)];
  if (data.kind === "generator") {
    parts.push(
      slider("Noise", "data.noise", data.noise, 0, 0.5, 0.05, onChange),
      slider("Points", "data.samples", data.samples, 50, 2000, 50, onChange));
  }
  parts.push(
    slider("Validation", "data.validation", data.validation, 0.1, 0.8, 0.1, onChange, (v) => Math.round(v * 100) + "%"),
    el("label", { class: "check" }, el("input", { type: "checkbox", id: "standardize", checked: data.standardize, onchange: (event) => onChange("data.standardize", event.target.checked) }), "Standardize inputs"),
    el("p", { class: "quiet", text: `${description.trainRows} rows to learn from, ${description.validationRows} only to watch.` }),
    ...description.warnings.map((warning) => el("p", { class: "warning", text: warning })));
  document.getElementById("data").replaceChildren(...parts);
}

function slider(label, key, value, min, max, step, onChange, text = number) {
  const shown = el("output", { text: text(value) });
  const id = "set-" + key.replaceAll(".", "-");
  return el("div", { class: "slider" },
    el("label", { for: id, text: label }), shown,
    el("input", { type: "range", id, min, max, step, value, oninput: (event) => { shown.textContent = text(Number(event.target.value)); }, onchange: (event) => onChange(key, Number(event.target.value)) }));
}

function tile(choice, data, onChange) {
  const canvas = el("canvas", { width: 44, height: 44, "aria-hidden": "true" });
  sketch(canvas, choice.name);
  const chosen = data.kind === "generator" && data.name === choice.name;
  return el("button", {
    type: "button", class: "tile", title: `${words(choice.name)}: ${choice.description}`, "aria-pressed": String(chosen), "aria-label": `${words(choice.name)}: ${choice.description}`, data: { name: choice.name },
    onclick: () => onChange("data", { ...data, kind: "generator", name: choice.name, target: "" }),
  }, canvas);
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
      [x, y] = k % 2 ? [Math.cos(angle) * 0.6 - 0.3, -Math.sin(angle) * 0.7 + 0.25] : [0.3 - Math.cos(angle) * 0.6, Math.sin(angle) * 0.7 - 0.25];
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
  const picker = el("input", { type: "file", accept: ".csv,.tsv,text/csv", id: "file", onchange: (event) => take(event.target.files[0]) });
  const drop = el("label", { class: "drop", for: "file" }, "Your own CSV: drop it here, or choose", picker);
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => { event.preventDefault(); drop.classList.remove("over"); take(event.dataTransfer.files[0]); });
  const table = data.kind === "upload" ? catalog.uploads.find((x) => x.id === data.name) : null;
  return el("div", {}, drop, problem, table && el("div", { class: "slider" },
    el("label", { for: "target", text: `${table.name} · predict` }),
    select(table.columns.map((c) => [c.name, c.name]), data.target || table.suggestion, { id: "target", onchange: (event) => onChange("data.target", event.target.value) }),
    el("details", { class: "columns" }, el("summary", { text: `${table.columns.length} columns, ${table.rows} rows` }),
      el("ul", {}, table.columns.map((c) => el("li", {}, el("strong", { text: c.name }), " ", c.found))))));
}
