// The page of a class's teacher: who is there, what they predicted, and what to give them.
import { CLASS, download, get, listen, post } from "./api.js";
import { el, svg } from "./dom.js";
import { bindTheme, problem } from "./live.js";
import { drawPolls, drawRoster } from "./roster.js";
import { complete, fromHash, meansRun } from "./state.js";

/** @type {(id: string) => any} */
const $ = (id) => document.getElementById(id);

/** The way in: the code as a picture, and for those who type. */
function invite({ link, address, code, side, modules }) {
  $("picture").replaceChildren(
    svg(
      "svg",
      { viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": "QR code of the link to join", "data-link": link },
      svg("rect", { width: side, height: side, fill: "#fff" }),
      svg("path", { d: modules, fill: "#000" }),
    ),
  );
  $("typed").replaceChildren(
    el("div", {}, el("dt", { text: "or type" }), el("dd", { text: address })),
    el("div", {}, el("dt", { text: "and the code" }), el("dd", { class: "code", text: code })),
  );
}

/** All pages on which something can be predicted. */
async function pages() {
  const [lessons, effects] = await Promise.all([get("/api/lessons"), get("/api/effects")]);
  const topics = [...new Set(lessons.map((lesson) => lesson.topic))];
  const group = (label, entries) =>
    el(
      "optgroup",
      { label },
      entries.map(([value, text]) => el("option", { value, text })),
    );
  $("page").replaceChildren(
    ...topics.map((topic) =>
      group(
        topic,
        lessons.filter((lesson) => lesson.topic === topic).map(({ id, title }) => ["/lessons#" + id, title]),
      ),
    ),
    group(
      "Famous effects",
      effects.map(({ id, title }) => ["/effects#" + id, title]),
    ),
  );
}

async function give(path, message, what) {
  await post("/api/class/" + path, message);
  document.body.dataset.given = what;
  const box = $("notice");
  box.className = "notice good";
  box.hidden = false;
  box.replaceChildren(
    el("span", { role: "status", text: `${what} was given to all. Students who join later get it too.` }),
  );
}

function bind() {
  const on = (id, type, action) =>
    $(id).addEventListener(type, (event) => {
      event.preventDefault();
      action().catch(problem);
    });
  on("give-page", "submit", () => {
    const { value, selectedOptions } = $("page");
    return give("open", { page: value }, `“${selectedOptions[0].text}”`);
  });
  on("give-link", "submit", async () => {
    const run = fromHash($("link").value);
    if (!run) {
      throw new Error("This is not a link to a run, or part of it is missing: copy one with Share in the lab.");
    }
    const { start } = await get("/api/catalog");
    await give("give", complete(run.settings, start), "The setting of the link");
  });
  on("give-mine", "click", async () => {
    const { settings } = await get("/api/run");
    await give("give", settings, "What your lab shows");
  });
  on("export", "click", () => download("/api/class/results", "class.csv"));
  $("large").onclick = () => {
    const large = document.body.classList.toggle("large-code");
    $("large").setAttribute("aria-pressed", String(large));
  };
  if (meansRun(location.hash)) {
    $("link").value = location.href;
  }
}

async function start() {
  localStorage.setItem(CLASS, "teacher");
  bindTheme();
  bind();
  invite(await get("/api/class/invitation"));
  await pages();
  listen(
    (/** @type {messages.ClassView} */ view) => {
      drawRoster(view);
      drawPolls(view);
      if (view.trouble) {
        problem(new Error(view.trouble));
      }
      Object.assign(document.body.dataset, { ready: "class", students: view.seats.length });
    },
    (connected) => {
      if (!connected) {
        problem(new Error("The lab does not answer. Is gradus lab still running? The page comes back by itself."));
      } else if ($("notice").textContent.startsWith("The lab does")) {
        $("notice").hidden = true;
      }
    },
    "/api/class/events",
  );
}

start().catch(problem);
