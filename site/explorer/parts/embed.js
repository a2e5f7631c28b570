// The page inside another one: `?embed=check` shows one view without frame, and tells the page around it of its state.

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
  // as text: this page's own policy would forbid an element with a style
  return `<iframe src="${source.replaceAll("&", "&amp;")}" width="100%" height="900" title="A network that reads digits" style="border: 0"></iframe>`;
}
