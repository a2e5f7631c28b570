import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { diagnose } from "../../../site/explorer/model/diagnosis.js";
import { MISTAKES } from "../../../site/explorer/model/mistakes.js";

const hints = JSON.parse(readFileSync(new URL("../../../site/explorer/hints.json", import.meta.url)));
const hintOf = Object.fromEntries(
  Object.values(hints).flatMap(({ mistakes }) => mistakes.map(({ id, hint }) => [id, hint])),
);

const J = "Y * log(a3) + (1 - Y) * log(1 - a3)";
const SUM = (a) => `np.sum(${a}, axis=1, keepdims=True) / N`;
const norms = (f) => `J + lambda_ / 2 * (${f("W1")} + ${f("W2")})`;
const plus = "J(theta + epsilon * e)";
const minus = "J(theta - epsilon * e)";

// The wrong answers of tests/variants/wrong that are wrong in lines of the sheet, typed in; what a loop, a side effect, a
// lost return or a wrong object spoils is no line.
const TYPED = {
  FF01: { z2: "W1 @ X" },
  FF02: { z3: "params.W2 @ a2" },
  FF05: { a2: "z2" },
  FF07: { a3: "sigmoid(sigmoid(z3))" },
  FF10: { a2: "1 / (1 + np.exp(z2))", a3: "1 / (1 + np.exp(z3))" },
  FF13: { a3: "np.round(sigmoid(z3))" },
  FF15: { z2: "W1 @ X.T.reshape(X.shape) + b1" },
  FF16: { z2: "W1 @ X + b1.ravel()" },
  FF21: { z2: "W1 @ (X / 255) + b1" },
  FF50: { a3: "z3" },
  FF51: { z2: "W1.dot(X)", z3: "W2.dot(a2)" },
  FF52: { a3: "np.exp(z3) / np.sum(np.exp(z3), axis=0)" },
  L02: { J: `np.mean(-Y * np.log(a3) - (1 - Y) * np.log(1 - a3))` },
  L03: { J: `-np.sum(${J}) / X.shape[0]` },
  L04: { J: "np.sum(-Y * np.log10(a3) - (1 - Y) * np.log10(1 - a3)) / N" },
  L08: { Y: "k - 1 == y % K" },
  L09: { Y: "k - 1 == y" },
  L13: { J: "-1 / N * np.sum(np.dot(Y, np.log(a3).T) + np.dot(1 - Y, np.log(1 - a3).T))" },
  L15: { J: `-1 / (2 * N) * sum(${J})` },
  L18: { J: "np.sum(-Y * np.log(a3) - (1 - Y) * (1 - np.log(a3))) / N" },
  L19: { J: `-np.sum((${J})[:, -1]) / N` },
  L22: { J: "-np.sum(Y * np.log(z3) + (1 - Y) * np.log(1 - z3)) / N" },
  L50: { J: `-np.sum(${J})` },
  L51: { J: `1 / N * np.sum(${J})` },
  L52: { J: "-np.sum(Y * np.log(a3)) / N" },
  L53: { J: "-np.sum(Y * np.log(a3) - (1 - Y) * np.log(1 - a3)) / N" },
  L54: { J: "np.sum((a3 - Y) ** 2) / N" },
  L56: { J: `-np.sum(${J}) / 5000` },
  R01: { Jreg: "J + lambda_ / 2 * (np.sum(W1**2) + np.sum(b1**2) + np.sum(W2**2) + np.sum(b2**2))" },
  R02: { Jreg: "J + lambda_ / (2 * N) * (np.sum(W1**2) + np.sum(W2**2))" },
  R03: { Jreg: "J + lambda_ * (np.sum(W1**2) + np.sum(W2**2))" },
  R07: { Jreg: norms((W) => `np.sum(${W})`) },
  R11: { Jreg: norms((W) => `np.sum(${W})**2`) },
  R12: { Jreg: norms((W) => `np.mean(${W}**2)`) },
  R14: { Jreg: norms((W) => `np.abs(${W}).sum()`) },
  R17: { Jreg: "J + 0.0002 / 2 * (np.sum(W1**2) + np.sum(W2**2))" },
  R18: { Jreg: "lambda_ / 2 * (np.sum(W1**2) + np.sum(W2**2))" },
  R19: { Jreg: "J + lambda_ / 2 * (np.sum(np.square(W1)) + np.sum(np.square(W1)))" },
  R50: { Jreg: norms((W) => `np.linalg.norm(${W})`) },
  R51: { Jreg: "J + lambda_ / 2 * np.sum(W1**2)" },
  R52: { Jreg: "J + lambda_ / 2 * np.sum(W2**2)" },
  R53: { Jreg: "J - lambda_ / 2 * (np.sum(W1**2) + np.sum(W2**2))" },
  R55: { Jreg: norms((W) => `np.sum(${W}[:, 1:]**2)`) },
  G01: { dW2: "delta3 @ a2.T", db2: "delta3.sum(axis=1, keepdims=True)", dW1: "delta2 @ X.T", db1: "delta2.sum(axis=1, keepdims=True)" },
  G08: { dW1reg: "dW1 + lambda_ * dW1" },
  G12: { delta2: "eta2 * sigmoid(a2) * (1 - sigmoid(a2))" },
  G16: { delta3: "Y - a3" },
  G17: { eta3: "-Y / a3 - (1 - Y) / (1 - a3)" },
  G19: { eta2: "dW2.T @ delta3" },
  G22: { db2: "np.sum(dW2, axis=1, keepdims=True)", db1: "np.sum(dW1, axis=1, keepdims=True)" },
  G23: { db2: "np.sum(delta3, axis=1) / N", db1: "delta2.sum(axis=1) / N" },
  G24: { dW1: "X @ delta2.T / N", dW1reg: "dW1 + lambda_ * W1.T", dW2: "a2 @ delta3.T / N", dW2reg: "dW2 + lambda_ * W2.T" },
  G25: { dW2: "delta3 @ z2.T / N" },
  G27: { dW1reg: "dW1 + N * lambda_ * W1", dW2reg: "dW2 + N * lambda_ * W2" },
  G29: { eta2: "W2.T @ db2" },
  G32: { dW2: "2 * delta3 @ a2.T / N", dW2reg: "dW2 + 2 * lambda_ * W2", db1: "4.0 / N * np.sum(delta2, axis=1, keepdims=True)" },
  G34: { dW1reg: "dW1 + 2 * lambda_ * W1", dW2reg: "dW2 + 2 * lambda_ * W2" },
  G37: { eta2: "W2.T * delta3" },
  G38: { delta2: "eta2 @ (a2 * (1 - a2)).T" },
  G50: { db2: `${SUM("delta3")} + lambda_ * b2`, db1: `${SUM("delta2")} + lambda_ * b1` },
  G51: { dW1reg: "dW1 + lambda_ * W1 / N", dW2reg: "dW2 + lambda_ / N * W2" },
  G52: { dW1reg: "dW1 + lambda_ / 2 * W1", dW2reg: "dW2 + 0.5 * lambda_ * W2" },
  G53: { dW1reg: "dW1", dW2reg: "dW2" },
  G54: { delta3: "eta3" },
  G55: { delta2: "eta2" },
  G56: { delta2: "eta2 * z2 * (1 - z2)" },
  G57: { db2: "delta3.sum(axis=1, keepdims=True)", db1: "delta2.sum(axis=1, keepdims=True)" },
  G58: { dW2: "delta3[:, -1:] @ a2[:, -1:].T / N", db2: "delta3[:, -1:] / N", dW1: "delta2[:, -1:] @ X[:, -1:].T / N", db1: "delta2[:, -1:] / N" },
  G61: { eta2: "W2 @ delta3" },
  G62: { eta2: "np.dot(W2, delta3)" },
  N01: { numerical: `(${plus} - J(theta)) / epsilon` },
  N04: { numerical: `(${plus} - ${minus}) / 2 * epsilon` },
  N08: { numerical: `(${plus} - J(theta)) / (2 * epsilon)` },
  N09: { numerical: "(J(theta + epsilon) - J(theta - epsilon)) / (2 * epsilon)" },
  N10: { numerical: `(${minus} - ${plus}) / (2 * epsilon)` },
  N50: { numerical: `(${plus} - ${minus}) / epsilon` },
  N54: { numerical: "(J(theta + 1e-4 * e) - J(theta - 1e-4 * e)) / (2 * 1e-4)" },
  N55: { numerical: `${plus} - ${minus}` },
  S01: { v: "beta * v + alpha * g" },
  S02: { theta: "theta - v" },
  S09: { theta: "theta - alpha * g + v" },
  S12: { theta: "theta + alpha * v" },
  S13: { v: "alpha * v - beta * g" },
  S20: { v: "beta * v - alpha / 5000 * g" },
  S50: { v: "-alpha * g" },
  S51: { v: "beta * v - (1 - beta) * alpha * g" },
  S53: { v: "beta * (v - alpha * g)" },
  S54: { v: "v", theta: "theta" },
}; // prettier-ignore

for (const [id, changes] of Object.entries(TYPED)) {
  test(`${id}, typed in, gets the hint of the notebook`, () => {
    assert.ok(hintOf[id], "the bank has it");
    const said = diagnose({ changes }, hints);
    assert.deepEqual(
      said.map(({ hint }) => hint),
      [hintOf[id]],
    );
  });
}

test("lines that are right in other words get no hint", () => {
  const right = {
    z2: "np.dot(params.W1, X) + params.b1", a2: "1 / (1 + np.exp(-z2))", a3: "sigmoid(z3)", Y: "(k == y) * 1.0",
    J: "np.mean(np.sum(-Y * np.log(a3) - (1 - Y) * np.log(1 - a3), axis=0))", Jreg: "J + 0.5 * lambda_ * (np.linalg.norm(W1)**2 + np.square(W2).sum())",
    delta3: "a3 - Y", dW2: "1 / N * delta3 @ a2.T", db2: "np.mean(delta3, axis=1, keepdims=True)", eta2: "np.matmul(np.transpose(W2), delta3)",
    delta2: "np.multiply(eta2, sigmoid(z2) * (1 - sigmoid(z2)))", db1: "delta2.mean(axis=1)[:, None]", numerical: `0.5 * (${plus} - ${minus}) / epsilon`,
    v: "-(alpha * g - beta * v)", theta: "v + theta",
  }; // prettier-ignore
  for (const [id, line] of Object.entries(right))
    assert.deepEqual(diagnose({ changes: { [id]: line } }, hints), [], line);
});

test("each mistake of the list has a hint", () => {
  for (const mistake of MISTAKES) {
    const said = diagnose(mistake, hints);
    assert.equal(said.length > 0, mistake.id !== "none", mistake.id);
    for (const { hint } of said) assert.ok(hint.length > 20, mistake.id);
  }
});
