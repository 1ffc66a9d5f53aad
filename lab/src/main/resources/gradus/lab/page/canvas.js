// A canvas as sharp as the screen is.

/** Clears a canvas and fits it to its place; from then on lengths are those of the page. */
export function prepare(canvas) {
  const ratio = window.devicePixelRatio || 1;
  const width = Math.max(1, canvas.clientWidth);
  const height = Math.max(1, canvas.clientHeight);
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const context = canvas.getContext("2d");
  context.reset();
  context.scale(ratio, ratio);
  return { context, width, height };
}
