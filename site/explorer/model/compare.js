// Numbers that somebody has computed in NumPy against those of the page: how many agree, and which slip explains the rest.

const NOISE = /\b(?:dtype|shape)=(?:\([^)]*\)|[\w.']*)|(?<![\d.])\b(?!nan\b|inf\b)[a-z_][\w.]*/gi;
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|[+-]?\b(?:nan|inf)\b/gi;

// Half a unit of the last place that was printed.
function roundingOf(word) {
  const [mantissa, exponent = "0"] = word.toLowerCase().split("e");
  return 0.5 * 10 ** (Number(exponent) - (mantissa.split(".")[1] ?? "").length);
}

// What print(a), repr(a) or a.tolist() has written: {values, roundings, cut: were some left out?}
export function readArray(text) {
  const words = text.replace(NOISE, " ").match(NUMBER) ?? [];
  const isFixed = (word) => !/e/i.test(word);
  // without exponents NumPy prints all with the same places, and leaves out zeros at the end
  const finest = words.filter(isFixed).reduce((least, word) => Math.min(least, roundingOf(word)), Infinity);
  return {
    values: words.map((word) => Number(word.replace(/inf/i, "Infinity"))),
    roundings: words.map((word) => (isFixed(word) ? finest : roundingOf(word))),
    cut: text.includes("..."),
  };
}

// Do they agree, as far as they were printed? The places at which they do not.
function disagreements({ values, roundings }, data) {
  const largest = data.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  return Array.from(values.keys()).filter(
    (i) => !(Math.abs(values[i] - data[i]) <= 1e-6 * largest + Math.min(roundings[i], 0.005 * largest)),
  );
}
const agree = (mine, data) => mine.values.length === data.length && disagreements(mine, data).length === 0;

const transposed = ({ data, shape: [rows, columns] }) =>
  Float64Array.from(data, (_, i) => data[(i % rows) * columns + Math.floor(i / rows)]);
const rolled = ({ data, shape: [, columns = 1] }, by) =>
  data.map((_, i) => data[(i + by * columns + data.length) % data.length]);

// The slip that turns the right array into the pasted one, in words, or "".
function slip(mine, name, right, others, N) {
  const { data, shape } = right;
  const other = Object.keys(others).find((each) => each !== name && agree(mine, others[each].data));
  if (other) return `They are those of ${other}.`;
  if (shape[1] > 1 && shape[0] > 1 && agree(mine, transposed(right)))
    return "They are right, but transposed: rows and columns have changed places.";
  const c = mine.values.reduce((s, v, i) => s + v * data[i], 0) / data.reduce((s, v) => s + v * v, 0);
  const isTimes =
    Number.isFinite(c) &&
    c !== 0 &&
    agree(
      mine,
      data.map((v) => c * v),
    );
  const near = (value) => Math.abs(c / value - 1) < 1e-4;
  if (isTimes && near(-1)) return "They have the opposite sign.";
  if (isTimes && N > 1 && near(N))
    return `They are ${N} times too large: the mean over the N samples is missing.`;
  if (isTimes && N > 1 && near(1 / N))
    return /^(eta|delta)/.test(name)
      ? `They are ${N} times smaller: right only if the 1/N of the lines for dW and db is in them already.`
      : `They are ${N} times too small: divided by N once too often.`;
  if (isTimes) return `Each is ${Number(c.toPrecision(4))} times what it should be.`;
  if (shape[0] === 10 && [1, -1].some((by) => agree(mine, rolled(right, by))))
    return "They are one row off: the digit zero has the label 10, so it stands last, in row 9.";
  return "";
}

// text: what was pasted. names: which arrays it can be; arrays: all of them, {name: {data, shape}}.
// {name, said, wrong: [{at, mine, right}], count}; wrong and count only where entries can be put beside each other.
export function compare(text, names, arrays, N) {
  const mine = readArray(text);
  const n = mine.values.length;
  if (mine.cut)
    return { said: "NumPy has left some out (...). Paste a.tolist(), which has them all.", wrong: [] };
  if (n === 0) return { said: "", wrong: [] };
  const column = ({ data, shape: [rows, columns] }) => ({
    data: Float64Array.from({ length: rows }, (_, r) => data[r * columns]),
    shape: [rows, 1],
  });
  const all = { ...arrays };
  for (const [name, each] of Object.entries(arrays))
    if (each.shape[1] > 1 && each.shape[1] === N) all[`${name}[:, 0]`] = column(each);
  const wanted = names.flatMap((name) => [name, `${name}[:, 0]`]).filter((name) => name in all);
  const name = wanted.find((each) => all[each].data.length === n);
  if (!name) {
    const says = wanted.map(
      (each) => `${each} has ${all[each].data.length} (${all[each].shape.join("×") || "one number"})`,
    );
    const other = Object.keys(all).find((each) => agree(mine, all[each].data));
    return {
      said: `These are ${n} numbers; ${says.join(", ")}.${other ? ` They are those of ${other}.` : ""}`,
      wrong: [],
    };
  }
  const right = all[name];
  const wrong = disagreements(mine, right.data);
  const good = n === 1 ? "It agrees" : `All ${n} agree`;
  if (!wrong.length) return { name, said: `${good}, as far as printed.`, wrong, count: n };
  const columns = right.shape[1] ?? 1;
  const share =
    n === 1
      ? "It differs."
      : `${n - wrong.length || "None"} of the ${n} agree${n - wrong.length > 1 ? "" : "s"}.`;
  return {
    name,
    said: `${share} ${slip(mine, name, right, all, N)}`.trim(),
    wrong: wrong.map((i) => ({
      at: right.shape.length < 2 ? "" : `[${Math.floor(i / columns)}, ${i % columns}]`,
      mine: mine.values[i],
      right: right.data[i],
    })),
    count: n,
  };
}
