// The network of the sheet as fast as this language allows, for thousands of samples a second: forward pass (Eq. 2-6),
// loss (Eq. 10, 11) and gradient (Alg. 1). Line by line, the same stands in algorithm.js.
// Matrices are Float64Arrays, row after row. Samples lie one after the other, `inputs` numbers each.

export const SIZES = [400, 25, 10];
export const BLOCKS = ["W1", "b1", "W2", "b2"];

export const sigmoid = (u) => 1 / (1 + Math.exp(-u));

// Parameters theta, or anything of their four shapes, filled with zeros.
export function zeros(sizes = SIZES) {
  const [inputs, hidden, outputs] = sizes;
  return {
    sizes,
    W1: new Float64Array(hidden * inputs),
    b1: new Float64Array(hidden),
    W2: new Float64Array(outputs * hidden),
    b2: new Float64Array(outputs),
  };
}

export function copy(params) {
  return { sizes: params.sizes, ...Object.fromEntries(BLOCKS.map((name) => [name, params[name].slice()])) };
}

// The start of Part G: each weight and bias uniformly between -0.12 and 0.12, blocks in the notebooks' order.
export function randomParameters(rng, sizes = SIZES) {
  const params = zeros(sizes);
  for (const name of BLOCKS) params[name].set(rng.uniform(-0.12, 0.12, params[name].length));
  return params;
}

// W a + b for one sample: `rows` numbers.
function layer(W, b, a, rows) {
  const columns = a.length;
  const z = new Float64Array(rows);
  for (let k = 0; k < rows; k++) {
    let sum = b[k];
    for (let q = 0, w = k * columns; q < columns; q++, w++) sum += W[w] * a[q];
    z[k] = sum;
  }
  return z;
}

// All variables of the forward pass of one sample x.
export function forward(params, x) {
  const [, hidden, outputs] = params.sizes;
  const z2 = layer(params.W1, params.b1, x, hidden);
  const a2 = z2.map(sigmoid);
  const z3 = layer(params.W2, params.b2, a2, outputs);
  return { a1: x, z2, a2, z3, a3: z3.map(sigmoid) };
}

// The label 1..K whose output is largest.
export function classOf(a3) {
  let best = 0;
  for (let k = 1; k < a3.length; k++) if (a3[k] > a3[best]) best = k;
  return best + 1;
}

// log(1 + exp(u)) without overflow: the log loss of an output is softplus(-z) where it should be 1, else softplus(z).
export function softplus(u) {
  return Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));
}

export function lossOf(z3, label) {
  let J = 0;
  for (let k = 0; k < z3.length; k++) J += softplus(k === label - 1 ? -z3[k] : z3[k]);
  return J;
}

// lambda/2 times the squared weights; biases are not regularised.
export function penalty(params, lambda) {
  let sum = 0;
  for (const W of [params.W1, params.W2]) for (let i = 0; i < W.length; i++) sum += W[i] * W[i];
  return (lambda / 2) * sum;
}

// The loss J of Eq. 11 over the samples named by `index` (all of them without it), how many of them are classified
// correctly, and, if `gradient` is given, Alg. 1: the gradient is written into it.
//
// Most pixels of a digit are exactly zero. They add nothing to a sum, so only the others are gone through.
export function evaluate(params, X, y, lambda, { index = null, gradient = null } = {}) {
  const [inputs, hidden, outputs] = params.sizes;
  const { W1, b1, W2, b2 } = params;
  const n = index ? index.length : y.length;
  const a2 = new Float64Array(hidden);
  const z3 = new Float64Array(outputs);
  const delta2 = new Float64Array(hidden);
  const delta3 = new Float64Array(outputs);
  const where = new Int32Array(inputs);
  const what = new Float64Array(inputs);
  let J = 0;
  let correct = 0;
  if (gradient) for (const name of BLOCKS) gradient[name].fill(0);

  for (let i = 0; i < n; i++) {
    const sample = index ? index[i] : i;
    let used = 0;
    for (let p = 0, at = sample * inputs; p < inputs; p++, at++) {
      if (X[at] !== 0) {
        where[used] = p;
        what[used++] = X[at];
      }
    }

    // five rows at a time: a processor waits for one sum, not for five
    let j = 0;
    for (; j + 5 <= hidden; j += 5) {
      const r0 = j * inputs,
        r1 = r0 + inputs,
        r2 = r1 + inputs,
        r3 = r2 + inputs,
        r4 = r3 + inputs;
      let s0 = b1[j],
        s1 = b1[j + 1],
        s2 = b1[j + 2],
        s3 = b1[j + 3],
        s4 = b1[j + 4];
      for (let k = 0; k < used; k++) {
        const p = where[k];
        const value = what[k];
        s0 += W1[r0 + p] * value;
        s1 += W1[r1 + p] * value;
        s2 += W1[r2 + p] * value;
        s3 += W1[r3 + p] * value;
        s4 += W1[r4 + p] * value;
      }
      a2[j] = sigmoid(s0);
      a2[j + 1] = sigmoid(s1);
      a2[j + 2] = sigmoid(s2);
      a2[j + 3] = sigmoid(s3);
      a2[j + 4] = sigmoid(s4);
    }
    for (; j < hidden; j++) {
      let sum = b1[j];
      for (let k = 0; k < used; k++) sum += W1[j * inputs + where[k]] * what[k];
      a2[j] = sigmoid(sum);
    }
    const target = y[sample] - 1;
    let best = 0;
    for (let k = 0; k < outputs; k++) {
      let sum = b2[k];
      for (let j = 0, w = k * hidden; j < hidden; j++, w++) sum += W2[w] * a2[j];
      z3[k] = sum;
      if (sum > z3[best]) best = k;
      J += softplus(k === target ? -sum : sum);
      // lines 5 and 8 of Alg. 1 simplify to this difference; 1/N is taken in here, once
      delta3[k] = (sigmoid(sum) - (k === target ? 1 : 0)) / n;
    }
    if (best === target) correct++;
    if (!gradient) continue;

    const { W1: dW1, b1: db1, W2: dW2, b2: db2 } = gradient;
    for (let k = 0; k < outputs; k++) {
      const delta = delta3[k];
      for (let j = 0, w = k * hidden; j < hidden; j++, w++) dW2[w] += delta * a2[j];
      db2[k] += delta;
    }
    for (let j = 0; j < hidden; j++) {
      let eta = 0;
      for (let k = 0, w = j; k < outputs; k++, w += hidden) eta += W2[w] * delta3[k];
      delta2[j] = eta * a2[j] * (1 - a2[j]);
      db1[j] += delta2[j];
    }
    for (j = 0; j + 5 <= hidden; j += 5) {
      const r0 = j * inputs,
        r1 = r0 + inputs,
        r2 = r1 + inputs,
        r3 = r2 + inputs,
        r4 = r3 + inputs;
      const d0 = delta2[j],
        d1 = delta2[j + 1],
        d2 = delta2[j + 2],
        d3 = delta2[j + 3],
        d4 = delta2[j + 4];
      for (let k = 0; k < used; k++) {
        const p = where[k];
        const value = what[k];
        dW1[r0 + p] += d0 * value;
        dW1[r1 + p] += d1 * value;
        dW1[r2 + p] += d2 * value;
        dW1[r3 + p] += d3 * value;
        dW1[r4 + p] += d4 * value;
      }
    }
    for (; j < hidden; j++) {
      for (let k = 0; k < used; k++) dW1[j * inputs + where[k]] += delta2[j] * what[k];
    }
  }
  if (gradient && lambda) {
    for (const name of ["W1", "W2"]) {
      const W = params[name];
      const dW = gradient[name];
      for (let i = 0; i < W.length; i++) dW[i] += lambda * W[i];
    }
  }
  return { J: J / n + penalty(params, lambda), correct };
}
