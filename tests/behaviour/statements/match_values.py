from enum import Enum
from typing import Any


class Color(Enum):
    RED = 1
    GREEN = 2


LIMIT = 10


class Ns:
    value = 42


def literal(x: Any) -> str:
    match x:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "small"
        case -5:
            return "minus five"
        case 2.5:
            return "float"
        case "a" | "b":
            return "letter"
        case b"raw":
            return "bytes"
        case None:
            return "none"
        case True:
            return "true"
        case 1 + 2j:
            return "complex"
        case Color.RED:
            return "red"
        case Ns.value:
            return "dotted"
        case _:
            return "other"


def guard(x: int, limit: int) -> str:
    match x:
        case n if n < 0:
            return f"negative {n}"
        case n if n > limit:
            return f"big {n}"
        case 5:
            return "five"
        case n:
            return f"plain {n}"


def no_match(x: int) -> str:
    r = "unset"
    match x:
        case 1:
            r = "one"
        case 2:
            r = "two"
    return r


def capture_or(x: Any) -> Any:
    match x:
        case (1, y) | [y, 1] | {"v": y}:
            return y
        case [("go" | "run") as verb, str(where)]:
            return verb + " to " + where
        case _ as whole:
            return whole


def soft_keywords() -> int:
    match = 3
    case = 4
    type = 5
    _ = 1
    return match + case + type + _


def in_loop(xs: list[Any]) -> list[Any]:
    out = []
    for x in xs:
        match x:
            case int():
                continue
            case "stop":
                break
            case str() as s:
                out.append(s)
    else:
        out.append("end")
    return out


def main() -> None:
    for v in (0, 1, 3, -5, 2.5, "a", "z", b"raw", None, True, False, 1 + 2j, Color.RED, Color.GREEN, 42, 0.0, 1.0, [], "1"):
        print(repr(v), literal(v))
    print([guard(x, LIMIT) for x in (-1, 50, 5, 6)], [no_match(x) for x in (1, 2, 3)])
    print([capture_or(x) for x in ((1, "q"), ["w", 1], {"v": 9, "z": 0}, ["go", "x"], ["sit", "x"], 5)])
    print(soft_keywords(), in_loop([1, "a", 2, "b"]), in_loop(["a", "stop", "b"]))


if __name__ == "__main__":
    main()
