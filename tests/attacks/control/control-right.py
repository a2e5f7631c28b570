# id: control-right
# category: control
# tries: nothing: the right answers
# expect: full marks
