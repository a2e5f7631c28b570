// A race: a second run from the same seed beside the first, on equal work, which is the number of samples seen.

import { OPTION_NAMES, OPTIONS } from "../../model/options.js";
import { choice, field, h } from "../../parts/dom.js";
import { renderForm } from "../../parts/trainer_form.js";
import { startRunner } from "./worker.js";

const NAMES = OPTION_NAMES.filter((name) => name !== "T");
export const STARTS = [
  ["seed", "random numbers, Part G"],
  ["zero", "all zeros"],
];

// Rounds through the data of one iteration.
export function workOf({ algorithm, B, digits, unseen }) {
  const N = digits + (unseen === "add" ? 2000 : 0);
  return algorithm === "gd" ? 1 : Math.min(B, N) / N;
}

// The rival's options: those of the first run, its own in their place, and as many iterations as are equal work.
export function rivalOptions(first, own) {
  const { from: _, ...changes } = own;
  const options = { ...first, ...changes };
  const T = Math.round((first.T * workOf(first)) / workOf(options));
  return { ...options, T: Math.min(Math.max(T, 1), OPTIONS.T.high) };
}

export function renderRace(app, trainer) {
  const { store } = app;
  let runner = null;
  let first = null; // the options of the first run
  const toggle = h("button", {
    type: "button",
    onclick: () => store.set({ race: store.state.race ? null : { beta: 0 } }),
  });
  const box = h("div", { class: "rival", hidden: true });
  let form = null; // made when it is wanted first
  let from = null;
  function makeForm() {
    from = choice(STARTS, { onchange: () => change({ ...all(), from: from.value }) });
    const start = Object.fromEntries(NAMES.map((name) => [name, OPTIONS[name].start]));
    form = renderForm(start, (options) => change({ ...options, from: from.value }), {
      names: NAMES,
      withPresets: false,
    });
    box.append(
      h(
        "p",
        {},
        "Run B starts from the same seed. Both see equally many samples, and the axis counts rounds through the data. Change what shall differ:",
      ),
      field("B starts from", from),
      form.element,
    );
  }
  const element = h("div", { class: "race" }, toggle, box);
  const all = () => ({ ...first, ...store.state.race });

  // Only what differs from the first run is kept.
  function change(options) {
    const own = Object.entries(options).filter(([name, value]) =>
      name === "from" ? value !== store.state.from : NAMES.includes(name) && value !== first[name],
    );
    store.set({ race: Object.fromEntries(own) });
  }

  let now = "";
  // first: the options of the first run; restart: it starts anew, and so does the rival
  function update(options, { restart = false, t = 0 } = {}) {
    first = options;
    const { race } = store.state;
    toggle.textContent = race ? "End the race" : "Race against a second run";
    toggle.setAttribute("aria-pressed", String(Boolean(race)));
    box.hidden = !race;
    if (!race) {
      box.replaceChildren();
      form = null;
      runner?.stop();
      runner = null;
      now = "";
      trainer.setRival(null);
      return;
    }
    const rival = rivalOptions(first, race);
    if (!form) makeForm();
    form.set(rival);
    from.value = race.from ?? (store.state.from === "zero" ? "zero" : "seed");
    const key = JSON.stringify([rival, race.from ?? store.state.from]);
    if (key === now && !restart) return;
    now = key;
    trainer.setRival({ options: rival, work: workOf(first), rivalWork: workOf(rival), restart: true });
    runner ??= startRunner(app, ({ theta, ...rest }) => {
      trainer.update({ ...rest, W1: theta.W1 }, true);
      element.dataset.speed = String(rest.speed ?? "");
      element.dataset.running = String(rest.running);
    });
    runner.begin(rival, race.from ?? store.state.from, Math.round((t * workOf(first)) / workOf(rival)));
  }

  return {
    element,
    update,
    command(name) {
      if (runner) runner.send(name === "play" ? { command: "play", to: OPTIONS.T.high } : { command: name });
    },
  };
}
