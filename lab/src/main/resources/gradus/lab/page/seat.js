// What a class adds to the pages of the lab: for a student their name and what the teacher gives, for the teacher the
// way to the page of the class, and whose run is looked at.
import { CLASS, get, listen, student } from "./api.js";
import { el } from "./dom.js";

const GIFT = "gradus-gift";
const LOST =
  "Your teacher's laptop does not answer: the class is over, or one of you has lost the Wi-Fi. " +
  "The page comes back by itself.";
const STRANGER =
  "You are not in this class any more: it was started anew, or your teacher removed you. " +
  "Scan the code again to join.";

/** A line above the page, which other notices do not replace. */
const line = el("div", { class: "notice seat-line", hidden: true });
const name = el("span", { class: "seat-name" });
const shown = el("span", { class: "seat-shown", role: "status" });

function say(text, tone = "") {
  line.className = "notice seat-line " + tone;
  line.hidden = !text;
  line.replaceChildren(
    el("span", { text, role: "status" }),
    el("button", { type: "button", class: "close", text: "×", "aria-label": "Close", onclick: () => say("") }),
  );
}

function place() {
  const bar = document.querySelector(".bar");
  bar.querySelector(".ways")?.after(el("p", { class: "seat" }, name, shown));
  bar.after(line);
}

/** Opens what the teacher gave, once. */
function receive({ gift, page, title }) {
  if (gift === 0 || localStorage.getItem(GIFT) === String(gift)) {
    return;
  }
  // Numbers begin anew with each class.
  localStorage.setItem(GIFT, String(gift));
  sessionStorage.setItem("gradus-said", `Your teacher gave everyone ${title}.`);
  const [path, hash] = page.split("#");
  if (location.pathname !== path) {
    location.assign(page);
  } else {
    if (hash) {
      location.hash = hash;
    }
    told();
  }
}

/** Says what was given before this page was opened for it. */
function told() {
  const text = sessionStorage.getItem("gradus-said");
  if (text) {
    sessionStorage.removeItem("gradus-said");
    say(text, "good");
  }
}

function sit() {
  document.body.dataset.seat = "student";
  for (const link of document.querySelectorAll(
    '.ways a[href="/compare"], .ways a[href="/race"], .ways a[href="/space"]',
  )) {
    link.remove();
  }
  place();
  told();
  listen(
    (/** @type {messages.SeatNews} */ news) => {
      name.textContent = news.name;
      shown.textContent = news.shown ? "Your teacher shows your run." : "";
      document.body.dataset.student = news.name;
      receive(news);
    },
    (connected, how) => {
      if (how === "stranger") {
        localStorage.removeItem(CLASS);
        say(STRANGER, "bad");
      } else if (!connected) {
        say(LOST, "bad");
      } else if (line.textContent.startsWith(LOST.slice(0, 20))) {
        say("");
      }
    },
    "/api/class/news",
  );
}

function teach() {
  document.querySelector(".ways")?.append(" ", el("a", { href: "/class", text: "Class" }));
  if (!student) {
    return;
  }
  document.body.dataset.seat = "looking";
  place();
  name.textContent = "A student's run";
  listen(
    (/** @type {messages.SeatView} */ seat) => {
      name.textContent = `${seat.name}'s run`;
      document.title = `${seat.name} · Gradus lab`;
      document.body.dataset.student = seat.name;
    },
    (connected) => {
      if (!connected) {
        get("/api/run").catch((error) => say(error.message, "bad"));
      }
    },
    `/api/class/seats/${student}/look`,
  );
}

/** Where the class ends that this browser was in, it is an ordinary lab again. */
async function begin() {
  if (localStorage.getItem(CLASS) === "teacher") {
    await get("/api/class/invitation");
    teach();
  } else {
    await get("/api/class/seat");
    sit();
  }
}

begin().catch((error) => {
  if (error.status === 404) {
    localStorage.removeItem(CLASS);
  }
});
