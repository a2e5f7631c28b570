// The whole state of the page, kept in its address: whoever opens the link sees the same.

import { encodeStrokes, decodeStrokes } from "./input/digit.js";
import { LINE } from "./model/algorithm.js";
import { caseOf } from "./model/case.js";
import { MISTAKE } from "./model/mistakes.js";
import { MOST_STEPS } from "./model/teach.js";
import { OPTIONS, rangeOf, readNumber } from "./model/options.js";

export const VIEWS = ["draw", "step", "train", "check", "slice", "lessons"];

// How a field is read and written, and what it may be, in words.
const number = (limits) => ({
  read: (text) => readNumber(text, limits),
  write: String,
  says: rangeOf(limits),
});
const whole = (name, low, high) => number({ name, low, high, whole: true });
function one(name, options) {
  const found = (text) => options.find((option) => option === text.toLowerCase());
  return {
    read: found,
    write: String,
    says: `${name}: ${options.slice(0, -1).join(", ")} or ${options.at(-1)}`,
  };
}
const ink = {
  read: (text) => (decodeStrokes(text).length ? decodeStrokes(text) : undefined),
  write: encodeStrokes,
  says: "ink: strokes as this page writes them",
};
const mistake = {
  read: (text) => (Object.hasOwn(MISTAKE, text) ? text : undefined),
  write: String,
  says: `mistake: ${Object.keys(MISTAKE).join(", ")}`,
};
// lines of Alg. 1 that were typed: one object {id: text}
const code = {
  read(text) {
    const pairs = text.split("\n").map((part) => part.match(/^(\w+)=(.{1,300})$/s)?.slice(1));
    return pairs.every((pair) => pair && Object.hasOwn(LINE, pair[0]))
      ? Object.fromEntries(pairs)
      : undefined;
  },
  write: (lines) =>
    Object.entries(lines)
      .map(([id, text]) => `${id}=${text}`)
      .join("\n"),
  says: "code: lines as this page writes them",
};

const caseText = {
  read: (text) => (caseOf(text) ? text : undefined),
  write: String,
  says: "case: a network as a notebook's check writes it",
};
const line = {
  read: (text) => (Object.hasOwn(LINE, text) ? text : undefined),
  write: String,
  says: "see: the name of a line",
};

const units = {
  read(text) {
    const list = text.split(",").map((part) => readNumber(part, { low: 1, high: 25, whole: true }));
    return list.includes(undefined) ? undefined : [...new Set(list)].sort((a, b) => a - b);
  },
  write: (list) => list.join(","),
  says: "off: numbers of units from 1 to 25, with commas",
};

const FROM = ["seed", "own", "zero"]; // random numbers, the network of one's own, all zeros
// the second run of a race: its options that differ from those of the first, or null for no race
const race = {
  read(text) {
    if (text === "same") return {};
    const pairs = text.split(";").map((part) => part.split("="));
    const given = pairs.map(([key, value = ""]) => {
      if (key === "from") return [key, FROM.includes(value) ? value : undefined];
      if (key === "T" || !Object.hasOwn(OPTIONS, key)) return [key, undefined];
      const { choices } = OPTIONS[key];
      return [
        key,
        choices ? Object.keys(choices).find((each) => each === value) : readNumber(value, OPTIONS[key]),
      ];
    });
    return given.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(given);
  },
  write: (options) =>
    options === null
      ? ""
      : Object.entries(options)
          .map((pair) => pair.join("="))
          .join(";") || "same",
  says: "race: options of the second run, such as alpha=1;beta=0",
};

// name: [value at the start, how it is read and written]
const FIELDS = {
  view: ["draw", one("view", VIEWS)],
  // the digit: a sample of the data, or what was drawn
  sample: [1502, whole("sample", 0, 6999)],
  ink: [[], ink],
  label: [0, whole("label", 0, 10)], // what a drawing is meant to be; 0: nobody said
  blank: [0, whole("blank", 0, 1)], // the pad was emptied, and no sample taken
  taught: [0, whole("taught", 0, MOST_STEPS)], // SGD steps on the drawing alone
  off: [[], units], // hidden units that are switched off
  net: ["given", one("net", ["given", "mine", "own"])],
  output: [0, whole("output", 0, 10)], // the output that is looked at; 0: the largest
  unit: [1, whole("unit", 1, 25)], // the hidden unit that is looked at
  // step by step
  step: [0, whole("step", 0, 14)],
  picture: ["map", one("picture", ["map", "net"])], // the variables as pictures, or the network with its edges
  n: [1, whole("n", 1, 5000)], // samples in its gradient
  // training
  ...Object.fromEntries(
    Object.entries(OPTIONS).map(([key, option]) => [
      key,
      [
        option.start,
        option.choices ? one(key, Object.keys(option.choices)) : number({ ...option, name: key }),
      ],
    ]),
  ),
  from: ["seed", one("from", FROM)], // where a run starts: random numbers, or the network of one's own
  race: [null, race],
  t: [0, whole("t", 0, OPTIONS.T.high)], // iterations that are done
  // the loss along a line
  at: ["start", one("at", ["start", "shown"])],
  reach: [0, number({ name: "reach", low: 0, high: 1e4 })], // the step size that is tried; 0: the best one
  nudge: [0.3, number({ name: "nudge", low: 1e-4, high: 1 })], // epsilon at one weight
  lesson: [1, whole("lesson", 1, 14)],
  // gradient check
  // the network that is checked: the debug network, that on show, or that of a notebook's check, which case tells
  on: ["debug", one("on", ["debug", "shown", "case"])],
  case: ["", caseText],
  see: ["", line],
  mistake: ["none", mistake],
  hunt: [0, whole("hunt", 0, 1)], // the mistake is hidden and is to be found
  code: [{}, code],
  clambda: [0, number({ ...OPTIONS.lambda, name: "clambda" })],
  epsilon: [1e-4, number({ name: "epsilon", low: 1e-12, high: 1 })],
};
const OLD = { stepunit: "unit" }; // names in links of before

export const START = Object.fromEntries(Object.entries(FIELDS).map(([key, [value]]) => [key, value]));

// What differs from the start, as text after the # of the address.
export function encode(state) {
  const parts = new URLSearchParams();
  for (const [key, [, { write }]] of Object.entries(FIELDS)) {
    const text = write(state[key]);
    if (text !== write(START[key])) parts.set(key, text);
  }
  return parts.toString();
}

// {state, problems}: a complete state, and a sentence for each part of the address that could not be taken.
export function decode(text) {
  const state = { ...START };
  const problems = [];
  const bare = text.replace(/^#/, "");
  if (VIEWS.includes(bare.toLowerCase())) return { state: { ...state, view: bare.toLowerCase() }, problems };
  for (const [word, value] of new URLSearchParams(bare)) {
    if (word === "theme") continue; // see main.js
    const key = OLD[word] ?? word;
    if (!Object.hasOwn(FIELDS, key)) {
      problems.push(`“${word.slice(0, 20)}” has no meaning here`);
      continue;
    }
    const read = FIELDS[key][1].read(value);
    if (read === undefined) problems.push(`${word}=${value.slice(0, 20)} cannot be (${FIELDS[key][1].says})`);
    else state[key] = read;
  }
  return { state, problems };
}

// The state, and who wants to know of changes. `replace` writes the address; tests give nothing.
export class Store {
  constructor(text = "", replace = () => {}) {
    const { state, problems } = decode(text);
    Object.assign(this, { state, problems, replace, listeners: [] });
  }

  onChange(listener) {
    this.listeners.push(listener);
  }

  set(changes) {
    const changed = Object.keys(changes).filter((key) => this.state[key] !== changes[key]);
    if (!changed.length) return;
    Object.assign(this.state, changes);
    this.replace(encode(this.state), changed.includes("view"));
    for (const listener of this.listeners) listener(this.state, changed);
  }
}
