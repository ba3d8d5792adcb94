"""x ** 2 and x ** 0.5 give the bits that pow() gives, near the middle between two floats too."""
from typing import List


def square(x: float) -> float:
    return x ** 2


def root(x: float) -> object:
    return x ** 0.5


def walk(xs: List[float]) -> List[str]:
    out = []
    for x in xs:
        y = x ** 2
        out.append((y + 0.0).hex())
    for x in xs:
        if x > 0:
            z = x ** 0.5
            out.append((z + 0.0).hex())
    return out


def main() -> None:
    seed = 12345
    xs: List[float] = []
    for _ in range(3000):
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        xs.append((seed >> 11) / 2.0 ** (seed % 40))
    xs += [i / 16 for i in range(-64, 64)] + [2.0 ** 0.5, 1 + 2.0 ** -52, 2 - 2.0 ** -52, 4 - 2.0 ** -51, 1e-320, -1e-320, 1e154, 1.4e154, 1e200, -1e200, 5e-324]
    exponent = 2.0
    half = 0.5
    for x in xs:
        if abs(x) < 1e154:
            assert square(x) == x ** exponent, x
        if x > 0:
            assert root(x) == x ** half, x
    print(hash(tuple(walk([x for x in xs if abs(x) < 1e154]))) is not None, walk(xs[:5]), walk([-0.0, 0.0, 3.0]))
    for odd in (float("inf"), float("-inf"), float("nan"), 0.0, -0.0, -4.0, 3, True):
        print(square(odd), root(odd))
    try:
        square(1e200)
    except OverflowError as e:
        print(e)


if __name__ == "__main__":
    main()
