from __future__ import annotations

from dataclasses import dataclass, field
from typing import Iterator, List, Optional


class Item:
    made = 0

    def __init__(self, name: str, price: float = 1.0, *, tag: Optional[str] = None) -> None:
        self.name = name
        self.price = price
        self.tag = tag
        Item.made += 1

    def cost(self, count: int = 1) -> float:
        return self.price * count

    def accept(self, visitor: "Visitor") -> str:
        return visitor.visit_item(self)

    def parts(self) -> Iterator[str]:
        yield self.name
        yield str(self.price)

    async def fetch(self, more: int) -> str:
        return f"{self.name}+{more}"

    def __private(self) -> str:
        return "private " + self.name

    def reveal(self) -> str:
        return self.__private()

    def __add__(self, other: Item) -> Item:
        return Item(self.name + other.name, self.price + other.price)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Item) and other.name == self.name

    def __lt__(self, other: Item) -> bool:
        return self.price < other.price

    def __hash__(self) -> int:
        return hash(self.name)


class Weighed(Item):
    def __init__(self, name: str, price: float, grams: int) -> None:
        super().__init__(name, price)
        self.grams = grams

    def cost(self, count: int = 1) -> float:
        return self.price * self.grams / 1000 * count

    def accept(self, visitor: "Visitor") -> str:
        return visitor.visit_weighed(self)


@dataclass
class Line:
    item: Item
    count: int = 2
    notes: List[str] = field(default_factory=list)
    label: str = "line"

    def __post_init__(self) -> None:
        self.notes.append("made " + self.item.name)

    def cost(self) -> float:
        return self.item.cost(self.count)


@dataclass(order=True, frozen=True)
class Key:
    a: int
    b: str = "k"


class Visitor:
    def visit_item(self, item: Item) -> str:
        return "item " + item.name

    def visit_weighed(self, item: Weighed) -> str:
        return "weighed " + item.name


async def gathered(items: List[Item]) -> List[str]:
    return [await item.fetch(1) for item in items]


def numbers(n: int) -> Iterator[int]:
    for i in range(n):
        yield i


def typed(count: int, ratio: float = 0.5, *, flag: bool = False, word: str = "w") -> str:
    return f"{count} {ratio} {flag} {word}"


def fail(why: str) -> None:
    raise ValueError(why)


def flags(x: int) -> bool:
    return x > 2
