// Train: a run in a Worker, shown by the trainer; a second one beside it in a race.

import { OPTION_NAMES } from "../../model/options.js";
import { choice, field, h } from "../../parts/dom.js";
import { chartFigure, saveButtons, sheetOf } from "../../parts/save.js";
import { renderTrainer } from "../../parts/trainer.js";
import { renderConfusion } from "./confusion.js";
import { renderRace, STARTS } from "./race.js";
import { startRunner } from "./worker.js";

const optionsOf = (state) => Object.fromEntries(OPTION_NAMES.map((name) => [name, state[name]]));
const same = (one, other) => OPTION_NAMES.every((name) => one[name] === other[name]);

export function mountTrain(el, app) {
  const { store } = app;
  const use = h(
    "button",
    { type: "button", onclick: () => store.set({ net: "mine", view: "draw" }) },
    "Draw with this network",
  );
  const save = h(
    "button",
    { type: "button", onclick: () => app.saveNetwork(app.mine.theta) },
    "Save theta.npz",
  );
  const from = choice([...STARTS, ["own", ""]], { onchange: () => startFrom(from.value) });
  const speed = h("p", { class: "speed" });
  const confusion = renderConfusion(app);
  el.append(
    h(
      "div",
      { class: "lede" },
      h(
        "h1",
        { id: "train-title" },
        "Learning, step by step",
        " ",
        h("small", {}, "Parts G to I, Question 4"),
      ),
      h(
        "p",
        {},
        "Gradient descent looks at all 5000 digits before each step, SGD at a handful. With the seeds 4 and 1 this run takes the same steps as the one in the notebooks of Parts H and I: the random numbers are NumPy's. The loss and the accuracy in words are those of all samples, the loss with its regulariser; the pale curve is the loss of each batch.",
      ),
    ),
  );
  const trainer = renderTrainer(el, { options: optionsOf(store.state), onCommand });
  const race = renderRace(app, trainer);
  const { loss, accuracy, units } = trainer.figures;
  const caption = (text) =>
    `${text} ${OPTION_NAMES.map((name) => `${name} = ${run.options[name]}`).join(", ")}.`;
  const spoken = (chart) => chart.element.getAttribute("aria-label");
  loss.element.after(saveButtons("loss", () => chartFigure(loss, caption(spoken(loss)), "iteration")));
  accuracy.element.after(
    saveButtons("accuracy", () => chartFigure(accuracy, caption(spoken(accuracy)), "iteration")),
  );
  units.after(
    saveButtons("hidden-units", () => ({
      caption: caption(units.getAttribute("aria-label")),
      drawing: sheetOf([{ canvas: units, label: "" }], 1, 400),
      rows: Array.from({ length: 25 }, (_, j) =>
        Array.from(app.mine.theta.W1.subarray(j * 400, j * 400 + 400)),
      ),
    })),
  );
  el.append(
    h("div", { class: "after" }, use, save, field("a run starts from", from), speed),
    race.element,
    confusion.element,
  );

  let run = { options: optionsOf(store.state), from: store.state.from, t: 0, running: false };
  let waiting = null; // other settings, for the next run
  let until = 0; // iterations that a link asked for
  const runner = startRunner(app, progress);
  begin(run.options, store.state.t);

  function begin(options, t) {
    until = t;
    run = { options, from: store.state.from, t: 0, running: t > 0 };
    // before the worker answers: a button of the run before, grey because that is done, would lose a press
    trainer.update({ reset: true, t: 0, T: options.T, running: run.running });
    race.update(options, { restart: true, t });
    runner.begin(options, store.state.from, t);
  }
  function restart(options) {
    wait(null);
    run.options = options;
    store.set({ ...options, t: 0 });
    begin(options, 0);
  }
  function startFrom(value) {
    run.from = value;
    store.set({ from: value });
    restart(run.options);
  }
  function wait(options) {
    waiting = options;
    trainer.setWaiting(Boolean(options));
  }

  // A run that has begun is not thrown away by a touch of the form: other settings wait for the next one.
  function onOptions(chosen) {
    const onlyLonger = same({ ...chosen, T: run.options.T }, run.options) && chosen.T >= run.t;
    if (same(chosen, run.options)) wait(null);
    else if (run.t === 0 && !run.running) restart(chosen);
    else if (onlyLonger && !store.state.race) {
      wait(null);
      run.options = chosen;
      store.set({ T: chosen.T });
      runner.send({ command: "extend", T: chosen.T });
    } else wait(chosen);
  }

  function onCommand(name, chosen) {
    const options = optionsOf(chosen);
    if (name === "options") return onOptions(options);
    if (name === "reset") return restart(waiting ?? run.options);
    if (name === "play" && waiting) restart(waiting);
    runner.send(name === "play" ? { command: "play", to: options.T } : { command: name });
    race.command(name);
  }

  function progress({ theta, speed: perSecond, ...rest }) {
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
    else {
      if (!rest.reset) store.set({ t: rest.t });
      confusion.update();
    }
    if (store.state.net === "mine" && store.state.view !== "train") app.refresh();
  }

  return {
    // What a link says of the run on show, while it runs as well.
    snapshot: () => ({ ...run.options, t: Math.max(run.t, until) }),
    // external: the state comes from another address, not from here
    update(state, external = false) {
      use.disabled = save.disabled = !app.mine;
      const own = from.options[2];
      own.textContent = app.own ? app.own.name : "your own network: open it in Draw";
      own.disabled = !app.own;
      from.value = state.from === "own" && !app.own ? "seed" : state.from;
      const wanted = optionsOf(state);
      if (same(wanted, run.options) && state.from === run.from && !(external && state.t !== run.t))
        return race.update(run.options);
      wait(null);
      trainer.setOptions(wanted);
      begin(wanted, state.t);
    },
    redraw: () => trainer.redraw(),
  };
}
