# Members by name: Color["RED"], with what metaclasses, aliases and changes make of it.
import enum
from typing import Any


class Color(enum.Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Perm(enum.Flag):
    R = 4
    W = 2


class Meta(enum.EnumMeta):
    def __getitem__(cls, name: str) -> Any:
        return super().__getitem__(name.upper())


class Upper(enum.Enum, metaclass=Meta):
    A = 1


class Text(str):
    pass


class ClassGetItem(type):
    def __getitem__(cls, name: object) -> Any:
        return ("item", name)


class Other(metaclass=ClassGetItem):
    pass


def by_name(name: str) -> Color:
    return Color[name]


def any_item(cls: Any, name: Any) -> Any:
    try:
        return cls[name]
    except Exception as e:
        return type(e).__name__, e.args


def main() -> None:
    print(by_name("RED"), by_name("CRIMSON"), Color["GREEN"].value, Level["HIGH"] + 1, Perm["R"] | Perm["W"])
    for cls, name in ((Color, "BLUE"), (Color, 1), (Color, Text("RED")), (Color, []), (Upper, "a"), (Upper, "b"), (Other, "x"), (Level, "LOW"), (list, int), (int, int)):
        print(any_item(cls, name))
    saved = enum.EnumMeta.__getitem__
    enum.EnumMeta.__getitem__ = lambda cls, name: ("patched", name)  # type: ignore
    print(by_name.__wrapped__ if hasattr(by_name, "__wrapped__") else any_item(Color, "RED"))
    enum.EnumMeta.__getitem__ = saved  # type: ignore
    print(any_item(Color, "RED"), [by_name(n) for n in Color.__members__])
    Color._member_map_["NEW"] = Color.RED  # type: ignore
    print(any_item(Color, "NEW"))
    del Color._member_map_["NEW"]  # type: ignore
    print(any_item(Color, "NEW"))


if __name__ == "__main__":
    main()
