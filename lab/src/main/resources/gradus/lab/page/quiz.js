// The questions of a topic as a quiz: every answer is run, and the first prediction counts.
import { el } from "./dom.js";

/** The topic that is a quiz, too. */
export const TOPIC = "Five questions";
/** What this browser remembers: what is answered in this try, and the best score of all. */
const KEY = "gradus-quiz";

function score() {
  try {
    return { answers: {}, best: 0, tries: 0, ...JSON.parse(localStorage.getItem(KEY)) };
  } catch {
    return { answers: {}, best: 0, tries: 0 };
  }
}

const keep = (value) => localStorage.setItem(KEY, JSON.stringify(value));

/** What an address says: `quiz`, or `quiz:` and a question; null for other addresses. */
export function quizOf(hash) {
  const match = /^#quiz(?::([a-z0-9-]+))?$/.exec(hash);
  return match && { question: match[1] ?? "" };
}

const right = (answers) => Object.values(answers).filter(Boolean).length;
const address = (id) => `/lessons${location.search}#quiz${id ? ":" + id : ""}`;

/** How many tries were begun before; each has its own order of choices. */
export const tries = () => score().tries;

/** Notes an answer; only the first one of a try counts. */
export function answered(id, correct, questions) {
  const known = score();
  if (id in known.answers) {
    return;
  }
  known.answers[id] = correct;
  if (questions.every((one) => one.id in known.answers)) {
    known.best = Math.max(known.best, right(known.answers));
  }
  keep(known);
}

/** Where one stands, above a question. */
export function standing(id, questions) {
  const { answers } = score();
  const place = questions.findIndex((one) => one.id === id) + 1;
  const count = Object.keys(answers).length;
  return `Question ${place} of ${questions.length}` + (count ? ` · ${right(answers)} of ${count} right` : "");
}

/** The link from a question to the next one, or to the score. */
export function onwardLink(id, questions) {
  const next = questions.slice(questions.findIndex((one) => one.id === id) + 1).find((one) => !known(one.id));
  return el("a", { class: "go", href: address(next?.id ?? ""), text: next ? "Next question" : "Your score" });
}

const known = (id) => id in score().answers;

/** The way to the quiz, for the list of lessons. */
export function quizLink(questions, shown) {
  const { answers, best, tries } = score();
  const count = Object.keys(answers).length;
  const text =
    count === questions.length
      ? `${right(answers)} of ${count} right`
      : count
        ? `${count} of ${questions.length} answered`
        : tries
          ? `best ${best} of ${questions.length}`
          : `${questions.length} questions`;
  return el(
    "a",
    { href: address(""), class: "quiz-link", "aria-current": shown ? "page" : null },
    el("span", { class: "mark" }),
    `Quiz: ${text}`,
  );
}

/** The score, the questions, and the way on. */
export function overview(questions, begin) {
  const { answers, best, tries } = score();
  const count = Object.keys(answers).length;
  const done = count === questions.length;
  const next = questions.find((one) => !(one.id in answers)) ?? questions[0];
  const again = () => {
    keep({ answers: {}, best, tries: tries + 1 });
    begin(questions[0].id);
  };
  return [
    el("p", { class: "kicker", text: "Quiz" }),
    el("h2", { class: "lesson-title", text: TOPIC, tabindex: "-1" }),
    el("p", {
      class: "lead",
      text:
        "Choose an answer, then run the experiment: trainings on this machine show which one is right. The first " +
        "answer to each question counts. Your score stays in this browser.",
    }),
    el(
      "p",
      { class: `finding ${done && right(answers) === count ? "yes" : ""}`, id: "score" },
      el("strong", { text: `${right(answers)} of ${questions.length} right` }),
      count && !done ? `, ${questions.length - count} to go` : "",
      best ? `. Best so far: ${best} of ${questions.length}.` : ".",
    ),
    el(
      "ol",
      { class: "questions" },
      questions.map((one) =>
        el(
          "li",
          { class: one.id in answers ? (answers[one.id] ? "yes" : "no") : "" },
          el("a", { href: address(one.id), text: one.title.replace(/^\d+\. /, "") }),
          one.id in answers ? el("strong", { text: answers[one.id] ? " ✓ right" : " ○ not right" }) : null,
        ),
      ),
    ),
    done
      ? el("button", { type: "button", class: "go", text: "Try again", onclick: again })
      : el("a", { class: "go", href: address(next.id), text: count ? "Go on" : "Begin" }),
  ];
}
