// Lessons: predict, then see. The score is of this visit and stays in the page.

import { encode, START } from "../../state.js";
import { digitOf, h, isTyping, withArticle } from "../../parts/dom.js";
import { paint } from "../../parts/draw.js";
import { QUESTIONS } from "./questions.js";

export function mountLessons(el, app) {
  const { store } = app;
  const answers = new Map(); // question's number: the choice
  const where = h("p", { class: "count" });
  const question = h("h2", { tabindex: "-1" });
  const digit = h("canvas", { class: "pixels", role: "img", hidden: true });
  const choices = h("div", { class: "choices", role: "group", "aria-label": "Your prediction" });
  const result = h("div", { class: "answer", role: "status" });
  const back = h("button", { type: "button", onclick: () => go(-1) }, "‹ Back");
  const next = h("button", { type: "button", class: "ex3-main", onclick: () => go(1) }, "Next ›");
  const score = h("p", { class: "count", role: "status" });
  el.append(
    h(
      "div",
      { class: "lede" },
      h("h1", { id: "lessons-title" }, "Predict, then see"),
      h(
        "p",
        {},
        "A question, a guess, and the page computes the answer. Choose with a click or with the keys 1 to 4; → goes on.",
      ),
    ),
    h(
      "div",
      { class: "lesson-card" },
      where,
      question,
      digit,
      choices,
      result,
      h("div", { class: "ex3-tools" }, back, next, score),
    ),
  );
  document.addEventListener("keydown", (event) => {
    if (store.state.view !== "lessons" || isTyping(event)) return;
    const chosen = QUESTIONS[store.state.lesson - 1].choices[Number(event.key) - 1];
    if (chosen !== undefined) choose(chosen);
    else if (event.key === "ArrowRight") go(1);
    else if (event.key === "ArrowLeft") go(-1);
    else return;
    event.preventDefault();
  });

  function go(by) {
    const lesson = Math.min(Math.max(store.state.lesson + by, 1), QUESTIONS.length);
    store.set({ lesson });
    question.focus({ preventScroll: true });
  }
  function choose(choice) {
    if (!app.digits || answers.has(store.state.lesson)) return;
    answers.set(store.state.lesson, choice);
    update(store.state);
  }

  // The digit that the question is about, if it is about one.
  function showDigit(sample) {
    digit.hidden = sample === undefined || !app.digits;
    if (digit.hidden) return;
    paint(digit, app.digits.sample(sample), { byColumn: true });
    digit.setAttribute("aria-label", `The digit: ${withArticle(digitOf(app.digits.labels[sample]))}.`);
  }

  const computed = new Map();
  const answerOf = (i) => {
    if (!computed.has(i)) computed.set(i, QUESTIONS[i - 1].answer(app));
    return computed.get(i);
  };

  function update({ lesson }) {
    const { question: text, choices: options, state } = QUESTIONS[lesson - 1];
    where.textContent = `Question ${lesson} of ${QUESTIONS.length}`;
    question.textContent = text;
    showDigit(state.sample);
    const chosen = answers.get(lesson);
    const answer = chosen === undefined ? null : answerOf(lesson);
    choices.replaceChildren(
      ...options.map((option, i) => {
        const mark =
          answer && option === answer.choice ? "right" : answer && option === chosen ? "wrong" : "";
        const said = { right: ": that is so", wrong: ": your guess, not so" }[mark] ?? "";
        return h(
          "button",
          { type: "button", class: mark, disabled: Boolean(answer), onclick: () => choose(option) },
          h("kbd", {}, String(i + 1)),
          ` ${option}${said}`,
        );
      }),
    );
    result.replaceChildren();
    if (answer) {
      const link = h("a", { href: `#${encode({ ...START, ...state })}` }, "See it in the page");
      result.append(
        h("p", {}, h("b", {}, chosen === answer.choice ? "Right. " : "Not so. "), answer.why),
        h("p", {}, link),
      );
    }
    back.disabled = lesson === 1;
    next.disabled = lesson === QUESTIONS.length;
    const right = [...answers].filter(([i, choice]) => answerOf(i).choice === choice).length;
    score.textContent = answers.size ? `${right} of ${answers.size} predicted` : "";
  }

  return { update, redraw: () => update(store.state) };
}
