import assert from "node:assert/strict";
import test from "node:test";

import { rounded } from "../../../site/explorer/input/digit.js";
import { neighbour, OPTIONS, readNumber } from "../../../site/explorer/model/options.js";
import { decode, encode, START, Store } from "../../../site/explorer/state.js";

test("the state at the start needs no address", () => {
  assert.equal(encode(START), "");
  assert.deepEqual(decode(""), { state: START, problems: [] });
});

const OTHER = {
  view: "train", sample: 17, ink: [[rounded([0.25, 0.5]), rounded([0.3, 0.6])]], label: 10, blank: 1, taught: 3, off: [3, 14],
  net: "own", from: "own", on: "shown", race: { alpha: 1, algorithm: "gd", from: "zero" }, digits: 200, unseen: "test", output: 7, unit: 25, step: 14, picture: "net", n: 50, at: "shown", reach: 2.5, nudge: 0.01, lesson: 3, algorithm: "gd", alpha: 0.03, beta: 0, lambda: 1e-7, T: 77, B: 5000,
  seed: 0, batches: 4294967295, t: 76, mistake: "no-lambda", hunt: 1, code: { dW2: "delta3 @ a2.T + 1 % 2 = & ;", v: "v" },
  clambda: 3, epsilon: 1e-8, case: "2-3-2;0;0.5;1.2", see: "delta2",
}; // prettier-ignore

test("every part of the state survives the address", () => {
  assert.deepEqual(Object.keys(OTHER).sort(), Object.keys(START).sort());
  for (const key of Object.keys(START)) assert.notDeepEqual(OTHER[key], START[key], key);
  assert.deepEqual(decode(`#${encode(OTHER)}`), { state: OTHER, problems: [] });
});

test("what cannot be is told, each part of it, with what it may be", () => {
  for (const part of [
    "view=evil",
    "sample=-1",
    "sample=9999",
    "T=1.5",
    "T=0",
    "alpha=NaN",
    "alpha=-1",
    "beta=1",
    "t=",
    "nothing=3",
    "B=5001",
    "seed=hello",
    "step=99",
    "mistake=nosuch",
    "code=foo=1",
    "off=26",
    "ink=%%",
    "case=600-5-10;0;0.5;1",
    "see=nosuch",
  ]) {
    const { state, problems } = decode(part);
    assert.deepEqual(state, START, part);
    assert.equal(problems.length, 1, part);
    assert.ok(problems[0].includes(part.split("=")[0]), problems[0]);
  }
  assert.match(decode("B=5001").problems[0], /from 1 to 5000/);
});

test("a view may be written large, or alone", () => {
  for (const text of ["#step", "#view=Step", "#view=step"]) {
    assert.deepEqual([decode(text).state.view, decode(text).problems], ["step", []], text);
  }
});

test("the theme of who sends a link does not travel in it", () => {
  assert.deepEqual(decode("theme=dark"), { state: START, problems: [] });
});

test("a name that every object has is no part of the state", () => {
  for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
    assert.deepEqual(decode(`#${name}=1`).state, START);
  }
});

test("a change is told once, and only if it is one", () => {
  const told = [];
  const written = [];
  const store = new Store("#sample=3", (text, isNewView) => written.push([text, isNewView]));
  store.onChange((state, changed) => told.push(changed));
  store.set({ sample: 3 });
  store.set({ sample: 4, view: "step" });
  assert.deepEqual(told, [["sample", "view"]]);
  assert.deepEqual(written, [["view=step&sample=4", true]]);
});

test("a decimal comma is a decimal point, and nothing else is guessed", () => {
  const { alpha, B } = OPTIONS;
  assert.equal(readNumber("0,5", alpha), 0.5);
  assert.equal(readNumber(" 1e-3 ", alpha), 0.001);
  for (const text of ["", "abc", "0,5,0", "1.000,5", "-1", "1000"]) {
    assert.equal(readNumber(text, alpha), undefined, text);
  }
  for (const text of ["2.5", "0", "5001"]) assert.equal(readNumber(text, B), undefined, text);
});

test("the arrow keys go to the next number of 1, 2, 5, and never out of the limits", () => {
  const { alpha, B, lambda } = OPTIONS;
  assert.deepEqual(
    [0.1, 0.15, 0.5, 100].map((v) => neighbour(v, true, alpha)),
    [0.2, 0.2, 1, 100],
  );
  assert.deepEqual(
    [0.1, 0.15, 0.2, 0].map((v) => neighbour(v, false, alpha)),
    [0.05, 0.1, 0.1, 0],
  );
  assert.equal(neighbour(0.0002, true, lambda), 0.0005);
  assert.deepEqual([neighbour(10, true, B), neighbour(1, false, B)], [11, 1]);
});
