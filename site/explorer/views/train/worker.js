// A Worker that trains: beside the page, or inside it when the page is a single file (see bundle.py).

import { zeros } from "../../model/network.js";

export function makeWorker() {
  const embedded = document.getElementById("train-worker.js");
  if (!embedded) return new Worker("train-worker.js", { type: "module" });
  return new Worker(URL.createObjectURL(new Blob([embedded.textContent], { type: "text/javascript" })));
}

// A run in a Worker of its own. onProgress gets what train-worker.js posts, but nothing of a run that was given up.
export function startRunner(app, onProgress) {
  let resets = 0; // without an answer yet
  let sent = false; // have the unseen digits been sent?
  const worker = app.whenDigits.then((digits) => {
    const made = makeWorker();
    made.onmessage = ({ data }) => {
      if (data.reset) resets--;
      if (!resets) onProgress(data);
    };
    made.postMessage({ command: "data", bytes: digits.bytes });
    return made;
  });
  const starts = { own: () => app.own?.theta ?? null, zero: () => zeros(), seed: () => null };

  return {
    // Start anew, from random numbers, the user's own network or zeros; and do t iterations again.
    async begin(options, from, t = 0) {
      resets++;
      const made = await worker;
      if (options.unseen !== "out" && !sent) {
        sent = true;
        made.postMessage({ command: "data", more: (await app.loadUnseen()).bytes });
      }
      made.postMessage({ command: "reset", options, start: starts[from]() });
      if (t > 0) made.postMessage({ command: "play", to: t });
    },
    send: (message) => worker.then((made) => made.postMessage(message)),
    stop: () => worker.then((made) => made.terminate()),
  };
}
