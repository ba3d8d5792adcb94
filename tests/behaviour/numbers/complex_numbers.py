from typing import List


def add(a: complex, b: complex) -> complex:
    return a + b


def magnitude(z: complex) -> float:
    return abs(z)


def escape(c: complex, limit: int) -> int:
    z = 0j
    for i in range(limit):
        z = z * z + c
        if abs(z) > 2:
            return i
    return limit


def roots(a: float, b: float, c: float) -> List[complex]:
    d = (b * b - 4 * a * c + 0j) ** 0.5
    return [(-b + d) / (2 * a), (-b - d) / (2 * a)]


def main() -> None:
    print(add(1 + 2j, 3), add(1, 2), add(1.5, 2j), magnitude(3 + 4j), magnitude(-5))
    print([escape(c, 20) for c in (0j, 1 + 1j, -1 + 0j, 0.3 + 0.5j, 2j)])
    print(roots(1, 0, 4), roots(1, -3, 2))
    z = 3 - 4j
    print(z.real, z.imag, z.conjugate(), -z, z * 2, z / 2, z ** 2, z == 3 - 4j, z != 1, bool(0j), hash(1 + 0j) == hash(1))
    print(repr(1j), str(-0j), complex(1, 2), complex("1+2j"), complex(3), 1j * 1j, f"{z}")
    for f in (lambda: z < 1, lambda: int(z), lambda: z // 2, lambda: z / 0):  # type: ignore
        try:
            print(f())
        except (TypeError, ZeroDivisionError) as e:
            print(type(e).__name__, e)


if __name__ == "__main__":
    main()
