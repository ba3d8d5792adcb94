# function: scale
from krait import f64, vec


def scale(v: vec[f64], k: f64) -> f64:
    s: f64 = 0.0
    for i in range(len(v)):
        v[i] = v[i] * k
    for x in v:
        s += x
    v.append(s)
    return v.pop()
