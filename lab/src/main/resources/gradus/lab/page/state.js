// What the page knows, and how it is written into a link.

export const state = {
  /** @type {messages.Catalog} */
  catalog: null,
  /** @type {messages.LabSettings} */
  settings: null,
  /** @type {messages.Description} */
  description: null,
  /** @type {messages.Frame} */
  frame: null,
  /** @type {messages.CurvePoint[]} */
  points: [],
  /** @type {messages.StepPoint[]} */
  trace: [],
  /** @type {messages.Picture | null} what is drawn: of now, or of a moment of before */
  picture: null,
  /** @type {(messages.Rewound & { wanted: number }) | null} the moment that is rewound to */
  shown: null,
  /** @type {messages.RowView | null} what the network makes of the row that was asked about */
  row: null,
  overlays: new Map(),
  shared: null,
};

/** A copy of the settings with one of them changed: "learningRate", "data.noise", "layers.*.activation". */
export function changed(settings, path, value) {
  const copy = structuredClone(settings);
  put(copy, path.split("."), value);
  return copy;
}

function put(target, path, value) {
  const [first, ...rest] = path;
  if (first === "*") {
    target.forEach((item) => put(item, rest, value));
  } else if (rest.length === 0) {
    target[first] = value;
  } else {
    put(target[first], rest, value);
  }
}

/** The whole state as the end of an address. */
export function toHash(settings, epoch, sha256) {
  const text = JSON.stringify({ v: 1, settings, epoch, sha256 });
  const raw = new TextEncoder().encode(text);
  let binary = "";
  raw.forEach((byte) => (binary += String.fromCharCode(byte)));
  return "#run=" + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Whether an address is meant to hold a run. */
export const meansRun = (hash) => hash.includes("#run=");

/** What a link holds, or null. The server checks every value of it. */
export function fromHash(hash) {
  const match = /#run=([A-Za-z0-9_-]{10,20000})/.exec(hash);
  if (!match) {
    return null;
  }
  try {
    const binary = atob(match[1].replaceAll("-", "+").replaceAll("_", "/"));
    const shared = JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (c) => c.charCodeAt(0))));
    return shared.v === 1 && shared.settings ? shared : null;
  } catch {
    return null;
  }
}

/** Settings of a link of an older lab, with what it did not have yet as the lab begins. */
export function complete(settings, start) {
  return {
    ...start,
    ...settings,
    data: { ...start.data, ...settings.data },
    layers: (settings.layers ?? []).map((layer) => ({ ...start.layers[0], ...layer })),
  };
}

/** The settings that differ, as [path, one, other]. */
export function differences(one, other, path = "") {
  if (typeof one !== "object" || one === null || typeof other !== "object" || other === null) {
    return one === other ? [] : [[path, one, other]];
  }
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].flatMap((key) => differences(one[key], other[key], path ? path + "." + key : key));
}

/** Takes a frame in. Points of the curve between two strides give way. */
export function take(frame) {
  if (frame.run !== state.frame?.run) {
    state.picture = null;
  }
  if (frame.replace) {
    state.points = [];
    state.trace = [];
  }
  while (state.points.length && state.points.at(-1).epoch % frame.stride) {
    state.points.pop();
  }
  const last = state.points.length ? state.points.at(-1).epoch : -1;
  state.points.push(...frame.curve.filter((point) => point.epoch > last));
  while (state.trace.length && state.trace.at(-1).step % frame.traceStride) {
    state.trace.pop();
  }
  const step = state.trace.length ? state.trace.at(-1).step : -1;
  state.trace.push(...frame.trace.filter((point) => point.step > step));
  state.frame = frame;
}
