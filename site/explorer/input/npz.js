// NumPy's .npz files, which are zip archives of .npy files: read as np.load reads them, written as np.savez writes them.

export class FileError extends Error {}

// A character for each byte; browsers' own "latin1" is another alphabet.
const text = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
const view = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const LARGEST = 5e6; // bytes of one array: twenty times what this network needs

// --- zip -------------------------------------------------------------------------------------------

async function inflated(bytes, length) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const made = new Uint8Array(length);
  let at = 0;
  for await (const chunk of stream) {
    if (at + chunk.length > length) throw new FileError("its archive says less than it holds");
    made.set(chunk, at);
    at += chunk.length;
  }
  return made;
}

// The members of an archive by name, from its directory at the end.
async function members(bytes) {
  const data = view(bytes);
  let end = bytes.length - 22;
  while (end >= 0 && data.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new FileError("it is no .npz file: a zip archive ends otherwise");
  const found = {};
  let at = data.getUint32(end + 16, true);
  for (let i = data.getUint16(end + 10, true); i > 0; i--) {
    if (at + 46 > bytes.length || data.getUint32(at, true) !== 0x02014b50)
      throw new FileError("its directory is damaged");
    const [method, packed, length] = [
      data.getUint16(at + 10, true),
      data.getUint32(at + 20, true),
      data.getUint32(at + 24, true),
    ];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => data.getUint16(at + offset, true));
    const local = data.getUint32(at + 42, true);
    const name = text(bytes.subarray(at + 46, at + 46 + nameLength));
    at += 46 + nameLength + extra + comment;
    if (length > LARGEST) throw new FileError(`${name} is far larger than a network of 400–25–10`);
    if (local + 30 > bytes.length) throw new FileError(`${name} is not complete`);
    const from = local + 30 + data.getUint16(local + 26, true) + data.getUint16(local + 28, true);
    const content = bytes.subarray(from, from + packed);
    if (content.length !== packed) throw new FileError(`${name} is not complete`);
    found[name.replace(/\.npy$/, "")] = method === 8 ? await inflated(content, length) : content;
  }
  return found;
}

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});
const checksum = (bytes) => ~bytes.reduce((crc, byte) => CRC[(crc ^ byte) & 255] ^ (crc >>> 8), -1) >>> 0;

function bytesOf(...parts) {
  const made = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    made.set(part, at);
    at += part.length;
  }
  return made;
}

// Numbers of two or four bytes each: [[size, value], ...].
const numbers = (list) =>
  Uint8Array.from(
    list.flatMap(([size, value]) =>
      Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** i) & 255),
    ),
  );

function zip(files) {
  const [bodies, directory] = [[], []];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const title = new TextEncoder().encode(name);
    // version, flags, method "stored", time and date as in the year 1980, sizes
    const common = [
      [2, 20],
      [2, 0],
      [2, 0],
      [2, 0],
      [2, 33],
      [4, checksum(content)],
      [4, content.length],
      [4, content.length],
      [2, title.length],
      [2, 0],
    ];
    bodies.push(numbers([[4, 0x04034b50], ...common]), title, content);
    directory.push(
      numbers([[4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]),
      title,
    );
    at += 30 + title.length + content.length;
  }
  const list = bytesOf(...directory);
  const count = Object.keys(files).length;
  return bytesOf(
    ...bodies,
    list,
    numbers([
      [4, 0x06054b50],
      [2, 0],
      [2, 0],
      [2, count],
      [2, count],
      [4, list.length],
      [4, at],
      [2, 0],
    ]),
  );
}

// --- npy -------------------------------------------------------------------------------------------

const READ = {
  "<f8": [8, (data, at) => data.getFloat64(at, true)],
  ">f8": [8, (data, at) => data.getFloat64(at, false)],
  "<f4": [4, (data, at) => data.getFloat32(at, true)],
  ">f4": [4, (data, at) => data.getFloat32(at, false)],
};

// {shape, data}: a matrix row after row, whatever the order in the file.
function readArray(bytes, name) {
  if (text(bytes.subarray(0, 6)) !== "\x93NUMPY") throw new FileError(`${name} in it is no NumPy array`);
  const data = view(bytes);
  const [start, length] = bytes[6] === 1 ? [10, data.getUint16(8, true)] : [12, data.getUint32(8, true)];
  const header = text(bytes.subarray(start, start + length));
  const kind = header.match(/'descr':\s*'([^']+)'/)?.[1];
  const shape = (header.match(/'shape':\s*\(([^)]*)\)/)?.[1] ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean)
    .map(Number);
  if (!Object.hasOwn(READ, kind ?? ""))
    throw new FileError(`${name} holds ${kind ?? "something"}, not floating-point numbers`);
  const [size, get] = READ[kind];
  const count = shape.reduce((product, n) => product * n, 1);
  if (!(count * size <= bytes.length - start - length)) throw new FileError(`${name} is not complete`);
  const values = Float64Array.from({ length: count }, (_, i) => get(data, start + length + i * size));
  if (!/'fortran_order':\s*True/.test(header) || shape.length < 2) return { shape, data: values };
  const [rows, columns] = shape;
  return { shape, data: values.map((_, i) => values[(i % columns) * rows + Math.floor(i / columns)]) };
}

function writeArray({ shape, data }) {
  const tuple = `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': ${tuple}, }`;
  const padded = header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11) + "\n";
  const bytes = new Uint8Array(8 * data.length);
  data.forEach((value, i) => view(bytes).setFloat64(8 * i, value, true));
  return bytesOf(
    Uint8Array.of(0x93, 78, 85, 77, 80, 89, 1, 0),
    numbers([[2, padded.length]]),
    new TextEncoder().encode(padded),
    bytes,
  );
}

// The arrays of a file by name, each {shape, data}.
export async function readNpz(bytes) {
  const files = await members(bytes);
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [name, readArray(content, name)]));
}

export function writeNpz(arrays) {
  return zip(
    Object.fromEntries(Object.entries(arrays).map(([name, each]) => [`${name}.npy`, writeArray(each)])),
  );
}
