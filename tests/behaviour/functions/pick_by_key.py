"""min and max with a lambda for key: of every kind of items and keys, ties, errors with their tracebacks, names that mean something else."""
import builtins
from typing import Any, Callable, Dict, Iterator, List, Optional, Tuple


class P:
    def __init__(self, x: int, y: float) -> None:
        self.x = x
        self.y = y

    def __repr__(self) -> str:
        return f"P({self.x}, {self.y})"


class Loud:
    def __init__(self, n: int) -> None:
        self.n = n

    def __lt__(self, other: "Loud") -> bool:
        print("lt", self.n, other.n)
        return self.n < other.n

    def __gt__(self, other: "Loud") -> bool:
        print("gt", self.n, other.n)
        return self.n > other.n


def shown(f: Callable[[], Any]) -> str:
    try:
        return repr(f())
    except Exception as e:
        lines = []
        tb = e.__traceback__
        while tb:
            lines.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - f.__code__.co_firstlineno if tb.tb_frame.f_code.co_name == "<lambda>" else 0))
            tb = tb.tb_next
        return f"{type(e).__name__}: {e} {lines}"


def nearest(points: List[Tuple[float, float]], at: Tuple[float, float]) -> Tuple[float, float]:
    return min(points, key=lambda p: (p[0] - at[0]) ** 2 + (p[1] - at[1]) ** 2)


def index_of_least(xs: List[float]) -> int:
    return min(range(len(xs)), key=lambda i: xs[i])


def most(d: Dict[str, int]) -> str:
    return max(d, key=lambda k: d[k])


def of_objects(ps: List[P]) -> Tuple[P, P, P]:
    return min(ps, key=lambda p: p.x), max(ps, key=lambda p: p.y), max(ps, key=lambda p: (p.x, -p.y))


def several(n: int) -> List[int]:
    out = []
    for k in range(n):
        out.append(max(range(k + 1), key=lambda i: (i * 7 + k) % 5))
        out.append(min([k, 2, 3], key=lambda i: -i if i % 2 else i))
    return out


def count(n: int) -> Iterator[int]:
    for i in range(n):
        yield i * 3 % 7


def of_any(items: Any, f: Any) -> Any:
    return min(items, key=lambda x: f(x))


def parts(text: str) -> object:
    return max(text, key=lambda c: ord(c)), min(text.split(), key=lambda w: len(w)), max(enumerate(text), key=lambda t: t[1]), max(zip(text, text[1:]), key=lambda ab: ab[0] + ab[1])


def second_order(xs: List[int]) -> object:
    return max(xs, key=lambda x: min(xs, key=lambda y: abs(x - y)))


def growing(xs: List[int]) -> int:
    def grow(x: int) -> int:
        if len(xs) < 8:
            xs.append(x + 1)
        return x

    return max(xs, key=lambda x: grow(x))


def early(xs: List[int]) -> int:
    return max(xs, key=lambda x: 1 // x)


def maybe(xs: List[int]) -> Optional[int]:
    return max(xs, key=lambda x: -x, default=None)


def captured(xs: List[int]) -> List[Any]:
    fs: List[Any] = []
    best = max(xs, key=lambda x: (fs.append(x), x % 3)[1])  # type: ignore
    return [best, fs]


def patched(xs: List[int]) -> object:
    real = builtins.max
    builtins.max = lambda items, key=None: "patched"  # type: ignore
    try:
        return max(xs, key=lambda x: x)
    finally:
        builtins.max = real


def main() -> None:
    print(nearest([(1.0, 2.0), (0.5, 0.5), (3.0, 3.0)], (0.0, 0.0)), index_of_least([3.0, 1.0, 2.0, 1.0]), most({"a": 1, "b": 3, "c": 3}))
    print(of_objects([P(3, 1.5), P(1, 2.5), P(3, 0.5), P(1, 2.5)]))
    print(several(6), parts("hello big world"), second_order([5, 1, 9]), growing([1, 2]), captured([4, 5, 2]), patched([1]))
    print(max(count(9), key=lambda n: -n), max((1, 5, 2), key=lambda n: n), max({3, 4}, key=lambda n: n), max({"k": 1}.items(), key=lambda kv: kv[1]))
    print(of_any([Loud(3), Loud(1), Loud(2)], lambda x: x).n, of_any("abc", ord), of_any(iter([2, 1]), float))
    print(shown(lambda: max([], key=lambda x: x)), shown(lambda: min(range(0), key=lambda i: i)), shown(lambda: of_any(5, str)))
    print(shown(lambda: early([1, 2, 0, 3])), shown(lambda: of_any([1, "a"], lambda x: x)), shown(lambda: index_of_least([])), shown(lambda: of_any([1, 2], lambda x: 1j)))
    print(maybe([]), maybe([3, 1]), shown(lambda: max([1], [2], key=lambda x: x[0])), shown(lambda: max([1, 2], key=lambda x, y=3: x * y)), shown(lambda: max([1], key=lambda: 1)))  # type: ignore
    nan = float("nan")
    print(index_of_least([nan, 1.0]), index_of_least([1.0, nan, 0.5]), index_of_least([2, 1.5, True]))  # type: ignore
    print(shown(lambda: index_of_least([1.0, "x"])), shown(lambda: nearest([(1.0, 2.0), (3.0,)], (0.0, 0.0))))  # type: ignore
    early([0])


if __name__ == "__main__":
    main()
