// A run that came by a link.
import { notice } from "./notices.js";
import { state } from "./state.js";

/** Says whether a shared run was reproduced, once it has made as many epochs. */
export function checkShared(frame) {
  const shared = state.shared;
  if (
    !shared?.sha256 ||
    frame.run !== shared.run ||
    frame.state === "running" ||
    frame.epoch !== shared.epoch ||
    !frame.sha256
  ) {
    return;
  }
  state.shared = null;
  const same = frame.sha256 === shared.sha256;
  document.body.dataset.reproduced = String(same);
  notice(
    same
      ? `Reproduced bit for bit: after ${frame.epoch} epochs the weights have the hash ` +
          `${frame.sha256.slice(0, 16)}… of the link.`
      : `Differs: the link has ${shared.sha256.slice(0, 16)}…, this run has ` +
          `${frame.sha256.slice(0, 16)}…. Is it another version, or other data?`,
    same ? "good" : "bad",
  );
}
