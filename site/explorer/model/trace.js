// Every variable of Alg. 1 for one sample or more, for the views that show them.

import { minus, run } from "./algorithm.js";
import { lossOf } from "./network.js";

// The lines for the samples in X (one after the other), as plain lists of numbers: those of the sample at `i` where a
// variable has one column for each sample, and the gradients, which are means over all samples; `arrays` has them whole.
export function trace(params, X, y, lambda, i = 0) {
  const N = y.length;
  let { names, byLine } = run(params, X, y, lambda);
  // an output that is 1 to the last bit has eta = infinity and a slope of 0; lines 5 and 8 together are a - y
  if (!names.delta3.data.every(Number.isFinite)) {
    ({ names, byLine } = run(params, X, y, lambda, { changes: { delta3: (n) => minus(n.a3, n.Y) } }));
  }
  const column = ({ data, shape: [rows] }) => Float64Array.from({ length: rows }, (_, r) => data[r * N + i]);
  const own = ["z2", "a2", "z3", "a3", "Y", "eta3", "delta3", "eta2", "delta2"];
  const shown = Object.fromEntries(own.map((name) => [name, column(names[name])]));
  return {
    ...shown,
    a1: column(names.X),
    y: shown.Y,
    J: lossOf(shown.z3, y[i]),
    ...Object.fromEntries(
      ["dW2", "db2", "dW1", "db1", "dW2reg", "dW1reg"].map((id) => [id, byLine[id].data]),
    ),
    N,
    sizes: params.sizes,
    arrays: { X: names.X, ...byLine },
  };
}
