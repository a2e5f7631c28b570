const $explorer_parts_dom = (() => {
// Making elements: h("button", {class: "quiet", onclick: f}, "Clear").

function h(tag, properties = {}, ...children) {
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
function field(label, input) {
  input.id = `ex3-field-${++fields}`;
  return h("div", { class: "ex3-field" }, h("label", { for: input.id }, label), input);
}

// A choice among [value, text] pairs.
function choice(options, properties = {}) {
  return h(
    "select",
    properties,
    ...options.map(([value, text]) => h("option", { value: String(value) }, text)),
  );
}

// Call f at most once a frame, with the arguments of the last call.
function onceAFrame(f) {
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
function number(value, digits = 4) {
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

function superscript(n) {
  return String(n).replace(/[-0-9]/g, (c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]);
}

// Label 10 is the digit zero.
const digitOf = (label) => label % 10;

// Does the element that has the focus need this key itself?
function isTyping(event) {
  const { target } = event;
  const own =
    ["INPUT", "SELECT", "TEXTAREA", "SUMMARY"].includes(target.tagName) ||
    target.closest?.("[role=application]");
  return Boolean(
    own || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented,
  );
}

// “a 3”, “an 8”.
const withArticle = (digit) => `${digit === 8 ? "an" : "a"} ${digit}`;

// Put a formula into an element. One that is too wide is made smaller, down to two thirds; then it can be scrolled,
// by keyboard too.
function setFormula(element, ...nodes) {
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
return { h, field, choice, onceAFrame, number, superscript, digitOf, isTyping, withArticle, setFormula };
})();
const $explorer_parts_draw = (() => {
// Pictures on canvases: images of digits, weights and gradients, in the colours of the notebooks.

let colours = null;

// The colours of the page's theme, as [r, g, b]; they are defined in parts.css.
function palette() {
  if (colours) return colours;
  const style = getComputedStyle(document.querySelector(".ex3") ?? document.body);
  const read = (name) => {
    const hex = style.getPropertyValue(`--${name}`).trim() || "#808080";
    return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  };
  const names = [
    "paper",
    "ink",
    "rule",
    "model",
    "gradient",
    "reference",
    "gd",
    "sgd",
    "wrong",
    "text",
    "ground",
  ];
  colours = Object.fromEntries(names.map((name) => [name, read(name)]));
  colours.signed = [1, 2, 3, 4, 5].map((i) => read(`signed-${i}`));
  return colours;
}

// After the theme has changed.
function forgetPalette() {
  colours = null;
}

const css = ([r, g, b], alpha = 1) => `rgb(${r} ${g} ${b} / ${alpha})`;

// Colour maps from a number to [r, g, b]: `ink` and `lit` for 0..1, `signed` for -1..1.
const MAPS = {
  ink: (v, { paper, ink }) => between(paper, ink, v),
  lit: (v, { paper, model }) => between(paper, model, v),
  signed: (v, { signed }) => {
    const place = (Math.min(Math.max(v, -1), 1) + 1) * 2;
    const i = Math.min(Math.floor(place), 3);
    return between(signed[i], signed[i + 1], place - i);
  },
};

// One colour of a map as CSS.
const colourOf = (map, value) =>
  css(MAPS[map](Number.isFinite(value) ? value : 0, palette()).map(Math.round));

function between(from, to, share) {
  const s = Math.min(Math.max(share, 0), 1);
  return [0, 1, 2].map((c) => from[c] + s * (to[c] - from[c]));
}

// Paint a matrix, one pixel an entry; CSS makes it large. `byColumn`: the values run down the columns, as in X.
function paint(
  canvas,
  values,
  { rows = 20, columns = 20, byColumn = false, map = "ink", limit = 1, at = 0 } = {},
) {
  const image = new ImageData(columns, rows);
  fill(image, values, { rows, columns, byColumn, map, limit, at });
  canvas.width = columns;
  canvas.height = rows;
  canvas.getContext("2d").putImageData(image, 0, 0);
}

// Paint several images of 20x20 as tiles, one pixel apart: the rows of a matrix with 400 columns.
function paintTiles(canvas, W, { across = 5, map = "signed", limit = 1 } = {}) {
  const n = W.length / 400;
  const down = Math.ceil(n / across);
  const image = new ImageData(across * 21 - 1, down * 21 - 1);
  for (let j = 0; j < n; j++) {
    fill(image, W, {
      rows: 20,
      columns: 20,
      byColumn: true,
      map,
      limit,
      at: j * 400,
      left: (j % across) * 21,
      top: Math.floor(j / across) * 21,
    });
  }
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext("2d").putImageData(image, 0, 0);
}

function fill(image, values, { rows, columns, byColumn, map, limit, at, left = 0, top = 0 }) {
  const theme = palette();
  const colour = MAPS[map];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const value = values[at + (byColumn ? c * rows + r : r * columns + c)] / limit;
      const [red, green, blue] = colour(Number.isFinite(value) ? value : 0, theme);
      const pixel = 4 * ((top + r) * image.width + left + c);
      image.data[pixel] = red;
      image.data[pixel + 1] = green;
      image.data[pixel + 2] = blue;
      image.data[pixel + 3] = 255;
    }
  }
}

// The size that all but a few values stay below: a few large weights would make all others pale.
function limitOf(values, share = 0.995) {
  const sizes = Float64Array.from(values, Math.abs).sort();
  return sizes[Math.floor(share * (sizes.length - 1))] || 1;
}

const largest = (values) => values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
return { palette, forgetPalette, css, colourOf, paint, paintTiles, limitOf, largest };
})();
const $explorer_input_resample = (() => {
// Bicubic resizing, the same as in data/build_data.py: Keys' kernel with a = -1/2, stretched against aliasing,
// its weights normalised, border pixels repeated outwards.

function cubicKernel(t) {
  t = Math.abs(t);
  if (t <= 1) return (1.5 * t - 2.5) * t * t + 1;
  return t <= 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
}

// The matrix R that resizes one axis, sizeOut x sizeIn, row after row; an image becomes R image R'.
function resizeMatrix(sizeIn, sizeOut) {
  const scale = sizeIn / sizeOut;
  const stretch = Math.max(scale, 1);
  const reach = Math.ceil(2 * stretch) + 1;
  const R = new Float64Array(sizeOut * sizeIn);
  for (let i = 0; i < sizeOut; i++) {
    const centre = (i + 0.5) * scale - 0.5;
    const weights = [];
    for (let p = -reach; p < sizeIn + reach; p++) weights.push(cubicKernel((centre - p) / stretch));
    const sum = weights.reduce((total, w) => total + w, 0);
    weights.forEach((w, k) => {
      const p = Math.min(Math.max(k - reach, 0), sizeIn - 1);
      R[i * sizeIn + p] += w / sum;
    });
  }
  return R;
}

// A function that shrinks images of 28x28 bytes, row by row, to samples of 20x20 grey values, column by column.
function makeShrinker(sizeIn = 28, sizeOut = 20) {
  const R = resizeMatrix(sizeIn, sizeOut);
  const taps = Array.from({ length: sizeOut }, (_, i) => {
    const row = R.subarray(i * sizeIn, (i + 1) * sizeIn);
    const first = row.findIndex((w) => w !== 0);
    let last = sizeIn - 1;
    while (row[last] === 0) last--;
    return { first, last, row };
  });
  const rows = new Float64Array(sizeOut * sizeIn);

  return function shrink(bytes, offset = 0, X = new Float64Array(sizeOut * sizeOut), at = 0) {
    for (let i = 0; i < sizeOut; i++) {
      const { first, last, row } = taps[i];
      for (let c = 0; c < sizeIn; c++) {
        let sum = 0;
        for (let k = first; k <= last; k++) sum += row[k] * (bytes[offset + k * sizeIn + c] / 255);
        rows[i * sizeIn + c] = sum;
      }
    }
    for (let j = 0; j < sizeOut; j++) {
      const { first, last, row } = taps[j];
      for (let i = 0; i < sizeOut; i++) {
        let sum = 0;
        for (let k = first; k <= last; k++) sum += rows[i * sizeIn + k] * row[k];
        X[at + j * sizeOut + i] = sum;
      }
    }
    return X;
  };
}
return { resizeMatrix, makeShrinker };
})();
const $explorer_input_digit = (() => {
// From pen strokes to a sample like those of MNIST: the drawing is scaled into a box of 20x20 pixels, drawn with a
// pen of the usual width into 28x28 so that its centre of mass lies in the middle, and shrunk to 20x20 like the data.

const { makeShrinker } = $explorer_input_resample;

const SIDE = 28;
const BOX = 20;
const PEN = 2.6; // pixels of the 28x28 image, as in most images of MNIST
const STEPS = 4095; // points are kept as two numbers of 12 bits, which is how they stand in the address

const shrink = makeShrinker();

// A stroke of one point is a dot.
function bounds(strokes) {
  const points = strokes.flat();
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

// Draw lines, given in pixels, with a round pen: full inside, fading over one pixel at the edge.
function rasterise(strokes) {
  const image = new Float64Array(SIDE * SIDE);
  const radius = PEN / 2;
  const segment = ([x0, y0], [x1, y1]) => {
    const reach = radius + 1;
    const [dx, dy] = [x1 - x0, y1 - y0];
    const length2 = dx * dx + dy * dy;
    const clip = (v) => Math.min(Math.max(Math.floor(v), 0), SIDE - 1);
    for (let r = clip(Math.min(y0, y1) - reach); r <= clip(Math.max(y0, y1) + reach); r++) {
      for (let c = clip(Math.min(x0, x1) - reach); c <= clip(Math.max(x0, x1) + reach); c++) {
        const [px, py] = [c + 0.5 - x0, r + 0.5 - y0];
        const along = length2 ? Math.min(Math.max((px * dx + py * dy) / length2, 0), 1) : 0;
        const distance = Math.hypot(px - along * dx, py - along * dy);
        const value = Math.min(Math.max(radius + 0.5 - distance, 0), 1);
        const at = r * SIDE + c;
        if (value > image[at]) image[at] = value;
      }
    }
  };
  for (const stroke of strokes) {
    if (stroke.length === 1) segment(stroke[0], stroke[0]);
    for (let i = 1; i < stroke.length; i++) segment(stroke[i - 1], stroke[i]);
  }
  return image;
}

function centreOfMass(image) {
  let [mass, x, y] = [0, 0, 0];
  image.forEach((value, at) => {
    mass += value;
    x += value * ((at % SIDE) + 0.5);
    y += value * (Math.floor(at / SIDE) + 0.5);
  });
  return mass ? [x / mass, y / mass] : [SIDE / 2, SIDE / 2];
}

// 28x28 bytes, row by row, from strokes with coordinates 0..1 on the pad; null if there are none.
function bytesOf(strokes) {
  if (!strokes.some((stroke) => stroke.length)) return null;
  const { left, right, top, bottom } = bounds(strokes);
  // a dot or a tiny mark is not blown up to a whole digit
  const scale = (BOX - PEN) / Math.max(right - left, bottom - top, 0.1);
  const place = (dx, dy) =>
    strokes.map((stroke) =>
      stroke.map(([x, y]) => [
        SIDE / 2 + scale * (x - (left + right) / 2) + dx,
        SIDE / 2 + scale * (y - (top + bottom) / 2) + dy,
      ]),
    );
  const [x, y] = centreOfMass(rasterise(place(0, 0)));
  return Uint8Array.from(rasterise(place(SIDE / 2 - x, SIDE / 2 - y)), (value) => Math.round(255 * value));
}

// 400 grey values, column by column as in X; null if there are no strokes.
function pixelsOf(strokes) {
  const bytes = bytesOf(strokes);
  return bytes && shrink(bytes);
}

// Points as they are kept: rounded, so that a link draws exactly the same.
const rounded = (point) => point.map((v) => Math.round(Math.min(Math.max(v, 0), 1) * STEPS) / STEPS);

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// Strokes as text for the address: four characters a point, a dot between strokes.
function encodeStrokes(strokes) {
  const digits = (v) => {
    const step = Math.round(v * STEPS);
    return ALPHABET[step >> 6] + ALPHABET[step & 63];
  };
  return strokes.map((stroke) => stroke.map(([x, y]) => digits(x) + digits(y)).join("")).join(".");
}

function decodeStrokes(text) {
  const value = (pair) => (ALPHABET.indexOf(pair[0]) * 64 + ALPHABET.indexOf(pair[1])) / STEPS;
  return text
    .split(".")
    .filter((part) => part.length >= 4 && part.length % 4 === 0 && /^[\w-]*$/.test(part))
    .map((part) => part.match(/.{4}/g).map((four) => [value(four.slice(0, 2)), value(four.slice(2))]));
}
return { bytesOf, pixelsOf, rounded, encodeStrokes, decodeStrokes };
})();
const $explorer_parts_pad = (() => {
// The drawing pad. It does not assume the page: a notebook widget uses it as well.
//
//   const pad = renderPad(el, {
//     strokes,                     what is drawn at the start: a list of strokes, each a list of points [x, y] in 0..1
//     onPixels(pixels, strokes),   called at most once a frame after each change; pixels is a Float64Array of 400
//                                  grey values, unrolled column by column as the samples in X, or null if empty
//   });
//   pad.setStrokes(strokes)        draw these; does not call onPixels
//   pad.showPixels(pixels)         400 grey values to show while nothing is drawn, or null
//   pad.undo()                     take the last stroke back
//   pad.clear()                    empty the pad; calls onPixels(null, [])
//   pad.say(text)                  the sentence under the pad (read out politely)
//   pad.redraw()                   after the theme changed
//   pad.destroy()
//
// Looks: parts.css. By keyboard: arrows move the pen, Space puts it down or lifts it, Delete clears.

const { pixelsOf, rounded } = $explorer_input_digit;
const { h, onceAFrame } = $explorer_parts_dom;
const { css, paint, palette } = $explorer_parts_draw;

const PEN = 0.085; // of the pad's width
const STRIDE = 1 / 24; // one press of an arrow
const APART = 0.006; // points closer than this say nothing new
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function renderPad(el, { strokes = [], onPixels = () => {} } = {}) {
  strokes = strokes.map((stroke) => stroke.map(rounded));
  let down = false; // the pointer's pen
  let backdrop = null; // an image of 20x20 behind an empty pad
  let cursor = null; // the keyboard's pen: {x, y, down}, shown while the pad has the focus

  const sheet = h("canvas", {
    class: "ex3-pad-sheet",
    tabindex: "0",
    role: "application",
    "aria-label":
      "Drawing pad. Draw a digit with mouse, finger or pen. By keyboard: arrows move the pen, Space puts it down or lifts it, Delete clears.",
  });
  const ghost = h("p", { class: "ex3-pad-ghost", "aria-hidden": "true" }, "draw a digit here");
  const undo = h("button", { type: "button", onclick: () => takeBack() }, "Undo");
  const empty = h("button", { type: "button", onclick: () => clear() }, "Clear");
  const sentence = h("p", { class: "ex3-pad-say", role: "status" });
  const root = h(
    "div",
    { class: "ex3 ex3-pad" },
    h("div", { class: "ex3-pad-frame" }, sheet, ghost),
    h("div", { class: "ex3-tools" }, undo, empty),
    sentence,
  );
  el.append(root);

  const tell = onceAFrame(() => onPixels(pixelsOf(strokes), strokes));

  function draw() {
    const side = Math.round(sheet.clientWidth * devicePixelRatio) || 300;
    if (sheet.width !== side) sheet.width = sheet.height = side;
    const pen = sheet.getContext("2d");
    const colours = palette();
    pen.fillStyle = css(colours.paper);
    pen.fillRect(0, 0, side, side);
    if (backdrop && !strokes.length) {
      paint(backdrop.canvas, backdrop.pixels, { byColumn: true });
      pen.imageSmoothingEnabled = false;
      pen.drawImage(backdrop.canvas, 0, 0, side, side);
    }
    pen.strokeStyle = css(colours.ink);
    Object.assign(pen, { lineWidth: PEN * side, lineCap: "round", lineJoin: "round" });
    for (const stroke of strokes) {
      pen.beginPath();
      stroke.forEach(([x, y], i) => (i ? pen.lineTo(x * side, y * side) : pen.moveTo(x * side, y * side)));
      if (stroke.length === 1) pen.lineTo(stroke[0][0] * side, stroke[0][1] * side);
      pen.stroke();
    }
    if (cursor && document.activeElement === sheet) {
      pen.strokeStyle = css(colours.gradient);
      pen.lineWidth = side / 150;
      pen.beginPath();
      pen.arc(cursor.x * side, cursor.y * side, (PEN / 2) * side, 0, 2 * Math.PI);
      if (cursor.down) {
        pen.fillStyle = css(colours.gradient, 0.5);
        pen.fill();
      }
      pen.stroke();
    }
    ghost.hidden = strokes.length > 0;
    undo.disabled = strokes.length === 0;
    empty.disabled = strokes.length === 0 && !backdrop;
  }
  const drawSoon = onceAFrame(draw);

  function change(next) {
    // a button that becomes disabled would lose the focus
    if (!next.length && [undo, empty].includes(document.activeElement)) sheet.focus({ preventScroll: true });
    strokes = next;
    drawSoon();
    tell();
  }

  // What is taken away is not drawn on.
  function lift() {
    down = false;
    if (cursor) cursor.down = false;
  }

  function takeBack() {
    lift();
    change(strokes.slice(0, -1));
  }

  function clear() {
    lift();
    change([]);
  }

  function addPoint(point, begin) {
    const at = rounded(point);
    const last = strokes.at(-1);
    if (!begin && !last) return;
    if (begin) change([...strokes, [at]]);
    else if (Math.hypot(at[0] - last.at(-1)[0], at[1] - last.at(-1)[1]) > APART) {
      change([...strokes.slice(0, -1), [...last, at]]);
    }
  }

  const place = (event) => {
    const box = sheet.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  };
  sheet.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    sheet.focus({ preventScroll: true });
    sheet.setPointerCapture(event.pointerId);
    cursor = null;
    down = true;
    addPoint(place(event), true);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!down) return;
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const move of moves.length ? moves : [event]) addPoint(place(move), false);
  });
  for (const end of ["pointerup", "pointercancel"]) sheet.addEventListener(end, () => (down = false));
  sheet.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in MOVES) {
      cursor ??= { x: 0.5, y: 0.25, down: false };
      const [dx, dy] = MOVES[event.key];
      cursor.x = Math.min(Math.max(cursor.x + dx * STRIDE, 0), 1);
      cursor.y = Math.min(Math.max(cursor.y + dy * STRIDE, 0), 1);
      if (cursor.down) addPoint([cursor.x, cursor.y], false);
      drawSoon();
    } else if (event.key === " ") {
      cursor ??= { x: 0.5, y: 0.25, down: false };
      cursor.down = !cursor.down;
      if (cursor.down) addPoint([cursor.x, cursor.y], true);
      drawSoon();
    } else if (event.key === "Delete" || event.key === "Backspace") clear();
    else return;
    event.preventDefault();
  });
  sheet.addEventListener("focus", drawSoon);
  sheet.addEventListener("blur", drawSoon);
  const observer = new ResizeObserver(drawSoon);
  observer.observe(sheet);
  draw();

  return {
    setStrokes(next) {
      lift();
      strokes = next.map((stroke) => stroke.map(rounded));
      drawSoon();
    },
    showPixels(pixels) {
      backdrop = pixels && { pixels, canvas: backdrop?.canvas ?? h("canvas") };
      drawSoon();
    },
    undo: () => strokes.length && takeBack(),
    clear,
    say(text) {
      if (sentence.textContent !== text) sentence.textContent = text;
    },
    redraw: drawSoon,
    destroy() {
      observer.disconnect();
      root.remove();
    },
  };
}
return { renderPad };
})();
const $widgets_keys = (() => {
// JupyterLab has a command for most keys: an x typed while the pad has the focus would cut the cell.

function keepKeys(el) {
  el.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  });
}
return { keepKeys };
})();
const $widgets_theme = (() => {
// The colours of the explorer's parts inside JupyterLab, whose theme can change at any time.

const { forgetPalette } = $explorer_parts_draw;

// Call redraw once el is in the page, where its colours are known, and after each change of theme.
function followTheme(el, redraw) {
  let stopped = false;
  const again = () => {
    forgetPalette();
    redraw();
  };
  const wait = () => {
    if (el.isConnected) again();
    else if (!stopped) requestAnimationFrame(wait);
  };
  const observer = new MutationObserver(again);
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  wait();
  return () => {
    stopped = true;
    observer.disconnect();
  };
}
return { followTheme };
})();
const $widgets_pad = (() => {
// The drawing pad in a notebook: its 400 grey values go to Python, and what Python makes of them comes back. Beside it
// stand the 20x20 pixels that go in, and the ten outputs of each network that reads them.

const { digitOf, h } = $explorer_parts_dom;
const { paint } = $explorer_parts_draw;
const { renderPad } = $explorer_parts_pad;
const { keepKeys } = $widgets_keys;
const { followTheme } = $widgets_theme;

const NOTHING = new Float64Array(400);

// A list with the ten outputs of one network.
function renderOutputs() {
  const rows = Array.from({ length: 10 }, (_, k) => {
    const fill = h("span", { class: "ex3-fill" });
    const value = h("span", { class: "ex3-value" }, "");
    const row = h(
      "li",
      {},
      h("span", { class: "ex3-digit" }, String(digitOf(k + 1))),
      h("span", { class: "ex3-track" }, fill),
      value,
    );
    return { row, fill, value };
  });
  const list = h("ol", { class: "ex3-outputs" }, ...rows.map(({ row }) => row));
  return {
    list,
    update(outputs) {
      const most = Math.max(...outputs);
      rows.forEach(({ row, fill, value }, k) => {
        const known = k < outputs.length;
        fill.style.width = known ? `${100 * Math.min(Math.max(outputs[k], 0), 1)}%` : "0";
        value.textContent = known ? outputs[k].toFixed(3) : "";
        row.classList.toggle("ex3-first", known && outputs[k] === most);
      });
    },
  };
}

function render({ model, el }) {
  const place = h("div");
  const seen = h("canvas", { class: "ex3-seen", role: "img" });
  const { networks } = model.get("reading");
  const outputs = networks.map(renderOutputs);
  const columns = networks.map(({ name }, i) => {
    outputs[i].list.setAttribute("aria-label", `The ten outputs of ${name}`);
    return h("div", { class: "ex3-network" }, h("p", { class: "ex3-name" }, name), outputs[i].list);
  });
  keepKeys(el);
  el.append(
    h(
      "div",
      { class: "ex3 ex3-reader" },
      place,
      h("figure", { class: "ex3-goes-in" }, seen, h("figcaption", {}, "what goes in: 20×20 pixels")),
      h("div", { class: "ex3-networks" }, ...columns),
    ),
  );

  const pad = renderPad(place, {
    onPixels(pixels) {
      model.set("pixels", pixels ? Array.from(pixels) : []);
      model.save_changes();
      showSeen();
    },
  });

  function showSeen() {
    const pixels = model.get("pixels");
    const drawn = pixels.length > 0;
    paint(seen, drawn ? pixels : NOTHING, { byColumn: true });
    seen.setAttribute("aria-label", drawn ? "Your drawing as 20 by 20 grey values." : "Nothing goes in yet.");
  }
  function show() {
    const { networks: found, sentence = "" } = model.get("reading");
    found.forEach(({ outputs: values }, i) => outputs[i].update(values));
    pad.say(sentence);
  }
  showSeen();
  show();
  model.on("change:reading", show);
  const stop = followTheme(el, () => {
    pad.redraw();
    showSeen();
  });
  return () => {
    stop();
    model.off("change:reading", show);
    pad.destroy();
  };
}
return { render };
})();
export const { render } = $widgets_pad;
export default { render };
