// One line of the notebooks, `W2.T @ delta3 * a2 * (1 - a2)`: read into a tree by the grammar below, and computed with
// the arrays of arrays.js. Nothing is handed to JavaScript's own eval.
//
//   comparison = sum [ "==" sum ]
//   sum        = product { ("+" | "-") product }
//   product    = signed { ("*" | "/" | "@" | "%") signed }
//   signed     = ("-" | "+") signed | power
//   power      = postfix [ "**" signed ]
//   postfix    = atom { "." name | "(" arguments ")" | "[" items "]" }
//   atom       = number | name | "(" comparison ")"

import {
  array,
  elementwise,
  index,
  map,
  product,
  reshape,
  scalar,
  ShapeError,
  shapeText,
  sum,
  transpose,
} from "./arrays.js";
import { sigmoid } from "./network.js";

export class LineError extends Error {}

const TOKEN =
  /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|(\*\*|==|[-+*/@%().,:=[\]]))/y;
const MEANT = {
  "^": "a power is written **",
  "·": "an entry-by-entry product is written *",
  λ: "lambda is written lambda_",
};
const NAMESPACES = ["np", "numpy", "math", "linalg"];
const HOLDERS = ["params", "theta", "gradient", "velocity"]; // params.W1 is W1
const LONGEST = 300;

function tokens(source) {
  if (source.length > LONGEST) throw new LineError(`This line is longer than ${LONGEST} characters.`);
  const found = [];
  TOKEN.lastIndex = 0;
  while (source.slice(TOKEN.lastIndex).trim()) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match) {
      const strange = source.slice(from).trim()[0];
      throw new LineError(`“${strange}” has no meaning here${MEANT[strange] ? `: ${MEANT[strange]}` : ""}.`);
    }
    const [text, digits, name, sign] = match;
    const start = from + text.length - text.trimStart().length;
    const kind = digits ? "number" : name ? "name" : sign;
    found.push({ kind, text: digits ?? name ?? sign, start, end: TOKEN.lastIndex });
  }
  return found;
}

// The tree of a line. Each node knows from where to where it reaches.
export function parse(source) {
  const list = tokens(source);
  if (!list.length) throw new LineError("There is nothing on the right of the equals sign.");
  let at = 0;
  let depth = 0;
  const peek = (...kinds) => at < list.length && kinds.includes(list[at].kind);
  const take = (kind) => {
    if (peek(kind)) return list[at++];
    const got = list[at] ? `“${list[at].text}”` : "the end of the line";
    throw new LineError(`“${kind}” is expected where ${got} stands.`);
  };
  const node = (start, rest) => ({ ...rest, start, end: list[at - 1].end });

  function chain(next, ...operators) {
    let left = next();
    while (peek(...operators)) {
      const op = list[at++].kind;
      left = node(left.start, { type: "binary", op, a: left, b: next() });
    }
    return left;
  }
  function nested(read) {
    if (++depth > 40) throw new LineError("There are too many brackets or signs in each other.");
    const tree = read();
    depth--;
    return tree;
  }
  const comparison = () => nested(() => chain(() => chain(products, "+", "-"), "=="));
  const products = () => chain(signed, "*", "/", "@", "%");
  function signed() {
    if (!peek("-", "+")) return power();
    const { kind: op, start } = list[at++];
    return node(start, { type: "unary", op, a: nested(signed) });
  }
  function power() {
    const base = postfix();
    if (!peek("**")) return base;
    at++;
    return node(base.start, { type: "binary", op: "**", a: base, b: signed() });
  }
  function postfix() {
    let base = atom();
    while (peek(".", "(", "[")) {
      const { kind } = list[at++];
      if (kind === ".") {
        const { text } = take("name");
        if (base.type === "name" && NAMESPACES.includes(base.name))
          base = node(base.start, { type: "name", name: text });
        else if (base.type === "name" && HOLDERS.includes(base.name))
          base = node(base.start, { type: "name", name: text });
        else base = node(base.start, { type: "attribute", of: base, name: text });
      } else if (kind === "(") base = node(base.start, { type: "call", of: base, ...argumentsUntil(")") });
      else base = node(base.start, { type: "index", of: base, items: items() });
    }
    return base;
  }
  function argumentsUntil(end) {
    const [args, keywords] = [[], {}];
    while (!peek(end)) {
      if (peek("name") && list[at + 1]?.kind === "=") {
        const { text } = take("name");
        take("=");
        keywords[text] = comparison();
      } else args.push(comparison());
      if (!peek(end)) take(",");
    }
    take(end);
    return { args, keywords };
  }
  function items() {
    const found = [];
    do {
      if (peek("]")) break;
      const from = peek(":") ? null : comparison();
      if (!peek(":")) {
        found.push({ one: from });
        continue;
      }
      take(":");
      found.push({ from, to: peek(",", "]") ? null : comparison() });
    } while (peek(",") && at++ >= 0);
    take("]");
    return found;
  }
  function atom() {
    if (peek("number")) {
      const { text, start } = list[at++];
      return node(start, { type: "number", value: Number(text) });
    }
    if (peek("name")) {
      const { text, start } = list[at++];
      return node(start, { type: "name", name: text });
    }
    if (peek("(")) {
      const { start } = list[at++];
      const [first, ...more] = [comparison()];
      while (peek(",")) {
        at++;
        if (!peek(")")) more.push(comparison());
      }
      take(")");
      return more.length
        ? node(start, { type: "tuple", entries: [first, ...more] })
        : { ...first, start, end: list[at - 1].end };
    }
    const got = list[at] ? `“${list[at].text}”` : "the end of the line";
    throw new LineError(`A number, a name or a bracket is expected where ${got} stands.`);
  }

  const tree = comparison();
  if (at < list.length) {
    throw new LineError(
      list[at].kind === "="
        ? "The name on the left is given; write what stands on the right."
        : `“${list[at].text}” is one too many.`,
    );
  }
  return tree;
}

const BINARY = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a - b * Math.floor(a / b),
  "**": (a, b) => a ** b,
  "==": (a, b) => Number(a === b),
};
const ENTRYWISE = {
  sigmoid,
  exp: Math.exp,
  log: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  log1p: Math.log1p,
  sqrt: Math.sqrt,
  abs: Math.abs,
  absolute: Math.abs,
  square: (v) => v * v,
  tanh: Math.tanh,
  sin: Math.sin,
  cos: Math.cos,
  negative: (v) => -v,
  round: (v) => (Math.abs(v % 1) === 0.5 ? 2 * Math.round(v / 2) : Math.round(v)),
};
const PAIRS = {
  add: "+",
  subtract: "-",
  multiply: "*",
  divide: "/",
  power: "**",
  maximum: Math.max,
  minimum: Math.min,
};
const whole = (value) => (value === undefined ? undefined : value.data[0]);

function reduced(a, { axis, keepdims }, mean) {
  const total = sum(a, axis === undefined ? null : whole(axis), Boolean(whole(keepdims)));
  const share = total.data.length / a.data.length;
  return mean ? map((v) => v * share, total) : total;
}
const frobenius = (a) => scalar(Math.sqrt(a.data.reduce((s, v) => s + v * v, 0)));
const FUNCTIONS = {
  sum: ([a, axis], keywords) => reduced(a, { axis, ...keywords }, false),
  mean: ([a, axis], keywords) => reduced(a, { axis, ...keywords }, true),
  dot: ([a, b]) => {
    if (!a.shape.length || !b.shape.length) return elementwise(BINARY["*"], a, b);
    try {
      return product(a, b);
    } catch (error) {
      // NumPy's message about dot names both shapes
      throw new ShapeError(error.message, `${shapeText(a.shape, true)} ${shapeText(b.shape, true)}`);
    }
  },
  matmul: ([a, b]) => product(a, b),
  outer: ([a, b]) => product(reshape(a, [-1, 1]), reshape(b, [1, -1])),
  transpose: ([a]) => transpose(a),
  copy: ([a]) => a,
  float: ([a]) => a,
  array: ([a]) => a,
  len: ([a]) => scalar(a.shape[0]),
  norm: ([a, kind]) => {
    if (kind)
      throw new LineError(
        "This kind of norm is not known here; without a second argument it is that of Eq. 12.",
      );
    return frobenius(a);
  },
  ones_like: ([a]) => map(() => 1, a),
  zeros_like: ([a]) => map(() => 0, a),
  reshape: ([a, ...shape]) =>
    reshape(
      a,
      shape.flatMap((n) => Array.from(n.data)),
    ),
  ravel: ([a]) => reshape(a, [-1]),
  flatten: ([a]) => reshape(a, [-1]),
  max: ([a]) => scalar(Math.max(...a.data)),
  min: ([a]) => scalar(Math.min(...a.data)),
};

// The value of a tree; `names` holds arrays, and functions of one array, by name.
export function compute(tree, names, source = "") {
  const text = ({ start, end }) => source.slice(start, end);
  const value = (node) => {
    try {
      return OF[node.type](node);
    } catch (error) {
      if (error instanceof ShapeError && !error.at) {
        error.at = text(node);
        if (node.type === "binary") {
          const [a, b] = [node.a, node.b].map((side) => `${text(side)} is ${shapeText(value(side).shape)}`);
          error.message = `${a} and ${b}: ${error.message}.`;
        } else error.message = `${text(node)}: ${error.message}.`;
      }
      throw error;
    }
  };
  const named = (name) => {
    if (Object.hasOwn(names, name)) return names[name];
    if (name === "lambda") throw new LineError("In Python the regulariser is written lambda_.");
    throw new LineError(`There is no “${name}” here. There are ${Object.keys(names).join(", ")}.`);
  };
  const call = (name, args, keywords) => {
    const own = Object.hasOwn(names, name) && typeof names[name] === "function";
    if (own && args.length === 1) return names[name](args[0]);
    if (!args.length || own) throw new LineError(`${name} needs something in its brackets.`);
    if (Object.hasOwn(ENTRYWISE, name)) return map(ENTRYWISE[name], args[0]);
    if (Object.hasOwn(PAIRS, name)) {
      if (args.length < 2) throw new LineError(`${name} needs two arrays.`);
      return elementwise(BINARY[PAIRS[name]] ?? PAIRS[name], args[0], args[1]);
    }
    if (Object.hasOwn(FUNCTIONS, name)) return FUNCTIONS[name](args, keywords);
    throw new LineError(
      `There is no function “${name}” here. There are ${[...Object.keys(FUNCTIONS), ...Object.keys(ENTRYWISE)].join(", ")}.`,
    );
  };
  const entry = ({ one, from, to }) => {
    if (one?.type === "name" && ["None", "newaxis"].includes(one.name)) return null;
    if (one) return whole(value(one));
    return { from: from ? whole(value(from)) : undefined, to: to ? whole(value(to)) : undefined };
  };
  const OF = {
    number: ({ value: v }) => scalar(v),
    name: ({ name }) =>
      ["True", "False"].includes(name) ? scalar(Number(name === "True")) : arrayOf(named(name), name),
    tuple: ({ entries }) =>
      array(
        [entries.length],
        Float64Array.from(entries, (e) => whole(value(e))),
      ),
    unary: ({ op, a }) => (op === "-" ? map((v) => -v, value(a)) : value(a)),
    binary: ({ op, a, b }) =>
      op === "@" ? product(value(a), value(b)) : elementwise(BINARY[op], value(a), value(b)),
    attribute: ({ of, name }) => {
      const a = value(of);
      if (name === "T") return transpose(a);
      if (name === "shape") return array([a.shape.length], Float64Array.from(a.shape));
      if (name === "size") return scalar(a.data.length);
      throw new LineError(`“.${name}” has no meaning here.`);
    },
    index: ({ of, items }) => index(value(of), items.map(entry)),
    call: ({ of, args, keywords }) => {
      const given = args.map(value);
      const named = Object.fromEntries(Object.entries(keywords).map(([key, node]) => [key, value(node)]));
      if (of.type === "attribute") return call(of.name, [value(of.of), ...given], named);
      if (of.type !== "name") throw new LineError(`“${text(of)}” is no function.`);
      return call(of.name, given, named);
    },
  };
  return value(tree);
}

function arrayOf(value, name) {
  if (typeof value === "function") throw new LineError(`“${name}” is a function: it needs brackets.`);
  return value;
}
