// JupyterLab has a command for most keys: an x typed while the pad has the focus would cut the cell.

export function keepKeys(el) {
  el.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  });
}
