"""Messages of the errors that operations raise."""
from typing import Any, Callable, List


def checks() -> List[Callable[[], Any]]:
    xs: List[int] = [1, 2]
    d = {"a": 1}
    t = (1,)
    s = "abc"
    n: Any = None
    return [
        lambda: xs[2], lambda: xs[-3], lambda: d["zz"], lambda: t[1], lambda: s[10],
        lambda: 1 // 0, lambda: 1 % 0, lambda: 1 / 0, lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: divmod(1, 0),
        lambda: 0 ** -1, lambda: 1 << -1, lambda: int("12x"), lambda: int(""), lambda: float("abc"), lambda: int(float("inf")),
        lambda: int(float("nan")), lambda: chr(-1), lambda: ord("ab"), lambda: n.attr, lambda: n(), lambda: n[0], lambda: len(n),
        lambda: n + 1, lambda: "a" + 1, lambda: 1 + "a", lambda: [] + (), lambda: "a" * "b", lambda: -"a", lambda: ~1.5,  # type: ignore
        lambda: 1 < "a", lambda: n < n, lambda: iter(5), lambda: next([]), lambda: max([]), lambda: min(()),  # type: ignore
        lambda: xs.index(9), lambda: xs.remove(9), lambda: [].pop(), lambda: {}.popitem(), lambda: set().pop(), lambda: {1}.remove(2),
        lambda: s.index("q"), lambda: "".join([1]), lambda: "%d" % "x", lambda: "%d %d" % 1, lambda: "{}".format(),  # type: ignore
        lambda: "{a}".format(b=1), lambda: hash([]), lambda: {[]: 1}, lambda: {{}}, lambda: isinstance(1, 5),  # type: ignore
        lambda: range(1, 2, 0), lambda: xs[::0], lambda: xs["a"], lambda: s["a"], lambda: t["a"], lambda: xs[1.5],  # type: ignore
        lambda: sum(["a"]), lambda: sorted([1, "a"]), lambda: int([]), lambda: float([]), lambda: abs("a"), lambda: round("a"),  # type: ignore
        lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: zip(1), lambda: list(5), lambda: reversed(5),  # type: ignore
        lambda: bytes([256]), lambda: b"a" + "b", lambda: "é".encode("ascii"), lambda: b"\xff".decode("utf-8"), lambda: 2.0 ** 5000,  # type: ignore
        lambda: (5).nope, lambda: xs.nope, lambda: str.nope, lambda: complex("x"), lambda: int("z", 36) + int("9", 8),  # type: ignore
        lambda: list(zip([1], [1, 2], strict=True)), lambda: bool.nope, lambda: (lambda a: a)(), lambda: __import__("nope_nope"),  # type: ignore
    ]


def main() -> None:
    for i, f in enumerate(checks()):
        try:
            print(i, "value", f())
        except Exception as e:
            print(i, type(e).__name__, e)


if __name__ == "__main__":
    main()
