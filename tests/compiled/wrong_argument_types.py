"""Declared parameter types are enforced where values cross into compiled code."""
from typing import Any, Callable, Dict, List, Optional, Set, Tuple, Union


class Shape:
    pass


class Square(Shape):
    pass


def an_int(x: int) -> str:
    return "int"


def a_float(x: float) -> str:
    return "float"


def a_str(x: str) -> str:
    return "str"


def a_bool(x: bool) -> str:
    return "bool"


def a_bytes(x: bytes) -> str:
    return "bytes"


def a_list(x: List[int]) -> str:
    return "list"


def a_dict(x: Dict[str, int]) -> str:
    return "dict"


def a_set(x: Set[int]) -> str:
    return "set"


def a_tuple(x: Tuple[int, str]) -> str:
    return "tuple"


def a_shape(x: Shape) -> str:
    return "Shape"


def an_optional(x: Optional[int]) -> str:
    return "optional"


def a_union(x: Union[int, str]) -> str:
    return "union"


def an_object(x: object) -> str:
    return "object"


def anything(x: Any) -> str:
    return "any"


def keyword(*, k: int) -> str:
    return "keyword"


def default(x: int = 5) -> str:
    return "default"


def varargs(*xs: int) -> str:
    return "varargs"


def outcome(f: Callable[..., Any], *args: Any, **kw: Any) -> str:
    try:
        return f(*args, **kw)
    except TypeError:
        return "TypeError"


def main() -> None:
    values: List[Any] = [1, True, 2 ** 80, 1.5, "s", b"b", None, [1], {"a": 1}, {1}, (1, "a"), (1,), Shape(), Square(), object]
    for f in (an_int, a_float, a_str, a_bool, a_bytes, a_list, a_dict, a_set, a_tuple, a_shape, an_optional, a_union, an_object, anything, default):
        print(f.__name__, [outcome(f, v) != "TypeError" for v in values])
    print(outcome(keyword, k=1), outcome(keyword, k="s"), outcome(varargs, 1, 2), outcome(varargs, 1, "s"), outcome(default))


if __name__ == "__main__":
    main()
