// Pictures on canvases: images of digits, weights and gradients, in the colours of the notebooks.

let colours = null;

// The colours of the page's theme, as [r, g, b]; they are defined in parts.css.
export function palette() {
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
export function forgetPalette() {
  colours = null;
}

export const css = ([r, g, b], alpha = 1) => `rgb(${r} ${g} ${b} / ${alpha})`;

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
export const colourOf = (map, value) =>
  css(MAPS[map](Number.isFinite(value) ? value : 0, palette()).map(Math.round));

function between(from, to, share) {
  const s = Math.min(Math.max(share, 0), 1);
  return [0, 1, 2].map((c) => from[c] + s * (to[c] - from[c]));
}

// Paint a matrix, one pixel an entry; CSS makes it large. `byColumn`: the values run down the columns, as in X.
export function paint(
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
export function paintTiles(canvas, W, { across = 5, map = "signed", limit = 1 } = {}) {
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
export function limitOf(values, share = 0.995) {
  const sizes = Float64Array.from(values, Math.abs).sort();
  return sizes[Math.floor(share * (sizes.length - 1))] || 1;
}

export const largest = (values) => values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
