"""Lists of the module that loops read: replaced, deleted and changed while these run."""
import builtins
from typing import Any, List

TABLE = [10, 20, 30, 40]
ROWS = [[1, 2], [3, 4]]
OTHER: List[int] = []


def look(keys: List[int]) -> int:
    t = 0
    for k in keys:
        t += TABLE[k]
    return t


def fill(n: int) -> None:
    for i in range(n):
        TABLE[i] = TABLE[i] + i


def cells() -> int:
    t = 0
    for y in range(len(ROWS)):
        for x in range(2):
            t += ROWS[y][x]
    return t


def grow(n: int) -> None:
    for i in range(n):
        OTHER.append(i * i)
        if i % 3 == 2:
            OTHER.pop()


def change(k: int) -> int:
    global TABLE
    if k == 1:
        TABLE = [x + 1 for x in TABLE]
    if k == 2:
        TABLE = (5, 6, 7, 8)  # type: ignore[assignment]
    if k == 3:
        del TABLE
    return k


def while_it_changes(keys: List[int]) -> int:
    t = 0
    for k in keys:
        t = t * 100 + TABLE[change(k)]
        t += TABLE[0]
    return t


class Own(List[int]):
    def __getitem__(self, k: Any) -> Any:
        return -k


def main() -> None:
    global TABLE, ROWS
    TABLE = [10, 20, 30, 40]
    ROWS = [[1, 2], [3, 4]]
    OTHER.clear()
    print(look([0, 1, 2, 3, -1]), look([]))
    fill(4)
    print(TABLE, cells())
    grow(10)
    print(OTHER)
    ROWS = ((7, 8), {0: 9, 1: 10})  # type: ignore[assignment]
    print(cells())
    print(while_it_changes([0, 1, 0, 2, 0]), TABLE)
    TABLE = Own([1, 2, 3])
    print(look([1, 2]))
    TABLE = {0: 5, 1: 6}  # type: ignore[assignment]
    print(look([0, 1]))
    TABLE = [1, 2, 3, 4]
    try:
        while_it_changes([0, 3])
    except NameError as e:
        print(e)
    try:
        look([0])
    except NameError as e:
        print(e)
    builtins.TABLE = [100, 200]  # type: ignore[attr-defined]
    print(look([0, 1]))
    del builtins.TABLE  # type: ignore[attr-defined]
    TABLE = [1, "x"]  # type: ignore[list-item]
    try:
        look([0, 1])
    except TypeError as e:
        print(e)
    TABLE = [1]


if __name__ == "__main__":
    main()
    look([0, 1])
