// A sentence and a formula for everything that can be chosen.

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
  learningRate: ["How long a step is. Too long, and it jumps over the valley; too short, and it never arrives.", step(eta + o("·") + i("∇") + i("L"))],
  optimizer: ["How the gradient becomes a step.", ""],
  loss: ["What is made small: one number for how wrong the answers are. The task's own loss fits its last layer.", m(i("L") + o("=") + frac(n(1), i("n")) + "<munder><mo>∑</mo><mi>i</mi></munder>" + i("ℓ") + o("(") + sub(i("y"), i("i")) + o(",") + sub(i("ŷ"), i("i")) + o(")"))],
  schedule: ["Whether steps get shorter on the way. Long steps find the valley, short ones its floor.", m(sub(eta, i("t")) + o("=") + eta + o("·") + i("f") + o("(") + i("t") + o(")"))],
  batch: ["How many rows are looked at before each step. 1 is stochastic gradient descent: many noisy steps. All rows is batch gradient descent: one exact step an epoch.", m(g + o("=") + frac(n(1), i("B")) + "<munder><mo>∑</mo><mrow><mi>i</mi><mo>∈</mo><mi>B</mi></mrow></munder>" + i("∇") + sub(i("ℓ"), i("i")))],
  epochs: ["How often all rows are learned from before the run pauses.", ""],
  l1: ["Adds the sizes of the weights to the loss, which pushes many of them to exactly 0.", m(i("L") + o("+") + sub(i("λ"), n(1)) + o("∑") + o("|") + w + o("|"))],
  l2: ["Adds the squares of the weights to the loss, which keeps them all small and the surface smooth.", m(i("L") + o("+") + sub(i("λ"), n(2)) + o("∑") + sup(w, n(2)))],
  seed: ["Where all chance comes from: first weights, order of rows, dropout. The same seed gives the same run, to the last bit.", ""],
  activation: ["What bends the sum. Without it, any number of layers is one straight line.", m(i("a") + o("=") + i("f") + o("(") + i("w") + o("·") + i("x") + o("+") + i("b") + o(")"))],
  normalization: ["Brings the sums of a layer to mean 0 and deviation 1: batch normalization over the rows of a batch, layer normalization over the units of a row.", m(i("ẑ") + o("=") + i("γ") + frac(i("z") + o("−") + i("μ"), root(sup(i("σ"), n(2)) + o("+") + i("ε"))) + o("+") + i("β"))],
  dropout: ["Silences this share of the units at random in every step, so that none is relied upon alone.", m(i("a") + o("←") + frac(i("mask") + o("·") + i("a"), n(1) + o("−") + i("p")))],
  initializer: ["Where weights begin. Equal ones stay equal; too small ones lose the signal, too large ones blow it up.", m(i("Var") + o("(") + w + o(")") + o("=") + frac(n(2), sub(i("n"), i("in")) + o("+") + sub(i("n"), i("out"))))],
};

export const OPTIMIZERS = {
  sgd: ["Straight down the slope. With momentum it rolls like a ball.", m(i("v") + o("←") + i("μ") + i("v") + o("−") + eta + g + o(",") + w + o("←") + w + o("+") + i("v"))],
  nesterov_momentum: ["A ball that looks ahead: the gradient is taken where it will be.", m(i("v") + o("←") + i("μ") + i("v") + o("−") + eta + i("∇") + i("L") + o("(") + w + o("+") + i("μ") + i("v") + o(")"))],
  adagrad: ["Weights that were moved much are moved less.", step(frac(eta, root(o("∑") + sup(g, n(2)) + o("+") + i("ε"))) + g)],
  adadelta: ["Adagrad with a short memory, and its own units.", step(frac(i("RMS") + o("(") + i("Δw") + o(")"), i("RMS") + o("(") + g + o(")")) + g)],
  rmsprop: ["Every weight by the size of its own recent gradients.", step(frac(eta, root(i("v") + o("+") + i("ε"))) + g)],
  adam: ["Momentum, over the size of recent gradients. A good first choice.", step(eta + frac(i("m̂"), root(i("v̂")) + o("+") + i("ε")))],
  adam_w: ["Adam with weight decay beside it instead of in the gradient.", step(eta + frac(i("m̂"), root(i("v̂")) + o("+") + i("ε")) + o("−") + eta + i("λ") + w)],
  adamax: ["Adam with the largest gradient instead of the mean square.", step(eta + frac(i("m̂"), i("u")))],
  nadam: ["Adam that looks ahead.", step(eta + frac(sub(i("β"), n(1)) + i("m̂") + o("+") + i("…") + g, root(i("v̂")) + o("+") + i("ε")))],
  lion: ["Only the sign of the momentum counts; use a rate ten times smaller.", step(eta + i("sign") + o("(") + sub(i("β"), n(1)) + i("m") + o("+") + o("(") + n(1) + o("−") + sub(i("β"), n(1)) + o(")") + g + o(")"))],
};
