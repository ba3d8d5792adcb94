"""Integer and float scalars in a nest of loops: no containers, no calls."""
DEFAULT = 700


def mix(n: int) -> int:
    acc = 0
    for i in range(n):
        a = i * 7 + 3
        for j in range(n):
            a = (a * 31 + j) & 0xFFFFF
            if a & 1:
                acc += a >> 3
            else:
                acc ^= a
    return acc


def series(n: int) -> float:
    s = 0.0
    sign = 1.0
    for k in range(n):
        s += sign / (2.0 * k + 1.0)
        sign = -sign
    return 4.0 * s


def main(n: int) -> object:
    return mix(n), round(series(n * 300), 9)
