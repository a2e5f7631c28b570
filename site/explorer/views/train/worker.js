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
  const starts = { own: () => app.own?.theta ?? null, zero: () => zeros(), seed: () => null };
  // What is asked for happens in this order, also while the worker or its data are still being fetched: a run must not
  // be told to play before it is there.
  let queue = app.whenDigits.then((digits) => {
    const worker = makeWorker();
    worker.onmessage = ({ data }) => {
      if (data.reset) resets--;
      if (!resets) onProgress(data);
    };
    worker.postMessage({ command: "data", bytes: digits.bytes });
    return worker;
  });
  function send(message) {
    queue = queue.then((worker) => {
      worker.postMessage(message);
      return worker;
    });
  }
  function sendUnseen() {
    sent = true;
    queue = queue.then(async (worker) => {
      try {
        worker.postMessage({ command: "data", more: (await app.loadUnseen()).bytes });
      } catch (error) {
        sent = false;
        app.say(`${error.message}. The run goes without the unseen digits.`);
      }
      return worker;
    });
  }

  return {
    send,
    // Start anew, from random numbers, the user's own network or zeros; and do t iterations again.
    begin(options, from, t = 0) {
      resets++;
      if (options.unseen !== "out" && !sent) sendUnseen();
      send({ command: "reset", options, start: starts[from]() });
      if (t > 0) send({ command: "play", to: t });
    },
    stop() {
      queue = queue.then((worker) => worker.terminate());
    },
  };
}
