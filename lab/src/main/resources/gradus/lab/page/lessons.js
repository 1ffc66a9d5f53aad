// Lessons: a prediction, the experiment, what came out, and why.
import { get, inClass, post, predicted } from "./api.js";
import { choices, enable, mark, settle, step } from "./choices.js";
import { el } from "./dom.js";
import { bindTheme, drawn, follow, links, problem, report, say, stop } from "./live.js";
import { answered, onwardLink, overview, quizLink, quizOf, standing, TOPIC, tries } from "./quiz.js";
import { toHash } from "./state.js";

const $ = (id) => document.getElementById(id);
const hidden = new Set((new URLSearchParams(location.search).get("hide") ?? "").split(",").filter(Boolean));
let titles = [];
let shown = null;
let shownAt = "";
/** What the address says of the quiz, or null. */
let quiz = null;

const questions = () => titles.filter((title) => title.topic === TOPIC);

/** What this browser remembers: the prediction of each lesson, and whether it was right. */
const notes = {
  all() {
    try {
      return JSON.parse(localStorage.getItem("gradus-lessons")) ?? {};
    } catch {
      return {};
    }
  },
  put(id, value) {
    localStorage.setItem("gradus-lessons", JSON.stringify({ ...notes.all(), [id]: value }));
  },
};

function address(id) {
  return `/lessons${location.search}#${id}`;
}

function drawList() {
  const known = notes.all();
  const done = titles.filter((title) => known[title.id]?.done).length;
  $("progress").textContent = `${done} of ${titles.length} done`;
  const parts = [];
  let topic = "";
  let items = null;
  for (const title of titles) {
    if (title.topic !== topic) {
      topic = title.topic;
      items = el("ul");
      parts.push(el("h2", { text: topic }), items);
      if (topic === TOPIC) {
        items.append(el("li", {}, quizLink(questions(), quiz?.question === "")));
      }
    }
    const note = known[title.id];
    const mark = note?.done ? (note.right ? "✓" : "○") : "";
    const meaning = note?.done ? (note.right ? "done, predicted right" : "done, predicted differently") : "";
    items.append(
      el(
        "li",
        {},
        el(
          "a",
          { href: address(title.id), "aria-current": title.id === shown ? "page" : null },
          el("span", {
            class: "mark",
            text: mark,
            title: meaning,
            role: meaning ? "img" : null,
            "aria-label": meaning || null,
          }),
          title.title,
        ),
      ),
    );
  }
  $("list").replaceChildren(
    ...parts,
    el("button", {
      type: "button",
      class: "plain quiet",
      text: "Forget my progress",
      onclick: () => {
        localStorage.removeItem("gradus-lessons");
        drawList();
      },
    }),
  );
  showCurrent();
}

/** Scrolls the list, and the list alone, to the lesson that is shown. */
function showCurrent() {
  const list = $("list");
  const current = list.querySelector("[aria-current]");
  if (
    current &&
    (current.offsetTop < list.scrollTop ||
      current.offsetTop + current.offsetHeight > list.scrollTop + list.clientHeight)
  ) {
    list.scrollTop = current.offsetTop - list.clientHeight / 3;
  }
}

/**
 * The choices, each with its number. They come shuffled, in the same order for everybody; who tries the quiz again gets
 * them in another order, but not in a class, which speaks of "B".
 */
function shuffled(lesson) {
  const left = lesson.choices.map((_, index) => index);
  let seed = quiz && !inClass() ? tries() : 0;
  if (seed === 0) {
    return left.map((index) => ({ ...lesson.choices[index], number: index }));
  }
  const order = [];
  while (left.length) {
    seed = (seed * 48271) % 2147483647;
    order.push(...left.splice(seed % left.length, 1));
  }
  return order.map((index) => ({ ...lesson.choices[index], number: index }));
}

function show(given) {
  const lesson = { ...given, choices: shuffled(given) };
  shown = lesson.id;
  document.title = `${lesson.title} · Gradus lessons`;
  const outcome = el("div", { class: "outcome" });
  const run = el("button", { type: "button", class: "go", text: "Run it", disabled: true });
  const box = choices(lesson.choices, () => {
    run.disabled = false;
  });
  const facts = el(
    "details",
    { class: "facts" },
    el("summary", { text: `What will be run: ${lesson.runs} trainings` }),
    el(
      "dl",
      {},
      lesson.facts.flatMap(([name, value]) => [el("dt", { text: name }), el("dd", { text: value })]),
    ),
    lesson.command && el("pre", { text: lesson.command }),
  );
  run.onclick = () =>
    go(lesson, box, run, outcome).catch((error) => {
      run.disabled = false;
      enable(box, true);
      document.body.dataset.phase = "ask";
      problem(error);
    });
  $("lesson").replaceChildren(
    el("p", { class: "kicker", text: quiz ? standing(lesson.id, questions()) : lesson.topic }),
    el("h2", { class: "lesson-title", text: lesson.title, tabindex: "-1" }),
    step(
      "ask",
      "What do you think?",
      drawn(lesson.ask, { class: "prose" }),
      box,
      el(
        "div",
        { class: "write only-print", "aria-hidden": "true" },
        el("p", { text: "Because:" }),
        el("hr"),
        el("hr"),
        el("hr"),
      ),
      hidden.has("facts") ? null : facts,
      el("div", { class: "row" }, run),
    ),
    outcome,
    el(
      "div",
      { class: "write only-print", "aria-hidden": "true" },
      el("p", { text: "What I saw, and what I think now:" }),
      el("hr"),
      el("hr"),
      el("hr"),
      el("hr"),
    ),
  );
  Object.assign(document.body.dataset, { ready: lesson.id, phase: "ask", comparison: "" });
  drawList();
}

async function go(lesson, box, run, outcome) {
  const chosen = settle(box);
  predicted("/lessons#" + lesson.id, lesson.choices[chosen].number);
  run.disabled = true;
  document.body.dataset.phase = "running";
  stop();
  const { id } = await post(`/api/lessons/${lesson.id}/run`, {});
  const live = el("div", { class: "live" });
  outcome.replaceChildren(step("run", "See for yourself", live));
  outcome.scrollIntoView({
    behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
    block: "start",
  });
  const progress = await follow(id, live);
  if (!progress) {
    return;
  }
  run.disabled = false;
  run.textContent = "Run it again";
  if (progress.state !== "done") {
    document.body.dataset.phase = "stopped";
    return;
  }
  ended(lesson, chosen, box, outcome, progress);
}

function ended(lesson, chosen, box, outcome, progress) {
  const holds = progress.answer.findings.every((finding) => finding.holds);
  const right = lesson.choices[chosen].right;
  mark(box, lesson.choices, holds);
  const verdict = !holds
    ? el(
        "p",
        { class: "finding no" },
        el("strong", { text: "Not seen this time. " }),
        "On this machine the experiment does not show what this lesson teaches: its kernels differ from those that " +
          "it was made with. Trust the numbers, not the lesson.",
      )
    : right
      ? el("p", { class: "finding yes" }, el("strong", { text: "As you predicted. " }), "That is what the runs show.")
      : el(
          "p",
          { class: "finding no" },
          el("strong", { text: "Not as you predicted. " }),
          "What the runs show is marked above.",
        );
  const findings = el(
    "ul",
    { class: "findings" },
    progress.answer.findings.map((finding) =>
      el(
        "li",
        { class: finding.holds ? "yes" : "no" },
        el("strong", { text: finding.holds ? "Shown: " : "Not shown: " }),
        finding.claim,
        el("div", { class: "quiet", text: finding.text }),
      ),
    ),
  );
  outcome.append(
    step(
      "result",
      "What came out",
      verdict,
      findings,
      drawn(progress.answer.means),
      hidden.has("report") ? null : report(progress, false),
    ),
  );
  if (!hidden.has("why")) {
    outcome.append(step("why", "Why", drawn(lesson.why, { class: "prose" })));
  }
  if (quiz && holds) {
    answered(lesson.id, right, questions());
    document.querySelector(".kicker").textContent = standing(lesson.id, questions());
  }
  outcome.append(onward(lesson, progress));
  notes.put(lesson.id, { done: true, right: holds && right });
  document.body.dataset.phase = "done";
  say(`${verdict.textContent} ${progress.answer.findings.map((finding) => finding.text).join(" ")}`);
  drawList();
}

function onward(lesson, progress) {
  const next = titles[titles.findIndex((title) => title.id === lesson.id) + 1];
  return el(
    "footer",
    { class: "onward" },
    hidden.has("lab") ? null : links(progress),
    hidden.has("lab") || !lesson.link
      ? null
      : el(
          "p",
          {},
          el("a", {
            href: "/compare" + toHash(lesson.link, 0, null),
            text: "Compare something else, from these settings",
          }),
        ),
    quiz
      ? onwardLink(lesson.id, questions())
      : next && el("a", { class: "go", href: address(next.id), text: `Next: ${next.title}` }),
  );
}

/** The score, and the way into the quiz. */
function showQuiz() {
  stop();
  quiz = { question: "" };
  shownAt = "quiz";
  const moved = shown !== null;
  shown = "";
  document.title = `${TOPIC} · Gradus lessons`;
  $("lesson").replaceChildren(...overview(questions(), (id) => (location.hash = "#quiz:" + id)));
  Object.assign(document.body.dataset, { ready: "quiz", phase: "score", comparison: "" });
  drawList();
  if (moved) {
    document.querySelector(".lesson-title").focus();
  }
}

async function open() {
  quiz = quizOf(location.hash);
  if (quiz && !questions().some((one) => one.id === quiz.question)) {
    showQuiz();
    return;
  }
  const wanted = quiz ? quiz.question : location.hash.slice(1);
  const known = notes.all();
  const fallback = titles.find((title) => !known[title.id]?.done) ?? titles[0];
  const id = titles.some((title) => title.id === wanted) ? wanted : fallback.id;
  const place = (quiz ? "quiz:" : "") + id;
  if (place === shownAt) {
    return;
  }
  shownAt = place;
  const moved = shown !== null;
  stop();
  show(await get("/api/lessons/" + id));
  window.scrollTo(0, 0);
  if (moved) {
    document.querySelector(".lesson-title").focus({ preventScroll: true });
  }
}

async function start() {
  bindTheme();
  for (const part of hidden) {
    document.body.classList.add("without-" + part.replace(/[^a-z]/g, ""));
  }
  $("print").onclick = () => window.print();
  titles = await get("/api/lessons");
  window.addEventListener("hashchange", () => open().catch(problem));
  await open();
}

start().catch(problem);
