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

import { pixelsOf, rounded } from "../input/digit.js";
import { h, onceAFrame } from "./dom.js";
import { css, paint, palette } from "./draw.js";

const PEN = 0.085; // of the pad's width
const STRIDE = 1 / 24; // one press of an arrow
const APART = 0.006; // points closer than this say nothing new
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function renderPad(el, { strokes = [], onPixels = () => {} } = {}) {
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
