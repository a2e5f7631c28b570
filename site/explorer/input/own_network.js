// A network of one's own: parameters as theta.npz, which np.savez("theta.npz", W1=..., b1=..., W2=..., b2=...) writes, or
// as JSON with the same names.

import { BLOCKS, SIZES } from "../model/network.js";
import { FileError, readNpz, writeNpz } from "./npz.js";

const SHAPES = { W1: [25, 400], b1: [25, 1], W2: [10, 25], b2: [10, 1] };
const by = (shape) => shape.join("×") || "a single number";

// Rows of numbers as {shape, data}; ragged ones, and what is no number, are refused.
function fromLists(value, name) {
  if (!Array.isArray(value)) throw new FileError(`${name} is no list of numbers`);
  const rows = value.map((row) => (Array.isArray(row) ? row : [row]));
  const width = rows[0]?.length ?? 0;
  const flat = rows.flat();
  if (rows.some((row) => row.length !== width) || flat.some((v) => typeof v !== "number"))
    throw new FileError(`${name} is no matrix of numbers`);
  return { shape: [rows.length, width], data: Float64Array.from(flat) };
}

// Parameters from arrays by name; whatever is missing, of another shape or not finite is named.
export function parametersFrom(arrays) {
  const missing = BLOCKS.filter((name) => !Object.hasOwn(arrays, name));
  if (missing.length) {
    const there = Object.keys(arrays).slice(0, 6).join(", ") || "nothing";
    throw new FileError(
      `${missing.join(", ")} ${missing.length > 1 ? "are" : "is"} missing; it holds ${there}`,
    );
  }
  const params = { sizes: SIZES };
  for (const name of BLOCKS) {
    const { shape, data } = arrays[name];
    const wanted = SHAPES[name];
    const short = (axes) => String(axes.filter((n) => n !== 1));
    if (short(shape) !== short(wanted)) {
      const why = by(shape) === by([...wanted].reverse()) ? ", transposed" : "";
      throw new FileError(`${name} is ${by(shape)}${why}, and must be ${by(wanted)}`);
    }
    const bad = data.findIndex((v) => !Number.isFinite(v));
    if (bad >= 0) throw new FileError(`${name} holds a number that is not finite, at place ${bad}`);
    params[name] = Float64Array.from(data);
  }
  return params;
}

export async function readNetwork(bytes, name) {
  try {
    if (bytes[0] === 0x50 && bytes[1] === 0x4b) return parametersFrom(await readNpz(bytes));
    let content;
    try {
      content = JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      throw new FileError("it is neither an .npz file nor JSON");
    }
    const given = Object.entries(content ?? {}).filter(([key]) => BLOCKS.includes(key));
    return parametersFrom(Object.fromEntries(given.map(([key, value]) => [key, fromLists(value, key)])));
  } catch (error) {
    const reason = error instanceof FileError ? error.message : "it is damaged";
    throw new FileError(`${name} cannot be used: ${reason}.`);
  }
}

export const writeNetwork = (params) =>
  writeNpz(Object.fromEntries(BLOCKS.map((name) => [name, { shape: SHAPES[name], data: params[name] }])));
