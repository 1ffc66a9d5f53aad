// Stands in for api.js in a page that replays a run without a server: what was recorded answers.

/** @type {{ catalog: messages.Catalog, description: messages.Description, last: messages.Frame,
 *   mistakes: messages.Mistakes, moments: messages.Rewound[] }} */
const record = JSON.parse(document.getElementById("record").textContent);
const { last, moments } = record;
const END = moments.length - 1;
/** Milliseconds from a moment to the next: eight seconds in all, if there are enough of them. */
const APART = Math.max(33, Math.min(400, 8000 / moments.length));

document.body.dataset.replay = "yes";
document.title = `${record.description.name} – Gradus`;
location.hash ||= "#hide=data,hyperparameters,layers,inside,runs,take,speed,seed,share";

let tell = (frame) => frame;
let at = END;
let timer = 0;

/** Shows a moment as the lab would have shown it then. */
function show(index, state) {
  at = Math.min(index, END);
  const { step, epoch, place, picture } = moments[at];
  const end = at === END && state !== "running";
  tell({
    ...last,
    state: end ? last.state : state,
    steps: step,
    epoch,
    picture,
    replace: true,
    curve: last.curve.filter((point) => point.epoch <= place),
    trace: last.trace.filter((point) => point.place <= place),
    sha256: end ? last.sha256 : null,
    verdicts: end ? last.verdicts : [],
  });
}

function play() {
  clearInterval(timer);
  show(at === END ? 0 : at, "running");
  timer = setInterval(() => {
    if (at < END - 1) {
      show(at + 1, "running");
    } else {
      clearInterval(timer);
      show(END, "begun");
    }
  }, APART);
}

const ACTIONS = {
  play,
  pause: () => show(at, "begun"),
  batch: () => show(at + 1, "begun"),
  epoch: () => show(at + 1, "begun"),
  restart: () => show(0, "begun"),
};

async function refuse() {
  throw new Error("This page replays a recorded run. To train one, start the Gradus lab: ./gradus lab");
}

export async function get(path) {
  const { pathname, searchParams } = new URL(path, "http://replay");
  switch (pathname) {
    case "/api/catalog":
      return record.catalog;
    case "/api/run":
      return record.description;
    case "/api/mistakes":
      return record.mistakes;
    case "/api/rewind":
      return moments.findLast((moment) => moment.step <= Number(searchParams.get("step"))) ?? moments[0];
    default:
      return refuse();
  }
}

export async function command(action) {
  clearInterval(timer);
  ACTIONS[action]?.();
  return { note: "" };
}

export { refuse as download, refuse as post, refuse as remove, refuse as upload };

export const askAtLast = () => {};
/** Nobody looks at a student here. */
export const student = null;

/** There is one frame, until somebody plays. */
export function listen(onFrame, onState) {
  tell = onFrame;
  onState(true, "open");
  show(END, "begun");
}
