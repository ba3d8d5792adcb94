from typing import Any, Callable, Dict, List, Type, TypeVar

T = TypeVar("T")
registry: Dict[str, type] = {}


def register(cls: Type[T]) -> Type[T]:
    registry[cls.__name__] = cls
    return cls


def add_method(name: str, value: int) -> Callable[[Type[T]], Type[T]]:
    def deco(cls: Type[T]) -> Type[T]:
        setattr(cls, name, lambda self: value)
        return cls
    return deco


def wrap(cls: type) -> Any:
    class Wrapped(cls):  # type: ignore
        def who(self) -> str:
            return "wrapped " + super().who()
    return Wrapped


def replace(cls: type) -> str:
    return "replaced " + cls.__name__


@register
class A:
    def who(self) -> str:
        return "A"


@register
@add_method("five", 5)
@add_method("six", 6)
class B(A):
    pass


@wrap
class C(A):
    pass


@replace
class D:
    pass


class Validated:
    def __init__(self, low: int) -> None:
        self.low = low

    def __call__(self, cls: type) -> type:
        orig = cls.__init__  # type: ignore
        low = self.low

        def init(obj: Any, v: int) -> None:
            if v < low:
                raise ValueError(f"{v} < {low}")
            orig(obj, v)
        cls.__init__ = init  # type: ignore
        return cls


@Validated(3)
class E:
    def __init__(self, v: int) -> None:
        self.v = v


def main() -> None:
    print(sorted(registry), B().five(), B().six(), B().who(), C().who(), C.__name__, D)  # type: ignore
    print(E(5).v)
    try:
        E(1)
    except ValueError as e:
        print(e)
    made: List[str] = []

    def local(cls: Type[T]) -> Type[T]:
        made.append(cls.__qualname__)
        return cls

    @local
    class F(A):
        pass
    print(made, F().who())


if __name__ == "__main__":
    main()
