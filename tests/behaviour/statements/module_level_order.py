"""Module-level code runs in order, between definitions."""
print("start", __name__, __doc__)
x = 1


def show() -> str:
    return f"x={x} y={y}"  # noqa


try:
    show()
except NameError as e:
    print("early:", e)

y = 2
print(show())


class A:
    print("in class body")
    z = x + y


x = 10
print(A.z, show())
for i in range(3):
    x += i
    if i == 1:
        continue
    print("loop", i, x)
else:
    print("loop done", i)

if x > 10:
    def late() -> str:
        return "late"
    print(late())

while y < 5:
    y += 1
print(y)


def late() -> str:  # type: ignore
    return "later"


print(late(), [n * x for n in range(3)], (lambda: x + y)())
with open(__file__) as f:
    print(f.readline().strip()[:20])
try:
    raise KeyError("k")
except KeyError as err:
    print(repr(err))
finally:
    print("finally")
print("err" in globals(), "x" in globals(), "f" in globals(), "A" in dir())
del x
try:
    show()
except NameError as e:
    print(e)
x: int = 5
undeclared: str
print(show(), __annotations__)
a = b = c = 3
a, b = b + 1, a
print(a, b, c)
assert a == 4, "never"
import math as m  # noqa
print(m.floor(2.5))
print(__file__.rsplit("/", 1)[-1], __package__, __spec__)
