// Questions to the server, and the one stream of what happens. The messages are those of Messages.java.

async function ask(method, path, body, type = "application/json") {
  const response = await fetch(path, {
    method,
    headers: method === "GET" ? {} : { "X-Lab": "1", "Content-Type": type },
    body: body === undefined ? undefined : type === "application/json" ? JSON.stringify(body) : body,
  });
  const text = await response.text();
  let answer;
  try {
    answer = JSON.parse(text);
  } catch {
    answer = { message: text };
  }
  if (!response.ok) {
    throw new Error(answer.message);
  }
  return answer;
}

export const get = (path) => ask("GET", path);
export const post = (path, body) => ask("POST", path, body);
export const remove = (path) => ask("DELETE", path);
export const command = (action, value = 0) => post("/api/command", { action, value });

/** Sends a table. */
export function upload(file) {
  return ask("POST", "/api/uploads?name=" + encodeURIComponent(file.name), file, "text/csv");
}

/** Listens; the browser reconnects by itself, and says where it was. */
export function listen(onFrame, onState) {
  const source = new EventSource("/api/events");
  source.onmessage = (event) => onFrame(JSON.parse(event.data));
  source.onopen = () => onState(true);
  source.onerror = () => onState(false);
}
