# Data of classes that methods change while other methods go on being called, and what else may happen to the class at the same time.
from __future__ import annotations

from typing import Any, ClassVar


class Entity:
    count: ClassVar[int] = 0
    registry: dict[str, Entity] = {}
    limit = 100

    def __init__(self, name: str) -> None:
        self.name = name
        Entity.count += 1
        type(self).registry = {**type(self).registry, name: self}

    def who(self) -> str:
        return f"entity {self.name} of {Entity.count}"

    @classmethod
    def reset(cls) -> None:
        cls.count = 0


class Monster(Entity):
    limit = 5

    def who(self) -> str:
        return "monster " + super().who()


class Watch:
    """Its end changes the class that held it."""

    def __init__(self, action: Any) -> None:
        self.action = action

    def __del__(self) -> None:
        self.action()


def names(xs: list[Entity]) -> list[str]:
    return [x.who() for x in xs]


def rebinding() -> None:
    xs = [Entity("a"), Monster("b")]
    print(names(xs))

    def other(self: Entity) -> str:
        return f"other {self.name}"

    old = Entity.who
    Entity.held = Watch(lambda: setattr(Entity, "who", other))  # type: ignore
    print(names(xs))
    Entity.held = 1  # type: ignore
    print(names(xs))
    Entity.who = old  # type: ignore
    print(names(xs))
    Entity.limit = property(lambda self: 7)  # type: ignore
    print(xs[0].limit, xs[1].limit)
    Entity.limit = 3
    print(xs[0].limit, xs[1].limit)
    Monster.limit = 9
    print(xs[0].limit, xs[1].limit, names(xs))
    Entity.who = 5  # type: ignore
    try:
        print(names(xs[:1]))
    except TypeError as e:
        print(e)
    Entity.who = old  # type: ignore
    print(names(xs))
    Monster.who = Entity.who  # type: ignore
    Entity.count = 40
    print(names(xs))
    del Monster.who
    print(names(xs))


class Meta(type):
    @property
    def size(cls) -> int:
        return 1

    @size.setter
    def size(cls, value: int) -> None:
        print("metaclass size", value)

    def __setattr__(cls, name: str, value: Any) -> None:
        print("set", name)
        super().__setattr__(name, value)


class Odd(metaclass=Meta):
    total = 0

    def grow(self) -> int:
        Odd.total += 1
        Odd.size = 4
        return Odd.total


class Sub(Entity):
    pass


def below() -> None:
    class Local(Sub):
        def who(self) -> str:
            return "local"

    made = [Sub("s"), Local("l")]
    for i in range(3):
        Entity.count = i
        Sub.limit = i  # type: ignore
        Local.limit = -i
        print(names(made), made[0].limit, made[1].limit)
    Sub.who = Local.who  # type: ignore
    Entity.count += 1
    print(names(made))
    del Sub.who
    print(names(made))


def main() -> None:
    Entity.reset()
    Entity.registry = {}
    made = [Entity("x"), Monster("y"), Entity("z")]
    print(names(made), Entity.count, sorted(Entity.registry), sorted(Monster.registry))
    Monster.reset()
    made.append(Monster("w"))
    print(names(made), Monster.count, Entity.count)
    del Monster.count
    rebinding()
    print(Odd().grow(), Odd().grow(), Odd.size)
    below()
    Entity.limit = 100
    Monster.limit = 5
    del Sub.limit
    del Entity.held


if __name__ == "__main__":
    main()
