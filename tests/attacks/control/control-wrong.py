# id: control-wrong
# category: control
# tries: nothing: the wrong answers
# expect: no gain
# base: wrong
