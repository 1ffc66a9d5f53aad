// A row that runs through the network: a point of the plane, or an image that was drawn. Every neuron says what it
// makes of it; the numbers are those of the library's own pass.
import { post } from "./api.js";
import { el, number } from "./dom.js";
import { problem, say, settled } from "./notices.js";
import { state } from "./state.js";

/** So long a row travels from the inputs to the output, in milliseconds. */
const TRAVEL = 1200;
/** While the network learns, answers are at least this many milliseconds apart. */
const APART = 80;
/** Arrow keys cross the plane in this many steps. */
const STEPS = 40;

/** The row that is asked about: its values, and whether it stays when the pointer leaves. */
let row = null;
/** The data that it belongs to. */
let of = "";
let closely = { layer: -1, unit: -1 };
let answered = "";
let asking = false;
let began = -TRAVEL;
let redraw = () => {};

/** Sets what is called when there is something new to draw. */
export function bindPoint(schedule) {
  redraw = schedule;
}

const data = () => JSON.stringify(state.settings.data);
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Runs a row through the network; a pinned one stays, and is seen to travel. */
export function choose(values, pinned) {
  row = { values, pinned };
  of = data();
  if (pinned && !calm()) {
    began = performance.now();
  }
  redraw();
}

/** Lets go of the row. */
export function drop() {
  row = null;
  settled("point");
  state.row = null;
  answered = "";
  redraw();
}

/** The values of the row, or null. */
export const chosen = () => row?.values ?? null;

/** Asks for the sum of a unit, too; -1 for none. Without a row it is that of the first training row. */
export function lookAt(layer, unit) {
  closely = { layer, unit };
  redraw();
}

/** Asks anew when something changed since the last answer. */
export async function askPoint() {
  if (row && of !== data()) {
    drop();
  }
  const { frame } = state;
  const wanted = row || closely.layer >= 0;
  if (!wanted || asking || document.body.dataset.replay) {
    return;
  }
  const question = { values: row?.values ?? [], step: state.shown?.step ?? -1, ...closely };
  const key = JSON.stringify([question, frame.run, frame.revision, frame.steps]);
  if (key === answered) {
    return;
  }
  answered = key;
  asking = true;
  try {
    const found = await post("/api/row", question);
    if (found.run === state.frame.run && (row || closely.layer >= 0)) {
      state.row = found;
    }
    settled("point");
    if (state.frame.state === "running") {
      await new Promise((done) => setTimeout(done, APART));
    }
  } catch (error) {
    row = null;
    problem(error, "point");
  }
  asking = false;
  redraw();
}

/** What the network makes of the row that was chosen, or null. */
export const answer = () => (row && state.row?.run === state.description?.run ? state.row : null);

/** How far the row has come, in layers; beyond the last one when it has arrived. */
function arrived(layers) {
  return ((performance.now() - began) / TRAVEL) * layers;
}

/** Where the row is between two columns, as drawWires takes it; null when it has arrived. */
export function travelling(layers) {
  const at = arrived(layers);
  return row && at < layers ? { layer: Math.floor(at), along: at % 1, back: false } : null;
}

/** A picture whose links carry what flows: each weight times what comes in. */
export function flowing(picture) {
  const view = answer();
  return view
    ? {
        ...picture,
        layers: picture.layers.map((layer, at) => ({
          ...layer,
          weights: layer.weights.map((from, i) => from.map((weight) => weight * (view.layers[at].incoming[i] ?? 0))),
        })),
      }
    : picture;
}

/** A number as it stands on a neuron. */
export const short = (value) => (Math.abs(value) < 100 ? String(Number(value.toFixed(2))) : number(value));

/** Writes what each neuron says on it, as far as the row has come. */
export function markNeurons(neurons) {
  const view = answer();
  const far = view ? arrived(view.layers.length) : 0;
  neurons.forEach((column, at) =>
    column.forEach((canvas, unit) => {
      const value = at === 0 ? row?.values[unit] : view?.layers[at - 1]?.outputs[unit];
      const { dataset } = canvas.parentElement;
      const text = view && far >= at && value !== undefined ? short(value) : "";
      if ((dataset.said ?? "") !== text) {
        dataset.said = text;
        canvas.parentElement.style.setProperty("--chars", String(text.length));
      }
    }),
  );
  const network = document.getElementById("network");
  const place = view && relative();
  const seen = Boolean(place) && inside(place);
  network.classList.toggle("has-point", seen);
  if (seen) {
    network.style.setProperty("--across", 100 * place[0] + "%");
    network.style.setProperty("--down", 100 * place[1] + "%");
  }
  document.getElementById("key-link").textContent = view ? "link: weight × input" : "link: weight";
}

/** What a neuron says to the row, in words; empty without one. */
export function saidBy(column, unit) {
  const value = column > 0 ? answer()?.layers[column - 1]?.outputs[unit] : undefined;
  return value === undefined ? "" : `, says ${number(value)}`;
}

/** Where the point is in the plane: shares from the left and from the top; null where there is none. */
function relative() {
  const { range } = state.description;
  if (!row || !range.length) {
    return null;
  }
  const [left, right, bottom, top] = range;
  return [(row.values[0] - left) / (right - left), (top - row.values[1]) / (top - bottom)];
}

/** Whether a place is in the plane; numbers may be typed that are not. */
const inside = (place) => place.every((share) => share >= 0 && share <= 1);

/** The answer in words. */
export function told() {
  const view = answer();
  if (!view) {
    return "";
  }
  return view.answer + (view.sure === null ? "" : `, ${Math.round(100 * view.sure)}% sure`);
}

/** Lets a plane be pointed at; a line on it has the place of the point, and what the network says there. */
export function bindPlane(plane) {
  const { features, range } = state.description;
  const surface = plane.querySelector("canvas");
  const mark = el("i", { class: "here" });
  const at = () => row?.values ?? [(range[0] + range[1]) / 2, (range[2] + range[3]) / 2];
  const fields = [0, 1].map((axis) =>
    el("input", {
      type: "number",
      step: "any",
      class: "narrow",
      "aria-label": `${features[axis]} of the point`,
      onchange: (event) => {
        const typed = event.target.valueAsNumber;
        if (Number.isFinite(typed)) {
          choose(
            at().map((value, other) => (other === axis ? typed : value)),
            true,
          );
        } else {
          event.target.value = row ? short(row.values[axis]) : "";
        }
      },
    }),
  );
  const place = (event) => {
    const box = surface.getBoundingClientRect();
    return [
      range[0] + ((event.clientX - box.left) / box.width) * (range[1] - range[0]),
      range[3] - ((event.clientY - box.top) / box.height) * (range[3] - range[2]),
    ];
  };
  surface.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse" && !row?.pinned) {
      choose(place(event), false);
    }
  });
  surface.addEventListener("pointerleave", () => {
    if (row && !row.pinned) {
      drop();
    }
  });
  surface.addEventListener("click", (event) => choose(place(event), true));
  surface.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1], Enter: [0, 0] }[
      event.key
    ];
    if (move) {
      event.preventDefault();
      const moved = at().map((value, axis) => {
        const [from, to] = range.slice(2 * axis);
        return Math.max(from, Math.min(to, value + (move[axis] * (to - from)) / STEPS));
      });
      choose(moved, true);
      if (event.key !== "Enter") {
        began = -TRAVEL;
      }
    }
  });
  const words = el("output", { "aria-live": "off" });
  const away = el("button", {
    type: "button",
    class: "plain",
    text: "×",
    "aria-label": "Remove the point",
    onclick: drop,
  });
  const line = el("div", { class: "row point", id: "point", hidden: true }, fields, words, away);
  plane.append(mark, line);
  plane.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && row) {
      // It ends the point, and not the projector's mode, too.
      event.stopPropagation();
      drop();
    }
  });
  line.addEventListener("show", () => {
    const where = relative();
    line.hidden = !where;
    mark.hidden = !where || !inside(where);
    if (where) {
      // Where it hides nothing of what is looked at.
      line.dataset.at = where[1] > 0.6 ? "top" : "bottom";
      line.dataset.pinned = String(row.pinned);
      mark.style.left = 100 * where[0] + "%";
      mark.style.top = 100 * where[1] + "%";
    }
    fields.forEach((field, axis) => {
      if (document.activeElement !== field) {
        field.value = row ? short(row.values[axis]) : "";
      }
    });
    words.textContent = told();
    if (row?.pinned && state.frame.state !== "running" && told()) {
      say(`${fields.map((field, axis) => `${features[axis]} ${field.value}`).join(", ")}: ${told()}`);
    }
  });
}

/** Brings the line up to date; while the row travels there is more to draw. */
export function drawPoint() {
  askPoint();
  document.getElementById("point")?.dispatchEvent(new Event("show"));
}
