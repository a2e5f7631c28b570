// Making elements: h("button", {class: "quiet", onclick: f}, "Clear").

export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && !name.includes("-") && typeof value !== "string") element[name] = value;
    else element.setAttribute(name === "className" ? "class" : name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

let fields = 0;

// A field with its name above it.
export function field(label, input) {
  input.id = `ex3-field-${++fields}`;
  return h("div", { class: "ex3-field" }, h("label", { for: input.id }, label), input);
}

// A choice among [value, text] pairs.
export function choice(options, properties = {}) {
  return h(
    "select",
    properties,
    ...options.map(([value, text]) => h("option", { value: String(value) }, text)),
  );
}

// Call f at most once a frame, with the arguments of the last call.
export function onceAFrame(f) {
  let waiting = null;
  return (...args) => {
    if (waiting === null)
      requestAnimationFrame(() => {
        const last = waiting;
        waiting = null;
        f(...last);
      });
    waiting = args;
  };
}

// A number as people read it: -0.0123, 3.1e-11, with a true minus sign.
export function number(value, digits = 3) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "not a number" : value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const plain = size === 0 || (size >= 10 ** -digits && size < 1e5);
  const text = plain ? value.toFixed(digits) : value.toExponential(1);
  const [mantissa, exponent] = text.split("e");
  const signed = mantissa.replace("-", "−");
  return exponent === undefined ? signed : `${signed}·10${superscript(Number(exponent))}`;
}

export function superscript(n) {
  return String(n).replace(/[-0-9]/g, (c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]);
}

// Label 10 is the digit zero.
export const digitOf = (label) => label % 10;

// Put a formula into an element; where it is wider than the screen, it can be scrolled, by keyboard too.
export function setFormula(element, ...nodes) {
  element.replaceChildren(...nodes);
  if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
  else element.removeAttribute("tabindex");
}
