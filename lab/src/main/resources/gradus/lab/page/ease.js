// What is drawn between two pictures of a slow run: it moves from one to the next. What happens in a step is seen to
// travel, forward along the links and back.
import { bytes } from "./dom.js";
import { state } from "./state.js";

/** Pictures that come faster than this many milliseconds move by themselves. */
const FAST = 36;
/** The part of the way that is gone in a frame of the screen, at most. */
const SHARE = 0.3;
/** A frame of the screen, in milliseconds. */
const FRAME = 17;
/** The part of the way that is left when the next picture comes. */
const LEFT = 0.05;
/** With fewer steps a second than this, one sees what happens in a step. */
const SLOW = 8;

let last = { run: 0, steps: -1, at: 0, apart: 1000 };
let drawn = null;

const still = matchMedia("(prefers-reduced-motion: reduce)");
const calm = () => still.matches;

/** The part of the way, by how many milliseconds lie between two pictures: seldom ones move for as long. */
const shareOf = (apart) => Math.min(SHARE, 1 - LEFT ** (FRAME / apart));

function towards(old, next, share) {
  return old?.length === next.length ? next.map((value, at) => old[at] + share * (value - old[at])) : next;
}

/** The surface and the maps of the newest picture as numbers, decoded once for all that is drawn on the way to it. */
let target = { picture: null, surface: null, maps: [] };

function decode(picture) {
  if (target.picture !== picture) {
    const floats = (text) => Float32Array.from(bytes(text));
    target = {
      picture,
      surface: floats(picture.surface),
      maps: picture.layers.map((layer) => layer.neurons.map(floats)),
    };
  }
}

/** The picture to draw for the newest frame, and whether it goes on moving without another frame. */
export function eased(frame) {
  const now = performance.now();
  if (frame.run !== last.run) {
    drawn = null;
    last = { run: frame.run, steps: frame.steps, at: now, apart: 1000 };
  } else if (frame.steps !== last.steps) {
    last = { run: frame.run, steps: frame.steps, at: now, apart: now - last.at };
  }
  const picture = frame.picture;
  const slow = frame.state === "running" && last.apart > FAST;
  if (!picture || !slow || calm()) {
    drawn = null;
    return { picture, moving: false };
  }
  decode(picture);
  const { surface, maps } = target;
  const share = shareOf(last.apart);
  drawn = {
    surface: state.description?.task === "MULTICLASS" ? surface : towards(drawn?.surface, surface, share),
    layers: picture.layers.map((layer, index) => ({
      weights: layer.weights.map((row, from) => towards(drawn?.layers[index]?.weights[from], row, share)),
      neurons: maps[index].map((map, unit) => towards(drawn?.layers[index]?.neurons[unit], map, share)),
    })),
  };
  return {
    picture: {
      ...picture,
      surface: Uint8Array.from(drawn.surface),
      layers: picture.layers.map((layer, index) => ({
        ...layer,
        weights: drawn.layers[index].weights,
        neurons: drawn.layers[index].neurons.map((map) => Uint8Array.from(map)),
      })),
    },
    moving: true,
  };
}

/** Where a step is that takes long enough to be seen: a layer, the share of its links, and whether it goes back. */
export function flow(frame, layers) {
  if (frame.state !== "running" || last.apart < 1000 / SLOW || calm() || state.shown) {
    return null;
  }
  const share = Math.min(0.999, (performance.now() - last.at) / last.apart) * 2 * layers;
  const beat = Math.floor(share);
  const back = beat >= layers;
  const along = share - beat;
  return { layer: back ? 2 * layers - 1 - beat : beat, along: back ? 1 - along : along, back };
}
