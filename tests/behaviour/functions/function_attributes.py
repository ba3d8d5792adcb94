from typing import List, Optional


def documented(a: int, b: str = "x", *args: float, k: bool = True) -> Optional[List[int]]:
    """First line.

    Second paragraph.
    """
    return None


def plain():
    pass


class C:
    def method(self) -> int:
        "method doc"
        return 1

    @staticmethod
    def static(x: int) -> int:
        return x

    @classmethod
    def klass(cls) -> str:
        return cls.__name__


def outer():
    def inner():
        pass
    return inner


def main() -> None:
    print(documented.__doc__)
    print(documented.__name__, documented.__qualname__, documented.__module__)
    print(documented.__annotations__)
    print(documented.__defaults__, documented.__kwdefaults__)
    print(plain.__doc__, plain.__annotations__, plain.__defaults__)
    plain.note = "attached"  # type: ignore
    print(plain.note, plain.__dict__)  # type: ignore
    del plain.note  # type: ignore
    print(C.method.__qualname__, C().method.__name__, C.method.__doc__, C().method.__self__.__class__.__name__)
    print(C.static.__qualname__, C.klass.__qualname__, C.klass())
    print(outer().__qualname__, (lambda: 0).__qualname__)
    print(callable(documented), callable(C.method), callable(3))
    c = C()
    m = c.method
    print(m() + m(), m == c.method, m.__func__ is C.method)


if __name__ == "__main__":
    main()
