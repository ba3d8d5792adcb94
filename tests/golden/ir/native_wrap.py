# function: wrapped
from krait import f64, i32


def wrapped(a: i32, b: int, k: f64) -> f64:
    return i32.wrap(a * b + 1) * k
