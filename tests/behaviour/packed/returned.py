# Lists that functions worked on before they returned them are lists to whoever gets them.
from typing import Any, Callable


def count(n: int) -> list[int]:
    out = [1, 2, 3]
    for i in range(n):
        out[i % 3] += i
    return out


def rows(n: int) -> list[list[float]]:
    out: list[list[float]] = []
    for i in range(n):
        row: list[float] = []
        for j in range(n):
            row.append(i * 0.5 + j)
        out.append(row)
    return out


def flags(n: int) -> list[bool]:
    out = [False] * n
    for i in range(0, n, 2):
        out[i] = True
    return out


def use(n: int) -> float:
    total = 0.0
    for x in count(n):
        total += x
    for row in rows(n):
        for y in row:
            total += y
    for flag in flags(n):
        if flag:
            total += 1
    return total


def matched(n: int) -> str:
    match count(n):
        case [first, *rest]:
            return f"{first} {rest}"
    return "no list"


def passed(values: list[int]) -> list[int]:
    for i in range(len(values)):
        values[i] *= 2
    return values


def twice(n: int) -> list[int]:
    return passed(passed(count(n)))


def ask(function: Callable[[int], Any], n: int) -> tuple[Any, ...]:
    result = function(n)
    return type(result) is list, isinstance(result, list), result == list(result), result


def main() -> None:
    print(use(4), matched(4))
    for function in (count, rows, flags, twice):
        print(ask(function, 3), [type(x) is list for x in map(function, range(3))])
    got: Any = list(map(rows, [2]))[0]
    print(type(got[0]) is list, isinstance(got[1], list), sorted(got))
    match twice(2):
        case [a, b, c]:
            print(a, b, c)
    match list(map(count, [5]))[0]:
        case [first, *rest]:
            print(first, rest)
        case other:
            print("no list", other)


if __name__ == "__main__":
    main()
