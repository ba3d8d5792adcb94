from typing import Any, List, Tuple, Union


class A:
    pass


class B(A):
    pass


class Fake:
    @property
    def __class__(self) -> Any:  # type: ignore
        return A


def kind(x: Any) -> str:
    if isinstance(x, bool):
        return "bool"
    if isinstance(x, int):
        return "int"
    if isinstance(x, (float, complex)):
        return "number"
    if isinstance(x, str):
        return "str"
    if isinstance(x, (list, tuple)):
        return f"sequence of {len(x)}"
    if isinstance(x, dict):
        return "dict"
    if isinstance(x, type):
        return "type"
    if x is None:
        return "none"
    if callable(x):
        return "callable"
    return type(x).__name__


def narrow(x: Union[int, str, List[int]]) -> int:
    if isinstance(x, int):
        return x + 1
    elif isinstance(x, str):
        return len(x)
    else:
        return sum(x)


def by_type(x: object) -> str:
    if type(x) is int:
        return "exactly int"
    if type(x) == bool:
        return "exactly bool"
    return "no"


def tree(x: Any, depth: int = 0) -> List[Tuple[int, str]]:
    out = [(depth, kind(x))]
    if isinstance(x, list):
        for y in x:
            out += tree(y, depth + 1)
    return out


def main() -> None:
    for v in (True, 1, 1.5, 1j, "s", [1], (), {}, int, None, len, A(), lambda: 0):
        print(kind(v), end=" ")
    print()
    print(narrow(1), narrow("abc"), narrow([1, 2]), narrow(True), by_type(1), by_type(True), by_type(1.0), tree([1, ["a", [None]]]))
    a, b = A(), B()
    print(isinstance(b, A), isinstance(a, B), issubclass(B, A), issubclass(A, A), isinstance(b, (int, A)), isinstance(a, object), isinstance(5, int | str), isinstance(Fake(), A), type(Fake()).__name__)
    print(issubclass(bool, int), issubclass(int, (str, int)), isinstance(A, type), isinstance(type, type), isinstance(type, object), type(type) is type, type(a) is A, a.__class__ is A)
    for f in (lambda: isinstance(1, "int"), lambda: issubclass(1, int), lambda: isinstance(1, (int, "x")), lambda: isinstance("", (int, "x")), lambda: isinstance(1, List[int])):  # type: ignore
        try:
            print(f())
        except TypeError as e:
            print(e)
    a.__class__ = B
    print(type(a).__name__, isinstance(a, B))


if __name__ == "__main__":
    main()
