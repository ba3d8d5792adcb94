"""Comprehensions over what is no iterable, and names that are unbound in them."""
import traceback
def a(x): return [y for y in x]
def b(x): return list(y for y in x)
def c(x): return {y: 1 for y in x}
def d(x): return [y for z in [1] for y in x]
def e(f):
    if f: b = 1
    return [x + b for x in [1]]
def g(x): return list(y for z in [1] for y in x)
def main():
    for f in a, b, c, d, g:
        try: f(3)
        except TypeError: traceback.print_exc()
    try: e(0)
    except NameError: traceback.print_exc()
main()
