"""Generator expressions given to str.join, sorted and frozenset: order of evaluation, errors inside and outside, other joins."""
import traceback
from typing import Any, Iterable, Iterator, List


def noisy(label: str, value: Any) -> Any:
    print("eval", label)
    return value


def source(n: int) -> Iterator[int]:
    for i in range(n):
        print("next", i)
        yield i
    print("end")


def join_all(separator: str, items: Iterable[Any]) -> str:
    return separator.join(str(x) for x in items)


def join_raw(separator: str, items: Iterable[Any]) -> str:
    return separator.join(x for x in items if x is not None)


def rows(cells: "List[List[int]]") -> str:
    return "\n".join("".join("#" if c else "." for c in row) for row in cells)


def by_key(items: Iterable[Any]) -> List[Any]:
    return sorted((x for x in items), key=lambda x: -x, reverse=False)


def plain_sorted(items: Iterable[Any]) -> List[Any]:
    return sorted(x * 2 for x in items)


def frozen(items: Iterable[Any]) -> "frozenset[Any]":
    return frozenset(x % 3 for x in items)


def in_order() -> str:
    return noisy("separator", "-").join(noisy("element", str(i)) for i in noisy("source", source(2)))


class Separator(str):
    def join(self, items: Iterable[str]) -> str:
        return "joined by me: " + str(type(items).__name__)


def failing(what: Any, *args: Any) -> None:
    try:
        print(what(*args))
    except Exception as e:
        print(type(e).__name__, e)
        for frame in traceback.extract_tb(e.__traceback__)[1:]:
            print("   ", frame.name, frame.lineno, frame.line)


def shadowed(items: List[int]) -> object:
    def sorted(values: Iterable[int]) -> str:
        return type(values).__name__

    return sorted(x for x in items)


def main() -> None:
    print(join_all(", ", [1, "a", None]), join_all("", []), repr(join_all(";", (2.5,))))
    print(rows([[1, 0], [0, 1]]))
    print(by_key([1, 3, 2]), plain_sorted({3, 1}), sorted(frozen(range(10))))
    print(in_order())
    print(join_all(Separator("x"), [1]), shadowed([1]))
    failing(join_raw, ",", ["a", 3, "b"])
    failing(join_raw, ",", 5)
    failing(plain_sorted, [1, "a", None])
    failing(by_key, [1, "a"])
    failing(frozen, [1, "x"])
    failing(join_raw, ",", (1 // i for i in (1, 0)))
    text = "abc"
    text = text.join(c + text for c in text)
    print(text, [f.__qualname__ for f in ()])


if __name__ == "__main__":
    main()
