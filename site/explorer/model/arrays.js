// Arrays of numbers of no, one or two axes, with NumPy's rules for shapes. An array is {shape, data}, row after row.

export class ShapeError extends Error {
  // key: what NumPy's own message says of the shapes, by which the notebooks' checks tell mistakes apart
  constructor(message, key) {
    super(message);
    this.key = `ValueError ${key}`;
  }
}

export const array = (shape, data) => ({ shape, data });
export const scalar = (value) => array([], Float64Array.of(value));
export const matrix = (data, rows, columns) => array([rows, columns], data);
export const sizeOf = (shape) => shape.reduce((product, n) => product * n, 1);

// (5, 13) as Python writes it; `tight` as in NumPy's messages.
export function shapeText(shape, tight = false) {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(tight ? "," : ", ")})`;
}

// An array as a matrix of rows and columns, one axis being a row.
const asRows = ({ shape }) =>
  shape.length === 2 ? shape : shape.length === 1 ? [1, shape[0]] : shape.length ? null : [1, 1];

// f(a, b) entry by entry; an axis of length one is repeated.
export function elementwise(f, a, b) {
  const [ra, ca] = asRows(a);
  const [rb, cb] = asRows(b);
  const fits = (m, n) => m === n || m === 1 || n === 1;
  if (!fits(ra, rb) || !fits(ca, cb)) {
    const [one, other] = [a, b].map((each) => shapeText(each.shape, true));
    throw new ShapeError("entry by entry these shapes do not fit", `${one} ${other}`);
  }
  const [rows, columns] = [ra === 1 ? rb : ra, ca === 1 ? cb : ca];
  const data = new Float64Array(rows * columns);
  for (let r = 0, at = 0; r < rows; r++) {
    const [i, j] = [ra === 1 ? 0 : r * ca, rb === 1 ? 0 : r * cb];
    for (let c = 0; c < columns; c++, at++) {
      data[at] = f(a.data[ca === 1 ? i : i + c], b.data[cb === 1 ? j : j + c]);
    }
  }
  return array([rows, columns].slice(2 - Math.max(a.shape.length, b.shape.length)), data);
}

export const map = (f, a) => array(a.shape, a.data.map(f));

const count = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;

// The matrix product: a @ b.
export function product(a, b) {
  if (!a.shape.length || !b.shape.length) {
    throw new ShapeError("@ multiplies matrices, and a number is none", "");
  }
  const [rows, inner] = asRows(a);
  const [first, columns] = b.shape.length === 1 ? [b.shape[0], 1] : b.shape;
  if (inner !== first) {
    throw new ShapeError(
      `the ${count(inner, "column")} of the left meet ${count(first, "row")} of the right`,
      `size ${first} is different from ${inner}`,
    );
  }
  const data = new Float64Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < inner; k++) {
      const left = a.data[r * inner + k];
      for (let c = 0; c < columns; c++) data[r * columns + c] += left * b.data[k * columns + c];
    }
  }
  return array([...a.shape.slice(0, -1), ...b.shape.slice(1)], data);
}

export function transpose(a) {
  if (a.shape.length < 2) return a;
  const [rows, columns] = a.shape;
  const data = new Float64Array(a.data.length);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) data[c * rows + r] = a.data[r * columns + c];
  return array([columns, rows], data);
}

// Sum over an axis, or over all of them.
export function sum(a, axis = null, keep = false) {
  if (axis === null) {
    const total = a.data.reduce((s, v) => s + v, 0);
    return keep
      ? array(
          a.shape.map(() => 1),
          Float64Array.of(total),
        )
      : scalar(total);
  }
  const along = axis < 0 ? axis + a.shape.length : axis;
  if (!(along in a.shape)) throw new ShapeError(`${shapeText(a.shape)} has no axis ${axis}`, "");
  const [rows, columns] = asRows(a);
  const overRows = a.shape.length === 2 && along === 0;
  const data = new Float64Array(overRows ? columns : rows);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) data[overRows ? c : r] += a.data[r * columns + c];
  }
  return array(
    keep ? a.shape.map((n, i) => (i === along ? 1 : n)) : a.shape.filter((_, i) => i !== along),
    data,
  );
}

export function reshape(a, shape) {
  const known = shape.filter((n) => n >= 0).reduce((product, n) => product * n, 1);
  const full = shape.map((n) => (n < 0 ? a.data.length / known : n));
  if (sizeOf(full) !== a.data.length) {
    throw new ShapeError(`${shapeText(a.shape)} cannot become ${shapeText(shape)}`, shapeText(shape, true));
  }
  return array(full, a.data);
}

// a[items]: each item is a whole number, null for a new axis, or a stretch {from, to}.
export function index(a, items) {
  const given = items.filter((item) => item !== null).length;
  if (given > a.shape.length) throw new ShapeError(`${shapeText(a.shape)} has not ${given} axes`, "");
  let axis = 0;
  const shape = [];
  const picks = [];
  for (const item of [...items, ...Array(a.shape.length - given).fill({})]) {
    if (item === null) {
      shape.push(1);
      continue;
    }
    const n = a.shape[axis++];
    if (typeof item === "number") {
      const at = item < 0 ? item + n : item;
      if (!(at >= 0 && at < n)) throw new ShapeError(`there is no entry ${item} among ${n}`, "");
      picks.push([at]);
    } else {
      const end = (v, other) => (v === undefined ? other : Math.min(v < 0 ? v + n : v, n));
      const [from, to] = [end(item.from, 0), end(item.to, n)];
      picks.push(Array.from({ length: Math.max(to - from, 0) }, (_, i) => from + i));
      shape.push(picks.at(-1).length);
    }
  }
  const columns = a.shape[1] ?? 1;
  const [rows, across = [0]] = picks;
  const data = (rows ?? [0]).flatMap((r) => across.map((c) => a.data[r * columns + c]));
  if (shape.length > 2) throw new ShapeError("more than two axes", "");
  return array(shape, Float64Array.from(data));
}
