// The form of hyperparameters, and help for every setting.
import { el, select, words } from "./dom.js";
import { HELP, argumentHelp, helpOf } from "./help.js";
import { prose } from "./math.js";
import { rateCurve, rateFinder } from "./rates.js";
import { state } from "./state.js";

const RATES = [1e-6, 3e-6, 1e-5, 3e-5, 1e-4, 3e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100];
let popups = 0;
let openPanel = "";

/** A button that tells what a setting is. */
export function info(key, more, extra = null) {
  const [sentence, formula] = more ?? HELP[key] ?? ["", ""];
  const id = `help-${key}-${++popups}`;
  const box = el("div", { class: "help", popover: "auto", id });
  box.append(el("strong", { text: words(key.replace(/([A-Z])/g, " $1").toLowerCase()) }), el("p", {}, prose(sentence)));
  addFormula(box, formula);
  if (extra) {
    box.append(extra);
  }
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

/** Adds a formula of this page, or text of the catalog. */
function addFormula(box, formula) {
  if (formula.startsWith("<math")) {
    box.insertAdjacentHTML("beforeend", formula);
  } else if (formula) {
    box.append(el("p", {}, prose(formula)));
  }
}

/** A sentence and perhaps a formula. */
function explained([sentence, formula]) {
  const box = el("div", { class: "explained" }, el("p", {}, prose(sentence)));
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
  const shown = el("input", {
    type: "number",
    step: "any",
    min: 0,
    class: "narrow typed",
    id: "typed-rate",
    value: settings.learningRate,
    "aria-label": "Learning rate, typed",
    onchange: (event) => Number(event.target.value) > 0 && onChange("learningRate", Number(event.target.value)),
  });
  const rate = el("input", {
    type: "range",
    min: 0,
    max: RATES.length - 1,
    step: 1,
    value: near,
    "aria-valuetext": String(settings.learningRate),
    oninput: (event) => {
      shown.value = RATES[event.target.value];
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
  const penalties = (value) =>
    [...new Set([0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, value])]
      .sort((a, b) => a - b)
      .map((x) => [x, x === 0 ? "None" : String(x)]);
  const losses = catalog.losses.map((loss) => [loss.name, loss.title]);
  const { momentum, nesterov } = settings.optimizerArguments;
  const chosen = settings.optimizer === "sgd" && momentum > 0 && !nesterov ? "momentum" : settings.optimizer;
  const fields = [
    rateField,
    field(
      "Optimizer",
      chosen === "momentum" ? "momentum" : "optimizer",
      select(
        catalog.optimizers.flatMap((x) => [[x.name, x.title], ...(x.name === "sgd" ? [["momentum", "Momentum"]] : [])]),
        chosen,
        { onchange: (event) => onChange("optimizer", event.target.value) },
      ),
      chosen === "momentum" ? undefined : helpOf(optimizer),
      panel(
        "optimizer",
        `Arguments of ${optimizer?.title ?? settings.optimizer}`,
        optimizerPanel(optimizer, settings, onChange),
        Object.keys(settings.optimizerArguments).length,
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
    moreButton(),
    ...[
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
        lossHelp(settings, catalog),
      ),
      field(
        "L1",
        "l1",
        select(penalties(settings.l1), settings.l1, {
          onchange: (event) => onChange("l1", Number(event.target.value)),
        }),
      ),
      field(
        "L2",
        "l2",
        select(penalties(settings.l2), settings.l2, {
          onchange: (event) => onChange("l2", Number(event.target.value)),
        }),
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
    ].map(extra),
  ];
  const reopen = openPanel;
  document.getElementById("hyper").classList.toggle("all", localStorage.getItem(MORE) !== null);
  document.getElementById("hyper").replaceChildren(...fields);
  if (reopen) {
    document.getElementById("panel-" + reopen)?.showPopover();
  }
}

/** What the loss in use is: the one that was chosen, or that of the task. */
function lossHelp(settings, catalog) {
  const row = state.description.problem.toLowerCase();
  const found = settings.loss
    ? catalog.losses.find((loss) => loss.name === settings.loss)
    : catalog.losses
        .filter((loss) => row.includes(loss.title.toLowerCase()))
        .sort((one, other) => other.title.length - one.title.length)[0];
  return found ? helpOf(found) : undefined;
}

/** Where the browser remembers that all settings are shown. */
const MORE = "gradus-more";

/** Shows the settings that one does not need at first. */
function moreButton() {
  const button = el("button", {
    type: "button",
    class: "plain more-settings",
    id: "more-settings",
    text: "More",
    "aria-label": "More settings",
    "aria-expanded": String(localStorage.getItem(MORE) !== null),
    onclick: () => {
      const all = localStorage.getItem(MORE) === null;
      if (all) {
        localStorage.setItem(MORE, "yes");
      } else {
        localStorage.removeItem(MORE);
      }
      button.setAttribute("aria-expanded", String(all));
      document.getElementById("hyper").classList.toggle("all", all);
    },
  });
  return button;
}

/** A setting that stands behind More while it is as at first. */
function extra(box) {
  const { settings, catalog } = state;
  const key = box.lastElementChild.id.slice("set-".length);
  box.classList.toggle("extra", settings[key] === catalog.start[key]);
  return box;
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
    own.length ? own.map(line) : el("p", { class: "quiet", text: "Its only argument is the learning rate." }),
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
        text: "Back to the length of the run",
        onclick: () => onChange("scheduleArguments", {}),
      }),
  ];
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
