// A table of one's own: dropped or chosen, looked at, and read as one says.
import { upload } from "./api.js";
import { el, select } from "./dom.js";
import { state } from "./state.js";

/** What can be chosen, as [key, label, [value, label]…]; the empty value is found out from the file. */
const CHOICES = [
  [
    "separator",
    "Separator",
    ["", "found out"],
    ["comma", ","],
    ["semicolon", ";"],
    ["tab", "tab"],
    ["blank", "blanks"],
  ],
  ["decimal", "Decimal sign", ["", "found out"], ["point", "1.5"], ["comma", "1,5"]],
  ["charset", "Encoding", ["", "found out"], ["utf-8", "UTF-8"], ["windows-1252", "Western"], ["utf-16", "UTF-16"]],
  ["header", "First line", ["", "found out"], ["yes", "names"], ["no", "values"]],
  ["missing", "Missing values", ["", "filled in"], ["drop", "rows left out"]],
  ["badLines", "Lines of other length", ["", "refused"], ["skip", "left out"]],
];

/** Columns that are listed; a list of thousands helps nobody and takes its time. */
const LISTED = 100;

/** The file of this page, how it is read, and what came of it. */
let own = { file: null, reading: {}, without: [], table: null, error: "" };
/** @type {(path: string, value: any) => any} */
let change = () => {};
let redraw = () => {};

/** Takes a file, wherever it was dropped. */
export function takeFile(file) {
  if (file) {
    own = { file, reading: {}, without: [], table: null, error: "" };
    read();
  }
}

async function read() {
  const { limits, uploads } = state.catalog;
  try {
    if (own.file.size > limits.uploadBytes) {
      throw new Error(`a table may have at most ${limits.uploadBytes >> 20} MB`);
    }
    const table = await upload(own.file, own.reading, own.without);
    if (!uploads.some((known) => known.id === table.id)) {
      uploads.push(table);
    }
    const { data } = state.settings;
    const kept = table.columns.some((column) => column.name === data.target);
    own.table = table;
    own.error = "";
    await change("data", { ...data, kind: "upload", name: table.id, target: kept ? data.target : table.suggestion });
  } catch (error) {
    own.error = error.message;
  }
  redraw();
}

/** The part of the form of the data that is about tables. */
export function uploads(data, catalog, onChange) {
  change = onChange;
  const box = el("div", { class: "uploads" });
  redraw = () => box.replaceChildren(...parts(state.settings.data, catalog));
  redraw();
  return box;
}

function parts(data, catalog) {
  const problem = el("p", { class: "warning", role: "alert", hidden: !own.error, text: own.error });
  const picker = el("input", {
    type: "file",
    accept: ".csv,.tsv,.txt,.parquet,text/csv",
    id: "file",
    onchange: (event) => takeFile(event.target.files[0]),
  });
  const drop = el(
    "label",
    { class: "drop", for: "file" },
    "Your own CSV or Parquet file: drop it anywhere, or choose",
    picker,
  );
  drop.addEventListener("dragover", () => drop.classList.add("over"));
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  const used = data.kind === "upload" ? catalog.uploads.find((table) => table.id === data.name) : null;
  // A table whose target cannot be learned is not in use, but another target can be chosen.
  const table = own.table ?? used;
  return [drop, problem, table && chooser(table, data), (table || own.file) && reading(table)].filter(Boolean);
}

function chooser(table, data) {
  const chosen = data.kind === "upload" && data.name === table.id ? data.target : "";
  return el(
    "div",
    { class: "slider" },
    el("label", { for: "target", text: `${table.name} · predict` }),
    select(
      table.columns.map((column) => [column.name, column.name]),
      chosen || table.suggestion,
      {
        id: "target",
        onchange: (event) =>
          change("data", { ...state.settings.data, kind: "upload", name: table.id, target: event.target.value }),
      },
    ),
  );
}

function reading(table) {
  const mine = own.file !== null;
  const choice = ([key, label, ...values]) =>
    el(
      "label",
      { class: "read-as" },
      label,
      select(values, own.reading[key] ?? "", {
        id: "read-" + key,
        disabled: !mine,
        onchange: (event) => {
          own.reading = { ...own.reading, [key]: event.target.value };
          read();
        },
      }),
    );
  return el(
    "details",
    { class: "columns", id: "reading", open: Boolean(own.error) },
    el("summary", { text: table ? `${table.columns.length} columns, ${table.rows} rows` : "How it is read" }),
    !mine && el("p", { class: "quiet", text: "To change how it is read, choose the file again." }),
    CHOICES.map(choice),
    table && preview(table),
    table &&
      el(
        "ul",
        {},
        table.columns.slice(0, LISTED).map((column) =>
          el(
            "li",
            {},
            el("strong", { text: column.name }),
            " ",
            column.found,
            " ",
            mine &&
              el("button", {
                type: "button",
                class: "tiny",
                text: "Leave out",
                "aria-label": `Leave out ${column.name}`,
                onclick: () => {
                  own.without = [...own.without, column.name];
                  read();
                },
              }),
          ),
        ),
      ),
    table &&
      table.columns.length > LISTED &&
      el("p", { class: "quiet", text: `and ${(table.columns.length - LISTED).toLocaleString("en")} more` }),
    own.without.length > 0 &&
      el("button", {
        type: "button",
        class: "plain",
        text: `Take back: ${own.without.join(", ")}`,
        onclick: () => {
          own.without = [];
          read();
        },
      }),
  );
}

function preview(table) {
  return el(
    "div",
    { class: "inputs-table", tabindex: 0, role: "region", "aria-label": "The first rows" },
    el(
      "table",
      {},
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          table.columns.slice(0, 12).map((column) => el("th", { scope: "col", text: column.name })),
        ),
      ),
      el(
        "tbody",
        {},
        table.preview.map((row) =>
          el(
            "tr",
            {},
            row.slice(0, 12).map((value) => el("td", { text: value || "–" })),
          ),
        ),
      ),
    ),
  );
}
