// The trainer's view in a notebook: the training itself is the student's Python, a few steps at a time.
// Between them the kernel is free, so that Pause is heard.

import { h } from "../explorer/parts/dom.js";
import { renderTrainer } from "../explorer/parts/trainer.js";
import { keepKeys } from "./keys.js";
import { followTheme } from "./theme.js";

export function render({ model, el }) {
  let { t, T } = model.get("options");
  let running = false;
  const play = h("button", {
    type: "button",
    class: "ex3-main",
    onclick: () => (running ? pause() : go("play")),
  });
  const step = h("button", { type: "button", onclick: () => go("step") }, "Step");
  const reset = h(
    "button",
    { type: "button", onclick: () => (pause(), model.send({ command: "reset" })) },
    "Reset",
  );
  const sentence = h("p", { role: "status" });
  const place = h("div");
  keepKeys(el);
  el.append(
    h(
      "div",
      { class: "ex3 ex3-training" },
      h("div", { class: "ex3-tools" }, play, step, reset),
      sentence,
      place,
    ),
  );
  const trainer = renderTrainer(place, { options: model.get("options"), controls: false });

  function buttons() {
    play.textContent = running ? "Pause" : t > 0 && t < T ? "Go on" : "Train";
    play.disabled = t >= T;
    step.disabled = running || t >= T;
  }
  function go(command) {
    running = command === "play";
    model.send({ command });
    buttons();
  }
  function pause() {
    running = false;
    trainer.update({ running });
    buttons();
  }
  function hear(message) {
    t = message.t;
    sentence.textContent = message.sentence ?? "";
    if (t >= T || message.sentence) running = false;
    trainer.update({ ...message, T, running });
    if (running) model.send({ command: "play" });
    buttons();
  }
  model.on("msg:custom", hear);
  model.send({ command: "show" });
  buttons();
  const stop = followTheme(el, trainer.redraw);
  return () => {
    running = false;
    stop();
    model.off("msg:custom", hear);
    trainer.destroy();
  };
}
