// What a curve is made of: fewer points than values, a running mean, and whether a run diverges.

// No more points than pixels: for each of `count` stretches its smallest and its largest value.
export function thinned(values, count = 400) {
  if (values.length <= 2 * count) return values.map((v, t) => [t, v]);
  const points = [];
  for (let i = 0; i < count; i++) {
    const from = Math.floor((i * values.length) / count);
    const part = values.slice(from, Math.floor(((i + 1) * values.length) / count));
    points.push([from, Math.min(...part)], [from, Math.max(...part)]);
  }
  return points;
}

// The mean of the values so far over a window, at the window's middle.
export function runningMean(values, window = 100, count = 250) {
  if (values.length < window) return [];
  const sums = new Float64Array(values.length + 1);
  values.forEach((v, t) => (sums[t + 1] = sums[t] + v));
  const stride = Math.max(1, Math.floor((values.length - window) / count));
  const points = [];
  for (let t = 0; t + window <= values.length; t += stride) {
    points.push([t + window / 2, (sums[t + window] - sums[t]) / window]);
  }
  return points;
}

// A sentence if the loss grows instead of falling: beyond all bounds, or to three times what it was at the start.
export function divergence(losses) {
  const bad = losses.findIndex((J) => !Number.isFinite(J));
  if (bad >= 0)
    return `It diverges: from iteration ${bad} on the loss is not a finite number any more. Try a smaller α.`;
  if (losses.length < 5) return "";
  const late = losses.slice(-Math.min(100, Math.ceil(losses.length / 4)));
  const mean = late.reduce((sum, J) => sum + J, 0) / late.length;
  if (!(mean > 3 * losses[0])) return "";
  return `It diverges: the loss grows, from ${losses[0].toPrecision(3)} at the start to ${mean.toPrecision(3)}. Try a smaller α.`;
}
