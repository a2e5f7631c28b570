export function mountStep(el, app) { return { update() {}, redraw() {} }; }
