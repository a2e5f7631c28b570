# id: S06
# kind: wrong
# mistake: the new velocity is not returned
# fingerprint: value
# hint: The v that you return is the old one. Line 3 of Alg. 3 replaces v, and the next step needs the
#       new value.
# hint2: Without the new v every step forgets the ones before, and the momentum has no effect. Compare the v
#       that you add in line 4 with the v that you return.
# hint3: Start with v = 0 and make two steps, passing the returned v on. Print v after each step. By line 3
#       it cannot still be 0 after the first.


def gradient_step(params, velocity, gradient, alpha, beta):
    new_params = params.copy()
    for p, v, g in zip(new_params, velocity, gradient):
        v = beta * v - alpha * g
        p += v
    return new_params, velocity
