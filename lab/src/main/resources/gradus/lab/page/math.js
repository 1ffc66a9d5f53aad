// Formulas of the documentation, `w ← w - learningRate·m / (√v + epsilon)`, as MathML. Products and quotients are taken
// from left to right; a quotient becomes a fraction. Arguments get the letters of the books, `beta1` becomes β with a 1
// below. Code that is not a formula, or that contains words, stays code.

const LETTERS = { learningRate: "η", epsilon: "ε", gamma: "γ", beta: "β", rho: "ρ" };
const SIGNS = "+-−,=←<>≤≥";
/** Names that need no parentheses: `ln p`. */
const FUNCTIONS = /^(ln|log|exp|sin|cos|tanh|sign)$/;
const ENDS = ")]|‖";

const isLetter = (c) => /\p{L}/u.test(c) && !isBelow(c) && !isAbove(c);
const isBelow = (c) => /[\u2080-\u209c\u1d62-\u1d6a]/.test(c);
const isAbove = (c) => !isBelow(c) && /[\p{Lm}⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]/u.test(c);
const isDigit = (c) => /[0-9]/.test(c);

function node(tag, ...children) {
  const element = document.createElementNS("http://www.w3.org/1998/Math/MathML", tag);
  element.append(...children);
  return element;
}

/** What can be pointed at: a letter with what stands below it, or a derivative. */
function symbol(element, name) {
  element.dataset.symbol = name;
  return element;
}

/** What tells a formula from a name or a call among the code of a text. */
const FORMULA = /←| [=<>≤≥] |[·√²³ˣ]/;

class NoFormula extends Error {}

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  get next() {
    return this.text[this.at] ?? "";
  }

  take(c) {
    if (this.next !== c) {
      return false;
    }
    this.at++;
    return true;
  }

  must(c) {
    if (!this.take(c)) {
      throw new NoFormula();
    }
  }

  spaces() {
    while (this.next === " ") {
      this.at++;
    }
  }

  /** The characters from here on for which something holds. */
  while(holds) {
    const from = this.at;
    while (this.next && holds(this.next)) {
      this.at++;
    }
    return this.text.slice(from, this.at);
  }

  /** Signs, and products between them. */
  row() {
    const row = node("mrow");
    let after = false;
    for (this.spaces(); (this.next && !ENDS.includes(this.next)) || !after; this.spaces()) {
      if (this.next && SIGNS.includes(this.next)) {
        row.append(node("mo", this.next === "-" ? "−" : this.next));
        this.at++;
        after = false;
      } else if (after) {
        throw new NoFormula();
      } else {
        row.append(this.product());
        after = true;
      }
    }
    return row;
  }

  product() {
    let product = this.factor();
    for (;;) {
      const before = this.at;
      this.spaces();
      if (this.take("/") || this.take("÷")) {
        this.spaces();
        product = node("mfrac", bare(product), bare(this.factor()));
      } else if (this.take("·")) {
        this.spaces();
        product = node("mrow", product, node("mo", "·"), this.factor());
      } else {
        this.at = before;
        return product;
      }
    }
  }

  factor() {
    if (this.take("√")) {
      return node("msqrt", bare(this.factor()));
    }
    if (this.take("∇")) {
      return node("mrow", node("mo", "∇"), this.factor());
    }
    if (this.take("Σ")) {
      this.spaces();
      return node("mrow", node("mo", "∑"), this.product());
    }
    return this.scripts(this.primary());
  }

  primary() {
    for (const [open, close] of ["()", "||", "‖‖"]) {
      if (this.take(open)) {
        const inner = this.row();
        this.must(close);
        const fenced = node("mrow", node("mo", open), inner, node("mo", close));
        if (open === "(") {
          fenced.dataset.fenced = "";
        }
        return fenced;
      }
    }
    if (this.take("…")) {
      return node("mi", "…");
    }
    if (this.take("½")) {
      return node("mfrac", node("mn", "1"), node("mn", "2"));
    }
    if (this.take("∂")) {
      const of = this.name();
      return symbol(node("mrow", node("mo", "∂"), of), `∂${of.dataset.symbol}`);
    }
    if (isDigit(this.next)) {
      return this.number();
    }
    const name = this.name();
    const marked = this.scripts(name);
    if (this.take("(")) {
      const inner = this.row();
      this.must(")");
      return node("mrow", marked, node("mo", "("), inner, node("mo", ")"));
    }
    if (FUNCTIONS.test(name.textContent) && this.next === " ") {
      this.spaces();
      return node("mrow", marked, node("mspace"), this.factor());
    }
    return marked;
  }

  number() {
    const digits = this.while((c) => isDigit(c) || c === ".");
    const power = /^e(-?[0-9]+)/.exec(this.text.slice(this.at));
    if (!power) {
      return node("mn", digits);
    }
    this.at += power[0].length;
    const ten = node("msup", node("mn", "10"), node("mn", power[1].replace("-", "−")));
    return node("mrow", node("mn", digits), node("mo", "·"), ten);
  }

  /** A name, its digits below it; what is in brackets, too. */
  name() {
    const letters = this.while(isLetter);
    const digits = letters && this.while(isDigit);
    if (!letters || isLetter(this.next)) {
      throw new NoFormula();
    }
    const letter = LETTERS[letters] ?? letters;
    if (this.take("[")) {
      const index = this.row();
      this.must("]");
      return symbol(node("msub", node("mi", letter), index), `${letter}[${index.textContent}]`);
    }
    const base = node("mi", letter);
    return symbol(digits ? node("msub", base, node("mn", digits)) : base, letter + digits);
  }

  /** What stands below and above, in characters of their own, `μₜ₊₁`, `n'ᵖ`, or after a `^`. */
  scripts(base) {
    const below = this.while(isBelow);
    const above = this.while((c) => c === "'" || c === "′" || isAbove(c));
    let found = base;
    if (below) {
      found = node("msub", found, small(below));
    }
    if (above) {
      found = node("msup", found, small(above));
    }
    if (this.take("^")) {
      const minus = this.take("-");
      const power = bare(this.factor());
      found = node("msup", found, minus ? node("mrow", node("mo", "−"), power) : power);
    }
    if (found !== base && base.dataset.symbol) {
      symbol(found, base.dataset.symbol);
      delete base.dataset.symbol;
    }
    return found;
  }
}

const small = (text) => node("mi", text.normalize("NFKC").replaceAll("'", "′").replaceAll("-", "−"));

/** Without the parentheses around all of it, which a fraction bar or a root replaces. */
const bare = (element) => (element.dataset.fenced === undefined ? element : element.children[1]);

/** A formula as MathML, or null for what is none. */
export function formula(text) {
  const reader = new Reader(text.trim());
  try {
    const row = reader.row();
    return reader.next ? null : node("math", row);
  } catch (error) {
    if (error instanceof NoFormula) {
      return null;
    }
    throw error;
  }
}

/** The code of a text in backticks. */
export const codeOf = (text) => text.split("`").filter((_, at) => at % 2);

/** Puts other names into a formula; an x above a line, as in `e⁻ˣ`, is a name, too. */
export function renamed(text, names) {
  const raised = text.replaceAll("⁻ˣ", "^-x").replaceAll("ˣ", "^x");
  return raised.replace(/[A-Za-zΑ-ωŷẑ]+[0-9]*/g, (name) => names[name] ?? name);
}

/** A formula that may go on in the next line before a sign, or code where it is none. */
export function typeset(text) {
  const math = formula(text);
  if (!math) {
    return Object.assign(document.createElement("code"), { textContent: text });
  }
  const line = document.createElement("span");
  let part = null;
  for (const child of [...math.firstElementChild.children]) {
    const sign = /^[=←+−]$/.test(child.textContent);
    if (!part || (sign && part.firstElementChild.childElementCount > 0)) {
      part = node("math", node("mrow"));
      line.append(part);
    }
    if (sign && line.childElementCount > 1) {
      child.setAttribute("form", "infix");
    }
    part.firstElementChild.append(child);
  }
  return line;
}

/** Text with code in backticks, formulas among it typeset. What is a name alone stays code. */
export function prose(text) {
  return text.split("`").map((part, at) => {
    const math = at % 2 && FORMULA.test(part) ? formula(part) : null;
    return at % 2 && !math ? Object.assign(document.createElement("code"), { textContent: part }) : (math ?? part);
  });
}
