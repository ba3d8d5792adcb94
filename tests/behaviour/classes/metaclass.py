from typing import Any, Dict, List, Tuple


class Meta(type):
    order: List[str] = []

    def __new__(mcs, name: str, bases: Tuple[type, ...], ns: Dict[str, Any], **kw: Any) -> Any:
        mcs.order.append("new " + name)
        ns["added"] = name.lower()
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name: str, bases: Tuple[type, ...], ns: Dict[str, Any], tag: str = "") -> None:
        super().__init__(name, bases, ns)
        cls.tag = tag
        Meta.order.append("init " + name)

    @property
    def size(cls) -> int:
        return len(cls.added)  # type: ignore

    def helper(cls) -> str:
        return "help " + cls.__name__

    def __len__(cls) -> int:
        return 77

    def __instancecheck__(cls, obj: object) -> bool:
        return obj == "magic" or type.__instancecheck__(cls, obj)


class Base(metaclass=Meta):
    x = 1

    def m(self) -> str:
        return self.added  # type: ignore


class Sub(Base, tag="t"):
    def m(self) -> str:
        return super().m() + "!"


class Prepared(type):
    @classmethod
    def __prepare__(mcs, name: str, bases: Any, **kw: Any) -> Dict[str, Any]:
        return {"given": 10}


class P(metaclass=Prepared):
    doubled = given * 2  # type: ignore  # noqa


class Singleton(type):
    _made: Dict[type, object] = {}

    def __call__(cls, *args: Any) -> Any:
        if cls not in cls._made:
            cls._made[cls] = super().__call__(*args)
        return cls._made[cls]


class Config(metaclass=Singleton):
    def __init__(self, v: int) -> None:
        self.v = v


def main() -> None:
    print(Meta.order)
    print(Base().m(), Sub().m(), Sub.tag, Base.tag == "", Sub.size, Base.helper(), len(Sub))  # type: ignore
    print(type(Base).__name__, type(Sub()).__name__, isinstance("magic", Base), isinstance(1, Base), isinstance(Sub(), Base))
    print(P.doubled, P.given)  # type: ignore
    print(Config(1) is Config(2), Config(3).v)
    Made = Meta("Made", (Base,), {"y": 2})
    print(Made.added, Made.y, Made().m())
    print(Meta.order[-2:])
    del Meta.order[-2:]
    try:
        Base().helper()  # type: ignore
    except AttributeError as e:
        print(e)


if __name__ == "__main__":
    main()
