// A run that goes away or came by a link.
import { flagsOf } from "./flags.js";
import { notice } from "./notices.js";
import { state, toHash } from "./state.js";

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

/** Copies a link to the run as it stands. */
export async function share() {
  const frame = state.frame;
  const link =
    location.origin +
    "/" +
    toHash(state.settings, frame.epoch, frame.state === "running" ? null : frame.sha256) +
    flagsOf(location.hash);
  history.replaceState(null, "", link);
  const exact = state.description.changes.length
    ? " The run was changed while it trained, so a new run with these settings will differ."
    : "";
  try {
    await navigator.clipboard.writeText(link);
    notice("The link is copied. It holds every setting and the hash of the weights." + exact, "good");
  } catch {
    notice("The link is in the address bar." + exact, "good");
  }
}
