from typing import Union


class Vec:
    def __init__(self, x: float, y: float) -> None:
        self.x = x
        self.y = y

    def __add__(self, o: "Vec") -> "Vec":
        return Vec(self.x + o.x, self.y + o.y)

    def __sub__(self, o: "Vec") -> "Vec":
        return Vec(self.x - o.x, self.y - o.y)

    def __mul__(self, k: Union[float, "Vec"]) -> Union["Vec", float]:
        if isinstance(k, Vec):
            return self.x * k.x + self.y * k.y
        return Vec(self.x * k, self.y * k)

    def __rmul__(self, k: float) -> "Vec":
        return Vec(k * self.x, k * self.y)

    def __truediv__(self, k: float) -> "Vec":
        return Vec(self.x / k, self.y / k)

    def __neg__(self) -> "Vec":
        return Vec(-self.x, -self.y)

    def __pos__(self) -> "Vec":
        return self

    def __abs__(self) -> float:
        return (self.x ** 2 + self.y ** 2) ** 0.5

    def __repr__(self) -> str:
        return f"Vec({self.x}, {self.y})"


class Mod:
    def __init__(self, v: int) -> None:
        self.v = v

    def __floordiv__(self, o: int) -> str:
        return f"{self.v}//{o}"

    def __mod__(self, o: int) -> str:
        return f"{self.v}%{o}"

    def __divmod__(self, o: int) -> str:
        return f"divmod {o}"

    def __pow__(self, o: int, m: int = 0) -> str:
        return f"{self.v}**{o},{m}"

    def __lshift__(self, o: int) -> str:
        return "<<" + str(o)

    def __rshift__(self, o: int) -> str:
        return ">>" + str(o)

    def __and__(self, o: int) -> str:
        return "&" + str(o)

    def __or__(self, o: int) -> str:
        return "|" + str(o)

    def __xor__(self, o: int) -> str:
        return "^" + str(o)

    def __matmul__(self, o: int) -> str:
        return "@" + str(o)

    def __invert__(self) -> str:
        return "~"

    def __int__(self) -> int:
        return self.v

    def __float__(self) -> float:
        return self.v / 2

    def __index__(self) -> int:
        return self.v

    def __round__(self, n: int = 0) -> str:
        return f"round {n}"


def main() -> None:
    a, b = Vec(1, 2), Vec(3.5, -1)
    print(a + b, a - b, a * 2, 2 * a, a * b, a / 2, -a, +a is a, abs(Vec(3, 4)))
    m = Mod(7)
    print(m // 2, m % 2, divmod(m, 3), m ** 2, pow(m, 2, 5), m << 1, m >> 2, m & 3, m | 4, m ^ 5, m @ 6, ~m)
    print(int(m), float(m), [0] * 3 + list(range(m)), "abcdefgh"[m], hex(m), round(m), round(m, 2))
    for op in (lambda: a + 1, lambda: 1 + a, lambda: m + m, lambda: -m, lambda: "s" + m):  # type: ignore
        try:
            print(op())
        except TypeError as e:
            print(e)
        except AttributeError as e:
            print(e)


if __name__ == "__main__":
    main()
