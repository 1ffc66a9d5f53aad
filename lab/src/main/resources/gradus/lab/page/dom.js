// Small helpers: elements, icons, numbers.

/** An element. Properties that begin with "on" are listeners; "class", "text", "html" and "data" are what they say. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  apply(element, properties);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** An SVG element. */
export function svg(tag, properties = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  apply(element, properties);
  element.append(...children);
  return element;
}

function apply(element, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (name === "text") {
      element.textContent = value;
    } else if (name === "class") {
      element.setAttribute("class", value);
    } else if (name === "data") {
      Object.assign(element.dataset, value);
    } else if (name === "value") {
      element.value = value;
    } else {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
}

const ICONS = {
  play: "M8 5l11 7-11 7z",
  pause: "M7 5h4v14H7zM13 5h4v14h-4z",
  restart: "M12 5V2L7 6l5 4V7a5 5 0 1 1-5 5H5a7 7 0 1 0 7-7z",
  batch: "M6 5l9 7-9 7zM16 5h3v14h-3z",
  epoch: "M3 5l7 7-7 7zM10 5l7 7-7 7zM18 5h3v14h-3z",
  dice:
    "M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zm3 3.6a1.5 1.5 0 1 0 .01 " +
    "0zm8 0a1.5 1.5 0 1 0 .01 0zm-4 4a1.5 1.5 0 1 0 .01 0zm-4 4a1.5 1.5 0 1 0 .01 0zm8 0a1.5 1.5 0 1 0 " +
    ".01 0z",
  wide: "M4 4h7v2H7.4l4 4L10 11.4l-4-4V11H4zM20 20h-7v-2h3.600l-4-4 1.400-1.400 4 4V13h2z",
  projector: "M3 4h18v2h-1v10h-7v1.600l4 3.400h-3l-2-2-2 2H7l4-3.400V16H4V6H3zM6 6v8h12V6z",
  theme: "M12 3a9 9 0 1 0 9 9 7 7 0 0 1-9-9z",
};

/** An icon for a button. */
export function icon(name) {
  const shape = svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" });
  shape.append(svg("path", { d: ICONS[name], "fill-rule": "evenodd" }));
  return shape;
}

/** A number as shown on the page: four significant digits. */
export function number(value) {
  if (value === null || value === undefined || !Number.isFinite(Number(value))) {
    return "–";
  }
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 100000)) {
    return Number(value).toExponential(1).replace("e+", "e");
  }
  return String(Number(Number(value).toPrecision(size >= 1000 ? 5 : 3)));
}

/** Digits of a number that are read at least, and of the way to another one. */
const DIGITS = 3;
const DIGITS_OF_WAY = 2;
/** More decimals than a float has. */
const MOST_DECIMALS = 9;

/** Two numbers and the way between them, with as many decimals as it takes to see that the sum is right. */
export function way(from, to) {
  const size = (value) => Math.floor(Math.log10(Math.abs(value)));
  const places = Math.max(0, DIGITS_OF_WAY - 1 - size(to - from), DIGITS - 1 - Math.max(size(from), size(to)));
  if (!(places <= MOST_DECIMALS)) {
    return { from: number(from), by: `${to < from ? "-" : "+"} ${number(Math.abs(to - from))}`, to: number(to) };
  }
  const unit = 10 ** places;
  const [a, b] = [Math.round(from * unit), Math.round(to * unit)];
  const text = (units) => (units / unit).toFixed(places);
  return { from: text(a), by: `${b < a ? "-" : "+"} ${text(Math.abs(b - a))}`, to: text(b) };
}

/** The same as a sum: `0.250000 + 0.000016 = 0.250016`. */
export function sumOf(from, to) {
  const found = way(from, to);
  return `${found.from} ${found.by} = ${found.to}`;
}

const SPELLINGS = {
  sgd: "SGD",
  adamw: "AdamW",
  rmsprop: "RMSprop",
  relu: "ReLU",
  relu6: "ReLU6",
  leaky_relu: "Leaky ReLU",
  elu: "ELU",
  selu: "SELU",
  celu: "CELU",
  gelu: "GELU",
  silu: "SiLU (swish)",
  hard_silu: "Hard SiLU",
  tanh: "tanh",
  auc: "AUC",
  beta1: "β₁",
  beta2: "β₂",
  beta_1: "β₁",
  beta_2: "β₂",
  clipnorm: "Clip norm",
  clipvalue: "Clip value",
  global_clipnorm: "Global clip norm",
  use_ema: "Average weights",
  ema_momentum: "Average's memory",
  ema_overwrite_frequency: "Overwrite every",
  gradient_accumulation_steps: "Accumulate batches",
  t_mul: "Longer ×",
  m_mul: "Higher ×",
  epsilon: "ε",
  rho: "ρ",
  amsgrad: "AMSGrad",
  xor: "XOR",
};

/** A name in words: "he_normal" as "He normal". */
export function words(name) {
  if (SPELLINGS[name]) {
    return SPELLINGS[name];
  }
  const text = name.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Bytes from base64. */
export function bytes(text) {
  if (typeof text !== "string") {
    return text;
  }
  const raw = atob(text);
  const result = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) {
    result[i] = raw.charCodeAt(i);
  }
  return result;
}

/** A select with its options, given as [value, label]. */
export function select(options, value, properties = {}) {
  const element = el(
    "select",
    properties,
    options.map(([key, label]) => el("option", { value: key, text: label })),
  );
  element.value = value;
  return element;
}

/** Shows a small text beside the pointer. */
export function tip(text, event) {
  const box = document.getElementById("tip");
  box.hidden = !text;
  if (text) {
    box.textContent = text;
    box.style.left = Math.min(event.clientX + 14, window.innerWidth - 240) + "px";
    box.style.top = event.clientY + 14 + "px";
  }
}

/** Whether a key belongs to a field, or to the browser. */
export function elsewhere(event) {
  return (
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    Boolean(event.target.closest?.("input, select, textarea, summary, [contenteditable]"))
  );
}

const CONTROLS = "button, input, select, summary, a[href], [tabindex]";

/** Remembers which control has the focus; the answer gives it back after all was drawn anew. */
export function keepFocus() {
  const old = document.activeElement;
  if (!old?.matches?.(CONTROLS)) {
    return () => {};
  }
  const name = old.getAttribute("aria-label");
  const box = old.parentElement.closest("[id]") ?? document.body;
  const place = [...box.querySelectorAll(CONTROLS)].indexOf(old);
  return () => {
    if (document.activeElement === old) {
      return;
    }
    const same = [...document.querySelectorAll(CONTROLS)].filter((control) =>
      old.id ? control.id === old.id : name && control.getAttribute("aria-label") === name,
    );
    const next = same[0] ?? document.getElementById(box.id)?.querySelectorAll(CONTROLS)[place];
    next?.focus({ preventScroll: true });
  };
}
