// The colours of the explorer's parts inside JupyterLab, whose theme can change at any time.

import { forgetPalette } from "../explorer/parts/draw.js";

// Call redraw once el is in the page, where its colours are known, and after each change of theme.
export function followTheme(el, redraw) {
  let stopped = false;
  const again = () => {
    forgetPalette();
    redraw();
  };
  const wait = () => {
    if (el.isConnected) again();
    else if (!stopped) requestAnimationFrame(wait);
  };
  const observer = new MutationObserver(again);
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  wait();
  return () => {
    stopped = true;
    observer.disconnect();
  };
}
