"use strict";

// A form made from what the server says of a model, and its answer.

const byId = (id) => document.getElementById(id);

let token = sessionStorage.getItem("gradus-token") || "";
let model = null;

/** Asks the server. */
async function ask(path, body) {
  const headers = token ? { Authorization: "Bearer " + token } : {};
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  const response = await fetch(path, {
    method: body === undefined ? "GET" : "POST",
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.status === 401) {
    byId("entrance").hidden = false;
    byId("token").focus();
  }
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.error || response.statusText);
  }
  return answer;
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** What a field says below its box. */
function hint(column) {
  const parts = [column.kind];
  if (column.min !== null && column.max !== null) {
    parts.push(column.min + " to " + column.max + " in training");
  }
  parts.push(column.required ? "needed" : "may be empty");
  return parts.join(", ");
}

function field(column, index) {
  const id = "field-" + index;
  const described = id + "-hint";
  let box;
  if (column.words.length > 0 && column.words.length <= 50) {
    const words = column.required ? column.words : ["", ...column.words];
    box = element("select", {}, ...words.map((word) => element("option", { value: word }, word || "(empty)")));
  } else {
    box = element("input", { type: "text", inputMode: column.kind === "number" ? "decimal" : "text" });
  }
  box.id = id;
  box.name = column.name;
  box.required = column.required;
  box.setAttribute("aria-describedby", described);
  box.value = column.example === null ? "" : String(column.example);
  return element(
    "div",
    {},
    element("label", { htmlFor: id }, column.name),
    box,
    element("span", { id: described, className: "hint" }, hint(column)),
  );
}

/** A model whose file knows no columns takes the numbers of its inputs. */
function tensorField(input, index) {
  const size = input.shape.slice(1).reduce((product, dimension) => product * dimension, 1);
  const id = "field-" + index;
  const box = element("input", { id, name: input.name, type: "text", required: true });
  box.value = Array(Math.min(size, 1000)).fill(0).join(", ");
  box.setAttribute("aria-describedby", id + "-hint");
  return element(
    "div",
    {},
    element("label", { htmlFor: id }, input.name),
    box,
    element("span", { id: id + "-hint", className: "hint" }, size + " values, separated by commas"),
  );
}

/** Nested arrays of a shape, from a flat list. */
function nested(values, shape) {
  if (shape.length <= 1) {
    return values;
  }
  const size = values.length / shape[0];
  return Array.from({ length: shape[0] }, (_, i) => nested(values.slice(i * size, (i + 1) * size), shape.slice(1)));
}

function typed() {
  const { elements } = /** @type {HTMLFormElement} */ (byId("row"));
  const row = {};
  if (model.columns.length > 0) {
    for (const column of model.columns) {
      const text = elements.namedItem(column.name).value.trim();
      const number = Number(text);
      row[column.name] = text === "" ? null : column.kind === "number" && Number.isFinite(number) ? number : text;
    }
    return row;
  }
  for (const input of model.inputs) {
    const texts = elements
      .namedItem(input.name)
      .value.split(",")
      .map((text) => text.trim());
    const values = input.datatype === "BYTES" ? texts : texts.map(Number);
    row[input.name] = nested(values, input.shape.slice(1));
  }
  return row;
}

function percent(share) {
  return (100 * share).toFixed(1) + " %";
}

function bars(probabilities) {
  const list = element("dl", { className: "bars" });
  for (const [label, share] of Object.entries(probabilities)) {
    const filled = element("span", {});
    filled.style.width = 100 * share + "%";
    list.append(
      element("dt", {}, label),
      element("dd", {}, element("div", { className: "bar" }, filled)),
      element("dd", { className: "number" }, percent(share)),
    );
  }
  return list;
}

function show(prediction) {
  const parts = [];
  if (prediction.outputs) {
    for (const [name, value] of Object.entries(prediction.outputs)) {
      parts.push(element("p", {}, name + ": " + JSON.stringify(value)));
    }
  } else if (prediction.probabilities) {
    parts.push(element("p", { className: "result" }, prediction.labels.join(", ") || "none"));
    parts.push(bars(prediction.probabilities));
  } else {
    for (const [name, value] of Object.entries(prediction.values)) {
      parts.push(element("p", { className: "result" }, name + ": " + value));
    }
  }
  for (const warning of prediction.warnings || []) {
    parts.push(element("p", { className: "warning" }, warning));
  }
  byId("answer").replaceChildren(...parts);
}

function problem(error) {
  byId("answer").replaceChildren(element("p", { className: "error" }, error.message));
}

async function showDrift() {
  const drift = await ask("/models/" + encodeURIComponent(model.name) + "/drift");
  const rows = Object.entries(drift.columns).map(([name, column]) =>
    element(
      "tr",
      {},
      ...[
        name,
        column.rows,
        column.missing,
        column.unknown,
        column.outside,
        column.psi === null ? "–" : column.psi.toFixed(3),
      ].map((value, i) => (i === 0 ? element("th", { scope: "row" }, value) : element("td", {}, String(value)))),
    ),
  );
  byId("columns").replaceChildren(...rows);
  byId("drift").hidden = rows.length === 0;
}

/** How often a model was chosen: an answer that comes after a later choice is of no use. */
let choices = 0;

async function choose(name) {
  const own = ++choices;
  delete document.body.dataset.ready;
  const chosen = await ask("/models/" + encodeURIComponent(name));
  if (own !== choices) return;
  model = chosen;
  const target = model.target ? " predicts " + model.target.columns.join(", ") : "";
  byId("about").textContent = model.name + ", version " + model.version + target;
  const fields = model.columns.length > 0 ? model.columns.map(field) : model.inputs.map(tensorField);
  byId("fields").replaceChildren(...fields);
  byId("answer").replaceChildren();
  await showDrift();
  if (own === choices) document.body.dataset.ready = model.name;
}

async function begin() {
  const { models } = await ask("/models");
  byId("entrance").hidden = true;
  byId("choice").hidden = models.length < 2;
  byId("model").replaceChildren(...models.map((known) => element("option", { value: known.name }, known.name)));
  await choose(models[0].name);
}

byId("model").addEventListener("change", () => choose(byId("model").value).catch(problem));
byId("entrance").addEventListener("submit", (event) => {
  event.preventDefault();
  token = byId("token").value;
  sessionStorage.setItem("gradus-token", token);
  begin().catch(problem);
});
byId("row").addEventListener("submit", (event) => {
  event.preventDefault();
  ask("/models/" + encodeURIComponent(model.name) + "/predict", typed())
    .then((answer) => show(answer.predictions[0]))
    .then(showDrift)
    .catch(problem);
});
begin().catch(problem);
