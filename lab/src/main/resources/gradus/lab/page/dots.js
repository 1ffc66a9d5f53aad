// Dots that travel along the links of a step.
import { svg } from "./dom.js";

let frame = 0;

/** Stops the dots where they are. */
export function stopDots() {
  cancelAnimationFrame(frame);
}

/** Points go along the links of the beat: forward, or back. */
export function moveDots(picture, { stage, layer }, duration) {
  stopDots();
  if (stage === 1 || stage === 3) {
    return;
  }
  const lines = [...picture.querySelectorAll(`.edge[data-layer="${layer}"]`)].slice(0, 64);
  const dots = lines.map((line) => {
    const dot = svg("circle", { r: 3.2, class: "dot" });
    picture.append(dot);
    return [dot, ["x1", "y1", "x2", "y2"].map((key) => Number(line.getAttribute(key)))];
  });
  const begin = performance.now();
  const move = (now) => {
    const share = Math.min(1, (now - begin) / duration);
    const way = stage === 2 ? 1 - share : share;
    for (const [dot, [x1, y1, x2, y2]] of dots) {
      dot.setAttribute("cx", x1 + way * (x2 - x1));
      dot.setAttribute("cy", y1 + way * (y2 - y1));
    }
    if (share < 1) {
      frame = requestAnimationFrame(move);
    } else {
      dots.forEach(([dot]) => dot.remove());
    }
  };
  frame = requestAnimationFrame(move);
}
