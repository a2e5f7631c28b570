// The network of one's own: opened by a button or dropped on the page, and kept by the browser over a reload.

import { readNetwork, writeNetwork } from "./input/own_network.js";
import { BLOCKS, SIZES } from "./model/network.js";
import { download } from "./parts/save.js";

const KEY = "ex3-own-network";

function keep({ theta, name }) {
  const numbers = Float64Array.from(BLOCKS.flatMap((block) => Array.from(theta[block])));
  const text = Array.from(new Uint8Array(numbers.buffer), (byte) => String.fromCharCode(byte)).join("");
  try {
    localStorage.setItem(KEY, JSON.stringify({ name, numbers: btoa(text) }));
  } catch {
    // then it lasts as long as the page
  }
}

export function keptNetwork(unpack) {
  try {
    const { name, numbers } = JSON.parse(localStorage.getItem(KEY));
    const bytes = Uint8Array.from(atob(numbers), (character) => character.charCodeAt(0));
    const theta = unpack(new Float64Array(bytes.buffer));
    return { name, theta: { ...theta, sizes: SIZES } };
  } catch {
    return null;
  }
}

// Gives `app` openNetwork and saveNetwork, and the page an ear for dropped files.
export function takeNetworks(app) {
  app.openNetwork = async (file) => {
    try {
      app.own = {
        theta: await readNetwork(new Uint8Array(await file.arrayBuffer()), file.name),
        name: file.name,
      };
      keep(app.own);
      app.store.set({ net: "own", taught: 0, off: [] });
      app.refresh();
      app.say(
        `${file.name} is the network on show now: in Draw, Step, Train and Check. ${app.digits ? `It reads ${app.accuracyOf(app.own.theta)} of the 5000 digits.` : ""}`,
      );
    } catch (error) {
      app.say(error.message);
    }
  };
  app.saveNetwork = (theta = app.theta()) => download("theta.npz", writeNetwork(theta));

  const isFile = (event) => event.dataTransfer?.types.includes("Files");
  for (const type of ["dragover", "drop"]) {
    document.addEventListener(type, (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      if (type === "drop" && event.dataTransfer.files[0]) app.openNetwork(event.dataTransfer.files[0]);
    });
  }
}
