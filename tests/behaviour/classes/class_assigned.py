# An instance becomes one of another class, which may have more attributes than its first one.
from dataclasses import dataclass


class Plain:
    def __init__(self) -> None:
        self.x = 1

    def kind(self) -> str:
        return f"plain {self.x}"


class Middle(Plain):
    def kind(self) -> str:
        return f"middle {self.x}"


class Rich(Middle):
    def kind(self) -> str:
        self.__hidden = 5
        self.more = self.x + 1
        return f"rich {self.__hidden} {self.more}"

    @classmethod
    def make(cls, source):
        if not isinstance(source, Plain):
            return cls()
        if source.x > 5:
            cls = Middle
        source.__class__ = cls
        return source


@dataclass
class Data(Middle):
    extra: int = 3


class Left:
    def __init__(self) -> None:
        self.a = 1


class Right:
    def __init__(self) -> None:
        self.b = 2
        self.c = "c"

    def shown(self) -> str:
        return f"{vars(self)}"


class Light:
    colour: str = "red"

    def __init__(self) -> None:
        self.count = 0

    def switch(self) -> None:
        self.count += 1
        self.__class__ = Green if type(self) is Light else Light


class Green(Light):
    colour = "green"

    def __init__(self) -> None:
        super().__init__()
        self.only = 1.5


def main() -> None:
    p = Plain()
    p.__class__ = Middle
    print(p.kind(), type(p).__name__)
    print(Rich.make(p) is p, p.kind(), vars(p))
    q = Rich()
    q.x = 7
    print(q.kind(), Rich.make(q).kind(), vars(q), q.more)
    q.__class__ = Plain
    print(q.kind(), vars(q))
    d = Data(4)
    print(d)
    left = Left()
    left.__class__ = Right  # type: ignore[assignment]
    print(left.shown(), type(left) is Right)  # type: ignore[attr-defined]
    light = Light()
    for _ in range(3):
        light.switch()
        print(light.colour, light.count, type(light).__name__)
    green = Green()
    green.switch()
    print(green.colour, green.only, green.count)


if __name__ == "__main__":
    main()
