// A sentence and a formula for every field. What concepts are, the catalog says.

const m = (inner) => `<math display="block">${inner}</math>`;
const i = (name) => `<mi>${name}</mi>`;
const o = (sign) => `<mo>${sign}</mo>`;
const sub = (a, b) => `<msub>${a}${b}</msub>`;
const sup = (a, b) => `<msup>${a}${b}</msup>`;
const frac = (a, b) => `<mfrac><mrow>${a}</mrow><mrow>${b}</mrow></mfrac>`;
const root = (a) => `<msqrt>${a}</msqrt>`;
const n = (value) => `<mn>${value}</mn>`;
const w = i("w");
const g = i("g");
const eta = i("η");
const step = (what) => m(w + o("←") + w + o("−") + what);

export const HELP = {
  learningRate: [
    "How long a step is. Too long, and it jumps over the valley; too short, and it never arrives.",
    step(eta + o("·") + i("∇") + i("L")),
  ],
  optimizer: ["How a gradient becomes a step. ⋯ shows all arguments.", step(i("step") + o("(") + g + o(")"))],
  momentum: [
    "Gradient descent with momentum: the step remembers the steps before it, like a rolling ball. μ, how much it " +
      "remembers, is behind ⋯.",
    m(
      i("v") +
        o("←") +
        i("μ") +
        o("·") +
        i("v") +
        o("−") +
        eta +
        o("·") +
        g +
        o(",") +
        w +
        o("←") +
        w +
        o("+") +
        i("v"),
    ),
  ],
  loss: [
    "The number that training minimizes: how wrong the answers are. The default loss of the task fits its last layer.",
    m(
      i("L") +
        o("=") +
        frac(n(1), i("n")) +
        "<munder><mo>∑</mo><mi>i</mi></munder>" +
        i("ℓ") +
        o("(") +
        sub(i("y"), i("i")) +
        o(",") +
        sub(i("ŷ"), i("i")) +
        o(")"),
    ),
  ],
  schedule: [
    "Whether steps get shorter during training. Long steps find the valley, short ones its floor.",
    m(sub(eta, i("t")) + o("=") + eta + o("·") + i("f") + o("(") + i("t") + o(")")),
  ],
  batch: [
    "Batch size: how many rows make one step. 1 is stochastic gradient descent: many noisy " +
      "steps. All rows is batch gradient descent: one exact step per epoch.",
    m(
      g +
        o("=") +
        frac(n(1), i("B")) +
        "<munder><mo>∑</mo><mrow><mi>i</mi><mo>∈</mo><mi>B</mi></mrow></munder>" +
        i("∇") +
        sub(i("ℓ"), i("i")),
    ),
  ],
  epochs: [
    "How many times training goes through all rows before the run pauses.",
    m(i("steps") + o("=") + i("epochs") + o("·") + frac(i("rows"), i("batch"))),
  ],
  l1: [
    "Adds the sizes of the weights to the loss, which pushes many of them to exactly 0.",
    m(i("L") + o("+") + sub(i("λ"), n(1)) + o("∑") + o("|") + w + o("|")),
  ],
  l2: [
    "Adds the squares of the weights to the loss, which keeps them all small and the surface smooth.",
    m(i("L") + o("+") + sub(i("λ"), n(2)) + o("∑") + sup(w, n(2))),
  ],
  seed: [
    "Decides everything random: initial weights, order of rows, dropout, split. The same seed gives " +
      "the same run, bit for bit.",
    "",
  ],
  dataSeed: [
    "Which points are generated, with which noise. The seed at the top decides initial weights, order and split.",
    "",
  ],
  validation: [
    "The share of the rows held out for validation. The network never trains on them, so they show " +
      "whether it learned the rule or only the rows.",
    "",
  ],
  standardize: [
    "Scales every column to mean 0 and standard deviation 1, computed from the training rows.",
    m(i("x") + o("←") + frac(i("x") + o("−") + i("μ"), i("σ"))),
  ],
  activation: [
    "The non-linear function of a layer. Without one, any number of layers together is linear.",
    m(i("a") + o("=") + i("f") + o("(") + i("w") + o("·") + i("x") + o("+") + i("b") + o(")")),
  ],
  normalization: [
    "Scales the sums of a layer to mean 0 and standard deviation 1: batch normalization over the rows of a " +
      "batch, layer normalization over the units of a row. Weight normalization learns length and " +
      "direction of each unit's weights separately.",
    m(
      i("ẑ") +
        o("=") +
        i("γ") +
        frac(i("z") + o("−") + i("μ"), root(sup(i("σ"), n(2)) + o("+") + i("ε"))) +
        o("+") +
        i("β"),
    ),
  ],
  dropout: [
    "Sets this share of the units to 0 at random in every step, so that the network relies on no single unit.",
    m(i("a") + o("←") + frac(i("mask") + o("·") + i("a"), n(1) + o("−") + i("p"))),
  ],
  initializer: [
    "The initial weights. Equal weights stay equal; too small ones lose the signal, too large ones make it explode.",
    m(i("Var") + o("(") + w + o(")") + o("=") + frac(n(2), sub(i("n"), i("in")) + o("+") + sub(i("n"), i("out")))),
  ],
};

/**
 * What the catalog says of a concept: its sentence and the rest, with code in backticks.
 *
 * @returns {[string, string]}
 */
export const helpOf = (choice) => [choice?.description ?? "", choice?.details ?? ""];

/** What the catalog says of an argument of a concept. */
export function argumentHelp(choice, name) {
  const text = choice?.help[name] ?? "";
  return [text.charAt(0).toUpperCase() + text.slice(1), ""];
}
