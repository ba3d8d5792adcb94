"""Digits of pi by a stream of rational maps: integers of hundreds of digits."""
from typing import Iterator, List, Tuple

DEFAULT = 600

State = Tuple[int, int, int, int]


def compose(a: State, b: State) -> State:
    aq, ar, as_, at = a
    bq, br, bs, bt = b
    return aq * bq, aq * br + ar * bt, as_ * bq + at * bs, as_ * br + at * bt


def extract(z: State, j: int) -> int:
    q, r, s, t = z
    return (q * j + r) // (s * j + t)


def digits() -> Iterator[int]:
    z: State = (1, 0, 0, 1)
    k = 1
    while True:
        y = extract(z, 3)
        while y != extract(z, 4):
            z = compose(z, (k, 4 * k + 2, 0, 2 * k + 1))
            k += 1
            y = extract(z, 3)
        z = compose((10, -10 * y, 0, 1), z)
        yield y


def main(n: int) -> object:
    out: List[str] = []
    total = 0
    for i, d in enumerate(digits()):
        if i == n:
            break
        out.append(str(d))
        total += d
    text = "".join(out)
    return total, text[:10], text[-10:]
