import assert from "node:assert/strict";
import test from "node:test";

import { compute, LineError, parse } from "../../../site/explorer/model/language.js";
import { array, matrix, ShapeError } from "../../../site/explorer/model/arrays.js";
import { json } from "./fixture.mjs";

// {names: {name: {shape, data}}, lines: {line: {shape, data} or {error: shapes in NumPy's message}}}
const { names, lines } = json("lines");
const given = Object.fromEntries(
  Object.entries(names).map(([name, { shape, data }]) => [name, array(shape, Float64Array.from(data))]),
);

for (const [line, expected] of Object.entries(lines)) {
  test(`${line} is what NumPy makes of it`, () => {
    if (expected.error) {
      assert.throws(
        () => compute(parse(line), given, line),
        (error) => error instanceof ShapeError && error.key === expected.error,
      );
      return;
    }
    const { shape, data } = compute(parse(line), given, line);
    assert.deepEqual(shape, expected.shape);
    data.forEach((v, i) =>
      assert.ok(
        Math.abs(v - expected.data[i]) <= 1e-12 * Math.max(1, Math.abs(v)),
        `${v} ${expected.data[i]}`,
      ),
    );
  });
}

const A = matrix(Float64Array.of(1, 2, 3, 4, 5, 6), 2, 3);

test("what is no line is refused in words", () => {
  const refused = {
    "": "nothing on the right", "A +": "the end of the line", "(A": "“)” is expected", "A A": "“A” is one too many", "x = A": "name on the left is given",
    "2 ^ 3": "a power is written **", "A; B": "“;” has no meaning", "import os": "is one too many", "lambda * A": "written lambda_", "foo(A)": "no function “foo”",
    "B": "no “B” here", "A.constructor": "“.constructor” has no meaning", "__proto__": "no “__proto__” here", "constructor(A)": "no function “constructor”",
    "toString(A)": "no function", "A.T.__proto__": "no meaning", "sigmoid": "no “sigmoid” here", "sigmoid()": "needs something in its brackets", "1(A)": "is no function",
  }; // prettier-ignore
  for (const [line, words] of Object.entries(refused)) {
    assert.throws(
      () => compute(parse(line), { A }, line),
      (error) => error instanceof LineError && error.message.includes(words),
      line,
    );
  }
});

test("deep brackets and endless lines are refused, not followed", () => {
  assert.throws(() => parse("(".repeat(100) + "1" + ")".repeat(100)), LineError);
  assert.throws(() => parse("1 + ".repeat(1000) + "1"), LineError);
  assert.throws(() => parse("-".repeat(299) + "1"), LineError);
});

test("shapes that do not fit are said with their names", () => {
  const said = (line) => {
    try {
      compute(parse(line), { A }, line);
    } catch (error) {
      return error.message;
    }
  };
  assert.equal(
    said("A @ A"),
    "A is (2, 3) and A is (2, 3): the 3 columns of the left meet 2 rows of the right.",
  );
  assert.match(said("A.T + 2 * A"), /^A.T is \(3, 2\) and 2 \* A is \(2, 3\): /);
});
