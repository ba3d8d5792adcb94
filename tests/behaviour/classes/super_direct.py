"""super() in methods of classes that call each other directly: what comes next is found as Python finds it."""
from __future__ import annotations

import traceback
from typing import List, Optional, Tuple
from unittest import mock

log: List[str] = []


class Root:
    def __init__(self, line: int = -1, column: int = -1, ratio: float = -0.5, args: Tuple[int, ...] = ()) -> None:
        self.line = line
        self.column = column
        self.ratio = ratio
        self.args = args

    def name(self) -> str:
        return "root"

    def grow(self, by: int, *, twice: bool = False) -> int:
        self.line += by * (2 if twice else 1)
        return self.line

    def flag(self) -> bool:
        return self.line > 0

    def fail(self, why: str) -> None:
        raise ValueError(why)


class Middle(Root):
    def __init__(self, title: str, line: int = -1, *, column: int = -2) -> None:
        super().__init__(line, column=column)
        self.title = title

    def name(self) -> str:
        return "middle+" + super().name()

    def grow(self, by: int, *, twice: bool = False) -> int:
        return super().grow(by + 1, twice=twice)

    def flag(self) -> bool:
        return not super().flag()

    def fail(self, why: str) -> None:
        super().fail(why + "!")


class Leaf(Middle):
    def __init__(self, title: str) -> None:
        super().__init__(title.upper(), len(title))

    def name(self) -> str:
        return "leaf+" + super().name()

    def reveal(self) -> Tuple[type, Optional[object]]:
        return __class__, self.reveal.__closure__[0].cell_contents  # type: ignore


class Other(Middle):
    def name(self) -> str:
        return "other+" + super().name()


# Between Left and Base stands Right for instances of Both.
class Base:
    def __init__(self) -> None:
        log.append("Base")

    def who(self) -> str:
        return "base"


class Left(Base):
    def __init__(self) -> None:
        log.append("Left")
        super().__init__()

    def who(self) -> str:
        return "left " + super().who()


class Right(Base):
    def __init__(self) -> None:
        log.append("Right")
        super().__init__()

    def who(self) -> str:
        return "right " + super().who()


class Both(Left, Right):
    def __init__(self) -> None:
        log.append("Both")
        super().__init__()


class Lone(Left):
    pass


def make(n: int) -> List[Root]:
    out: List[Root] = []
    for i in range(n):
        out.append(Leaf("x" * i))
        out.append(Other("o", i))
        out.append(Middle("m", line=i, column=3))
        out.append(Root())
    return out


def names(items: List[Root]) -> List[str]:
    return [item.name() for item in items]


def rebinding(self: Root, by: int, *, twice: bool = False) -> int:
    return 1000 + by


def shown(f, *args) -> None:
    try:
        print(f(*args))
    except Exception:
        print("".join(line for line in traceback.format_exc().splitlines(True) if "^" not in line))


def fail(item: Root) -> None:
    item.fail("why")


class Late(Root):
    def grow(self, by: int, *, twice: bool = False) -> int:
        return super().grow(change(by))


def change(by: int) -> int:
    Root.grow = rebinding  # type: ignore  # super().grow was found before
    return by


def interpreted() -> Tuple[Root, Root]:
    space: dict = {}
    exec("""
class Outside(Leaf):
    def name(self):
        return "outside+" + super().name()
class Between(Root):
    def name(self):
        return "between+" + super().name()
class Mixed(Other, Between):
    pass
""", {**globals()}, space)
    return space["Outside"]("out"), space["Mixed"]("mix")


def main() -> None:
    log.clear()
    items = make(3)
    print([(i.line, i.column, i.ratio, i.args) for i in items])
    print(names(items), [i.grow(2) for i in items], [i.grow(1, twice=True) for i in items], [i.flag() for i in items])
    print([Both().who(), Left().who(), Lone().who(), Right().who(), Base().who()], log)
    print(Leaf("z").reveal(), Middle.__init__.__code__.co_freevars, Middle.__init__.__closure__ is not None)
    shown(fail, Leaf("f"))
    print([o.name() for o in interpreted()], names(list(interpreted())))
    with mock.patch.object(Root, "name", lambda self: "patched"):
        print(names(items[:4]))
    with mock.patch.object(Middle, "name", lambda self: "patched middle"):
        print(names(items[:4]))
    with mock.patch.object(Root, "__init__", lambda self, *a, **k: log.append(str((a, sorted(k))))):
        shown(lambda: Leaf("q").title)
        print(log[-1])
    kept = Root.grow
    print(Late(5).grow(1), Late(5).grow(1))
    Root.grow = kept  # type: ignore
    print(Late(5).grow(1))
    Root.grow = kept  # type: ignore
    item = items[0]
    item.name = lambda: "own"  # type: ignore
    print(names([item]), Middle.name(item))
    shown(Middle.name, 5)
    shown(Middle.__init__, object(), "t")
    print(names(make(1)))


if __name__ == "__main__":
    main()
