# id: right-gradient_step-04
# way: dataclasses.fields and dataclasses.replace, field by field
from dataclasses import fields, replace


def gradient_step(params, velocity, gradient, alpha, beta):
    for field in fields(params):
        name = field.name
        v = beta * getattr(velocity, name) - alpha * getattr(gradient, name)
        velocity = replace(velocity, **{name: v})
        params = replace(params, **{name: getattr(params, name) + v})
    return params, velocity
