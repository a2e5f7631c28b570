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

// A number as people read it, with so many significant digits: −0.01230, 3.1·10⁻¹¹, with a true minus sign.
export function number(value, digits = 4) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "not a number" : value > 0 ? "∞" : "−∞";
  if (Number.isInteger(value) && Math.abs(value) < 1e5) return String(value).replace("-", "−");
  const size = Math.abs(value);
  const plain = size >= 1e-3 && size < 1e5;
  const text = plain ? fixed(value, digits) : value.toExponential(digits - 1);
  const [mantissa, exponent] = text.split("e");
  const signed = mantissa.replace("-", "−");
  return exponent === undefined ? signed : `${signed}·10${superscript(Number(exponent))}`;
}

// Without an exponent, however large.
function fixed(value, digits) {
  const before = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(digits))))) + 1;
  return value.toFixed(Math.min(Math.max(digits - before, 0), 20));
}

export function superscript(n) {
  return String(n).replace(/[-0-9]/g, (c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]);
}

// Label 10 is the digit zero.
export const digitOf = (label) => label % 10;

// Does the element that has the focus need this key itself?
export function isTyping(event) {
  const { target } = event;
  const own =
    ["INPUT", "SELECT", "TEXTAREA", "SUMMARY"].includes(target.tagName) ||
    target.closest?.("[role=application]");
  return Boolean(
    own || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented,
  );
}

// “a 3”, “an 8”.
export const withArticle = (digit) => `${digit === 8 ? "an" : "a"} ${digit}`;

// Put a formula into an element. One that is too wide is made smaller, down to two thirds; then it can be scrolled,
// by keyboard too.
export function setFormula(element, ...nodes) {
  element.replaceChildren(...nodes);
  fit(element);
  watched ??= new ResizeObserver((entries) => entries.forEach((entry) => fit(entry.target)));
  watched.observe(element);
}
let watched = null;

function fit(element) {
  const inner = element.lastElementChild;
  if (!inner || !element.clientWidth) return;
  for (let size = 100; size >= 65; size -= 5) {
    inner.style.fontSize = `${size}%`;
    if (element.scrollWidth <= element.clientWidth) break;
  }
  if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
  else element.removeAttribute("tabindex");
}
