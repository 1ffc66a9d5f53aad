// Finds a learning rate: one short run in which it grows, then short trainings at rates around.
import { post } from "./api.js";
import { el, number, svg } from "./dom.js";

/** The button, for the field of the learning rate. */
export function rateFinder(settings, take) {
  const button = el("button", {
    type: "button",
    class: "find-rate",
    text: "find",
    title: "Find a learning rate by short trainings",
  });
  button.onclick = async () => {
    button.disabled = true;
    const dialog = el(
      "dialog",
      { class: "finder", "aria-label": "Find a learning rate" },
      el("p", { text: "Looking …" }),
    );
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    try {
      show(dialog, await post("/api/range-test", settings()), take);
    } catch (error) {
      dialog.replaceChildren(el("p", { class: "warning", text: error.message }), close(dialog));
    } finally {
      button.disabled = false;
    }
  };
  return button;
}

function close(dialog) {
  return el("button", { type: "button", class: "plain", text: "Close", onclick: () => dialog.close() });
}

function show(dialog, rates, take) {
  const drawing = el("div", { class: "report" });
  // Made by the server from its own numbers.
  drawing.innerHTML = rates.drawing;
  const use = (rate, why) =>
    rate === null
      ? null
      : el("button", {
          type: "button",
          class: "go",
          text: `Use ${number(rate)} (${why})`,
          onclick: () => {
            dialog.close();
            take(Number(rate.toPrecision(2)));
          },
        });
  dialog.replaceChildren(
    el("h2", { text: "Find a learning rate" }),
    drawing,
    el("div", { class: "row" }, use(rates.rate, "suggested"), close(dialog)),
  );
  dialog.dataset.found = String(rates.rate);
  dialog.querySelector("button")?.focus();
}

/** The rate over the steps of the run. */
export function rateCurve(rates) {
  const most = Math.max(...rates, 1e-12);
  const path = rates
    .map((rate, at) => `${at ? "L" : "M"}${(at * 300) / (rates.length - 1)} ${62 - (58 * rate) / most}`)
    .join("");
  return el(
    "figure",
    { class: "rate-curve" },
    svg(
      "svg",
      {
        viewBox: "0 0 300 64",
        role: "img",
        "aria-label": `The rate goes from ${number(rates[0])} to ${number(rates.at(-1))}; at most ${number(most)}`,
      },
      svg("path", { d: path, fill: "none" }),
    ),
    el("figcaption", {
      class: "quiet",
      text: `${number(rates[0])} → ${number(rates.at(-1))}, at most ${number(most)}`,
    }),
  );
}
