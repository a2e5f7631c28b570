export function mountCheck(el, app) { return { update() {}, redraw() {} }; }
