from typing import Iterable, List

from shop.model import Item, Key, Line, Visitor, Weighed, fail, flags, numbers, typed
from shop import model
import shop.model as also


class Extra(Line):
    pass


class Loud(Visitor):
    def visit_item(self, item: Item) -> str:
        return super().visit_item(item).upper()


def total(lines: Iterable[Line]) -> float:
    out = 0.0
    for line in lines:
        out += line.cost()
    return out


def make(name: str) -> Item:
    return Item(name, tag="t" + name)


def weigh(name: str, grams: int) -> Weighed:
    return Weighed(name, grams=grams, price=2.0)


def line(item: Item) -> Line:
    return Line(item, label="x")


def bare(item: Item) -> Line:
    return Line(item)


def key(a: int) -> Key:
    return Key(a)


def costs(items: List[Item]) -> List[float]:
    return [item.cost() for item in items] + [item.cost(count=3) for item in items]


def visit(items: List[Item], visitor: Visitor) -> List[str]:
    return [item.accept(visitor) for item in items]


def both(a: Item, b: Item) -> Item:
    return a + b


def compared(a: Item, b: Item) -> List[bool]:
    return [a == b, a != b, a < b, b < a]


def call_typed(n: int) -> List[str]:
    return [typed(n), typed(n, 2), typed(n, word="q", flag=True), model.typed(n), also.typed(n, flag=flags(n)), model.Item("m").name]


def counted(n: int) -> List[int]:
    return [x for x in numbers(n)] + list(model.numbers(2))


def failing(why: str) -> None:
    fail(why)


def failing_in_model(why: str) -> None:
    model.fail(why)


def flag(x: int) -> bool:
    return flags(x)


async def awaited(item: Item) -> str:
    return await item.fetch(2) + str(await model.gathered([item]))


def revealed(item: Item) -> str:
    return item.reveal()


def wrong_count(n: object) -> str:
    return typed(n)  # type: ignore


def wrong_arguments() -> str:
    return typed()  # type: ignore


def deep(item: Item, n: int) -> int:
    return model_deep(item, n - 1) + 1 if n else 0


from shop.cycle import model_deep  # noqa: E402


def imported_here(n: int) -> str:
    from shop.model import Item as Thing, typed as shaped
    import shop.model as there
    if n > 5:
        shaped = lambda n: "other"  # noqa: E731
    return shaped(n) + Thing("local").name + there.typed(n + 1) + there.Weighed("h", 1.0, grams=n).name
