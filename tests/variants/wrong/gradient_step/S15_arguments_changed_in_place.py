# id: S15
# kind: side effect
# mistake: the parameters of the caller are changed in place
# fingerprint: none
# hint: The returned values are right, but your step also changes the theta that was passed in. After it,
#       theta at t - 1 of Alg. 3 is lost for whoever still needs it, such as a second run from the same
#       start.
# hint2: Some NumPy assignments write into the array that they are given, others make a new one. Compare W1
#       of the argument before and after the call, then find the line that writes into it.
# hint3: Keep the initial parameters, make one step from them, then a second step again from them. Both must
#       give the same result. Do yours?


def gradient_step(params, velocity, gradient, alpha, beta):
    velocity = Parameters(*(beta * v - alpha * g for v, g in zip(velocity, gradient)))
    params.W1 += velocity.W1
    params.b1 += velocity.b1
    params.W2 += velocity.W2
    params.b2 += velocity.b2
    return params, velocity
