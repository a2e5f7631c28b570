import assert from "node:assert/strict";
import test from "node:test";

import { rounded } from "../../site/explorer/input/digit.js";
import { decode, encode, START, Store } from "../../site/explorer/state.js";

test("the state at the start needs no address", () => {
  assert.equal(encode(START), "");
  assert.deepEqual(decode(""), START);
});

test("every part of the state survives the address", () => {
  const other = {
    view: "train",
    theme: "dark",
    sample: 17,
    ink: [[rounded([0.25, 0.5]), rounded([0.3, 0.6])]],
    label: 10,
    net: "mine",
    output: 7,
    unit: 25,
    step: 14,
    stepunit: 3,
    algorithm: "gd",
    alpha: 0.03,
    beta: 0,
    lambda: 1e-7,
    T: 77,
    B: 5000,
    seed: 0,
    batches: 4294967295,
    t: 76,
    mistake: "no-lambda",
    clambda: 3,
    epsilon: 1e-8,
  };
  assert.deepEqual(Object.keys(other).sort(), Object.keys(START).sort());
  for (const key of Object.keys(START)) assert.notDeepEqual(other[key], START[key], key);
  assert.deepEqual(decode(`#${encode(other)}`), other);
});

test("what makes no sense is ignored", () => {
  assert.deepEqual(decode("view=evil&sample=-1&T=1.5&alpha=NaN&beta=1&t=&nothing=3&theme=&B=5001"), START);
});

test("a name that every object has is no part of the state", () => {
  for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"])
    assert.deepEqual(decode(`#${name}=1`), START);
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
