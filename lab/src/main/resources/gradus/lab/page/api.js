// Questions to the server, and the one stream of what happens. The messages are those of Messages.java.

/**
 * What proves that a question comes from this page. It came in the address that the entrance led to, and stays in the
 * storage of this port's pages; cookies are sent to all ports.
 */
const KEY = "gradus-key";
const given = new URLSearchParams(location.search).get("key");
if (given) {
  localStorage.setItem(KEY, given);
  history.replaceState(null, "", location.pathname + location.hash);
}
const key = () => localStorage.getItem(KEY) ?? "";

/** Under this name a browser remembers that it belongs to a class: as "student" or as "teacher". */
export const CLASS = "gradus-class";
/** The student at whose run the teacher looks, or null. */
export const student = new URLSearchParams(location.search).get("student");
const own = () => (student ? { "X-Lab": key(), "X-Student": student } : { "X-Lab": key() });

const GONE = "The lab does not answer. Is gradus lab still running?";

async function ask(method, path, body, type = "application/json") {
  const response = await fetch(path, {
    method,
    headers: method === "GET" ? own() : { ...own(), "Content-Type": type },
    body: body === undefined ? undefined : type === "application/json" ? JSON.stringify(body) : body,
  }).catch(() => {
    throw new Error(GONE);
  });
  const text = await response.text();
  let answer;
  try {
    answer = JSON.parse(text);
  } catch {
    answer = { message: text };
  }
  if (!response.ok) {
    throw Object.assign(new Error(answer.message), { status: response.status });
  }
  return answer;
}

export const get = (path) => ask("GET", path);
export const post = (path, body) => ask("POST", path, body);
export const remove = (path) => ask("DELETE", path);
export const command = (action, value = 0) => post("/api/command", { action, value });

/** Saves a file in the downloads folder. A file that cannot be made gives its reason instead of a broken download. */
export async function download(path, name) {
  const response = await fetch(path, { headers: own() });
  if (!response.ok) {
    throw new Error((await response.json()).message);
  }
  const href = URL.createObjectURL(await response.blob());
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/** Asks for something as the last thing of a page that is closed, which waits for no answer. */
export function askAtLast(method, path, body) {
  const headers = { ...own(), "Content-Type": "application/json" };
  fetch(path, { method, keepalive: true, headers, body: body && JSON.stringify(body) }).catch(() => {});
}

/** Whether this browser is that of a student of a class. */
export const inClass = () => localStorage.getItem(CLASS) === "student";

/** In a class, tells the teacher's page what was predicted. */
export function predicted(page, choice) {
  if (inClass()) {
    askAtLast("POST", "/api/class/guess", { page, choice });
  }
}

/** Sends a table. */
export function upload(file, reading = {}, without = []) {
  const query = new URLSearchParams({ name: file.name, ...reading });
  without.forEach((column) => query.append("without", column));
  return ask("POST", "/api/uploads?" + query, file, "text/csv");
}

/**
 * Listens. The browser reconnects by itself and says where it was; when it gives up, because the answer was no, it is
 * asked again. The state is "open", "broken", or "stranger" where a lab answers that does not know this page.
 */
export function listen(onFrame, onState, path = "/api/events") {
  const source = new EventSource(path + "?key=" + key() + (student ? "&student=" + student : ""));
  source.onmessage = (event) => onFrame(JSON.parse(event.data));
  source.onopen = () => onState(true, "open");
  source.onerror = async () => {
    onState(false, "broken");
    if (source.readyState === EventSource.CLOSED) {
      const stranger = await fetch("/icon.svg").then(
        (answer) => answer.status === 401,
        () => false,
      );
      if (stranger) {
        onState(false, "stranger");
      }
      setTimeout(() => listen(onFrame, onState, path), 2000);
    }
  };
}

if (localStorage.getItem(CLASS)) {
  import("./seat.js");
}
