// Who is in a class and where, and what they predicted.
import { remove } from "./api.js";
import { letter } from "./choices.js";
import { el, number, words } from "./dom.js";
import { problem } from "./live.js";

/** @type {(id: string) => any} */
const $ = (id) => document.getElementById(id);

const PAGES = { "/": "Lab", "/lessons": "Lessons", "/effects": "Effects" };
const HEAD = ["Name", "Where", "Run", "", "Epoch", "Loss", "Validation", "Predicted", "Right"];
const FIRST_NUMBER = 4;

/** The rows by their seats. They stay where they are, so that nothing moves under the pointer. */
const rows = new Map();
let body = null;

function cells(seat) {
  const measure = seat.watched === null ? "–" : `${words(seat.metric).toLowerCase()} ${number(seat.watched)}`;
  return [
    seat.title || (PAGES[seat.page.split("#")[0]] ?? seat.page),
    seat.run,
    seat.state,
    seat.epoch.toLocaleString("en"),
    number(seat.loss),
    measure,
    String(seat.predicted),
    String(seat.right),
  ];
}

function row(seat) {
  const name = el("span");
  const values = cells(seat).map((_, index) =>
    el("td", { class: index + 1 >= FIRST_NUMBER ? "count" : index < 2 ? "wide" : null }),
  );
  const show = el("a", { href: `/?student=${seat.id}`, target: "gradus-student", text: "Show" });
  const away = el("button", {
    type: "button",
    text: "Remove",
    onclick: () => {
      if (confirm(`Remove ${seat.name} from the class? Their run and their predictions are deleted.`)) {
        remove("/api/class/seats/" + seat.id).catch(problem);
      }
    },
  });
  const head = el("th", { scope: "row" }, el("span", { class: "dot", "aria-hidden": "true" }), name);
  const line = el(
    "tr",
    { data: { seat: seat.id } },
    head,
    values,
    el("td", {}, el("div", { class: "acts" }, show, away)),
  );
  return { line, name, values, show, away };
}

function put(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** The table of students. */
export function drawRoster({ seats, most }) {
  if (!body) {
    body = el("tbody");
    const head = HEAD.map((text, index) =>
      text
        ? el("th", { scope: "col", text, class: index >= FIRST_NUMBER ? "count" : null })
        : el("th", { scope: "col" }, el("span", { class: "unseen", text: "How it stands" })),
    );
    const acts = el("th", { scope: "col" }, el("span", { class: "unseen", text: "Show or remove" }));
    const table = el("table", {}, el("thead", {}, el("tr", {}, head, acts)), body);
    $("students").replaceChildren(el("p", { id: "nobody", class: "quiet" }), table);
  }
  const here = seats.filter((seat) => seat.here).length;
  put($("roster-title"), `Students: ${here} here, ${seats.length} of at most ${most} joined`);
  put($("nobody"), seats.length ? "" : "Nobody has joined yet.");
  for (const [id, { line }] of rows) {
    if (!seats.some((seat) => seat.id === id)) {
      line.remove();
      rows.delete(id);
    }
  }
  for (const seat of seats) {
    if (!rows.has(seat.id)) {
      rows.set(seat.id, row(seat));
      body.append(rows.get(seat.id).line);
    }
    const { line, name, values, show, away } = rows.get(seat.id);
    put(name, seat.name);
    name.title = seat.name;
    show.setAttribute("aria-label", `Show the run of ${seat.name}`);
    away.setAttribute("aria-label", `Remove ${seat.name}`);
    line.dataset.here = String(seat.here);
    line.title = seat.here ? "" : "No page of this student is open.";
    cells(seat).forEach((text, index) => {
      put(values[index], text);
      values[index].title = index < 2 ? text : "";
    });
  }
}

let view = null;
let chosen = "";
let given = 0;
let answered = false;
let bars = [];
let drawn = "";

/** What was predicted; a page that is given anew comes to the front. */
export function drawPolls(now) {
  view = now;
  const select = $("poll");
  if (now.gift !== given) {
    given = now.gift;
    chosen = now.polls[0]?.page ?? chosen;
    answered = false;
  }
  if (!now.polls.some((poll) => poll.page === chosen)) {
    chosen = now.polls[0]?.page ?? "";
    answered = false;
  }
  const entries = now.polls.map((poll) => poll.page).join();
  if (select.dataset.entries !== entries) {
    select.dataset.entries = entries;
    select.replaceChildren(...now.polls.map((poll) => el("option", { value: poll.page, text: poll.title })));
    select.onchange = () => {
      chosen = select.value;
      answered = false;
      drawVotes();
    };
    $("answer").onclick = () => {
      answered = !answered;
      drawVotes();
    };
  }
  select.value = chosen;
  drawVotes();
}

function drawVotes() {
  const poll = view.polls.find((one) => one.page === chosen);
  const box = $("votes");
  $("poll").hidden = $("answer").hidden = !poll;
  if (!poll) {
    box.replaceChildren(
      el("p", {
        class: "quiet",
        text: "Open a lesson for all. What they predict is counted here, as they predict it.",
      }),
    );
    drawn = "";
    return;
  }
  $("answer").setAttribute("aria-pressed", String(answered));
  const total = poll.counts.reduce((sum, count) => sum + count, 0);
  if (drawn !== chosen) {
    drawn = chosen;
    bars = poll.choices.map((choice, index) => {
      const text = el("span", { id: "vote-" + index });
      text.innerHTML = choice.text;
      const count = el("b", { class: "voices" });
      const bar = el("progress", { "aria-labelledby": "vote-" + index });
      return { line: el("li", {}, el("span", {}, letter(index), " ", text), count, bar), count, bar };
    });
    box.replaceChildren(
      el(
        "ol",
        { class: "votes" },
        bars.map((bar) => bar.line),
      ),
      el("p", { class: "quiet", id: "voters" }),
    );
  }
  bars.forEach(({ line, count, bar }, index) => {
    put(count, String(poll.counts[index]));
    bar.max = Math.max(1, total);
    bar.value = poll.counts[index];
    line.classList.toggle("right", answered && poll.choices[index].right);
  });
  put($("voters"), `${total} of ${view.seats.length} predicted.`);
}
