# Python extends the first base where the others bring no more than a dict or weak references: the list of weak references then
# lies behind the attributes.
import weakref
from typing import Generic, Generic as Parametric, TypeVar

T = TypeVar("T")


class Base:
    def first_of(self):
        return self.first


class Root(Base):
    pass


class Referable:
    __slots__ = ("__weakref__",)

    def first_of(self):
        return self.first


class Mixin:
    pass


class Before(Generic[T], Root):
    def __init__(self, first, rest):
        self.first = first
        self.rest = rest


class Renamed(Parametric[T], Root):
    def __init__(self, first, rest):
        self.first = first
        self.rest = rest


class Behind(Root, Generic[T]):
    def __init__(self, first, rest):
        self.first = first
        self.rest = rest


class BesideMixin(Mixin, Root):
    def __init__(self, first, rest):
        self.first = first
        self.rest = rest


class Slots(Generic[T], Referable):
    __slots__ = ("first", "rest")

    def __init__(self, first, rest):
        self.first = first
        self.rest = rest


class RenamedSlots(Parametric[T], Referable):
    __slots__ = ("first", "rest")

    def __init__(self, first, rest):
        self.first = first
        self.rest = rest


class SlotsAlone(Referable):
    __slots__ = ("first", "rest")

    def __init__(self, first, rest):
        self.first = first
        self.rest = rest


class Deeper(Before[int]):
    def __init__(self, first, rest):
        super().__init__(first, rest)
        self.more = [first]


def main() -> None:
    for cls in Before, Renamed, Behind, BesideMixin, Slots, RenamedSlots, SlotsAlone, Deeper:
        for _ in range(2):
            x = cls(1, [2])
            r = weakref.ref(x, lambda _: print("gone"))
            x.rest = x.rest + [3]
            print(cls.__name__, cls.__base__.__name__, x.first, x.first_of(), x.rest, r() is x, hasattr(x, "__dict__"))
            del x
            print(r())


if __name__ == "__main__":
    main()
