// The page: loads the network and the digits, keeps the state in the address, shows one view at a time.

import { batchOf, loadDigits, loadWeights, unpackWeights } from "./input/data.js";
import { pixelsOf } from "./input/digit.js";
import { classOf, evaluate, forward } from "./model/network.js";
import { taught, without } from "./model/teach.js";
import { withArticle, digitOf } from "./parts/dom.js";
import { keptNetwork, takeNetworks } from "./own.js";
import { embeddedView, iframeText, tellParent } from "./parts/embed.js";
import { forgetPalette } from "./parts/draw.js";
import { renderTheme } from "./parts/theme.js";
import { decode, encode, Store, VIEWS } from "./state.js";
import { mountCheck } from "./views/check/view.js";
import { mountDraw } from "./views/draw/view.js";
import { mountLessons } from "./views/lessons/view.js";
import { mountSlice } from "./views/slice/view.js";
import { mountStep } from "./views/step/view.js";
import { mountTrain } from "./views/train/view.js";

const MOUNT = {
  draw: mountDraw,
  step: mountStep,
  train: mountTrain,
  check: mountCheck,
  slice: mountSlice,
  lessons: mountLessons,
};
const TITLES = {
  draw: "Draw",
  step: "Step",
  train: "Train",
  check: "Check",
  slice: "Slice",
  lessons: "Lessons",
};
const notice = document.getElementById("notice");

// The address follows the state at once, and four times a second at most: browsers limit how often it may change.
let [pending, written] = [null, 0];
const stateText = () => encode({ ...store.state, ...views.train?.snapshot() });
function write() {
  clearTimeout(pending);
  pending = null;
  written = performance.now();
  history.replaceState(null, "", `${location.search}#${stateText()}`);
  tellParent(stateText());
}
function address(text, isNewView) {
  if (isNewView) {
    if (pending) clearTimeout(pending);
    pending = null;
    history.pushState(null, "", `${location.search}#${text}`);
    tellParent(text);
  } else if (performance.now() - written > 250 && !pending) write();
  else pending ??= setTimeout(write, 250);
}

const SAMPLES = 5000; // sample numbers from here on are those of the unseen digits
let unseenLoading = null;
const views = {};
const store = new Store(location.hash, address);
const app = {
  store,
  weights: null,
  digits: null,
  unseen: null,
  whenDigits: loadDigits().then((digits) => (app.digits = digits)),
  mine: null, // the network trained here: {theta, t, accuracy, until}
  own: keptNetwork(unpackWeights), // the user's own: {theta, name}
  lastInk: store.state.ink,
  noteAddress: () => (pending ??= setTimeout(write, 1000)),

  // The network on show, or null while a link's own is not there yet.
  theta() {
    const base = app.untaught();
    const { ink, label, taught: steps, off } = store.state;
    if (!base) return null;
    const teaches = steps > 0 && label > 0 && ink.length > 0;
    return remembered([base, teaches && ink, label, steps, String(off)], () => {
      const learned = teaches ? taught(base, pixelsOf(ink), label, steps) : base;
      return without(learned, off);
    });
  },
  untaught() {
    if (store.state.net === "own" && app.own) return app.own.theta;
    if (store.state.net === "mine" && isAwaited()) return null;
    return store.state.net === "mine" && app.mine ? app.mine.theta : app.weights;
  },

  // What goes in: the drawing if there is one, else the sample. said: is it known what a drawing is meant to be?
  digit() {
    const { ink, sample, label } = store.state;
    if (ink.length) {
      const x = pixelsOf(ink);
      const theta = app.untaught() ?? app.weights;
      return {
        x,
        label: label || classOf(forward(theta, x).a3),
        said: label > 0,
        fromInk: true,
        name: "Your drawing",
      };
    }
    const [from, i] = sample < SAMPLES ? [app.digits, sample] : [app.unseen, sample - SAMPLES];
    if (!from) return sample < SAMPLES ? null : (app.loadUnseen().then(app.refresh), null);
    const truth = from.labels[i];
    const which =
      sample < SAMPLES ? `Sample ${i + 1} of the data` : `Digit ${i + 1} of those that it never saw`;
    return {
      x: from.sample(i),
      label: truth,
      said: true,
      fromInk: false,
      name: `${which}, ${withArticle(digitOf(truth))}`,
    };
  },

  // 2000 digits that are not among the 5000, when they are wanted.
  loadUnseen() {
    unseenLoading ??= loadDigits("unseen.bin").then((digits) => (app.unseen = digits));
    unseenLoading.catch(() => (unseenLoading = null)); // asked for anew the next time
    return unseenLoading;
  },

  // The digit and n - 1 samples from all over the data, as X and y.
  batch: (digit, n, sample = store.state.sample % SAMPLES) => batchOf(app.digits, digit, n, sample),

  // X and y of all samples, and how many of them the network on show reads.
  allDigits: () => (app.all ??= app.digits.all()),
  accuracyOf(theta) {
    if (!app.digits) return "";
    const { X, y } = app.allDigits();
    if (!accuracies.has(theta)) accuracies.set(theta, evaluate(theta, X, y, 0).correct / y.length);
    return `${(100 * accuracies.get(theta)).toFixed(2)} %`;
  },

  // After a step of the training: the network of a link may still be on its way.
  refresh() {
    const before = asked;
    const awaited = isAwaited();
    if (awaited)
      app.say(
        `The network of this link is being trained again: ${app.mine.t} of ${app.mine.until} iterations.`,
      );
    else if (before) app.say("");
    views[store.state.view]?.update(store.state);
  },

  say(text) {
    notice.textContent = text;
  },
};

const accuracies = new WeakMap();

// The last value made from these parts.
let memory = {};
function remembered(parts, make) {
  if (!memory.parts || parts.some((part, i) => part !== memory.parts[i])) memory = { parts, value: make() };
  return memory.value;
}

// A link that names a network trained here: until it is trained again, there is none to show.
let asked = store.state.net === "mine";
function isAwaited() {
  if (asked && app.mine && !app.mine.until) asked = false;
  return asked;
}

function show(state, external = false) {
  document.title = `${TITLES[state.view]} · A network that reads digits`;
  for (const link of document.querySelectorAll("nav a")) {
    const here = link.dataset.view === state.view;
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
    link.href = `#${encode({ ...state, view: link.dataset.view })}`;
  }
  for (const name of VIEWS) document.getElementById(name).hidden = name !== state.view;
  views[state.view] ??= MOUNT[state.view](document.getElementById(state.view), app);
  views[state.view].update(state, external);
  if (external && state.view !== "train") views.train?.update(state, true);
}

// What the address says and nobody can take is told, and no longer stands there.
function tell(problems) {
  if (!problems.length) return;
  app.say(`This link is not complete: ${problems.join("; ")}. The usual value is used in its place.`);
  write();
}

takeNetworks(app);
const theme = renderTheme(document.getElementById("theme"), location.hash, () => {
  forgetPalette();
  for (const view of Object.values(views)) view.redraw();
});

store.onChange((state) => show(state));

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
async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    app.say(`${what} is in the clipboard.`);
  } catch {
    app.say("The browser does not allow copying; take the link from its address bar.");
  }
  setTimeout(() => app.say(""), 4000);
}
document.getElementById("link").addEventListener("click", () => {
  write();
  copy(location.href, "The link to exactly this state");
});
document.getElementById("embed").addEventListener("click", () => {
  copy(iframeText(store.state.view, stateText()), "An iframe that shows this view in your own page");
});
addEventListener("popstate", () => {
  if (location.hash === "#content") return;
  clearTimeout(pending); // what was to be written belongs to another entry
  pending = null;
  const { state, problems } = decode(location.hash);
  asked = state.net === "mine" && (!app.mine || state.t !== app.mine.t);
  Object.assign(store.state, state);
  show(store.state, true);
  tell(problems);
});

async function start() {
  // on the site the page of the exercise lies one folder up
  document.getElementById("home").hidden = !/\/explorer\/(index\.html)?$/.test(location.pathname);
  const embedded = embeddedView();
  if (embedded !== null) document.documentElement.classList.add("embedded");
  if (VIEWS.includes(embedded) && !location.hash.includes("view=")) store.state.view = embedded;
  theme.apply();
  app.weights = await loadWeights();
  // with the digits at once, if they come as fast as the network; on a slow line the pad waits for nothing
  const slow = new Promise((go) => setTimeout(go, 100));
  await Promise.race([app.whenDigits, slow]);
  if (!app.digits) show(store.state);
  await app.whenDigits;
  show(store.state);
  performance.mark("prediction");
  tell(store.problems);
  if (store.state.net === "own" && !app.own)
    app.say(
      "This link shows a network of somebody's own, which is not here: drop its theta.npz on the page. Until then it is the given one.",
    );
  // a link to a network trained here: train it again
  if (store.state.net === "mine") views.train ??= mountTrain(document.getElementById("train"), app);
}

start().catch((error) => {
  app.say(`The explorer cannot start: ${error.message}`);
  throw error;
});
