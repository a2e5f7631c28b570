// Trains in the background. Commands come as {command, ...}, progress goes back as trainer.js wants it.

import { datasets, Digits } from "./input/data.js";
import { Run, shareRead } from "./model/optimiser.js";

const CHUNK = 40; // milliseconds between two looks at the mail

let [data, unseen, test] = [null, null, null];
let run = null;
let until = 0;
let next = null; // the tick that has been set, or null
let losses = [];
let evaluations = [];
let measured = -1;
let clock = { steps: 0, milliseconds: 0 };

const commands = {
  data({ bytes, more }) {
    if (bytes) data = new Digits(bytes).all();
    if (more) unseen = new Digits(more).all();
  },
  reset({ options, start }) {
    until = 0;
    const chosen = datasets(data, unseen, options);
    test = chosen.test;
    run = new Run(options, chosen.X, chosen.y, start);
    losses = [];
    evaluations = [];
    measured = -1;
    clock = { steps: 0, milliseconds: 0 };
    measure();
    post({ reset: true });
  },
  play({ to }) {
    until = Math.min(to, run.options.T);
    if (next === null) tick();
  },
  extend({ T }) {
    run.options.T = T;
    post({ running: until > run.t });
  },
  pause() {
    until = 0;
  },
  step() {
    until = 0;
    one();
    finish();
  },
};

self.onmessage = ({ data: message }) => commands[message.command](message);

function measure() {
  if (measured === run.t) return;
  measured = run.t;
  evaluations.push(run.measure(test));
}

// Of an SGD run 25 measurements, closer together at first; gradient descent measures as it goes.
function due() {
  const every = Math.max(1, Math.round(run.options.T / 25));
  return run.t % every === 0 || (run.t < every && run.t % Math.ceil(every / 8) === 0);
}

function one() {
  const before = run.t;
  const isFirst = run.options.algorithm === "gd" && measured < before; // gradient descent measures as it goes
  const held = isFirst && test && before % 5 === 0 ? { unseen: shareRead(run.params, test) } : {};
  const start = performance.now();
  const { J, correct } = run.step();
  clock.milliseconds += performance.now() - start;
  clock.steps++;
  losses.push(J);
  if (isFirst) {
    evaluations.push({ t: before, J, accuracy: correct / run.y.length, ...held });
    measured = before;
  } else if (run.options.algorithm === "sgd" && due()) measure();
}

function tick() {
  next = null;
  const end = performance.now() + CHUNK;
  while (run.t < until && performance.now() < end) one();
  if (run.t < until) {
    post({ running: true });
    next = setTimeout(tick);
  } else finish();
}

// Paused or done: now the numbers of this very network are wanted.
function finish() {
  measure();
  post({ running: false });
}

function post(extra) {
  const { t, params } = run;
  const speed = clock.milliseconds ? Math.round((1000 * clock.steps) / clock.milliseconds) : 0;
  const theta = Object.fromEntries(["W1", "b1", "W2", "b2"].map((name) => [name, params[name].slice()]));
  self.postMessage({ t, T: run.options.T, losses, evaluations, theta, speed, running: false, ...extra });
  losses = [];
  evaluations = [];
}
