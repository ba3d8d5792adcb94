"""A field without a value in the class gets one later, by assignment to the class."""
from typing import Any, Type


class Env:
    template_class: Type["Template"]
    size: int
    plain: "str"

    def __init__(self, size: int) -> None:
        if size:
            self.size = size

    def make(self) -> Any:
        return self.template_class(self)

    def area(self) -> int:
        return self.size


class Template:
    def __init__(self, env: Env) -> None:
        self.env = env


class Sub(Env):
    pass


def make(env: Env) -> Any:
    return env.template_class


def main() -> None:
    Env.template_class = Template
    Env.size = 7
    e = Env(0)
    print(make(e), type(e.make()).__name__, e.area(), e.size, e.__dict__)
    e.size = 3
    print(e.area(), Env.size, e.__dict__)
    del e.size
    print(e.area())
    Sub.size = 9
    print(Sub(0).area(), Env(0).area(), Env(4).area(), Sub(5).size)
    Sub.plain = "p"
    print(Sub(1).plain)
    try:
        print(Env(1).plain)
    except AttributeError as err:
        print(err)
    del Env.size
    try:
        print(Env(0).area())
    except AttributeError as err:
        print(err)
    print(Sub(0).size, hasattr(Env(0), "size"))
    del Env.template_class, Sub.size, Sub.plain


if __name__ == "__main__":
    main()
