// What the network reads in Draw: the digit, how sure it is, the ten outputs; and what the drawing was meant to be.

import { classOf } from "../../model/network.js";
import { MOST_STEPS, stepsUntilRead } from "../../model/teach.js";
import { digitOf, h, number, withArticle } from "../../parts/dom.js";

export function renderReading(app, pad) {
  const { store } = app;
  const numeral = h("span", { class: "numeral", "aria-hidden": "true" });
  const verdict = h("p", { class: "verdict" });
  const origin = h("p", { class: "origin" });
  const list = Array.from({ length: 10 }, (_, i) => bar(i + 1));
  const meant = Array.from({ length: 10 }, (_, i) =>
    h(
      "button",
      { type: "button", "aria-label": `I meant ${withArticle(digitOf(i + 1))}`, onclick: () => mean(i + 1) },
      String(digitOf(i + 1)),
    ),
  );
  const teach = h("button", { type: "button", class: "ex3-main", onclick: () => teachIt() });
  const forget = h("button", { type: "button", onclick: () => store.set({ taught: 0 }) }, "Forget it again");
  const lesson = h("p", { class: "lesson", role: "status" });
  const correct = h(
    "div",
    { class: "meant" },
    h(
      "div",
      { class: "ex3-tools", role: "group", "aria-label": "What did you mean?" },
      h("span", {}, "I meant a"),
      ...meant,
    ),
    h("div", { class: "ex3-tools" }, teach, forget),
    lesson,
  );
  const element = h(
    "div",
    { class: "draw-out" },
    h("div", { class: "reading" }, numeral, h("div", {}, verdict, origin)),
    correct,
  );
  const bars = h(
    "div",
    { class: "draw-bars" },
    h(
      "h2",
      {},
      "10 outputs ",
      h(
        "small",
        {},
        "how likely each digit is, from 0 to 1; each speaks for itself, so they need not add up to 1",
      ),
    ),
    h("ol", { class: "bars" }, ...list.map((b) => h("li", {}, b.element))),
  );
  let speaking = null;

  function bar(label) {
    const fill = h("span", { class: "fill" });
    const value = h("span", { class: "value" });
    const element = h(
      "button",
      {
        type: "button",
        class: "bar",
        onclick: () => store.set({ output: store.state.output === label ? 0 : label }),
      },
      h("span", { class: "digit" }, String(digitOf(label))),
      h("span", { class: "track" }, fill),
      value,
    );
    return { element, fill, value };
  }

  function mean(label) {
    store.set({ label: store.state.label === label ? 0 : label, taught: 0 });
  }

  function teachIt() {
    const { x, label } = app.digit();
    store.set({ taught: stepsUntilRead(app.untaught(), x, label) });
  }

  function showMeant(digit, read, { label, taught }, theta) {
    correct.hidden = !digit.fromInk;
    meant.forEach((button, k) => button.setAttribute("aria-pressed", String(k + 1 === label)));
    const wrong = digit.said && read !== label;
    teach.hidden = !wrong || taught > 0;
    forget.hidden = taught === 0;
    teach.textContent = `Teach it: ${withArticle(digitOf(label))}`;
    if (!digit.fromInk) return;
    if (!digit.said) lesson.textContent = "";
    else if (taught > 0) {
      const how =
        read === label
          ? `${taught} step${taught === 1 ? "" : "s"} of SGD on your drawing alone, and it reads ${withArticle(digitOf(label))}`
          : `Even ${MOST_STEPS} steps of SGD on your drawing do not change its mind`;
      lesson.textContent = app.digits
        ? `${how}. The price: of the 5000 digits it now reads ${app.accuracyOf(theta)}, before ${app.accuracyOf(app.untaught())}.`
        : `${how}.`;
    } else if (wrong)
      lesson.textContent =
        "It reads your drawing wrongly. You can teach it, or see in Step where the error comes from.";
    else lesson.textContent = "That is what it reads.";
  }

  function update({ digit, pass, read, output, blank, theta }, state) {
    const { a3 } = pass;
    const second = classOf(a3.map((a, k) => (k === read - 1 ? -1 : a)));
    const sure = a3[read - 1];
    numeral.textContent = blank ? "?" : String(digitOf(read));
    const how =
      sure > 0.9 ? "It reads" : sure > 0.5 ? "It probably reads" : "It is not sure; most likely it is";
    const sentence = blank
      ? "The pad is empty. Draw a digit on it, or take one of the data."
      : `${how} ${withArticle(digitOf(read))}, with a likelihood of ${number(sure, 3)}. Next comes ${digitOf(second)} with ${number(a3[second - 1], 3)}.`;
    verdict.textContent = sentence;
    clearTimeout(speaking); // read out when the pen rests
    speaking = setTimeout(() => pad().say(sentence), 400);
    const right = digit.label === read;
    if (blank) origin.textContent = "";
    else if (digit.fromInk) origin.textContent = "Your drawing.";
    else
      origin.textContent = right
        ? `${digit.name}, rightly read.`
        : `${digit.name}, wrongly read as ${withArticle(digitOf(read))}.`;
    numeral.parentElement.classList.toggle("wrong", !blank && digit.said && !right);
    showMeant(digit, read, state, theta);

    list.forEach(({ element: button, fill, value }, k) => {
      fill.style.transform = `scaleX(${Math.max(a3[k], 0.004)})`;
      value.textContent = a3[k].toFixed(3);
      button.setAttribute(
        "aria-label",
        `Digit ${digitOf(k + 1)}: likelihood ${a3[k].toFixed(3)}; show who votes for it`,
      );
      button.setAttribute("aria-pressed", String(k + 1 === output));
      button.classList.toggle("first", k + 1 === read);
    });
  }

  return { element, bars, update };
}
