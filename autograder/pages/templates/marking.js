"use strict";
// Marks are kept in this browser as they are typed, and saved as a CSV. A page of `ex3 grade-reports --serve` sends
// them to that program on this machine, which saves them at once; nothing is sent anywhere else.
const question = document.body.dataset.question;
const most = Number(document.body.dataset.most);
const answers = [...document.querySelectorAll(".answer")].map((box) => ({
  box,
  code: box.dataset.code,
  codes: box.dataset.codes.split(" "), // of identical answers, which are marked once
  // what the file beside the page has
  filed: [box.dataset.points, box.dataset.comment],
  points: box.querySelector("input"),
  comment: box.querySelector("textarea"),
  fault: box.querySelector(".fault"),
  reuse: box.querySelector(".reuse"),
}));
const saveTo = document.body.dataset.save;
const status = document.getElementById("status");
const given = Object.values(JSON.parse(document.getElementById("comments").textContent));

function load(key, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function store(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    status.textContent = "This browser keeps nothing: save the CSV before you close the page.";
  }
}

const keyOf = (answer) => `ex3 mark ${question} ${answer.code}`;
const typedIn = (answer) => [answer.points.value.trim(), answer.comment.value];
const same = (a, b) => a[0] === b[0] && a[1] === b[1];

// Returns the points as a number, null if there are none, NaN if it is not one from 0 to the most.
function pointsOf(answer) {
  const text = answer.points.value.trim().replace(",", ".");
  if (text === "") return null;
  const points = /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : NaN;
  return points <= most ? points : NaN;
}

function show(answer) {
  const points = pointsOf(answer);
  const wrong = Number.isNaN(points);
  answer.points.setAttribute("aria-invalid", wrong);
  answer.fault.textContent = wrong ? `Write a number from 0 to ${most}, such as 1.5.` : "";
  answer.box.classList.toggle("marked", points !== null && !wrong);
}

function count() {
  const all = answers.flatMap((answer) => answer.codes.map(() => answer.box.classList.contains("marked")));
  document.getElementById("count").textContent = `${all.filter(Boolean).length} of ${all.length} have points.`;
}

function typed(answer) {
  const now = typedIn(answer);
  store(keyOf(answer), same(now, answer.filed) ? null : { now, filed: answer.filed });
  status.textContent = saveTo ? "Saving ..." : "Kept in this browser, not saved as a file yet.";
  show(answer);
  count();
  if (saveTo) send(answer);
}

async function post(path, content) {
  const answer = await fetch(path, { method: "POST", body: JSON.stringify(content) });
  const said = await answer.text();
  if (!answer.ok) throw new Error(said);
  return said;
}

// One request at a time; what is typed meanwhile goes with the next.
const unsent = new Set();
let sending = null;

function send(answer) {
  unsent.add(answer);
  sending ??= sendAll().finally(() => {
    sending = null;
    if (unsent.size > 0) send([...unsent][0]); // typed at the very end
  });
  return sending;
}

async function sendAll() {
  while (unsent.size > 0) {
    const [answer] = unsent;
    unsent.delete(answer);
    const [points, comment] = typedIn(answer);
    try {
      for (const code of answer.codes) {
        await post(saveTo, { code, points: points.replace(",", "."), comment });
      }
      answer.filed = [points, comment];
      store(keyOf(answer), null);
      if (unsent.size === 0) status.textContent = "Saved.";
    } catch (error) {
      unsent.clear();
      const why = error instanceof TypeError ? "the program does not answer; start it again" : error.message;
      status.textContent = `Not saved: ${why}. This browser keeps what you typed.`;
    }
  }
}

async function enter() {
  try {
    await sending;
    status.textContent = await post(saveTo.replace(/[^/]*$/, "enter"), {});
  } catch (error) {
    status.textContent = `Nothing was entered: ${error.message}`;
  }
}

function fill(answer, [points, comment]) {
  answer.points.value = points;
  answer.comment.value = comment;
}

// If the file has changed since, it is newer; what was typed here can be had back.
function begin(answer) {
  const kept = load(keyOf(answer), null);
  const isNewer = kept !== null && same(kept.filed, answer.filed);
  fill(answer, isNewer ? kept.now : answer.filed);
  if (kept !== null && !isNewer && !same(kept.now, answer.filed)) {
    const line = document.createElement("p");
    line.className = "restore";
    line.append(`Typed in this browser before: ${kept.now[0] || "no points"}, "${kept.now[1]}" `);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Take that";
    button.addEventListener("click", () => {
      fill(answer, kept.now);
      typed(answer);
      line.remove();
      answer.points.focus();
    });
    line.append(button);
    answer.fault.after(line);
  }
  show(answer);
}

function next(answer) {
  const place = answers.indexOf(answer);
  const order = [...answers.slice(place + 1), ...answers.slice(0, place + 1)];
  const open = order.find((other) => !other.box.classList.contains("marked"));
  if (open === undefined) {
    status.textContent = saveTo ? "Every answer has points." : "Every answer has points. Save the CSV.";
    document.getElementById(saveTo ? "enter" : "save").focus();
    return;
  }
  open.box.scrollIntoView({ block: "start" });
  open.points.focus({ preventScroll: true });
}

function add(answer, text) {
  const before = answer.comment.value.trimEnd();
  if (before.includes(text)) return;
  answer.comment.value = before ? `${before}\n${text}` : text;
  typed(answer);
}

let own = load("ex3 comments", []);
const reusable = () => [...given, ...own.filter((text) => !given.includes(text))];

function buttons() {
  for (const answer of answers) {
    const made = reusable().map((text, i) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text.length > 60 ? `${text.slice(0, 60)} ...` : text;
      button.title = i < 9 ? `Alt ${i + 1}: ${text}` : text;
      button.addEventListener("click", () => add(answer, text));
      return button;
    });
    const keep = document.createElement("button");
    keep.type = "button";
    keep.textContent = "Keep this comment for other answers";
    keep.addEventListener("click", () => {
      const text = answer.comment.value.trim();
      if (text && !reusable().includes(text)) {
        own = [...own, text];
        store("ex3 comments", own);
        buttons();
        status.textContent = "The comment can be used again.";
        answer.comment.focus();
      }
    });
    answer.reuse.replaceChildren(...made, keep);
  }
}

const quoted = (text) => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function save() {
  const wrong = answers.find((answer) => Number.isNaN(pointsOf(answer)));
  if (wrong !== undefined) {
    status.textContent = "One of the marks is no number of points.";
    wrong.points.focus();
    return;
  }
  // In the file, #name stands for a comment of comments.csv, and ## for the sign itself.
  const rows = answers.flatMap((answer) => {
    const [points, comment] = typedIn(answer);
    return answer.codes.map((code) => [code, points.replace(",", "."), comment.replaceAll("#", "##")]);
  });
  const version = [`#version ${document.body.dataset.version}`, "", ""]; // which marks this page has shown
  const lines = [["code", "points", "comment"], ...rows, version].map((row) => row.map(quoted).join(","));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${lines.join("\n")}\n`], { type: "text/csv" }));
  link.download = `${question}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  status.textContent = `Saved as ${question}.csv, where this browser puts its downloads.`;
}

for (const answer of answers) {
  begin(answer);
  const form = answer.box.querySelector("form");
  form.hidden = false;
  form.addEventListener("input", () => typed(answer));
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const button of form.querySelectorAll("[data-value]")) {
    button.addEventListener("click", () => {
      answer.points.value = button.dataset.value;
      typed(answer);
    });
  }
  form.addEventListener("keydown", (event) => {
    const isPoints = event.target === answer.points;
    if (event.key === "Enter" && (isPoints || event.ctrlKey)) {
      event.preventDefault();
      next(answer);
    } else if (event.altKey && /^Digit[1-9]$/.test(event.code)) {
      const text = reusable()[Number(event.code.slice(5)) - 1];
      if (text !== undefined) {
        event.preventDefault();
        add(answer, text);
      }
    }
  });
}
let current = 0;

// Keys for an answer that is looked at and not typed into.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || answers.length === 0) return;
  const typing = /^(INPUT|TEXTAREA|BUTTON|A|SUMMARY)$/.test(event.target.tagName);
  if (event.key === "Escape" && typing) {
    answers[current].box.focus();
  } else if (!typing && /^[0-9.]$/.test(event.key)) {
    const answer = answers[current];
    const now = answer.points.value;
    answer.points.value = event.key === "." ? `${Number(now) + 0.5}` : event.key;
    typed(answer);
  } else if (!typing && /^[npjkc]$/.test(event.key)) {
    if (event.key === "c") {
      event.preventDefault();
      answers[current].comment.focus();
    } else {
      const step = /[nj]/.test(event.key) ? 1 : -1;
      current = (current + step + answers.length) % answers.length;
      answers[current].box.scrollIntoView({ block: "start" });
      answers[current].box.focus({ preventScroll: true });
    }
  }
});
for (const [place, answer] of answers.entries()) {
  answer.box.addEventListener("focusin", () => {
    current = place;
  });
}
buttons();
count();
if (saveTo) document.getElementById("enter").addEventListener("click", enter);
if (answers.length > 0) {
  document.getElementById("next").hidden = false;
  document.getElementById("next").addEventListener("click", () => next(answers.at(-1)));
  if (!saveTo) {
    document.getElementById("save").hidden = false;
    document.getElementById("save").addEventListener("click", save);
  }
}
