// What a link may hide for a lesson: #hide=data,optimizer at the end of the address.
import { el } from "./dom.js";

/** Each flag, and what it hides. */
export const FLAGS = {
  data: ".card.data",
  generators: ".tiles",
  measured: "[aria-label='Measured data']",
  upload: ".drop",
  noise: ":has(> #set-data-noise)",
  points: ":has(> #set-data-samples)",
  split: ":has(> #set-data-validation)",
  standardize: ":has(> #standardize)",
  hyperparameters: "#hyper",
  rate: ".field:has(> #set-learningRate)",
  optimizer: ".field:has(> #set-optimizer), .field:has(> [id^=set-optimizer-])",
  schedule: ".field:has(> #set-schedule)",
  batch: ".field:has(> #set-batch)",
  epochs: ".field:has(> #set-epochs)",
  loss: ".field:has(> #set-loss)",
  regularization: ".field:has(> #set-l1), .field:has(> #set-l2)",
  network: ".card.network",
  output: ".card.output",
  curves: ".card.curves",
  panel: ".card.why",
  diagnosis: "#tab-why",
  layers: "#tab-layers",
  inside: "#tab-inside",
  runs: "#tab-runs",
  take: "#tab-take",
  seed: ".inline:has(> #seed), #dice",
  speed: ".inline:has(> #speed)",
  counters: ".counters",
  share: "#share",
  theme: "#theme",
};

/** The flags of an address; those that there are not are left out. */
export function hidden(hash) {
  const match = /[#&]hide=([a-z,]{1,400})/.exec(hash);
  return match ? match[1].split(",").filter((flag) => FLAGS[flag]) : [];
}

/** Hides what the address says, also of what is drawn later. */
export function applyFlags(hash) {
  const flags = hidden(hash);
  document.body.dataset.hide = flags.join(" ");
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(flags.map((flag) => `${FLAGS[flag]} { display: none !important; }`).join("\n"));
  document.adoptedStyleSheets = [sheet];
  const first = document.querySelector('#tabs [aria-selected="true"]');
  if (first && getComputedStyle(first).display === "none") {
    [...document.querySelectorAll("#tabs button")].find((tab) => getComputedStyle(tab).display !== "none")?.click();
  }
}

/** The flags of now, to be carried on by a link. */
export function flagsOf(hash) {
  const flags = hidden(hash);
  return flags.length ? "&hide=" + flags.join(",") : "";
}

/** A field in which a teacher says what a link shall hide. */
export function flagField(onChange) {
  return el(
    "label",
    {},
    "Hide for a lesson ",
    el("input", {
      placeholder: "data,optimizer",
      "aria-label": "Hide for a lesson: names of parts, with commas between",
      value: hidden(location.hash).join(","),
      onchange: (event) => onChange(event.target.value.replace(/[^a-z,]/g, "")),
    }),
    el("small", { class: "quiet", text: Object.keys(FLAGS).join(", ") }),
  );
}
