# id: S20
# kind: wrong
# mistake: the gradient is divided by N once more
# fingerprint: value
# hint: In your v the gradient counts 5000 times too little, as if it were divided by the number of
#       samples once more. It is an average already (line 11 of Alg. 1); line 3 of Alg. 3 multiplies it
#       by alpha only.
# hint2: With alpha and beta as given, line 3 needs no other number. Look for a division in your line for v.
#       The number of samples is not even among the arguments.
# hint3: Start with v = 0, gradient 2 and alpha = 0.1. Line 3 gives v = -0.2. Divide that by your v: the
#       result is the number to look for.


def gradient_step(params, velocity, gradient, alpha, beta):
    N = 5000
    v = Parameters(*(beta * v - alpha / N * g for v, g in zip(velocity, gradient)))
    theta = Parameters(*(p + dv for p, dv in zip(params, v)))
    return theta, v
