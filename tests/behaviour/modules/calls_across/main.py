import asyncio
import importlib
import traceback
import types
from unittest import mock

import late
import shop
from late import Thing, greet
from shop import cycle, model, pricing
from shop.model import Item, Line, Visitor, Weighed


class Own(Item):
    """A class of a third module among those that calls choose from."""

    def cost(self, count: int = 1) -> float:
        return -1.0


class Silent(Visitor):
    def visit_weighed(self, item: Weighed) -> str:
        return "..."


def plain() -> None:
    items = [pricing.make("a"), pricing.weigh("b", 500), Own("c")]
    print([i.name for i in items], pricing.costs(items), Item.made > 0)
    print(pricing.visit(items, Visitor()), pricing.visit(items, pricing.Loud()), pricing.visit(items, Silent()))
    lines = [pricing.line(i) for i in items] + [pricing.bare(items[0]), pricing.Extra(items[1], 4)]
    print(shop.total(lines), [(l.count, l.notes, l.label) for l in lines])
    print(pricing.both(items[0], items[1]).name, pricing.compared(items[0], items[1]), pricing.compared(items[0], Item("a")))
    print(pricing.call_typed(3), pricing.counted(4), pricing.flag(1), pricing.flag(3), pricing.key(1) < pricing.key(2))
    print(asyncio.run(pricing.awaited(items[0])), pricing.revealed(items[2]), cycle.early, cycle.before())
    print(pricing.deep(items[0], 20), greet("you"), Thing(4).twice(), pricing.imported_here(1), pricing.imported_here(7))


def shown(f, *args) -> None:
    try:
        print(f(*args))
    except Exception:
        print("".join(line for line in traceback.format_exc().splitlines(True) if "^" not in line))


def errors() -> None:
    shown(pricing.failing, "direct")
    shown(pricing.failing_in_model, "through the module")
    shown(pricing.wrong_arguments)
    try:
        pricing.deep(Item("r"), 10 ** 6)
    except RecursionError as e:
        print("RecursionError")


def rebound() -> None:
    item, weighed = Item("q", 2.0), Weighed("w", 1.0, 10)
    with mock.patch("shop.pricing.typed", lambda *a, **k: "patched"):
        print(pricing.call_typed(1))
    with mock.patch("shop.model.typed", lambda *a, **k: "patched there"), mock.patch("shop.model.Weighed", Own):
        print(pricing.call_typed(1))
        shown(pricing.imported_here, 2)
    with mock.patch.object(Item, "cost", lambda self, count=1: 100.0 + count):
        print(pricing.costs([item, weighed, Own("o")]))
    with mock.patch.object(Weighed, "cost", lambda self, count=1: 200.0 + count):
        print(pricing.costs([item, weighed]))
    with mock.patch.object(Item, "__init__", lambda self, *a, **k: setattr(self, "name", "none")):
        print(pricing.make("z").name)
    with mock.patch.object(Line, "__init__", lambda self, a, **k: setattr(self, "item", weighed)):
        print(pricing.bare(item).item is weighed)
    with mock.patch("shop.pricing.Item", lambda *a, **k: (a, k)):
        print(pricing.make("z"))
    with mock.patch.object(Item, "__add__", lambda self, o: weighed), mock.patch.object(Item, "__lt__", lambda self, o: 1 > 2):
        print(pricing.both(item, item).name, pricing.compared(item, item))
    with mock.patch("shop.pricing.flags", lambda x: x == 1):
        shown(pricing.flags, 1)
    with mock.patch("shop.cycle.model_deep", None):
        print(pricing.deep(item, 4))
    with mock.patch("shop.pricing.deep", lambda item, n: 1000):
        print(cycle.model_deep(item, 4))
    with mock.patch("shop.pricing.model", types.SimpleNamespace(typed=lambda n: "namespace", Item=len, numbers=late.greet, fail=print)):
        shown(pricing.call_typed, 1)
        shown(pricing.failing_in_model, "printed")
    item.cost = lambda count=1: 7.0  # type: ignore
    print(pricing.costs([item, weighed]))
    item.__class__ = Own
    print(pricing.costs([item]), pricing.compared(item, weighed))
    pricing.late = lambda: "now there"  # type: ignore
    print(cycle.before())
    del pricing.late  # type: ignore
    print(cycle.before())

    class Stranger(Item):
        def cost(self, count: int = 1) -> float:
            return 5.5

    print(pricing.costs([Stranger("s")]), pricing.visit([Stranger("s")], Visitor()))
    held = model.typed
    del model.typed
    try:
        shown(pricing.call_typed, 9)
    finally:
        model.typed = held
    print(pricing.call_typed(9))


class Watched(types.ModuleType):
    def __getattribute__(self, name: str) -> object:
        if name == "typed":
            return lambda *a, **k: "watched"
        return super().__getattribute__(name)


def module_objects() -> None:
    model.__class__ = Watched
    print(pricing.call_typed(2))
    model.__class__ = types.ModuleType
    print(pricing.call_typed(2))


def again() -> None:
    old_greet = greet
    importlib.reload(late)
    print(greet is old_greet, greet("reloaded"), late.greet("r"), Thing(5).twice(), late.Thing(6).twice())


def main() -> None:
    plain()
    errors()
    rebound()
    module_objects()
    again()
    plain()


if __name__ == "__main__":
    main()
