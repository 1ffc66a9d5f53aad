// The page of comparisons: settings, what is varied, the runs, the report.
import { get, post } from "./api.js";
import { el, number, select, words } from "./dom.js";
import { bindTheme, drawn, follow, links, problem, report, stop } from "./live.js";
import { changed, complete, fromHash, meansRun, toHash } from "./state.js";

const $ = (id) => document.getElementById(id);
const RATES = "0.0003,0.001,0.003,0.01,0.03,0.1,0.3,1";
const chosen = { settings: null, varied: [{ name: "learning_rate", levels: "" }], seeds: 8, tune: false, measure: "" };
let catalog = null;
let factors = [];

const factor = (name) => factors.find((known) => known.name === name);

function layersInWords(layers) {
  return layers.length === 0
    ? "no hidden layer"
    : layers
        .map(
          (layer) =>
            `${layer.units} ${words(layer.activation)}` +
            `${layer.normalization === "none" ? "" : ", " + layer.normalization + " norm"}` +
            `${layer.dropout ? ", dropout " + layer.dropout : ""}`,
        )
        .join(" → ");
}

function put(path, value) {
  chosen.settings = changed(chosen.settings, path, value);
  draw();
}

function field(label, control, help) {
  control.id ||= "ask-" + label.toLowerCase().replace(/[^a-z]+/g, "-");
  return el(
    "div",
    { class: "field" },
    el("label", { class: "label", text: label, for: control.id }),
    control,
    help && el("p", { class: "quiet hint", text: help }),
  );
}

function dataSelect() {
  const data = chosen.settings.data;
  const options = [
    ...catalog.generators.map((x) => ["generator/" + x.name, words(x.name)]),
    ...catalog.datasets.map((x) => ["bundled/" + x.name, `${words(x.name)} (${x.arguments.rows} rows)`]),
    ...catalog.uploads.map((x) => ["upload/" + x.id, x.name]),
  ];
  return select(options, data.kind + "/" + data.name, {
    id: "ask-data",
    onchange: (event) => {
      const [kind, name] = event.target.value.split("/");
      const target = kind === "upload" ? catalog.uploads.find((x) => x.id === name).suggestion : "";
      chosen.settings = changed(chosen.settings, "loss", "");
      put("data", { ...data, kind, name, target });
    },
  });
}

const numeric = (id, value, least, most, take) =>
  el("input", {
    type: "number",
    id,
    value,
    min: least,
    max: most,
    step: "any",
    onchange: (event) => take(Number(event.target.value)),
  });

function shared() {
  const settings = chosen.settings;
  return el(
    "fieldset",
    {},
    el("legend", { text: "What all runs share" }),
    el(
      "div",
      { class: "fields" },
      field("Data", dataSelect()),
      field(
        "Optimizer",
        select(
          catalog.optimizers.map((x) => [x.name, x.title]),
          settings.optimizer,
          {
            id: "ask-optimizer",
            onchange: (event) => {
              chosen.settings = { ...chosen.settings, optimizerArguments: {} };
              put("optimizer", event.target.value);
            },
          },
        ),
      ),
      field(
        "Learning rate",
        numeric("ask-rate", settings.learningRate, 0, 1000, (value) => put("learningRate", value)),
      ),
      field(
        "Batch (0: all rows)",
        numeric("ask-batch", settings.batch, 0, 100000, (value) => put("batch", Math.round(value))),
      ),
      field(
        "Epochs",
        numeric("ask-epochs", settings.epochs, 1, 10000, (value) => put("epochs", Math.round(value))),
      ),
      field(
        "First seed",
        numeric("ask-seed", settings.seed, 0, 999999, (value) => put("seed", Math.round(value))),
      ),
    ),
    el(
      "p",
      { class: "quiet" },
      `Hidden layers: ${layersInWords(settings.layers)}. `,
      el("a", { href: "/" + toHash(settings, 0, null), text: "Change them in the lab" }),
      ", then come back by its Compare link.",
    ),
  );
}

function varying() {
  return el(
    "fieldset",
    {},
    el("legend", { text: "What is varied" }),
    chosen.varied.map((one, index) => {
      const known = factor(one.name);
      const names = [...factors.map((x) => [x.name, words(x.name)]), ["", "Something else…"]];
      return el(
        "div",
        { class: "fields vary" },
        field(
          index === 0 ? "Choice" : "And",
          select(names, known ? one.name : "", {
            id: "vary-" + index,
            onchange: (event) => {
              one.name = event.target.value;
              one.levels = factor(one.name)?.levels ?? "";
              draw();
            },
          }),
        ),
        known
          ? null
          : field(
              "Its name",
              el("input", {
                id: "name-" + index,
                value: one.name,
                onchange: (event) => {
                  one.name = event.target.value.trim();
                },
              }),
            ),
        field(
          "Levels, the first is the baseline",
          el("input", {
            id: "levels-" + index,
            class: "levels",
            value: one.levels,
            spellcheck: "false",
            onchange: (event) => {
              one.levels = event.target.value;
              count();
            },
          }),
          known?.help ?? "An argument of the optimizer, as weight_decay.",
        ),
        index > 0 &&
          el("button", {
            type: "button",
            class: "plain",
            text: "Remove",
            onclick: () => {
              chosen.varied.splice(index, 1);
              draw();
            },
          }),
      );
    }),
    chosen.varied.length < 3 &&
      el("button", {
        type: "button",
        class: "plain",
        id: "more",
        text: "Vary another thing as well",
        onclick: () => {
          chosen.varied.push({ name: "activation", levels: factor("activation").levels });
          draw();
        },
      }),
  );
}

function levelsOf(text) {
  let depth = 0;
  let parts = 1;
  const separator = text.includes(";") ? ";" : ",";
  for (const c of text) {
    depth += "([".includes(c) ? 1 : ")]".includes(c) ? -1 : 0;
    parts += c === separator && depth === 0 ? 1 : 0;
  }
  return parts;
}

function count() {
  const levels = chosen.varied.reduce((product, one) => product * levelsOf(one.levels), 1);
  const runs = levels * (chosen.seeds + (chosen.tune ? 3 * RATES.split(",").length : 0));
  $("count").textContent =
    `${levels} levels, ${chosen.seeds} seeds` +
    `${chosen.tune ? ", and a search for each level's rate" : ""}: ${runs} trainings.`;
}

function draw() {
  const rate = chosen.varied.some((one) => ["learning_rate", "schedule"].includes(one.name));
  if (rate) {
    chosen.tune = false;
  }
  $("question").replaceChildren(
    shared(),
    varying(),
    el(
      "fieldset",
      {},
      el("legend", { text: "How" }),
      el(
        "div",
        { class: "fields" },
        field(
          "Seeds",
          numeric("ask-seeds", chosen.seeds, 1, 30, (value) => {
            chosen.seeds = Math.round(value);
            count();
          }),
          "With fewer than 6 no difference can be called real.",
        ),
        field(
          "Measure",
          el("input", {
            id: "ask-measure",
            value: chosen.measure,
            placeholder: "accuracy, or by the task",
            onchange: (event) => {
              chosen.measure = event.target.value.trim();
            },
          }),
        ),
        el(
          "label",
          { class: "check" },
          el("input", {
            type: "checkbox",
            id: "ask-tune",
            checked: chosen.tune,
            disabled: rate,
            onchange: (event) => {
              chosen.tune = event.target.checked;
              count();
            },
          }),
          "Every level with its own best learning rate",
        ),
      ),
    ),
    el(
      "div",
      { class: "row" },
      el("button", { type: "submit", class: "go", id: "go", text: "Compare" }),
      el("span", { id: "count", class: "quiet" }),
    ),
  );
  count();
  document.body.dataset.ready = "true";
}

async function go() {
  $("notice").hidden = true;
  document.body.dataset.comparison = "";
  stop();
  const { id } = await post("/api/comparisons", {
    settings: chosen.settings,
    vary: chosen.varied.map((one) => `${one.name}=${one.levels}`),
    seeds: chosen.seeds,
    tune: chosen.tune ? "learning_rate=" + RATES : "",
    measure: chosen.measure,
  });
  const live = el("div", { class: "live" });
  $("live").replaceChildren(el("div", { class: "card" }, live));
  $("live").scrollIntoView({
    behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
    block: "start",
  });
  document.body.dataset.comparison = "running";
  const progress = await follow(id, live);
  if (progress?.answer) {
    live.querySelector(".curves-live").remove();
    live.append(drawn(progress.answer.report), links(progress) ?? "", report(progress, false).firstElementChild);
    document.body.dataset.comparison = "reported";
  }
}

async function start() {
  bindTheme();
  [catalog, { factors }] = await Promise.all([get("/api/catalog"), get("/api/factors")]);
  const link = fromHash(location.hash);
  if (!link && meansRun(location.hash)) {
    problem(new Error("This link to a run is not complete, or was changed; here are the settings of your lab."));
  }
  chosen.settings = link ? complete(link.settings, catalog.start) : (await get("/api/run")).settings;
  if (chosen.settings.epochs > 100) {
    chosen.settings = changed(chosen.settings, "epochs", 100);
  }
  chosen.varied[0].levels = [
    ...new Set(
      [chosen.settings.learningRate, chosen.settings.learningRate / 10, chosen.settings.learningRate * 10].map(number),
    ),
  ].join(",");
  $("question").onsubmit = (event) => {
    event.preventDefault();
    document.activeElement?.blur();
    go().catch(problem);
  };
  draw();
}

start().catch(problem);
