"""Where specialised operations on typed values raise."""
import traceback
from typing import Any, Callable, Dict, List


def int_div(a: int, b: int) -> int:
    c = a * 2
    return c // b


def int_mod(a: int, b: int) -> int:
    return a % b + 1


def float_div(a: float, b: float) -> float:
    return 1.0 + a / b


def list_get(xs: List[int], i: int) -> int:
    return xs[i]


def list_set(xs: List[int], i: int) -> None:
    xs[i] = 0


def dict_get(d: Dict[str, int], k: str) -> int:
    return d[k]


def str_get(s: str, i: int) -> str:
    return s[i]


def to_int(s: str) -> int:
    return int(s)


def shift(a: int, b: int) -> int:
    return a << b


def pop(xs: List[int]) -> int:
    return xs.pop()


def remove(xs: List[int]) -> None:
    xs.remove(5)


def join(xs: List[str]) -> str:
    return ",".join(xs)


def chars(n: int) -> str:
    return chr(n)


def local(flag: bool) -> int:
    if flag:
        v = 1
    return v


class Node:
    value: int

    def get(self) -> int:
        return self.value

    def call(self, n: int) -> int:
        return self.get() + n


def unpack(t: List[int]) -> int:
    a, b = t
    return a + b


def in_loop(xs: List[int]) -> int:
    t = 0
    for i, x in enumerate(xs):
        t += 10 // x
    return t


def nested_comp(xs: List[List[int]]) -> List[int]:
    return [y // x for x in xs[0] for y in xs[1]]


def attempt(f: Callable[..., Any], *args: Any) -> None:
    try:
        f(*args)
    except Exception:
        print(traceback.format_exc())


def main() -> None:
    attempt(int_div, 1, 0)
    attempt(int_mod, 1, 0)
    attempt(float_div, 1.0, 0.0)
    attempt(list_get, [1], 1)
    attempt(list_set, [1], -2)
    attempt(dict_get, {}, "k")
    attempt(str_get, "abc", 3)
    attempt(to_int, "x")
    attempt(shift, 1, -1)
    attempt(pop, [])
    attempt(remove, [])
    attempt(join, [1])
    attempt(chars, -1)
    attempt(local, False)
    attempt(Node().get)
    attempt(Node().call, 1)
    attempt(unpack, [1])
    attempt(in_loop, [1, 0])
    attempt(nested_comp, [[1, 0], [2]])


if __name__ == "__main__":
    main()
