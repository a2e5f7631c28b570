// Formulas in a small part of TeX, set as MathML, which browsers show and read aloud by themselves.

const NAMESPACE = "http://www.w3.org/1998/Math/MathML";
const SYMBOLS = {
  phi: ["mi", "φ"],
  delta: ["mi", "δ"],
  eta: ["mi", "η"],
  lambda: ["mi", "λ"],
  theta: ["mi", "θ"],
  epsilon: ["mi", "ε"],
  alpha: ["mi", "α"],
  beta: ["mi", "β"],
  partial: ["mo", "∂"],
  leftarrow: ["mo", "←"],
  cdot: ["mo", "·"],
  sum: ["mo", "∑"],
  log: ["mi", "log"],
  if: ["mtext", "if"],
  else: ["mtext", "else"],
  quad: ["mspace", ""],
  thin: ["mspace", ""],
  times: ["mo", "×"],
  top: ["mi", "⊤"],
  approx: ["mo", "≈"],
};

function element(tag, ...children) {
  const made = document.createElementNS(NAMESPACE, tag);
  made.append(...children);
  return made;
}

function space(name) {
  const made = element("mspace");
  made.setAttribute("width", WIDTHS[name]);
  return made;
}
const WIDTHS = { quad: "1em", thin: "0.2em" };

// A formula; between two parts of it, at \\br, the line may be broken where it is too long.
export function tex(source) {
  const parts = source.split("\\br").map((part, i) => math(part, i > 0));
  const made = document.createElement("span");
  made.className = "formula-parts";
  made.append(...parts);
  return made;
}

// continued: the part goes on where another one ended, so that a plus at its start stands between two terms
function math(source, continued) {
  const tokens = source.match(/\\[a-zA-Z]+|[0-9.]+|:=|[^\s]/g) ?? [];
  let at = 0;

  const row = (end) => {
    const parts = [];
    while (at < tokens.length && tokens[at] !== end) parts.push(scripted());
    at++;
    return parts.length === 1 ? parts[0] : element("mrow", ...parts);
  };
  const argument = () => {
    if (tokens[at] !== "{") return atom();
    at++;
    return row("}");
  };
  const atom = () => {
    const token = tokens[at++];
    if (token === "{") return row("}");
    if (token === "\\frac") return element("mfrac", argument(), argument());
    if (token === "\\tilde") return element("mover", argument(), element("mo", "~"));
    if (token[0] === "\\") {
      const [tag, text] = SYMBOLS[token.slice(1)];
      const made = element(tag, text);
      if (tag === "mspace") made.setAttribute("width", WIDTHS[token.slice(1)]);
      if (token === "\\log") return element("mrow", made, space("thin"));
      if (token === "\\partial") for (const side of ["lspace", "rspace"]) made.setAttribute(side, "0");
      return made;
    }
    if (/[0-9]/.test(token)) return element("mn", token);
    if (/[A-Za-z]/.test(token)) return element("mi", token);
    const operator = element("mo", token === "-" ? "−" : token);
    if (continued && at === 1) operator.setAttribute("form", "infix");
    if ("()‖".includes(token)) operator.setAttribute("stretchy", "false");
    if (token === "‖") for (const side of ["lspace", "rspace"]) operator.setAttribute(side, "0");
    return operator;
  };
  const scripted = () => {
    const isSum = tokens[at] === "\\sum";
    const base = atom();
    const scripts = {};
    while ("^_".includes(tokens[at] ?? " ")) scripts[tokens[at++]] = argument();
    const { "^": above, _: below } = scripts;
    const [under, over, both] = isSum ? ["munder", "mover", "munderover"] : ["msub", "msup", "msubsup"];
    if (above && below) return element(both, base, below, above);
    if (above) return element(over, base, above);
    return below ? element(under, base, below) : base;
  };

  return element("math", row(undefined));
}
