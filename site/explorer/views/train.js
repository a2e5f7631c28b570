export function mountTrain(el, app) { return { update() {}, redraw() {} }; }
