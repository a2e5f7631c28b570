// Train: a run in a Worker, shown by the trainer.

import { OPTION_NAMES } from "../../model/options.js";
import { choice, field, h } from "../../parts/dom.js";
import { renderTrainer } from "../../parts/trainer.js";

function makeWorker() {
  const embedded = document.getElementById("train-worker.js");
  if (!embedded) return new Worker("train-worker.js", { type: "module" });
  return new Worker(URL.createObjectURL(new Blob([embedded.textContent], { type: "text/javascript" })));
}

const optionsOf = (state) => Object.fromEntries(OPTION_NAMES.map((name) => [name, state[name]]));
const same = (one, other) => OPTION_NAMES.every((name) => one[name] === other[name]);

export function mountTrain(el, app) {
  const { store } = app;
  const use = h(
    "button",
    { type: "button", onclick: () => store.set({ net: "mine", view: "draw" }) },
    "Draw with this network",
  );
  const speed = h("p", { class: "speed" });
  el.append(
    h(
      "div",
      { class: "lede" },
      h("h1", { id: "train-title" }, "Learning, step by step"),
      h(
        "p",
        {},
        "Gradient descent looks at all 5000 digits before each step, SGD at a handful. With the seeds 4 and 1 this run takes the same steps as the one in the notebooks of Parts H and I: the random numbers are NumPy's. The loss and the accuracy in words are those of all samples, the loss with its regulariser; the pale curve is the loss of each batch.",
      ),
    ),
  );
  const trainer = renderTrainer(el, { options: optionsOf(store.state), onCommand });
  const save = h(
    "button",
    { type: "button", onclick: () => app.saveNetwork(app.mine.theta) },
    "Save theta.npz",
  );
  const from = choice(
    [
      ["seed", "random numbers, Part G"],
      ["own", ""],
    ],
    { onchange: () => onFrom(from.value) },
  );
  el.append(h("div", { class: "after" }, use, save, field("a run starts from", from), speed));

  let run = { options: optionsOf(store.state), t: store.state.t }; // what the worker does
  let waiting = null; // other settings, for the next run
  let until = 0; // iterations that a link asked for
  let resets = 0; // without an answer yet
  const worker = app.whenDigits.then((digits) => {
    const made = makeWorker();
    made.onmessage = ({ data }) => progress(data);
    made.postMessage({ command: "data", bytes: digits.bytes });
    begin(made, run.options, run.t);
    return made;
  });
  const send = (message) => worker.then((made) => made.postMessage(message));

  // Start anew; a link that names iterations done does them again.
  function begin(made, options, t) {
    resets++;
    until = t;
    run = { options, t: 0, running: false };
    const start = store.state.from === "own" && app.own ? app.own.theta : null;
    made.postMessage({ command: "reset", options, start });
    if (t > 0) made.postMessage({ command: "play", to: t });
  }
  function onFrom(value) {
    store.set({ from: value, t: 0 });
    restart(run.options);
  }
  function restart(options, t = 0) {
    wait(null);
    run = { options, t: 0, running: false };
    store.set({ ...options, t });
    return worker.then((made) => begin(made, options, t));
  }
  function wait(options) {
    waiting = options;
    trainer.setWaiting(Boolean(options));
  }

  // A run that has begun is not thrown away by a touch of the form: other settings wait for the next one.
  function onOptions(chosen) {
    const { T, ...rest } = chosen;
    if (same(chosen, run.options)) wait(null);
    else if (run.t === 0 && !run.running) restart(chosen);
    else if (same({ ...rest, T: run.options.T }, run.options) && T >= run.t) {
      wait(null);
      run.options = chosen;
      store.set({ T });
      send({ command: "extend", T });
    } else wait(chosen);
  }

  function onCommand(name, chosen) {
    const options = optionsOf(chosen);
    if (name === "options") onOptions(options);
    else if (name === "reset") restart(waiting ?? run.options);
    else if (name === "play" && waiting)
      restart(waiting).then(() => send({ command: "play", to: options.T }));
    else if (name === "play") send({ command: "play", to: options.T });
    else send({ command: name });
  }

  function progress({ theta, speed: perSecond, ...rest }) {
    if (rest.reset) resets--;
    if (resets) return; // the last words of an earlier run
    const last = rest.evaluations.at(-1);
    Object.assign(run, { t: rest.t, running: rest.running });
    if (run.t >= until) until = 0;
    app.mine = {
      theta: { sizes: [400, 25, 10], ...theta },
      t: rest.t,
      accuracy: last ? last.accuracy : (app.mine?.accuracy ?? 0),
      until, // of a link whose run is being done again
    };
    trainer.update({ ...rest, W1: theta.W1 });
    use.disabled = save.disabled = false;
    speed.textContent = perSecond ? `${perSecond} iterations a second in this browser` : "";
    el.dataset.running = String(rest.running);
    if (rest.running) app.noteAddress();
    else if (!rest.reset) store.set({ t: rest.t });
    if (store.state.net === "mine" && store.state.view !== "train") app.refresh();
  }

  return {
    // What a link says of the run on show, while it runs as well.
    snapshot: () => ({ ...run.options, t: Math.max(run.t, until) }),
    // external: the state comes from another address, not from here
    update(state, external = false) {
      use.disabled = save.disabled = !app.mine;
      const [, own] = from.options;
      own.textContent = app.own ? app.own.name : "your own network: open it in Draw";
      own.disabled = !app.own;
      from.value = state.from === "own" && app.own ? "own" : "seed";
      const wanted = optionsOf(state);
      if (same(wanted, run.options) && !(external && state.t !== run.t)) return;
      wait(null);
      trainer.setOptions(wanted);
      worker.then((made) => begin(made, wanted, state.t));
    },
    redraw: () => trainer.redraw(),
  };
}
