"""Floats with fixed places, whose last digit is rounded from what is exactly there: against `%`, which rounds by the same rule elsewhere."""
import random
import struct
from typing import List


def shown(x: float) -> List[str]:
    return [f"{x:.0f}", f"{x:.1f}", f"{x:.2f}", f"{x:.3f}", f"{x:.6f}", f"{x:.9f}"]


def main() -> None:
    rng = random.Random(3)
    edges = [0.0, -0.0, 0.5, 1.5, 2.5, -0.5, 0.125, 0.375, 2.675, 1.005, -0.001, 0.995, 9.995, 99.995, 999999999.0, 999999999.9999999, 1e9, 1e9 - 1e-7,
             5e-324, 1e-310, 4.9e-10, 5e-10, 5.1e-10, 1e300, float("inf"), float("-inf"), float("nan"), 4.35, 0.045, 1e-9, 2 ** -10, 3 * 2 ** -11]
    for x in edges:
        print(x, shown(x), shown(-x))
    wrong = 0
    for i in range(12000):
        kind = i % 6
        x = (rng.uniform(-1e9, 1e9) if kind == 0 else rng.uniform(-2, 2) if kind == 1 else rng.randrange(-10 ** 6, 10 ** 6) / 2 ** rng.randrange(12)
             if kind == 2 else rng.randrange(10 ** 7) / 1000 if kind == 3 else struct.unpack("d", rng.getrandbits(64).to_bytes(8, "little"))[0]
             if kind == 4 else rng.randrange(10 ** 5) / 10 ** 5 * 10 ** rng.randrange(-12, 6))
        if shown(x) != ["%.0f" % x, "%.1f" % x, "%.2f" % x, "%.3f" % x, "%.6f" % x, "%.9f" % x]:
            wrong += 1
            print(x.hex(), shown(x))
    print(wrong)
    for n in [0, 1, 9, 10, 99, 100, 101, 12345, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 10 ** 10, 10 ** 17 + 5, 2 ** 61, -1, -10, -2 ** 62, 2 ** 62 - 1]:
        print(str(n), f"{n:5d}", f"{n:012d}", f"{n}", repr(n))


if __name__ == "__main__":
    main()
