// Formulas of the documentation, calculated: `beta1·m + (1 - beta1)·g` with the numbers of its names. Their notation is
// that of math.js, which typesets them.
import { number } from "./dom.js";

const ABOVE = { "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁻": "-", "⁺": "+" };
const BELOW = "₀₁₂₃₄₅₆₇₈₉";
const FUNCTIONS = {
  sign: Math.sign,
  max: Math.max,
  min: Math.min,
  clip: (value, low, high) => Math.max(low, Math.min(high, value)),
};

const signed = (value) => (value < 0 ? `(${number(value)})` : number(value));

/** What a formula is worth, and the same formula with numbers in place of its names. */
class Calculation {
  constructor(text, valueOf) {
    this.text = text;
    this.valueOf = valueOf;
    this.at = 0;
    /** What is written in place of the characters from one place to another. */
    this.put = [];
  }

  get next() {
    return this.text[this.at] ?? "";
  }

  take(sign) {
    const found = this.text.startsWith(sign, this.at);
    this.at += found ? sign.length : 0;
    return found;
  }

  must(sign) {
    if (!this.take(sign)) {
      throw new Error(`${sign} is expected at ${this.at} of ${this.text}`);
    }
  }

  match(pattern) {
    const found = pattern.exec(this.text.slice(this.at));
    this.at += found ? found[0].length : 0;
    return found?.[0];
  }

  sum() {
    let sum = 0;
    let sign = this.take("-") ? -1 : 1;
    for (;;) {
      sum += sign * this.product();
      if (this.take(" + ")) {
        sign = 1;
      } else if (this.take(" - ")) {
        sign = -1;
      } else {
        return sum;
      }
    }
  }

  product() {
    let product = this.factor();
    for (;;) {
      if (this.take("·")) {
        product *= this.factor();
      } else if (this.match(/^ ?\/ ?/)) {
        product /= this.factor();
      } else {
        return product;
      }
    }
  }

  factor() {
    if (this.take("√")) {
      return Math.sqrt(this.factor());
    }
    const base = this.primary();
    const power = this.power();
    return power === null ? base : base ** power;
  }

  /** What stands above in characters of its own: a number, or a letter, which gets its number after `^`. */
  power() {
    const from = this.at;
    const digits = this.match(/^[⁰¹²³⁴⁻⁺]+/);
    if (digits) {
      return Number([...digits].map((digit) => ABOVE[digit]).join(""));
    }
    const letter = this.match(/^\p{Lm}(?<![ₐ-ₜ])/u);
    if (!letter) {
      return null;
    }
    const value = this.valueOf(letter.normalize("NFKC"));
    this.put.push([from, this.at, `^${number(value)}`]);
    return value;
  }

  primary() {
    if (this.take("(")) {
      const inner = this.sum();
      this.must(")");
      return inner;
    }
    if (this.take("|")) {
      const inner = this.sum();
      this.must("|");
      return Math.abs(inner);
    }
    if (this.take("½")) {
      return 0.5;
    }
    const digits = this.match(/^[0-9]+(\.[0-9]+)?/);
    return digits ? Number(digits) : this.named();
  }

  named() {
    const from = this.at;
    if (this.take("∇f(")) {
      this.sum();
      this.must(")");
      return this.known("g", from);
    }
    const name = this.match(/^[\p{Ll}\p{Lu}][\p{Ll}\p{Lu}0-9]*'?[ₐ-ₜ₀-₉₊]*/u);
    if (!name) {
      throw new Error(`a name is expected at ${this.at} of ${this.text}`);
    }
    if (!this.take("(")) {
      return this.known(name, from);
    }
    const values = [];
    do {
      values.push(this.sum());
    } while (this.take(", "));
    this.must(")");
    return FUNCTIONS[name](...values);
  }

  known(name, from) {
    const value = this.valueOf(name);
    this.put = [...this.put.filter(([begin]) => begin < from), [from, this.at, signed(value)]];
    return value;
  }

  numbers() {
    let found = "";
    let from = 0;
    for (const [begin, end, text] of this.put) {
      found += this.text.slice(from, begin) + text;
      from = end;
    }
    return found + this.text.slice(from);
  }
}

/**
 * Calculates a formula.
 *
 * @param {(name: string) => number} valueOf the number of a name
 */
export function calculated(text, valueOf) {
  const calculation = new Calculation(text, valueOf);
  const value = calculation.sum();
  if (calculation.next) {
    throw new Error(`${calculation.next} is not expected in ${text}`);
  }
  return { value, numbers: calculation.numbers() };
}

/** The letter of a name with a place below it, `μₜ₊₁`, and the place: 1 more than t. */
export function placed(name, t) {
  const found = /^(\p{L}+)(ₜ(₊₁)?|[₀-₉]+)$/u.exec(name);
  if (!found) {
    return null;
  }
  const digits = [...found[2]].map((digit) => BELOW.indexOf(digit)).join("");
  return { letter: found[1], place: found[2][0] === "ₜ" ? t + (found[3] ? 1 : 0) : Number(digits) };
}
