// Bicubic resizing, the same as in data/build_data.py: Keys' kernel with a = -1/2, stretched against aliasing,
// its weights normalised, border pixels repeated outwards.

function cubicKernel(t) {
  t = Math.abs(t);
  if (t <= 1) return (1.5 * t - 2.5) * t * t + 1;
  return t <= 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
}

// The matrix R that resizes one axis, sizeOut x sizeIn, row after row; an image becomes R image R'.
export function resizeMatrix(sizeIn, sizeOut) {
  const scale = sizeIn / sizeOut;
  const stretch = Math.max(scale, 1);
  const reach = Math.ceil(2 * stretch) + 1;
  const R = new Float64Array(sizeOut * sizeIn);
  for (let i = 0; i < sizeOut; i++) {
    const centre = (i + 0.5) * scale - 0.5;
    const weights = [];
    for (let p = -reach; p < sizeIn + reach; p++) weights.push(cubicKernel((centre - p) / stretch));
    const sum = weights.reduce((total, w) => total + w, 0);
    weights.forEach((w, k) => {
      const p = Math.min(Math.max(k - reach, 0), sizeIn - 1);
      R[i * sizeIn + p] += w / sum;
    });
  }
  return R;
}

// A function that shrinks images of 28x28 bytes, row by row, to samples of 20x20 grey values, column by column.
export function makeShrinker(sizeIn = 28, sizeOut = 20) {
  const R = resizeMatrix(sizeIn, sizeOut);
  const taps = Array.from({ length: sizeOut }, (_, i) => {
    const row = R.subarray(i * sizeIn, (i + 1) * sizeIn);
    const first = row.findIndex((w) => w !== 0);
    let last = sizeIn - 1;
    while (row[last] === 0) last--;
    return { first, last, row };
  });
  const rows = new Float64Array(sizeOut * sizeIn);

  return function shrink(bytes, offset = 0, X = new Float64Array(sizeOut * sizeOut), at = 0) {
    for (let i = 0; i < sizeOut; i++) {
      const { first, last, row } = taps[i];
      for (let c = 0; c < sizeIn; c++) {
        let sum = 0;
        for (let k = first; k <= last; k++) sum += row[k] * (bytes[offset + k * sizeIn + c] / 255);
        rows[i * sizeIn + c] = sum;
      }
    }
    for (let j = 0; j < sizeOut; j++) {
      const { first, last, row } = taps[j];
      for (let i = 0; i < sizeOut; i++) {
        let sum = 0;
        for (let k = first; k <= last; k++) sum += rows[i * sizeIn + k] * row[k];
        X[at + j * sizeOut + i] = sum;
      }
    }
    return X;
  };
}
