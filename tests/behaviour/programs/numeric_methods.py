import math
from typing import Callable, List, Sequence, Tuple

Vector = List[float]
Matrix = List[List[float]]


def bisect(f: Callable[[float], float], lo: float, hi: float, eps: float = 1e-9) -> float:
    while hi - lo > eps:
        mid = (lo + hi) / 2
        if f(lo) * f(mid) <= 0:
            hi = mid
        else:
            lo = mid
    return (lo + hi) / 2


def simpson(f: Callable[[float], float], a: float, b: float, n: int) -> float:
    h = (b - a) / n
    s = f(a) + f(b)
    for i in range(1, n):
        s += f(a + i * h) * (4 if i % 2 else 2)
    return s * h / 3


def solve(a: Matrix, b: Vector) -> Vector:
    n = len(b)
    m = [row[:] + [b[i]] for i, row in enumerate(a)]
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(m[r][i]))
        m[i], m[p] = m[p], m[i]
        if abs(m[i][i]) < 1e-12:
            raise ValueError("singular matrix")
        for r in range(i + 1, n):
            k = m[r][i] / m[i][i]
            for c in range(i, n + 1):
                m[r][c] -= k * m[i][c]
    x = [0.0] * n
    for i in reversed(range(n)):
        x[i] = (m[i][n] - sum(m[i][j] * x[j] for j in range(i + 1, n))) / m[i][i]
    return x


def matmul(a: Matrix, b: Matrix) -> Matrix:
    return [[sum(x * y for x, y in zip(row, col)) for col in zip(*b)] for row in a]


def fft(xs: Sequence[complex]) -> List[complex]:
    n = len(xs)
    if n == 1:
        return [xs[0]]
    even, odd = fft(xs[0::2]), fft(xs[1::2])
    out: List[complex] = [0j] * n
    for k in range(n // 2):
        angle = -2 * math.pi * k / n
        t = complex(math.cos(angle), math.sin(angle)) * odd[k]
        out[k], out[k + n // 2] = even[k] + t, even[k] - t
    return out


def regression(pts: List[Tuple[float, float]]) -> Tuple[float, float]:
    n = len(pts)
    sx = sum(x for x, _ in pts)
    sy = sum(y for _, y in pts)
    sxy = sum(x * y for x, y in pts)
    sxx = sum(x * x for x, _ in pts)
    k = (n * sxy - sx * sy) / (n * sxx - sx * sx)
    return k, (sy - k * sx) / n


def rk4(f: Callable[[float, float], float], y: float, t: float, h: float, steps: int) -> float:
    for _ in range(steps):
        k1 = f(t, y)
        k2 = f(t + h / 2, y + h / 2 * k1)
        k3 = f(t + h / 2, y + h / 2 * k2)
        k4 = f(t + h, y + h * k3)
        y += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        t += h
    return y


def mandelbrot(w: int, h: int, limit: int) -> List[str]:
    rows = []
    for j in range(h):
        row = ""
        for i in range(w):
            cr, ci = 3.0 * i / w - 2, 2.0 * j / h - 1
            zr = zi = 0.0
            n = 0
            while n < limit and zr * zr + zi * zi < 4:
                zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
                n += 1
            row += " .:-=+*#%@"[n * 9 // limit]
        rows.append(row)
    return rows


def main() -> None:
    print(round(bisect(lambda x: x * x - 2, 0, 2), 6), simpson(lambda x: x ** 3, 0, 2, 10), round(simpson(math.sin, 0, math.pi, 100), 6))
    print(solve([[2, 1], [1, 3]], [3, 5]), solve([[0, 1], [1, 0]], [7, 8]), matmul([[1, 2], [3, 4]], [[5, 6], [7, 8]]))
    try:
        solve([[1, 1], [1, 1]], [1, 2])
    except ValueError as e:
        print(e)
    print([round(abs(z), 6) for z in fft([1, 1, 1, 1, 0, 0, 0, 0])], regression([(0, 1), (1, 3), (2, 5)]), round(rk4(lambda t, y: y, 1, 0, 0.1, 10), 6))
    print("\n".join(mandelbrot(30, 10, 20)))


if __name__ == "__main__":
    main()
