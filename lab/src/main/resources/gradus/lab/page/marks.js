// What was changed while a run went on: a line with a flag on every curve. Colours of runs that are laid over it.
import { tip } from "./dom.js";
import { state } from "./state.js";

const OVERLAYS = ["#009e73", "#cc79a7", "#8a6fd1", "#d55e00", "#56b4e9"];

/** The colour of a run that is laid over others. */
export const overlayColor = (index) => OVERLAYS[index % OVERLAYS.length];

/** A colour of the style sheet, as it is now. */
export function variable(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** What was changed on the way, in the current run and in those that are laid over. */
export function marks(own = "") {
  return [
    ...state.description.changes.map((change) => ({ ...change, color: own || variable("--ink-2"), run: "" })),
    ...[...state.overlays.values()].flatMap((run, at) =>
      run.changes.map((change) => ({ ...change, color: overlayColor(at), run: `#${run.id}, ` })),
    ),
  ];
}

/** When a change took effect. */
export const since = ({ run, epoch, batch }) => `${run}epoch ${epoch}${batch ? `, batch ${batch}` : ""}`;

/** A thin line with a flag where something was changed. */
export function drawMarks(chart) {
  const { ctx, bbox } = chart;
  const ratio = window.devicePixelRatio || 1;
  ctx.save();
  ctx.lineWidth = ratio;
  for (const mark of marks()) {
    const x = Math.round(chart.valToPos(mark.place, "x", true)) + 0.5;
    if (!(x >= bbox.left - 1 && x <= bbox.left + bbox.width + 1)) {
      continue;
    }
    ctx.strokeStyle = ctx.fillStyle = mark.color;
    ctx.setLineDash(mark.run ? [2 * ratio, 3 * ratio] : []);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(x - 4 * ratio, bbox.top);
    ctx.lineTo(x + 4 * ratio, bbox.top);
    ctx.lineTo(x, bbox.top + 6 * ratio);
    ctx.fill();
  }
  const { shown } = state;
  if (shown) {
    const x = Math.round(chart.valToPos(shown.place, "x", true)) + 0.5;
    ctx.strokeStyle = variable("--accent");
    ctx.lineWidth = 2 * ratio;
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

/** Says what was changed where the pointer is. */
export function pointAtMarks(chart) {
  const tell = (event) => {
    const x = event.clientX - chart.over.getBoundingClientRect().left;
    const near = marks().filter((mark) => Math.abs(chart.valToPos(mark.place, "x") - x) <= 6);
    tip(near.map((mark) => `${since(mark)}: ${mark.what}`).join("; "), event);
  };
  chart.over.addEventListener("pointermove", tell);
  chart.over.addEventListener("pointerdown", tell);
  chart.over.addEventListener("pointerleave", () => tip(""));
}
