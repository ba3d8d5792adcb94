from typing import Any, List, Optional

log: List[str] = []


def t(name: str, v: Any) -> Any:
    log.append(name)
    return v


def grade(n: int) -> str:
    if n >= 90:
        return "A"
    elif n >= 80:
        return "B"
    elif n >= 70:
        return "C"
    else:
        return "F"


def sign(x: float) -> int:
    return 1 if x > 0 else -1 if x < 0 else 0


def default(s: Optional[str], d: str = "d") -> str:
    return s or d


def both(a: List[int], b: List[int]) -> Any:
    return a and b


def chain(a: int, b: int, c: int, d: int) -> bool:
    return a < b <= c != d


def truthy(x: Any) -> str:
    if x:
        return "T"
    return "F"


def not_all(a: bool, b: bool) -> bool:
    return not (a and b) or not a and not b


class Explosive:
    def __bool__(self) -> bool:
        raise RuntimeError("no truth here")


def main() -> None:
    print([grade(n) for n in (95, 85, 75, 5)], [sign(x) for x in (2, -0.5, 0)], default("x"), default(""), default(None), both([1], [2]), both([], [2]), both([1], []))
    print(chain(1, 2, 2, 3), chain(1, 2, 2, 2), chain(3, 2, 1, 0), [truthy(x) for x in (0, 1, "", "a", None, [], [0], 0.0, {}, (0,), float("nan"), object)], not_all(True, True), not_all(True, False))
    print(t("a", 0) and t("b", 1), t("c", 1) and t("d", 2), t("e", 0) or t("f", ""), t("g", 5) or t("h", 1), not t("i", 0), log)
    log.clear()
    print(t("x", 1) if t("c", True) else t("y", 2), t("p", 1) < t("q", 0) < t("r", 5), log)
    log.clear()
    if t("1", 0) or t("2", 0) and t("3", 1) or not t("4", 0):
        print("taken", log)
    log.clear()
    x: Any = None
    print(x is None, x is not None, x == None, not x, x and x.attr, (x or []) == [], "a" if x else "b")  # noqa
    n = 5
    print(1 < n < 10, 1 < n > 3, n == 5 == 5.0, n != 4 != 5, 3 in [1, 3] in [[1, 3]], not n == 5, not (n > 3 and n < 4))
    for f in (lambda: bool(Explosive()), lambda: not Explosive(), lambda: 1 if Explosive() else 2, lambda: Explosive() and 1, lambda: [a for a in [Explosive()] if a]):
        try:
            print(f())
        except RuntimeError as e:
            print(e)
    while Explosive is None or not n == 3:
        n -= 1
    print(n, (n and 1) or 2, n or 1 / 0, 0 and 1 / 0)


if __name__ == "__main__":
    main()
