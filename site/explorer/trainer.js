// The trainer's view: controls, curves of loss and accuracy, hidden units. It does not train: whoever renders it
// answers its commands, the explorer with a Worker, a notebook widget with the student's own Python.
//
//   const trainer = renderTrainer(el, {
//     options: {algorithm: "gd" | "sgd", alpha, beta, lambda, T, B, seed, batches},   some may be left out
//     controls: true,              false leaves out the form and the buttons (then only update() matters)
//     onCommand(name, options),    name is "play", "pause", "step", "reset" or "options" (a field was changed)
//   });
//   trainer.setOptions(options)
//   trainer.update({
//     t, T,                        iterations done, and in all
//     losses,                      losses of the iterations since the last update (array of numbers); or
//     reset: true,                 forget everything shown so far first
//     evaluations: [{t, J, accuracy}],    of all 5000 samples, accuracy in 0..1; those since the last update
//     W1,                          25 x 400 weights, row after row (Float64Array or array), may be left out
//     running,                     true or false
//   })
//   trainer.redraw()               after the theme or the size changed
//   trainer.destroy()
//
// Looks: parts.css.

export function renderTrainer(el, { options = {}, controls = true, onCommand = () => {} } = {}) {
  throw new Error("being written");
}
