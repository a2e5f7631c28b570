# id: S15
# kind: side effect
# mistake: the parameters of the caller are changed in place
# fingerprint: none
# hint: Arrays that your function was given hold other numbers after the call. Alg. 3 makes a new theta and a
#       new v; the old ones may still be needed, such as for a second run from the same start.
# hint2: Some NumPy assignments write into the array that they are given, others make a new one. Compare
#       W1 of each argument before and after the call, then find the line that writes into it.
# hint3: Keep the initial theta and v, make one step from them, then another step again from them. Both
#       must give the same result. Do yours?


def gradient_step(params, velocity, gradient, alpha, beta):
    velocity = Parameters(*(beta * v - alpha * g for v, g in zip(velocity, gradient)))
    params.W1 += velocity.W1
    params.b1 += velocity.b1
    params.W2 += velocity.W2
    params.b2 += velocity.b2
    return params, velocity
