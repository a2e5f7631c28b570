// Train: a run in a Worker, shown by the trainer.

import { h } from "../parts/dom.js";
import { TRAINING } from "../state.js";
import { renderTrainer } from "../parts/trainer.js";

function makeWorker() {
  const embedded = document.getElementById("train-worker.js");
  if (!embedded) return new Worker("train-worker.js", { type: "module" });
  return new Worker(URL.createObjectURL(new Blob([embedded.textContent], { type: "text/javascript" })));
}

const optionsOf = (state) => Object.fromEntries(TRAINING.map((name) => [name, state[name]]));

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
        "Gradient descent looks at all 5000 digits before each step, SGD at a handful. The seeds are NumPy's: with 4 and 1 this run takes the same steps as the one in the notebooks of Parts H and I.",
      ),
    ),
  );
  const trainer = renderTrainer(el, { options: optionsOf(store.state), onCommand });
  el.append(h("div", { class: "after" }, use, speed));

  let options = optionsOf(store.state);
  let resets = 0; // without an answer yet
  const worker = app.whenDigits.then((digits) => {
    const made = makeWorker();
    made.onmessage = ({ data }) => progress(data);
    made.postMessage({ command: "data", bytes: digits.bytes });
    begin(made, store.state.t);
    return made;
  });
  const send = (message) => worker.then((made) => made.postMessage(message));

  // Start anew; a link that names iterations done does them again.
  function begin(made, t) {
    resets++;
    made.postMessage({ command: "reset", options });
    if (t > 0) made.postMessage({ command: "play", to: t });
  }

  function onCommand(name, chosen) {
    if (name === "options" || name === "reset") {
      options = optionsOf(chosen);
      store.set({ ...options, t: 0 });
      worker.then((made) => begin(made, 0));
    } else if (name === "play") send({ command: "play", to: options.T });
    else send({ command: name });
  }

  function progress({ theta, speed: perSecond, ...rest }) {
    if (rest.reset) resets--;
    if (resets) return; // the last words of an earlier run
    const last = rest.evaluations.at(-1);
    app.mine = {
      theta: { sizes: [400, 25, 10], ...theta },
      t: rest.t,
      accuracy: last ? last.accuracy : (app.mine?.accuracy ?? 0),
    };
    trainer.update({ ...rest, W1: theta.W1 });
    use.disabled = false;
    speed.textContent = perSecond ? `${perSecond} iterations a second in this browser` : "";
    el.dataset.running = String(rest.running);
    if (!rest.running && !rest.reset) store.set({ t: rest.t });
    if (store.state.net === "mine" && store.state.view !== "train") app.refresh();
  }

  return {
    update(state) {
      use.disabled = !app.mine;
      const wanted = optionsOf(state);
      if (JSON.stringify(wanted) === JSON.stringify(options)) return;
      options = wanted; // another address
      trainer.setOptions(options);
      worker.then((made) => begin(made, state.t));
    },
    redraw: () => trainer.redraw(),
  };
}
