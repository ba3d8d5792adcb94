from typing import Any, Dict, List


class Plugin:
    registry: Dict[str, type] = {}
    events: List[str] = []

    def __init_subclass__(cls, /, name: str = "", **kw: Any) -> None:
        super().__init_subclass__(**kw)
        Plugin.registry[name or cls.__name__.lower()] = cls

    def run(self) -> str:
        return "base"


class Alpha(Plugin):
    def run(self) -> str:
        return "alpha"


class Beta(Plugin, name="b"):
    def run(self) -> str:
        return "beta " + super().run()


class Typed:
    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        Plugin.events.append(owner.__name__ + "." + name)

    def __get__(self, obj: Any, owner: Any = None) -> Any:
        if obj is None:
            return self
        return obj.__dict__.get(self.name, "unset")

    def __set__(self, obj: Any, value: object) -> None:
        obj.__dict__[self.name] = ("typed", value)


class Uses:
    a = Typed()
    b = Typed()

    def __class_getitem__(cls, item: Any) -> str:
        return f"{cls.__name__}[{item}]"


class NonData:
    def __get__(self, obj: object, owner: object = None) -> str:
        return "from descriptor"


class Holder:
    nd = NonData()


def main() -> None:
    print(sorted(Plugin.registry), [Plugin.registry[k]().run() for k in sorted(Plugin.registry)])  # type: ignore
    print(Plugin.events)
    u = Uses()
    print(u.a)
    u.a = 5
    u.b = "q"
    print(u.a, u.b, Uses.a.name, type(Uses.a).__name__, vars(u))
    print(Uses[3], Uses[int, str] if False else Uses["x"])
    h: Any = Holder()
    print(h.nd)
    h.nd = "own"
    print(h.nd, Holder.nd)
    print(int.__add__.__get__(5)(6), (lambda self: self * 2).__get__(21)())


if __name__ == "__main__":
    main()
