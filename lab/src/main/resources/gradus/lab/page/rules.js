// Which formulas of an optimizer's documentation say what it does with its arguments.
import { codeOf } from "./math.js";

/** What the documentation calculates, one after the other: what changes, and what is only named. */
const assignments = (about) => codeOf(about).filter((code) => / [←=] /.test(code));

/** Gradient descent has a rule without momentum, one with it, and Keras's form of Nesterov's. */
function descent(all, { momentum, nesterov }) {
  const [speed, move, corrected, plain] = all;
  return !momentum ? [plain] : [speed, nesterov ? corrected : move];
}

/** Without the mean, the square stays as it is; without momentum, the step is made at once. */
function meanSquare(all, { centered, momentum }) {
  const [square, move, mean, ball, rolls] = all;
  return [square, ...(centered ? [mean] : []), ...(momentum ? [ball, rolls] : [move])];
}

/**
 * The formulas that hold.
 *
 * @param name of the optimizer in the registry
 * @param documented the documentation of an optimizer by its name
 */
export function rulesOf(name, args, documented) {
  const all = assignments(documented(name));
  switch (name) {
    case "sgd":
      return descent(all, args);
    case "rmsprop":
      return meanSquare(all, args);
    case "adamw":
      // Its weights decay before an update of Adam.
      return [...all, ...assignments(documented("adam"))];
    default:
      return all;
  }
}
