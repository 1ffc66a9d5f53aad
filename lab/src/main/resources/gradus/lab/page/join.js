// The page on which students join a class. It needs nothing that only those who are in may ask for.

/** Under these names the other pages find what they ask with, and whether they belong to a class. */
const KEY = "gradus-key";
const CLASS = "gradus-class";

/** @type {(id: string) => any} */
const $ = (id) => document.getElementById(id);

// The code stands behind #, which no server sees; it leaves the address before anybody copies it.
const code = decodeURIComponent(location.hash.slice(1));
history.replaceState(null, "", location.pathname);

function problem(text) {
  $("problem").textContent = text;
  $("problem").hidden = !text;
}

async function ask(path, options) {
  const response = await fetch(path, options).catch(() => {
    throw new Error("Your teacher's laptop does not answer. Are you in the same Wi-Fi?");
  });
  const text = await response.text();
  if (!response.ok) {
    let message = text;
    try {
      message = JSON.parse(text).message;
    } catch {
      // A sentence as it is.
    }
    throw new Error(message);
  }
  return JSON.parse(text);
}

/** Who was in before, on this device, need not join again. */
async function before() {
  const key = localStorage.getItem(KEY);
  if (!key) {
    return;
  }
  try {
    const seat = await ask("/api/class/seat", { headers: { "X-Lab": key } });
    const onwards = Object.assign(document.createElement("a"), { href: "/", textContent: `Go on as ${seat.name}` });
    $("before").replaceChildren(onwards, ", or change your name:");
    $("before").hidden = false;
    $("name").value = seat.name;
  } catch {
    // It was another class.
  }
}

async function join() {
  problem("");
  const button = $("join").querySelector("button");
  button.disabled = true;
  try {
    const { key } = await ask("/api/join", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Lab": localStorage.getItem(KEY) ?? "" },
      body: JSON.stringify({ code: $("code").value, name: $("name").value }),
    });
    localStorage.setItem(KEY, key);
    localStorage.setItem(CLASS, "student");
    localStorage.removeItem("gradus-gift");
    location.replace("/");
  } catch (error) {
    problem(error.message);
    button.disabled = false;
  }
}

$("code").value = code;
$("typed").hidden = Boolean(code);
$("join").addEventListener("submit", (event) => {
  event.preventDefault();
  join();
});
before();
document.body.dataset.ready = "join";
