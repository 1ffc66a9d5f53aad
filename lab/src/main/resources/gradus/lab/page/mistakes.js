// Rows that are answered wrong, the surest first; images as images.
import { get } from "./api.js";
import { el, number } from "./dom.js";
import { ink } from "./draw.js";
import { choose } from "./point.js";
import { state } from "./state.js";

let found = null;
let asked = "";
let last = 0;

/** Shows them in a box; asks anew when steps were made, at most twice a second. */
export function drawMistakes(box, redraw) {
  const key = `${state.frame.run} ${state.frame.revision} ${state.frame.steps}`;
  if (key !== asked && performance.now() - last > 500) {
    asked = key;
    last = performance.now();
    get("/api/mistakes").then(
      (answer) => {
        found = answer;
        fill(box);
      },
      () => {},
    );
  } else if (key !== asked) {
    setTimeout(redraw, 510);
  } else if (!box.firstElementChild) {
    fill(box);
  }
}

function fill(box) {
  if (!found || found.run !== state.description.run) {
    return;
  }
  const { description } = state;
  const images = description.imageSide > 0;
  const regression = description.task === "REGRESSION";
  const columns = description.features.slice(0, 4);
  box.replaceChildren(
    el("p", {
      class: "quiet",
      text: regression
        ? `The ${found.rows.length} rows that are furthest off, of ${found.judged}.`
        : `${found.wrong} of ${found.judged} rows are answered wrong` +
          (found.wrong ? "; the most confident first." : "."),
    }),
    images
      ? el(
          "div",
          { class: "mistakes" },
          found.rows.map((row) =>
            el(
              "figure",
              {},
              el(
                "button",
                {
                  type: "button",
                  class: "plain",
                  title: `row ${row.row + 1}, ${Math.round(100 * row.sure)}% sure; run it through the network`,
                  onclick: () => choose(row.values, true),
                },
                image(row),
              ),
              el("figcaption", {}, el("b", { text: row.said }), ` not ${row.actual}`),
            ),
          ),
        )
      : el(
          "table",
          { class: "mistake-table" },
          el(
            "thead",
            {},
            el(
              "tr",
              {},
              ["is", "said", regression ? "off by" : "sure", ...columns].map((head) =>
                el("th", { scope: "col", text: head, title: head }),
              ),
            ),
          ),
          el(
            "tbody",
            {},
            found.rows.map((row) =>
              el(
                "tr",
                {},
                el("td", { text: row.actual }),
                el("td", { text: row.said }),
                el("td", { text: regression ? `${number(row.sure)} σ` : `${Math.round(100 * row.sure)}%` }),
                columns.map((_, at) => el("td", { text: number(row.values[at]) })),
              ),
            ),
          ),
        ),
  );
}

function image(row) {
  const canvas = el("canvas", {
    role: "img",
    "aria-label": `an image of ${row.actual} that is taken for ${row.said}`,
  });
  ink(canvas, row.values, Math.max(...row.values, 1e-9));
  return canvas;
}
