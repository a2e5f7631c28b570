// The small network and samples of a notebook's check, from an address: "6-5-10;0;0.5;10.3.1" has the sizes of
// the layers, the phases of parameters and samples, and the labels. All numbers are sines, as in the checks.

const FORM = /^(\d+)-(\d+)-(\d+);(\d+(?:\.\d+)?);(\d+(?:\.\d+)?);(\d+(?:\.\d+)*)$/;
const MOST = 25; // units of a layer, and samples

const sines = (count, phase) =>
  Float64Array.from({ length: count }, (_, i) => Math.sin(1.7 * (i + 1) ** 1.1 + 3 * phase));

// {params, X, y}, or null if the text names no such network.
export function caseOf(text) {
  const found = text.match(FORM);
  if (!found) return null;
  const sizes = found.slice(1, 4).map(Number);
  const [phase, phaseX] = found.slice(4, 6).map(Number);
  const y = Uint8Array.from(found[6].split("."), Number);
  const [D, H, K] = sizes;
  if (sizes.some((n) => n < 1 || n > MOST) || y.length > MOST || y.some((k) => k < 1 || k > K)) return null;
  const [W1, b1, W2, b2] = [H * D, H, K * H, K].map((count, k) => sines(count, phase + k));
  const N = y.length;
  const rows = sines(D * N, phaseX); // a row for each input
  const X = Float64Array.from(rows, (_, i) => rows[(i % D) * N + Math.floor(i / D)]);
  return { params: { sizes, W1, b1, W2, b2 }, X, y };
}
