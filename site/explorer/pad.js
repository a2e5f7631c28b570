// The drawing pad. It does not assume the page: a notebook widget uses it as well.
//
//   const pad = renderPad(el, {
//     strokes,                     what is drawn at the start: a list of strokes, each a list of points [x, y] in 0..1
//     onPixels(pixels, strokes),   called at most once a frame after each change; pixels is a Float64Array of 400
//                                  grey values, unrolled column by column as the samples in X, or null if empty
//   });
//   pad.setStrokes(strokes)        draw these; does not call onPixels
//   pad.clear()                    empty the pad; calls onPixels(null, [])
//   pad.say(text)                  the sentence under the pad (read out politely)
//   pad.destroy()
//
// Looks: parts.css. By keyboard: arrows move the pen, Space puts it down or lifts it, Delete clears.

export function renderPad(el, { strokes = [], onPixels = () => {} } = {}) {
  throw new Error("being written");
}
