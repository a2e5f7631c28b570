# id: control-stub
# category: control
# tries: nothing: the notebook as it was released
# expect: no gain
# base: stub
