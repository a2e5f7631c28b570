// Which network is on show: the given one, the one trained in this page, or one of the user's own from a file.

import { choice, field, h } from "./dom.js";

export function renderNetworkChoice(el, app) {
  const select = choice(
    ["given", "mine", "own"].map((value) => [value, ""]),
    { onchange: () => app.store.set({ net: select.value, taught: 0 }) },
  );
  const file = h("input", {
    type: "file",
    accept: ".npz,.json",
    hidden: true,
  });
  file.addEventListener("change", () => {
    if (file.files[0]) app.openNetwork(file.files[0]);
    file.value = "";
  });
  const open = h(
    "button",
    { type: "button", title: "theta.npz or JSON; or drop the file on the page", onclick: () => file.click() },
    "Open theta.npz",
  );
  const save = h(
    "button",
    { type: "button", title: "as np.load reads it", onclick: () => app.saveNetwork() },
    "Save theta.npz",
  );
  el.append(
    h(
      "div",
      { class: "network" },
      field("network", select),
      h("div", { class: "ex3-tools" }, open, save, file),
    ),
  );
  return {
    update({ net }) {
      const [given, mine, own] = select.options;
      given.textContent = "the given one (97.52 %)";
      mine.textContent = app.mine
        ? `trained here, ${app.mine.t} iteration${app.mine.t === 1 ? "" : "s"} (${(100 * app.mine.accuracy).toFixed(2)} %)`
        : "trained here: not yet";
      mine.disabled = !app.mine;
      own.textContent = app.own
        ? `${app.own.name} (${app.accuracyOf(app.own.theta)})`
        : "your own: open a file";
      own.disabled = !app.own;
      select.value = net === "mine" && app.mine ? "mine" : net === "own" && app.own ? "own" : "given";
      save.disabled = !app.theta();
    },
  };
}
