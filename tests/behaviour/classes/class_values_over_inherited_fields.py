# A class, or a base beside the one with the fields, gets a value under the name of an inherited field while the program runs: what
# instances have comes first, the value counts for those without.
from typing import List


class Base:
    g: int = 1

    def __init__(self) -> None:
        self.h = 2


class Middle(Base):
    a: int = 0

    def both(self) -> List[int]:
        return [self.g, self.h]


class Lower(Middle):
    pass


class Beside:
    pass


class Mixed(Beside, Base):
    pass


def read(o: Base) -> int:
    return o.g * 100 + o.h


def show(o: Base) -> None:
    print(type(o).__name__, o.g, o.h, read(o), getattr(o, "g"), sorted(vars(o)), type(o).g)


def through(o: Middle) -> None:
    Middle.g = 7
    Middle.h = 8
    show(o)
    print(o.both(), "g" in Middle.__dict__, Middle.__dict__["g"], sorted(k for k in vars(Middle) if k in ("g", "h")))
    o.g = 5
    o.h = 6
    show(o)
    o.g += 1
    Middle.g += 10
    show(o)
    del o.g
    del o.h
    show(o)
    print(o.both())
    del Middle.g
    show(o)
    del Middle.h
    try:
        show(o)
    except AttributeError as e:
        print(e)
    print("g" in Middle.__dict__, hasattr(Middle, "h"), Middle.g)


def mixed() -> None:
    o = Mixed()
    o.g = 3
    setattr(Beside, "g", 9)
    setattr(Beside, "h", 4)
    show(o)
    del o.g, o.h
    show(o)
    setattr(Beside, "g", 10)
    show(o)
    o.g = 11
    show(o)
    delattr(Beside, "g")
    delattr(Beside, "h")
    show_g = o.g
    del o.g
    print(show_g, o.g, hasattr(o, "h"))


def main() -> None:
    for cls in (Middle, Lower):
        o = cls()
        o.g = 3
        through(o)
        through(cls())
    Lower.g = 20
    o = Lower()
    show(o)
    o.g = 21
    show(o)
    through(o)
    del Lower.g
    through(Lower())
    mixed()


if __name__ == "__main__":
    main()
