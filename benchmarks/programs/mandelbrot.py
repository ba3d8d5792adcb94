"""Escape times over a grid, in real arithmetic."""
DEFAULT = 180


def escape(cr: float, ci: float, limit: int) -> int:
    zr = 0.0
    zi = 0.0
    for n in range(limit):
        r2 = zr * zr
        i2 = zi * zi
        if r2 + i2 > 4.0:
            return n
        zi = 2.0 * zr * zi + ci
        zr = r2 - i2 + cr
    return limit


def main(n: int) -> object:
    total = 0
    inside = 0
    for y in range(n):
        ci = 2.4 * y / n - 1.2
        for x in range(n):
            k = escape(3.0 * x / n - 2.1, ci, 100)
            total += k
            if k == 100:
                inside += 1
    return total, inside
