// Famous effects: a prediction, then what was published, what came out here, and why.
import { get, predicted } from "./api.js";
import { choices, mark, settle, step } from "./choices.js";
import { el } from "./dom.js";
import { bindTheme, drawn, problem, say } from "./live.js";
import { toHash } from "./state.js";

const $ = (id) => document.getElementById(id);
let titles = [];
let shown = null;

function drawList() {
  $("list").replaceChildren(
    el("h2", { text: "Famous effects" }),
    el(
      "ul",
      {},
      titles.map((title) =>
        el(
          "li",
          {},
          el(
            "a",
            { href: "#" + title.id, "aria-current": title.id === shown ? "page" : null },
            el("span", { class: "mark" }),
            title.title,
          ),
        ),
      ),
    ),
  );
}

function prose(html) {
  return drawn(html, { class: "prose" });
}

function show(effect) {
  shown = effect.id;
  document.title = `${effect.title} · Gradus effects`;
  const outcome = el("div", { class: "outcome" });
  const go = el("button", { type: "button", class: "go", text: "Show what came out", disabled: true });
  const box = choices(effect.choices, () => {
    go.disabled = false;
  });
  go.onclick = () => reveal(effect, box, go, outcome);
  $("lesson").replaceChildren(
    el("p", { class: "kicker", text: "Famous effects" }),
    el("h2", { class: "lesson-title", text: effect.title, tabindex: "-1" }),
    step("ask", "What do you think?", prose(effect.question), box, el("div", { class: "row" }, go)),
    outcome,
  );
  Object.assign(document.body.dataset, { ready: effect.id, phase: "ask" });
  drawList();
}

function reveal(effect, box, go, outcome) {
  const chosen = settle(box);
  const { right } = effect.choices[chosen];
  predicted("/effects#" + effect.id, chosen);
  go.disabled = true;
  mark(box, effect.choices);
  const verdict = right ? "As you predicted." : "Not as you predicted.";
  outcome.replaceChildren(
    el("p", { class: "finding " + (right ? "yes" : "no") }, el("strong", { text: verdict })),
    step("published", "What was published", prose(effect.published)),
    step("here", "What was run here", prose(effect.here), el("pre", { text: effect.command, tabindex: "0" })),
    step("result", "What came out", picture(effect), rules(effect)),
    step("why", "Why", prose(effect.why)),
    inLab(effect.link) ?? "",
  );
  document.body.dataset.phase = "done";
  say(`${verdict} The result is below.`);
}

function picture(effect) {
  const source = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(effect.picture);
  return el("img", { class: "effect", src: source, alt: effect.about });
}

function inLab(settings) {
  return settings
    ? el(
        "footer",
        { class: "onward" },
        el("a", { class: "go", href: "/" + toHash(settings, 0, null), text: "Open in the lab" }),
        el("p", {
          class: "quiet",
          text: "Watch one network of this effect learn. The lab draws its own split of the rows.",
        }),
      )
    : null;
}

function rules(effect) {
  return el(
    "div",
    {},
    prose(effect.rules),
    el("details", { class: "whole" }, el("summary", { text: "All numbers" }), prose(effect.numbers)),
  );
}

async function open() {
  const wanted = location.hash.slice(1);
  const id = titles.some((title) => title.id === wanted) ? wanted : titles[0].id;
  if (id === shown) {
    return;
  }
  const moved = shown !== null;
  show(await get("/api/effects/" + id));
  window.scrollTo(0, 0);
  if (moved) {
    document.querySelector(".lesson-title").focus({ preventScroll: true });
  }
}

async function start() {
  bindTheme();
  titles = await get("/api/effects");
  window.addEventListener("hashchange", () => open().catch(problem));
  await open();
}

start().catch(problem);
