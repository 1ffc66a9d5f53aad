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

/** The key of the student who is in, on this device; empty for somebody who comes. */
let own = "";

/** Who is in already goes on, or changes the name, without the code. */
async function before() {
  const key = localStorage.getItem(KEY);
  if (!key) {
    return;
  }
  try {
    const { name } = await ask("/api/class/seat", { headers: { "X-Lab": key } });
    own = key;
    $("who").textContent = name;
    $("onwards").textContent = `Go on as ${name}`;
    $("name").value = name;
    $("asked").textContent = "Another name";
    $("send").textContent = "Change my name";
    $("send").className = "plain";
    $("code").required = false;
    $("before").hidden = $("other").hidden = false;
    $("typed").hidden = true;
  } catch {
    // It was another class.
  }
}

/** The next student at the same device. */
function comes() {
  own = "";
  problem("");
  $("before").hidden = $("other").hidden = true;
  $("asked").textContent = "Your name";
  $("send").textContent = "Join";
  $("send").className = "";
  $("name").value = "";
  $("code").required = true;
  $("typed").hidden = Boolean(code);
  $("name").focus();
}

/** What the student before did on this device is not the next one's. Light or dark is as the device has it. */
function forget() {
  Object.keys(localStorage)
    .filter((name) => name.startsWith("gradus-") && name !== "gradus-theme")
    .forEach((name) => localStorage.removeItem(name));
}

async function join() {
  problem("");
  const button = $("send");
  button.disabled = true;
  try {
    const { key } = await ask("/api/join", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Lab": own },
      body: JSON.stringify({ code: $("code").value, name: $("name").value }),
    });
    if (key !== own) {
      forget();
      localStorage.setItem(KEY, key);
      localStorage.setItem(CLASS, "student");
    }
    location.replace("/");
  } catch (error) {
    problem(error.message);
    button.disabled = false;
  }
}

$("code").value = code;
$("typed").hidden = Boolean(code);
$("other").onclick = comes;
$("join").addEventListener("submit", (event) => {
  event.preventDefault();
  join();
});
before().then(() => (document.body.dataset.ready = "join"));
