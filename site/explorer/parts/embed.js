// The page inside another one: `?embed=check` shows one view without frame, and tells the page around it of its state.

import { h } from "./dom.js";

export const embeddedView = () => new URLSearchParams(location.search).get("embed");

// For the page around: {source: "ex3-explorer", state: the text after the # of the address, height in pixels}.
export function tellParent(stateText) {
  if (parent === window || !embeddedView()) return;
  parent.postMessage(
    { source: "ex3-explorer", state: stateText, height: document.documentElement.scrollHeight },
    "*",
  );
}

// The text of an iframe that shows this state.
export function iframeText(view, stateText) {
  const source = `${location.href.split(/[?#]/)[0]}?embed=${view}#${stateText}`;
  const frame = h("iframe", {
    src: source,
    width: "100%",
    height: "900",
    title: "A network that reads digits",
  });
  frame.style.border = "0"; // the page's own policy forbids a style among the attributes
  return frame.outerHTML;
}
