// Every chart as a picture to download: drawn as SVG from the numbers, then converted to PNG.
import { el, number, svg, words } from "./dom.js";
import { seriesOf } from "./charts.js";
import { state } from "./state.js";
import { css, diverging } from "./surface.js";
import { layNetwork } from "./network.js";
import { eachLink } from "./wires.js";

const INK = "#1b1f24";
const FAINT = "#d8d5ce";
const TRAIN = "#1769aa";

const text = (x, y, content, more = {}) => {
  const label = svg("text", { x, y, fill: INK, "font-size": 12, "font-family": "system-ui, sans-serif", ...more });
  label.textContent = content;
  return label;
};

function sheet(width, height, title) {
  const picture = svg("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` });
  const name = svg("title");
  name.textContent = title;
  picture.append(
    name,
    svg("rect", { width, height, fill: "#ffffff" }),
    text(12, 20, title, { "font-weight": 600, "font-size": 14 }),
  );
  return picture;
}

function ticks(from, to, count) {
  const raw = (to - from) / count || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((x) => x * power).find((x) => x >= raw);
  const found = [];
  for (let value = Math.ceil(from / step) * step; value <= to + step * 1e-9; value += step) {
    found.push(Number(value.toPrecision(12)));
  }
  return found;
}

/** Axes with their numbers; gives the functions from values to places. */
function axes(picture, box, xs, ys, log) {
  const scale = log ? Math.log10 : (value) => value;
  const [low, high] = [scale(ys[0]), scale(ys[1])];
  const x = (value) => box.left + ((value - xs[0]) / (xs[1] - xs[0] || 1)) * box.width;
  const y = (value) => box.top + box.height - ((scale(value) - low) / (high - low || 1)) * box.height;
  for (const tick of ticks(xs[0], xs[1], 6)) {
    picture.append(
      svg("path", { d: `M${x(tick)} ${box.top}v${box.height}`, stroke: FAINT }),
      text(x(tick), box.top + box.height + 16, number(tick), { "text-anchor": "middle" }),
    );
  }
  const marks = log ? ticks(low, high, 4).map((exponent) => 10 ** exponent) : ticks(ys[0], ys[1], 5);
  for (const tick of marks) {
    picture.append(
      svg("path", { d: `M${box.left} ${y(tick)}h${box.width}`, stroke: FAINT }),
      text(box.left - 6, y(tick) + 4, number(tick), { "text-anchor": "end" }),
    );
  }
  return { x, y };
}

/** A curve of the current run, with what is laid over it. */
function curve(index) {
  const { name, log, lines, marks } = seriesOf(index);
  const picture = sheet(640, 360, `${words(name)} of ${state.description.name}`);
  const found = lines.flatMap((line) => line.values).filter((value) => value !== null && (!log || value > 0));
  const epochs = lines.flatMap((line) => line.epochs);
  const least = Math.min(...found);
  const most = Math.max(...found);
  const box = { left: 62, top: 36, width: 560, height: 262 };
  const room = log ? 0 : (most - least) * 0.05 || 0.01;
  const { x, y } = axes(picture, box, [0, Math.max(1, ...epochs)], [least - room, most + room], log);
  marks
    .filter((mark) => mark.place <= Math.max(1, ...epochs))
    .forEach((mark, at) => {
      const place = x(mark.place);
      const late = place > box.left + box.width / 2;
      picture.append(
        svg("path", {
          d: `M${place.toFixed(1)} ${box.top}v${box.height}`,
          stroke: mark.color,
          "stroke-dasharray": mark.run ? "2 3" : null,
        }),
        text(place + (late ? -4 : 4), box.top + 11 + 13 * (at % 8), mark.run + mark.what, {
          "font-size": 10,
          fill: mark.color,
          "text-anchor": late ? "end" : "start",
        }),
      );
    });
  let left = 62;
  for (const line of lines) {
    let path = "";
    line.values.forEach((value, at) => {
      if (value !== null && (!log || value > 0)) {
        path += `${path ? "L" : "M"}${x(line.epochs[at]).toFixed(1)} ${y(value).toFixed(1)}`;
      }
    });
    if (path && !path.includes("L")) {
      const [x0, y0] = path.slice(1).split(" ");
      picture.append(svg("circle", { cx: x0, cy: y0, r: 3.5, fill: line.color }));
    }
    if (path) {
      picture.append(
        svg("path", { d: path, fill: "none", stroke: line.color, "stroke-width": 2, "stroke-dasharray": line.dash }),
      );
      picture.append(
        svg("path", { d: `M${left} 336h22`, stroke: line.color, "stroke-width": 2, "stroke-dasharray": line.dash }),
        text(left + 28, 340, line.label),
      );
      left += 48 + 7 * line.label.length;
    }
  }
  picture.append(
    text(box.left + box.width, 340, log ? "epochs; by logarithms" : "epochs", {
      "text-anchor": "end",
      fill: "#586069",
    }),
  );
  return picture;
}

/** What is on a canvas, with a title. */
function ofCanvas(canvas, title, more = []) {
  const size = 400;
  const picture = sheet(size + 40, size + 60 + 18 * more.length, title);
  picture.append(
    svg("image", {
      x: 20,
      y: 34,
      width: size,
      height: (size * canvas.height) / canvas.width,
      href: canvas.toDataURL("image/png"),
    }),
  );
  more.forEach((line, at) => picture.append(text(20, size + 54 + 18 * at, line)));
  return picture;
}

function pairs(values) {
  const picture = sheet(440, 460, `Predicted over actual, ${state.description.name}`);
  const all = values.flat().map(Number).filter(Number.isFinite);
  const range = [Math.min(...all), Math.max(...all)];
  const { x, y } = axes(picture, { left: 62, top: 36, width: 360, height: 360 }, range, range, false);
  picture.append(svg("path", { d: `M${x(range[0])} ${y(range[0])}L${x(range[1])} ${y(range[1])}`, stroke: INK }));
  values.forEach(([actual, predicted]) =>
    picture.append(svg("circle", { cx: x(actual), cy: y(predicted), r: 3, fill: TRAIN, "fill-opacity": 0.7 })),
  );
  picture.append(text(242, 444, "Horizontal: actual value. Vertical: predicted value.", { "text-anchor": "middle" }));
  return picture;
}

function confusion(counts) {
  const { labels, name } = state.description;
  const cell = Math.max(34, Math.min(70, 480 / labels.length));
  const left = 20 + 8 * Math.max(...labels.map((label) => Math.min(14, label.length)));
  const picture = sheet(left + cell * labels.length + 20, 100 + cell * labels.length, `Confusion, ${name}`);
  picture.append(text(12, 40, "rows: true class, columns: predicted class", { fill: "#586069" }));
  counts.forEach((row, index) => {
    const total = Math.max(
      1,
      row.reduce((sum, count) => sum + count, 0),
    );
    picture.append(text(left - 6, 70 + cell * (index + 0.6), labels[index].slice(0, 14), { "text-anchor": "end" }));
    picture.append(text(left + cell * (index + 0.5), 62, labels[index].slice(0, 8), { "text-anchor": "middle" }));
    row.forEach((count, at) =>
      picture.append(
        svg("rect", {
          x: left + cell * at,
          y: 70 + cell * index,
          width: cell,
          height: cell,
          fill: css(diverging(index === at ? 1 : -1)),
          "fill-opacity": (0.8 * count) / total,
          stroke: FAINT,
        }),
        text(left + cell * (at + 0.5), 75 + cell * (index + 0.5), count || "·", { "text-anchor": "middle" }),
      ),
    );
  });
  return picture;
}

/** The diagram as it stands on the page: links, and neurons with what they say. */
function network() {
  // A hidden card has no places; for the picture it stands where it stands otherwise.
  const wide = document.body.classList.contains("wide");
  document.body.classList.remove("wide");
  layNetwork();
  const picture = drawn();
  document.body.classList.toggle("wide", wide);
  return picture;
}

function drawn() {
  const parent = document.getElementById("network");
  const origin = parent.getBoundingClientRect();
  const picture = sheet(parent.scrollWidth + 20, parent.scrollHeight + 60, `Network of ${state.description.name}`);
  const place = (element) => {
    const box = element.getBoundingClientRect();
    return {
      x: box.left - origin.left + parent.scrollLeft + 10,
      y: box.top - origin.top + parent.scrollTop + 34,
      width: box.width,
      height: box.height,
    };
  };
  const wires = svg("g", { transform: "translate(10 34)", fill: "none" });
  eachLink(state.frame.picture, null, (left, from, right, to, stroke, width, opacity) => {
    const middle = (left + right) / 2;
    const d = [left, from, middle, from, middle, to, right, to].map((place) => place.toFixed(1));
    wires.append(
      svg("path", {
        d: `M${d[0]} ${d[1]}C${d.slice(2).join(" ")}`,
        stroke,
        "stroke-width": width.toFixed(2),
        opacity: opacity.toFixed(2),
      }),
    );
  });
  picture.append(wires);
  parent.querySelectorAll("canvas.neuron").forEach((canvas) => {
    const box = place(canvas);
    const plain = canvas.classList.contains("plain");
    picture.append(
      svg("rect", {
        ...box,
        rx: 6,
        fill: plain ? getComputedStyle(canvas).backgroundColor : "#f7f6f3",
        stroke: "#586069",
      }),
    );
    if (!plain) {
      picture.append(svg("image", { ...box, preserveAspectRatio: "none", href: canvas.toDataURL("image/png") }));
    }
  });
  parent.querySelectorAll(".column").forEach((column, at) => {
    const box = place(column);
    const layer = state.description.layers[at];
    picture.append(
      text(box.x + box.width / 2, 60, at === 0 ? "Inputs" : layer.title, {
        "text-anchor": "middle",
        "font-weight": 600,
      }),
    );
    picture.append(
      text(box.x + box.width / 2, 76, at === 0 ? `${layer.units}` : `${layer.units} units`, {
        "text-anchor": "middle",
        fill: "#586069",
      }),
    );
  });
  return picture;
}

/** The histograms of every layer. */
function layers(found) {
  const names = state.description.layers.slice(1);
  const picture = sheet(
    640,
    60 + 96 * found.length,
    `Layers of ${state.description.name} after ${state.frame.epoch} epochs`,
  );
  found.forEach((layer, row) => {
    const top = 48 + 96 * row;
    picture.append(text(12, top + 36, words(names[row]?.title ?? ""), { "font-weight": 600 }));
    [
      ["Outputs", layer.activations],
      ["Weights", layer.kernel],
      ["Gradients", layer.gradients],
    ].forEach(([name, histogram], at) => {
      const left = 130 + 170 * at;
      const most = Math.max(1, ...histogram.counts);
      const width = 150 / Math.max(1, histogram.counts.length);
      histogram.counts.forEach((count, bar) =>
        picture.append(
          svg("rect", {
            x: left + bar * width,
            width: width * 0.85,
            y: top + 50 - (46 * count) / most,
            height: (46 * count) / most + 0.5,
            fill: TRAIN,
          }),
        ),
      );
      picture.append(
        text(left, top + 66, histogram.counts.length ? `${number(histogram.from)} … ${number(histogram.to)}` : "–", {
          fill: "#586069",
        }),
        text(left, top, name, { "font-size": 11 }),
      );
    });
  });
  return picture;
}

/** The charts that there are now, as [name, function that draws it]. */
export function charts() {
  const { description, frame } = state;
  const picture = frame?.picture;
  const list = description.names.slice(0, 2).map((name, index) => [`${words(name)} curve`, () => curve(index)]);
  list.push(["Network", network]);
  const surface = document.getElementById("surface");
  if (surface) {
    list.push([
      "Output surface",
      () =>
        ofCanvas(
          surface,
          `What the network says, ${description.name}`,
          [description.labels.join(", ")].filter(Boolean),
        ),
    ]);
  }
  if (picture?.pairs.length) {
    list.push(["Predicted over actual", () => pairs(state.frame.picture.pairs)]);
  }
  if (picture?.confusion.length) {
    list.push(["Confusion", () => confusion(state.frame.picture.confusion)]);
  }
  if (picture) {
    list.push(["Layers", () => layers(state.frame.picture.layers)]);
  }
  return list;
}

function download(href, name) {
  el("a", { href, download: name }).click();
}

const fileName = (name, end) => name.toLowerCase().replaceAll(" ", "-") + "." + end;

/** Gives a chart as an SVG file. */
export function takeSvg(name, draw) {
  const blob = new Blob([new XMLSerializer().serializeToString(draw())], { type: "image/svg+xml" });
  const href = URL.createObjectURL(blob);
  download(href, fileName(name, "svg"));
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/** Gives a chart as a PNG file, in twice its size. */
export async function takePng(name, draw) {
  const picture = draw();
  const image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(picture));
  await image.decode();
  const canvas = el("canvas", { width: 2 * picture.getAttribute("width"), height: 2 * picture.getAttribute("height") });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  download(canvas.toDataURL("image/png"), fileName(name, "png"));
}
