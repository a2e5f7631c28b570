// The page: loads the network and the digits, keeps the state in the address, shows one view at a time.

import { loadDigits, loadWeights } from "./input/data.js";
import { pixelsOf } from "./input/digit.js";
import { digitOf } from "./parts/dom.js";
import { forgetPalette } from "./parts/draw.js";
import { classOf, forward } from "./model/network.js";
import { encode, Store } from "./state.js";
import { mountCheck } from "./views/check.js";
import { mountDraw } from "./views/draw.js";
import { mountStep } from "./views/step.js";
import { mountTrain } from "./views/train.js";

const MOUNT = { draw: mountDraw, step: mountStep, train: mountTrain, check: mountCheck };
const TITLES = { draw: "Draw", step: "Step", train: "Train", check: "Check" };
const notice = document.getElementById("notice");
const dark = matchMedia("(prefers-color-scheme: dark)");

// While somebody draws, the address changes with each frame, and browsers limit how often it may.
let pending = null;
function address(text, isNewView) {
  clearTimeout(pending);
  const write = () => history[isNewView ? "pushState" : "replaceState"](null, "", `#${text}`);
  if (isNewView) write();
  else pending = setTimeout(write, 250);
}

const store = new Store(location.hash, address);
const app = {
  store,
  weights: null,
  digits: null,
  whenDigits: loadDigits(),
  mine: null, // the network trained here: {theta, t, accuracy}
  lastInk: store.state.ink,

  theta() {
    return store.state.net === "mine" && app.mine ? app.mine.theta : app.weights;
  },

  // What goes in: the drawing if there is one, else the sample.
  digit() {
    const { ink, sample, label } = store.state;
    if (ink.length) {
      const x = pixelsOf(ink);
      return { x, label: label || classOf(forward(app.theta(), x).a3), fromInk: true, name: "Your drawing" };
    }
    if (!app.digits) return null;
    const truth = app.digits.labels[sample];
    return {
      x: app.digits.sample(sample),
      label: truth,
      fromInk: false,
      name: `Sample ${sample + 1} of the data, a ${digitOf(truth)}`,
    };
  },

  refresh() {
    for (const [name, view] of Object.entries(views)) if (name === store.state.view) view.update(store.state);
  },

  say(text) {
    notice.textContent = text;
  },
};

const views = {};
function show(state) {
  document.title = `${TITLES[state.view]} · A network that reads digits`;
  for (const link of document.querySelectorAll("nav a")) {
    const here = link.dataset.view === state.view;
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
    link.href = `#${encode({ ...state, view: link.dataset.view })}`;
  }
  for (const name of Object.keys(MOUNT)) document.getElementById(name).hidden = name !== state.view;
  views[state.view] ??= MOUNT[state.view](document.getElementById(state.view), app);
  views[state.view].update(state);
}

function applyTheme() {
  const { theme } = store.state;
  document.documentElement.dataset.theme = theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
  document.getElementById("theme").value = theme;
  forgetPalette();
  for (const view of Object.values(views)) view.redraw();
}

store.onChange((state, changed) => {
  if (changed.includes("theme")) applyTheme();
  show(state);
});

for (const link of document.querySelectorAll("nav a")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    store.set({ view: link.dataset.view });
    scrollTo(0, 0);
  });
}
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("content").focus();
});
document
  .getElementById("theme")
  .addEventListener("change", (event) => store.set({ theme: event.target.value }));
document.getElementById("link").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(location.href);
    app.say("The link to exactly this state is in the clipboard.");
  } catch {
    app.say("The browser does not allow copying; take the link from its address bar.");
  }
  setTimeout(() => app.say(""), 4000);
});
dark.addEventListener("change", applyTheme);
addEventListener("popstate", () => {
  if (location.hash === `#content`) return;
  const next = new Store(location.hash).state;
  Object.assign(store.state, next);
  applyTheme();
  show(store.state);
});

async function start() {
  applyTheme();
  app.weights = await loadWeights();
  show(store.state);
  app.digits = await app.whenDigits;
  show(store.state);
  performance.mark("prediction");
  // a link to a network trained here: train it again
  if (store.state.net === "mine") views.train ??= mountTrain(document.getElementById("train"), app);
}

start().catch((error) => {
  app.say(`The explorer cannot start: ${error.message}`);
  throw error;
});
