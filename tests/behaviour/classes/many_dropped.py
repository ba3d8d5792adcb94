# More instances than a class keeps dead ones of, made and dropped again and again; what __init__ is given goes with the instance.
from typing import List, Optional

log: List[str] = []


class Cell:
    def __init__(self, value: object, next: "Optional[Cell]") -> None:
        self.value = value
        self.next = next


class Loud:
    def __init__(self, name: str) -> None:
        self.name = name

    def __del__(self) -> None:
        log.append(self.name)


class Pair:
    def __init__(self, left: object, right: object) -> None:
        self.left = left
        self.left = right
        self.right = right


def build(n: int) -> List[Cell]:
    cells: List[Cell] = []
    for i in range(n):
        cells.append(Cell(i, None))
    return cells


def total(cells: List[Cell]) -> int:
    result = 0
    for cell in cells:
        if isinstance(cell.value, int) and cell.next is None:
            result += cell.value
    return result


def order() -> None:
    Cell(Loud("a"), Cell(Loud("b"), None))
    log.append("dropped")
    pair = Pair(Loud("c"), Loud("d"))
    log.append("made")
    del pair
    cell = Cell(Loud("e"), None)
    cell.value = None
    log.append("cleared")
    try:
        Cell(Loud("f"), Cell(Loud("g"), None)).next.missing  # type: ignore
    except AttributeError:
        log.append("caught")


def boxes(key: int) -> List[object]:
    table = {key: "x"}
    if key not in table:
        return []
    kept: List[object] = [key, key]
    return [table[key], kept[0] is kept[1], kept[0] == key]


def main() -> None:
    for _ in range(4):
        print(total(build(10000)))
    chain: Optional[Cell] = None
    for i in range(30000):
        chain = Cell(i, chain)
    del chain
    order()
    print(log)
    log.clear()
    print(boxes(5), boxes(10 ** 12), boxes(10 ** 30))


if __name__ == "__main__":
    main()
