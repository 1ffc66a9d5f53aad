// A sentence and a formula for everything that can be chosen.

const m = (inner) => `<math display="block">${inner}</math>`;
const i = (name) => `<mi>${name}</mi>`;
const o = (sign) => `<mo>${sign}</mo>`;
const sub = (a, b) => `<msub>${a}${b}</msub>`;
const sup = (a, b) => `<msup>${a}${b}</msup>`;
const frac = (a, b) => `<mfrac><mrow>${a}</mrow><mrow>${b}</mrow></mfrac>`;
const row = (a) => `<mrow>${a}</mrow>`;
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
  optimizer: ["How the gradient becomes a step. ⋯ has all arguments of it.", step(i("step") + o("(") + g + o(")"))],
  loss: [
    "What is made small: one number for how wrong the answers are. The task's own loss fits its last layer.",
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
    "Whether steps get shorter on the way. Long steps find the valley, short ones its floor.",
    m(sub(eta, i("t")) + o("=") + eta + o("·") + i("f") + o("(") + i("t") + o(")")),
  ],
  batch: [
    "How many rows are looked at before each step. 1 is stochastic gradient descent: many noisy " +
      "steps. All rows is batch gradient descent: one exact step an epoch.",
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
    "How often all rows are learned from before the run pauses.",
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
    "Where all chance comes from: first weights, order of rows, dropout, split. The same seed gives " +
      "the same run, to the last bit.",
    "",
  ],
  dataSeed: [
    "Which points are made up, and where noise puts them. The seed at the top decides first weights, order and split.",
    "",
  ],
  validation: [
    "The share of the rows that is only watched: the network never learns from them, so they tell " +
      "whether it learned the rule or the rows.",
    "",
  ],
  standardize: [
    "Brings every column to mean 0 and deviation 1, by the rows that are learned from.",
    m(i("x") + o("←") + frac(i("x") + o("−") + i("μ"), i("σ"))),
  ],
  activation: [
    "What bends the sum. Without it, any number of layers is one straight line.",
    m(i("a") + o("=") + i("f") + o("(") + i("w") + o("·") + i("x") + o("+") + i("b") + o(")")),
  ],
  normalization: [
    "Brings the sums of a layer to mean 0 and deviation 1: batch normalization over the rows of a " +
      "batch, layer normalization over the units of a row. Weight normalization learns length and " +
      "direction of each unit's weights apart.",
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
    "Silences this share of the units at random in every step, so that none is relied upon alone.",
    m(i("a") + o("←") + frac(i("mask") + o("·") + i("a"), n(1) + o("−") + i("p"))),
  ],
  initializer: [
    "Where weights begin. Equal ones stay equal; too small ones lose the signal, too large ones blow it up.",
    m(i("Var") + o("(") + w + o(")") + o("=") + frac(n(2), sub(i("n"), i("in")) + o("+") + sub(i("n"), i("out")))),
  ],
};

export const OPTIMIZERS = {
  sgd: [
    "Straight down the slope. With momentum it rolls like a ball.",
    m(i("v") + o("←") + i("μ") + i("v") + o("−") + eta + g + o(",") + w + o("←") + w + o("+") + i("v")),
  ],
  nesterov_momentum: [
    "A ball that looks ahead: the gradient is taken where it will be.",
    m(
      i("v") +
        o("←") +
        i("μ") +
        i("v") +
        o("−") +
        eta +
        i("∇") +
        i("L") +
        o("(") +
        w +
        o("+") +
        i("μ") +
        i("v") +
        o(")"),
    ),
  ],
  adagrad: [
    "Weights that were moved much are moved less.",
    step(frac(eta, root(o("∑") + sup(g, n(2)) + o("+") + i("ε"))) + g),
  ],
  adadelta: [
    "Adagrad with a short memory, and its own units.",
    step(frac(i("RMS") + o("(") + i("Δw") + o(")"), i("RMS") + o("(") + g + o(")")) + g),
  ],
  rmsprop: [
    "Every weight by the size of its own recent gradients.",
    step(frac(eta, root(i("v") + o("+") + i("ε"))) + g),
  ],
  adam: [
    "Momentum, over the size of recent gradients. A good first choice.",
    step(eta + frac(i("m̂"), root(i("v̂")) + o("+") + i("ε"))),
  ],
  adam_w: [
    "Adam with weight decay beside it instead of in the gradient.",
    step(eta + frac(i("m̂"), root(i("v̂")) + o("+") + i("ε")) + o("−") + eta + i("λ") + w),
  ],
  adamax: ["Adam with the largest gradient instead of the mean square.", step(eta + frac(i("m̂"), i("u")))],
  nadam: [
    "Adam that looks ahead.",
    step(eta + frac(sub(i("β"), n(1)) + i("m̂") + o("+") + i("…") + g, root(i("v̂")) + o("+") + i("ε"))),
  ],
  lion: [
    "Only the sign of the momentum counts; use a rate ten times smaller.",
    step(
      eta +
        i("sign") +
        o("(") +
        sub(i("β"), n(1)) +
        i("m") +
        o("+") +
        o("(") +
        n(1) +
        o("−") +
        sub(i("β"), n(1)) +
        o(")") +
        g +
        o(")"),
    ),
  ],
};

/** What each argument of an optimizer does, by Keras's names. */
export const ARGUMENTS = {
  momentum: [
    "How much of the last step goes on. 0 is none, 0.9 averages about ten steps.",
    m(i("v") + o("←") + i("μ") + i("v") + o("−") + eta + g),
  ],
  nesterov: ["Takes the gradient where the ball will be, which brakes before the turn.", ""],
  beta_1: [
    "How long the mean of the gradients remembers: 0.9 is about ten steps.",
    m(i("m") + o("←") + sub(i("β"), n(1)) + i("m") + o("+") + o("(") + n(1) + o("−") + sub(i("β"), n(1)) + o(")") + g),
  ],
  beta_2: [
    "How long the mean of their squares remembers: 0.999 is about a thousand steps.",
    m(
      i("v") +
        o("←") +
        sub(i("β"), n(2)) +
        i("v") +
        o("+") +
        o("(") +
        n(1) +
        o("−") +
        sub(i("β"), n(2)) +
        o(")") +
        sup(g, n(2)),
    ),
  ],
  rho: [
    "How long the mean of the squared gradients remembers.",
    m(i("v") + o("←") + i("ρ") + i("v") + o("+") + o("(") + n(1) + o("−") + i("ρ") + o(")") + sup(g, n(2))),
  ],
  epsilon: [
    "Keeps the divisor from 0. Larger makes steps of quiet weights smaller.",
    m(frac(g, root(i("v")) + o("+") + i("ε"))),
  ],
  amsgrad: [
    "The divisor may only grow, so that rare large gradients are not forgotten.",
    m(i("v̂") + o("←") + i("max") + o("(") + i("v̂") + o(",") + i("v") + o(")")),
  ],
  centered: [
    "Divides by the deviation of the gradients instead of their size.",
    m(i("v") + o("−") + sup(i("ḡ"), n(2))),
  ],
  weight_decay: [
    "Pulls every weight towards 0 in each step, beside the gradient.",
    m(w + o("←") + w + o("−") + eta + i("λ") + w),
  ],
  initial_accumulator_value: ["Where the sum of squares begins: larger makes the first steps smaller.", ""],
  clipnorm: [
    "Shortens the gradient of each layer's weights to this length if it is longer.",
    m(g + o("←") + g + o("·") + i("min") + o("(") + n(1) + o(",") + frac(i("c"), o("‖") + g + o("‖")) + o(")")),
  ],
  global_clipnorm: ["Shortens all gradients together to this length.", ""],
  clipvalue: [
    "Cuts every single gradient at this size.",
    m(
      g +
        o("←") +
        i("max") +
        o("(") +
        o("−") +
        i("c") +
        o(",") +
        i("min") +
        o("(") +
        i("c") +
        o(",") +
        g +
        o(")") +
        o(")"),
    ),
  ],
  gradient_accumulation_steps: ["Averages the gradients of so many batches before a step is made.", ""],
  use_ema: [
    "Keeps a moving average of the weights, which they become at the end.",
    m(i("a") + o("←") + i("μ") + i("a") + o("+") + o("(") + n(1) + o("−") + i("μ") + o(")") + w),
  ],
  ema_momentum: ["How long that average remembers.", ""],
  ema_overwrite_frequency: ["After how many steps the weights become their average; none for the end only.", ""],
};

const t = i("t");
const T = i("T");
const peak = sub(eta, n(0));

/** How each schedule goes. */
export const SCHEDULES = {
  constant: ["The same rate all the time.", m(sub(eta, t) + o("=") + peak)],
  exponential_decay: [
    "Falls by the same factor in the same time.",
    m(sub(eta, t) + o("=") + peak + o("·") + sup(i("d"), row(t + o("/") + T))),
  ],
  inverse_time_decay: [
    "Falls fast, then ever more slowly.",
    m(sub(eta, t) + o("=") + frac(peak, n(1) + o("+") + i("d") + t + o("/") + T)),
  ],
  polynomial_decay: [
    "Straight down to the end rate; bent with another power.",
    m(
      sub(eta, t) +
        o("=") +
        sub(eta, i("end")) +
        o("+") +
        o("(") +
        peak +
        o("−") +
        sub(eta, i("end")) +
        o(")") +
        sup(row(o("(") + n(1) + o("−") + frac(t, T) + o(")")), i("p")),
    ),
  ],
  piecewise_constant_decay: ["A stair: another rate from each boundary on.", ""],
  cosine_decay: [
    "Half a wave: slowly at first, fast in the middle, slowly at the end.",
    m(sub(eta, t) + o("=") + frac(peak, n(2)) + o("(") + n(1) + o("+") + i("cos") + frac(i("π") + t, T) + o(")")),
  ],
  cosine_decay_restarts: [
    "Half waves, one after another, each longer than the one before: it leaves a valley to find a better one.",
    "",
  ],
  one_cycle: ["Up to a high rate and down to a very low one, once: fast training in few epochs.", ""],
};

/** What each argument of a schedule is. */
export const SCHEDULE_ARGUMENTS = {
  decay_steps: "In how many steps it falls by the factor, or to its end.",
  decay_rate: "The factor.",
  staircase: "Falls at once at the end of each of these times.",
  end_learning_rate: "The rate at the end.",
  power: "1 is a straight line, 2 a bent one.",
  cycle: "Jumps up again at the end and falls anew.",
  alpha: "The share of the rate that is left at the end.",
  warmup_target: "A peak to rise to first; none for no rise.",
  warmup_steps: "In how many steps it rises.",
  first_decay_steps: "How many steps the first wave takes.",
  t_mul: "How many times longer each wave is than the last.",
  m_mul: "How many times higher each wave begins.",
  total_steps: "How many steps the cycle takes.",
  warmup_share: "The share of them in which the rate rises.",
  div_factor: "How many times lower than the peak it begins.",
  final_div_factor: "How many times lower than the beginning it ends.",
  boundaries: "The steps at which the rate changes, with commas between.",
  values: "The rates, one more than boundaries.",
};
